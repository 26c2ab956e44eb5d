import { EdgeZones } from "../../model/rules/edgeZones";
import { servedName } from "../../model/traffic/edgeServices";
import type { RiskContext } from "./risk";

/**
 * Whether something of Cloudflare may answer for a hostname whose record leads nowhere: what the plan has, or may not have.
 * @param hostname - The hostname.
 */
export function isAnsweredAtEdge({ after, plan }: RiskContext, hostname: string): boolean {
  const zones = EdgeZones.of(after);
  const zone = zones.zoneOfHost(hostname);
  const asked =
    zone === undefined
      ? undefined
      : zones.hostnamesOf(zone).find(({ title }) => title === hostname);
  const isServed = plan.after
    .flatMap((resource) => servedName(resource) ?? [])
    .some((name) => isForName(name, hostname));
  return (
    !plan.whole ||
    isServed ||
    zone === undefined ||
    asked === undefined ||
    zones.answersFor(zone, asked).some(({ outcome, perhaps, settings }) => {
      return outcome !== "passes" || perhaps.length > 0 || settings.originHost !== undefined;
    })
  );
}

/** Whether a hostname, or the pattern of a route, is for a name. */
function isForName(name: string, hostname: string): boolean {
  const [host = ""] = name.replace(/^\w+:\/\//, "").split("/", 1);
  return host === hostname || (host.startsWith("*") && hostname.endsWith(host.slice(1)));
}
