import { hostnameError } from "../../model/origin/answeredErrors";
import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import type { TrafficModel } from "../../model/traffic/path";

/**
 * Finds the error that everybody gets of a hostname for which nothing of the edge answers any more: its records lead to load balancers of AWS
 * alone, all of which give it.
 * @param model - The paths of hostnames after the change.
 * @param hostname - The hostname.
 * @returns The status; undefined where something may serve, rules have another origin or name asked, or the plan does not say.
 */
export function ownError(model: TrafficModel, hostname: string): number | undefined {
  const zones = EdgeZones.of(model);
  const answers = answersOf(zones, hostname, zones.zoneOfHost(hostname)) ?? [];
  const isRuled = answers.some(
    ({ settings: { originHost, hostHeader } }) =>
      originHost !== undefined || hostHeader !== undefined,
  );
  return isRuled ? undefined : hostnameError(model, hostname);
}
