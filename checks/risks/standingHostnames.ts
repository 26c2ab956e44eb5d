import type { AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones } from "../../model/rules/edgeZones";
import type { RiskContext } from "./risk";

/**
 * Finds which hostnames of a zone answered before, as far as a plan tells: of one that it does not hold, that others of its zone did.
 * @param context - The plan.
 * @param zone - The zone as `zoneOf` calls it.
 * @returns Whether a hostname that its rules are asked about did.
 */
export function standingIn(
  { before }: RiskContext,
  zone: string,
): (hostname: AskedHostname) => boolean {
  const hostnames = EdgeZones.of(before).hostnamesOf(zone);
  const stood = new Set(hostnames.map(({ title }) => title));
  return ({ title, host, named }) =>
    stood.has(title) ||
    (named !== undefined && before.pathOf(host).answeredAt !== undefined) ||
    (named === "unseen" && stood.size > 0);
}
