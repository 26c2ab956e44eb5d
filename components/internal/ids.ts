import { cloudflareIdPattern } from "../../facts/cloudflare/ids";
import { describeValue, type Problem } from "../../facts/problem";

/** Where to look up the ids of an account and of its zones. */
const onOverview = "Cloudflare's dashboard shows it on the overview page of the zone, under API";

/** Where to look up the id of a pool. */
export const poolIdWayOut =
  "Give poolIds of the load balancer, or what Cloudflare's API lists under load_balancers/pools";

/** Where to look up the id of a PagerDuty service. */
export const pagerDutyIdWayOut =
  "Give what Cloudflare's API lists under alerting/v3/destinations/pagerduty";

/**
 * Whether a value that was not known before can be the id of anything. It comes from a provider, or in tests of users from
 * mocks, whose ids look like anything; but one that is empty or no text names nothing, or everything.
 * @param id - The id, once known.
 */
export function namesSomething(id: unknown): boolean {
  return typeof id === "string" && id.trim() !== "";
}

/**
 * Checks the id of a Cloudflare account, zone or other object. An id that cannot be, such as an unset variable
 * or a zone's name, would otherwise plan the replacement of everything in the zone, or fail late with code 7003.
 * @param path - Where the id stands.
 * @param id - The id.
 * @param wayOut - Where to look it up. Defaults to the place of ids of accounts and zones.
 * @returns The problem, or undefined.
 */
export function cloudflareIdProblem(
  path: string,
  id: unknown,
  wayOut: string = onOverview,
): Problem | undefined {
  if (typeof id === "string" && cloudflareIdPattern.test(id)) {
    return undefined;
  }
  return {
    path,
    rule: "be an id of 32 lower-case hexadecimal characters",
    got: describeValue(id),
    wayOut,
  };
}
