import { resolvedArgs } from "../internal/validation";
import type { OriginSecretHeader, OriginSecretHeaderArgs } from "./secretHeaderArgs";
import { validateSecretHeader } from "./validateSecretHeader";

/**
 * Spells out a secret header, for AlbOrigin, monitors and the edge.
 *
 * To bring it up: first send it (`edgeRule`, `monitorHeaders`), then demand it (`requiredHeader`), each in an `up` of its own, and
 * end it the other way round. A site's own monitor sends what its load balancers require: there the first step, and the last, is
 * `requiredHeader` with `enforced: false`. To change
 * it without a gap, again in an `up` for each: name the next value as `otherValue`; swap the two; leave the former one out.
 * @param args - The header.
 * @returns What each of them is given.
 * @throws One error that lists every problem.
 */
export function originSecretHeader(args: OriginSecretHeaderArgs): OriginSecretHeader {
  return resolvedArgs("originSecretHeader", args, undefined, validateSecretHeader);
}
