import type { PlanChange } from "../../model/plan/plan";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { listParts } from "../../model/rules/listedItems";
import type { RiskContext } from "./risk";

/** What changes of a rule that redirects, else of the lists that it may look into. */
export function redirectCauses(
  { before, after, changes }: RiskContext,
  { resource, action, lists }: EdgeRule,
): PlanChange[] {
  const own = changes.get(resource.key);
  const listed = action.kind === "redirects" ? action.list : undefined;
  const names = typeof listed === "string" ? [...lists, listed] : lists;
  const parts = names.flatMap((name) =>
    [before, after].flatMap(({ inventory }) => listParts(inventory, name)),
  );
  return own === undefined
    ? [...new Set(parts.flatMap(({ key }) => changes.get(key) ?? []))]
    : [own];
}

/**
 * Lists what changes of what leads a hostname to the edge.
 * @param context - The paths of both sides.
 * @param hostname - The hostname.
 */
export function leadingChanges({ after, changes }: RiskContext, hostname: string): PlanChange[] {
  const { records, loadBalancer } = after.pathOf(hostname);
  const leading = [...records, ...(loadBalancer === undefined ? [] : [loadBalancer])];
  return leading.flatMap(({ resource }) => changes.get(resource.key) ?? []);
}
