import type { ArgoAndTieredCacheArgs } from "../components/argoAndTieredCache";
import { switchedOn } from "../components/argoAndTieredCache/resolve";
import { argoAndTieredCacheFields } from "../components/argoAndTieredCache/schema";
import { validateArgoAndTieredCache } from "../components/argoAndTieredCache/validate";
import type { ProblemList } from "../components/internal/checked";
import { handOverChecked } from "../components/internal/validation";
import type { Problem } from "../core/problem";
import { fieldsOf, without, type SchemaOf } from "../core/schema";
import type { Environment } from "./environment";

/** Arguments of Argo and Tiered Cache that an environment has elsewhere. */
const elsewhere = { zoneId: "zone.id", plan: "zone.plan" } as const;

/** How the zone's requests get from Cloudflare's edge to the origins. At least one of the settings must be given. */
export type EnvironmentArgoAndTieredCache = Omit<ArgoAndTieredCacheArgs, keyof typeof elsewhere>;

/** The schema of an environment's Argo and Tiered Cache. */
export const environmentArgoSchema = fieldsOf(
  without(argoAndTieredCacheFields, elsewhere) satisfies SchemaOf<EnvironmentArgoAndTieredCache>,
);

/**
 * Whether the zone uses Argo or Tiered Cache: what the environment says, or else what it switches on.
 * @param environment - The environment.
 * @returns Undefined where it says nothing of either.
 */
export function usesArgoOrTieredCache({
  zone,
  argoAndTieredCache,
}: Environment): boolean | undefined {
  const isOn = argoAndTieredCache !== undefined && switchedOn(argoAndTieredCache).length > 0;
  return zone.usesArgoOrTieredCache ?? (isOn ? true : undefined);
}

/**
 * Checks Argo and Tiered Cache of an environment's zone.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @returns Their arguments, handed over with what they say; undefined for none, and where something is wrong.
 */
export function checkArgoAndTieredCache(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
): ArgoAndTieredCacheArgs | undefined {
  const { argoAndTieredCache, zone } = environment;
  if (argoAndTieredCache === undefined) {
    return undefined;
  }
  const args = { ...argoAndTieredCache, zoneId: zone.id, plan: zone.plan };
  const [on] = switchedOn(argoAndTieredCache);
  if (zone.usesArgoOrTieredCache === false && on !== undefined) {
    problems.add({
      path: "zone.usesArgoOrTieredCache",
      rule: `be true or left out beside argoAndTieredCache.${on}`,
      actual: "false",
    });
  }
  return problems.within(
    (problem) =>
      problem.path === "args"
        ? { ...problem, path: "argoAndTieredCache" }
        : under("argoAndTieredCache", problem),
    (own) => handOverChecked(own, args, validateArgoAndTieredCache),
  );
}
