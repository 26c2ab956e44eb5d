import type { Inventory } from "../graph/inventory";
import { idsOf } from "../graph/resourcesOfType";
import { linkTokens } from "../graph/links";
import { isObject, knownList, readList } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/**
 * Whether an attachment registers a target in a group.
 * @param group - A `TargetGroup`.
 * @param attachment - A `TargetGroupAttachment`; none registers nothing.
 * @returns True where it names the group.
 */
export function isAttachedTo(group: ModelResource, attachment: ModelResource | undefined): boolean {
  const named = linkTokens(attachment?.properties.targetGroupArn);
  return tokensOf(group).some((token) => named.includes(token));
}

/** What registers and takes out targets by itself, and where it names the target groups. */
const registering = [
  "targetGroupArns",
  "lbTargetGroupArn",
  "trafficSources",
  "loadBalancers",
] as const;

/** Which target groups have targets on one side of a plan. */
export class TargetRegistrations {
  /** What names the groups of which something registers targets by itself. */
  readonly #registered: ReadonlySet<string>;

  /**
   * Notes what registers targets by itself: autoscaling groups and services of ECS.
   * @param inventory - The resources of the path.
   * @param resources - All resources of the side.
   */
  constructor(
    private readonly inventory: Inventory,
    resources: readonly ModelResource[],
  ) {
    this.#registered = new Set(resources.flatMap(registeredBy));
  }

  /**
   * Whether a group has a target, as far as the side says.
   * @param group - A `TargetGroup`.
   * @returns True where an attachment registers one, or something that registers targets by itself names the group.
   */
  has(group: ModelResource): boolean {
    return (
      this.inventory.linkedTo(group, "targetGroupAttachment").length > 0 ||
      tokensOf(group).some((token) => this.#registered.has(token))
    );
  }
}

/** What names the groups whose targets a resource registers by itself. */
function registeredBy({ type, properties }: ModelResource): string[] {
  return /^aws:(autoscaling|ecs)\//.test(type)
    ? registering.flatMap((name) => {
        const inner = (knownList(readList(properties[name])) ?? []).filter(isObject);
        const parts = inner.flatMap((each) => Object.values(each));
        return [...linkTokens(properties[name]), ...linkTokens(parts)];
      })
    : [];
}

function tokensOf(group: ModelResource): string[] {
  return [group.key, ...idsOf(group)];
}
