import { z } from "zod";
import { probeFailures } from "../../facts/cloudflare/edgeFailures";
import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** What an origin's failed probe speaks for. Source: what `probeFailures` names, by what makes such a failure. */
export const probeCauses: ReadonlyMap<string, readonly CauseId[]> = new Map<
  string,
  readonly CauseId[]
>([
  [probeFailures.refused, ["origin-down", "cloudflare-blocked"]],
  [probeFailures.connectTimeout, ["origin-unreachable", "cloudflare-blocked"]],
  [probeFailures.unreachable, ["origin-unreachable", "route-swallows-cloudflare"]],
  [probeFailures.unresolved, ["dns-missing-record"]],
  [probeFailures.timeout, ["origin-slow"]],
  [probeFailures.reset, ["origin-resets"]],
  [probeFailures.handshake, ["tls-handshake", "tls-version"]],
  [probeFailures.untrusted, ["certificate-untrusted", "certificate-chain-incomplete"]],
  [probeFailures.nameMismatch, ["certificate-wrong-name"]],
  [probeFailures.code, ["origin-answers-5xx"]],
  [probeFailures.invalid, ["origin-answers-5xx", "origin-malformed"]],
]);

/** Source: Cloudflare API reference, pool health details, the example: places by name, each with its origins by address. */
const place = z.object({
  healthy: z.boolean().optional(),
  origins: z
    .array(
      z.record(
        z.string(),
        z.object({ healthy: z.boolean().optional(), failure_reason: z.string().optional() }),
      ),
    )
    .optional(),
});
const schema = z.object({ pop_health: z.record(z.string(), place) });

/**
 * Judges what Cloudflare's monitors say of a pool. It supports what is seen elsewhere: a monitor that asks wrongly calls a site down that
 * is served.
 * @param name - The pool's name.
 * @param answer - What the API answers to the question for its health.
 * @returns What it says.
 */
export function judgePoolHealth(name: string, answer: unknown): Evidence {
  const { pass, fail, unknown } = witness("edge", "pool-health", `pool ${name}`, "setting");
  const read = schema.safeParse(answer);
  const places = read.success ? Object.values(read.data.pop_health) : [];
  const told = places.filter(({ healthy }) => healthy !== undefined);
  if (told.length === 0) {
    return unknown("no monitor has said anything of the pool");
  }
  const well = told.filter(({ healthy }) => healthy === true).length;
  const failures = told
    .flatMap(({ origins = [] }) => origins.flatMap((origin) => Object.entries(origin)))
    .filter(([, { healthy }]) => healthy === false)
    .map(([address, { failure_reason: reason = "no reason" }]) => ({ address, reason }));
  const reasons = [...new Set(failures.map(({ address, reason }) => `${address}: ${reason}`))];
  const seen = `healthy at ${well} of ${told.length} places${reasons.length === 0 ? "" : ` (${reasons.join(", ")})`}`;
  if (well === told.length) {
    return pass(seen, ["edge-load-balancer-down"]);
  }
  const causes = failures.flatMap(({ reason }) => probeCauses.get(reason) ?? []);
  return fail(seen, [
    ...new Set<CauseId>([...(well === 0 ? (["edge-load-balancer-down"] as const) : []), ...causes]),
  ]);
}
