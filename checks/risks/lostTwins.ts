import { title } from "../../model/graph/title";
import { inlineTwins, type InlineTwin } from "../../model/plan/inlineTwins";
import { lostTwins, type LostTwin } from "../../model/plan/lostTwins";
import { say } from "../words/words";
import { causeOf, type Risk, type RiskContext } from "./risk";

/** Finds objects that go with the deletion of another resource that stands for the same one: mostly renames without an alias. */
export function lostTwinRisks({ plan }: RiskContext): Risk[] {
  return [...takenTwice(plan), ...inlineTwins(plan).map(inlineRisk)];
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

function takenTwice(plan: RiskContext["plan"]): Risk[] {
  return lostTwins(plan).map((twin) => {
    const { resource, change, deletion } = twin;
    const causes = new Set([...(change === undefined ? [] : [change]), deletion]);
    return {
      ...{ id: "object-lost", severity: "medium", subject: resource.key, title: title(resource) },
      ...words(twin),
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
