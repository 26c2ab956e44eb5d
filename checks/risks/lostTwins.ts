import { title } from "../../model/graph/title";
import { inlineTwins, type InlineTwin } from "../../model/plan/inlineTwins";
import { lostTwins, type LostTwin } from "../../model/plan/lostTwins";
import { say, type Phrase } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { BehindPools } from "./publicOrigins";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Finds objects that go with the deletion of another resource that stands for the same one: mostly renames without an alias. */
export function lostTwinRisks(context: RiskContext): Risk[] {
  const { plan } = context;
  return [...takenTwice(context), ...inlineTwins(plan).map(inlineRisk)];
}

/**
 * Who is led to a name of Route 53 whose record goes, by a record of Cloudflare that comes to take the name from the one that goes too. Where
 * that gives the name itself, it is told as a name that has no address.
 */
function ledThere({ before, after }: RiskContext, { deletion }: LostTwin): Phrase | undefined {
  const { key } = deletion.before ?? deletion;
  const name = before.route53
    .all()
    .find((each) => before.route53.at(each)?.records.some((record) => record.key === key));
  const users = name === undefined ? [] : new AddressUsers(before).of([name]);
  return name === undefined || users.length === 0 || new AddressUsers(after).of([name]).length > 0
    ? undefined
    : new BehindPools(before).visitors(users);
}

function inlineRisk({ owner, change, deletion }: InlineTwin): Risk {
  const [own, other] = [title(owner), deletion.name];
  return {
    ...{ id: "object-lost", severity: "medium", subject: owner.key, title: own },
    consequence: say`AWS has one of what ${own} gives itself and of ${other}: the deletion of ${other} at the end of this update takes it away, and Pulumi goes on having it in the state of ${own}.`,
    cause: [...(change === undefined ? [] : [change]), deletion].map((each) => causeOf(each)),
    hint: say`Have Pulumi only forget ${other}: set its retainOnDelete in an update before this one.`,
  };
}

function takenTwice(context: RiskContext): Risk[] {
  return lostTwins(context.plan).map((twin) => {
    const { resource, change, deletion } = twin;
    const causes = new Set([...(change === undefined ? [] : [change]), deletion]);
    const visitors = ledThere(context, twin);
    const { consequence, hint } = words(twin);
    const met = say` From then on ${visitors ?? []} get Error 530 with code 1016, until the record is made again.`;
    return {
      ...{ id: "object-lost", severity: visitors === undefined ? "medium" : "high" },
      ...{ subject: resource.key, title: title(resource), hint },
      consequence: visitors === undefined ? consequence : [...consequence, ...met],
      cause: [...causes].map((each) => causeOf(each, each.replacedFor)),
    };
  });
}

function words({ resource, change, deletion }: LostTwin): Pick<Risk, "consequence" | "hint"> {
  const [own, other] = [resource.name, deletion.name];
  return change === deletion
    ? {
        consequence: say`${own} is made anew before the old one goes, and AWS has one of both: the deletion at the end of this update takes it away, and Pulumi goes on having it in its state.`,
        hint: say`Set deleteBeforeReplace and expect a moment without it, or leave what forces the replacement as it is.`,
      }
    : {
        consequence: say`AWS has one of ${own} and ${other}: the deletion of ${other} at the end of this update takes it away, and Pulumi goes on having ${own} in its state.`,
        hint:
          change?.operation === "create"
            ? say`Give ${own} an alias to ${other}, so that only its name changes.`
            : say`Have Pulumi only forget ${other}: set its retainOnDelete in an update before this one.`,
      };
}
