import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { servedName } from "../../model/traffic/edgeServices";
import type { RiskContext } from "./risk";

/**
 * Whether something of Cloudflare may answer for a hostname whose record leads nowhere: what the plan has, or may not have.
 * @param hostname - The hostname.
 */
export function isAnsweredAtEdge({ after, plan }: RiskContext, hostname: string): boolean {
  const zones = EdgeZones.of(after);
  const answers = answersOf(zones, hostname, zones.zoneOfHost(hostname));
  const isServed = plan.after
    .flatMap((resource) => servedName(resource) ?? [])
    .some((name) => isForName(name, hostname));
  return (
    !plan.whole ||
    isServed ||
    answers === undefined ||
    answers.some(({ outcome, perhaps, settings }) => {
      return outcome !== "passes" || perhaps.length > 0 || settings.originHost !== undefined;
    })
  );
}

/** Whether a hostname, or the pattern of a route, is for a name. */
function isForName(name: string, hostname: string): boolean {
  const [host = ""] = name.replace(/^\w+:\/\//, "").split("/", 1);
  return host === hostname || (host.startsWith("*") && hostname.endsWith(host.slice(1)));
}
