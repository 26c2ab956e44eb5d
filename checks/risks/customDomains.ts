import { customDomainRefusal } from "../../facts/cloudflare/edgeServices";
import { otherTypes } from "../../facts/resourceTypes";
import { servedName } from "../../model/traffic/edgeServices";
import type { ModelResource } from "../../model/graph/resources";
import { readDnsRecord } from "../../model/traffic/dnsRecords";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds Workers that get a hostname as their own while a record still stands there. Source: that of `customDomainRefusal`. */
export function customDomainRisks(context: RiskContext): Risk[] {
  return changesOf(context, undefined, ["create", "replace", "update"])
    .filter(({ type }) => type === otherTypes.workersCustomDomain)
    .flatMap((change): Risk[] => {
      const [was, hostname] = [change.before, change.after].map((side) => side && servedName(side));
      const isNew = hostname !== undefined && hostname !== was;
      const standing = isNew ? standingAt(context, hostname) : [];
      return hostname === undefined || standing.length === 0
        ? []
        : [refusedRisk(context, change, hostname, standing)];
    });
}

/** The records at a name when others are made: what the plan deletes goes only at the end. */
function standingAt({ before, after, changes }: RiskContext, hostname: string): ModelResource[] {
  const recordsOf = ({ inventory }: TrafficModel): ModelResource[] =>
    inventory.atName(hostname).filter((each) => {
      const { type } = readDnsRecord(inventory, each);
      return customDomainRefusal.types.some((conflicting) => conflicting === type);
    });
  const coming = recordsOf(after).filter(({ key }) => changes.get(key)?.operation === "create");
  const stood = recordsOf(before).filter(({ key }) => changes.get(key)?.deleteFirst !== true);
  return [...stood, ...coming];
}

function refusedRisk(
  { changes }: RiskContext,
  change: PlanChange,
  hostname: string,
  standing: readonly ModelResource[],
): Risk {
  const others = standing.flatMap(({ key }) => changes.get(key) ?? []);
  const records = names(standing.map(({ name }) => name));
  return {
    ...{ id: "record-refused", severity: "medium", subject: change.key, title: hostname },
    consequence: say`Cloudflare refuses the custom domain of a Worker at ${hostname} with ${customDomainRefusal.code}, since the record ${records} stands there when it is made: the update stops half-way, and what answers now goes on.`,
    cause: [change, ...new Set(others)].map((each) => causeOf(each, each.replacedFor)),
    hint: say`Run the Worker by a route over the record, which leaves nobody without an answer; or take the record away in an update before this one, and expect that ${hostname} is not found until the custom domain is there.`,
  };
}
