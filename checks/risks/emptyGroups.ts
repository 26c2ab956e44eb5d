import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { ListenerAction } from "../../model/origin/actions";
import { isEmpty, type TargetSource } from "../../model/origin/targets";
import type { Severity } from "../findings/severity";
import { names, say, type Phrase } from "../words/words";
import type { OriginSides } from "./originSides";

/** Target groups that get requests, and behind which nothing runs after the change as far as the plan says. */
export interface EmptyGroups {
  readonly groups: readonly ModelResource[];
  /** What would register targets in them, and keeps none running. */
  readonly idle: readonly TargetSource[];
}

/**
 * Finds that nothing runs behind all target groups to which requests are forwarded.
 * @param sides - What stands behind load balancers.
 * @param action - What a listener or one of its rules does after the change.
 * @returns The groups; undefined where something may run behind one, and for what forwards nothing.
 */
export function emptyGroupsOf(
  { after }: OriginSides,
  action: ListenerAction,
): EmptyGroups | undefined {
  const targets = action.kind === "forward" ? action.groups : [];
  const groups = targets.flatMap(({ resources }) => resources);
  const isKnown = targets.length > 0 && targets.every(({ resources }) => resources.length > 0);
  const idle = groups.flatMap((group) => after.sources(group));
  return isKnown && isEmpty(idle) ? { groups, idle } : undefined;
}

/**
 * Says how certain it is that nobody is served there.
 * @returns High where what would serve runs nothing, and for new groups to which nothing belongs; medium where something outside the plan may
 * have registered targets; undefined where the plan holds a part alone.
 */
export function severityOfEmpty(
  sides: OriginSides,
  { groups, idle }: EmptyGroups,
): Severity | undefined {
  if (idle.length > 0) {
    return "high";
  }
  const isNew = groups.every((group) => sides.earlier(group) === undefined);
  return sides.context.plan.whole ? (isNew ? "high" : "medium") : undefined;
}

/** Says what does not run there. */
export function emptyWords({ groups, idle }: EmptyGroups): Phrase {
  const behind = names(groups.map(title));
  return idle.length > 0
    ? say`${names(idle.map(({ resource, serves }) => title(serves ?? resource)))} runs nothing behind ${behind}`
    : say`as far as this plan says ${behind} has no target`;
}
