import { unlimitedConcurrency } from "../../facts/aws/functions";
import type { Inventory } from "../graph/inventory";
import { mentionsOf } from "../graph/mentions";
import { readNumber } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Reads how often a function may run at once, as far as it has a limit of its own.
 * Source: AWS Lambda developer guide, configuration-concurrency (0 throttles every request).
 * @param resource - A function.
 * @returns The number; infinity where it has none, undefined where the plan does not know.
 */
export function readReservedConcurrency(resource: ModelResource | undefined): number | undefined {
  const limit =
    readNumber(resource?.properties.reservedConcurrentExecutions) ?? unlimitedConcurrency;
  return typeof limit !== "number" ? undefined : limit === unlimitedConcurrency ? Infinity : limit;
}

const callers = [
  ...(["apiIntegration", "restIntegration", "functionUrl", "targetGroupAttachment"] as const),
];

/**
 * Whether something that stands before functions calls one.
 * @param inventory - The resources.
 * @param names - What the function may be called.
 */
export function isCalled(inventory: Inventory, names: readonly string[]): boolean {
  return callers
    .flatMap((type) => inventory.ofType(type))
    .some((caller) => names.some((name) => mentionsOf(caller).has(name)));
}
