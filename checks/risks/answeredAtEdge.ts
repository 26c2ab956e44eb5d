import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { servedName } from "../../model/traffic/edgeServices";
import type { Plan } from "../../model/plan/plan";
import type { RiskContext } from "./risk";

/**
 * Whether something of Cloudflare may answer for a hostname whose record leads nowhere: what the plan has, or may not have.
 * @param hostname - The hostname.
 */
export function isAnsweredAtEdge({ after, plan }: RiskContext, hostname: string): boolean {
  const zones = EdgeZones.of(after);
  const answers = answersOf(zones, hostname, zones.zoneOfHost(hostname));
  return (
    !plan.whole ||
    isServedAtEdge(plan, hostname) ||
    answers === undefined ||
    answers.some(({ outcome, perhaps, settings }) => {
      return outcome !== "passes" || perhaps.length > 0 || settings.originHost !== undefined;
    })
  );
}

/**
 * Whether a Worker, a bucket or a project of Pages that the plan has answers for a hostname.
 * @param plan - The plan.
 * @param hostname - The hostname.
 */
export function isServedAtEdge({ after }: Plan, hostname: string): boolean {
  return after
    .flatMap((resource) => servedName(resource) ?? [])
    .some((name) => isForName(name, hostname));
}

/** Whether a hostname, or the pattern of a route, is for a name. */
function isForName(name: string, hostname: string): boolean {
  const [host = ""] = name.replace(/^\w+:\/\//, "").split("/", 1);
  return host === hostname || (host.startsWith("*") && hostname.endsWith(host.slice(1)));
}
