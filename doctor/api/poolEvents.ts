import { z } from "zod";
import type { CauseId } from "../../facts/causes";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { probeCauses } from "./poolHealth";

/** Source: Cloudflare API reference, load balancer healthcheck events, and Cloudflare docs, load-balancing-analytics (the example). */
const event = z.object({
  timestamp: z.string(),
  pool: z.object({ id: z.string() }),
  origins: z.array(
    z.object({
      address: z.string().optional(),
      name: z.string().optional(),
      changed: z.boolean().optional(),
      healthy: z.boolean().optional(),
      failure_reason: z.string().optional(),
    }),
  ),
});
const events = z.array(event);

/**
 * Judges what Cloudflare's monitors wrote down of a pool's origins. It supports what is seen elsewhere, as their word of this moment
 * does, and it tells of faults that come and go.
 * @param pool - The pool's name and id.
 * @param answer - What the API answers to the question for the events of a day, of all pools.
 * @returns What it says.
 */
export function judgePoolEvents(
  { name, id }: { readonly name: string; readonly id: string },
  answer: unknown,
): Evidence {
  const { pass, fail, unknown } = witness("edge", "pool-events", `pool ${name}`, "setting");
  const read = events.safeParse(answer);
  if (!read.success) {
    return unknown("the API's answer is no list of events");
  }
  const failures = read.data
    .filter(({ pool }) => pool.id === id)
    .flatMap(({ timestamp, origins }) =>
      origins
        .filter(({ changed, healthy }) => changed === true && healthy === false)
        .map(({ address, name: origin, failure_reason: reason = "no reason" }) => ({
          ...{ at: timestamp, reason },
          who: address ?? origin ?? "an origin",
        })),
    )
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  const [first] = failures;
  if (first === undefined) {
    return pass("no origin of it became unhealthy within a day");
  }
  const reasons = [...new Set(failures.map(({ who, reason }) => `${who}: ${reason}`))];
  const causes = failures.flatMap(({ reason }) => probeCauses.get(reason) ?? []);
  const seen = `its origins became unhealthy ${failures.length} times within a day (${reasons.join(", ")})`;
  const occurrences = { count: failures.length, first: first.at, last: failures.at(-1)?.at };
  return { ...fail(seen, [...new Set<CauseId>(causes)]), occurrences };
}
