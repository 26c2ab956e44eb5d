import type { DeclaredOrigin, DeclaredPool } from "../../model/serving/declaredSite";

/**
 * What an origin of a pool is called: `primary/use1`.
 * @param pool - The pool.
 * @param origin - The origin.
 */
export function originKey(
  pool: Pick<DeclaredPool, "name">,
  origin: Pick<DeclaredOrigin, "name">,
): string {
  return `${pool.name}/${origin.name}`;
}
