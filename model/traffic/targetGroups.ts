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
  return names(group, linkTokens(attachment?.properties.targetGroupArn));
}

/** What registers and takes out targets by itself, and where it names the target groups. */
const registering = [
  "targetGroupArns",
  "lbTargetGroupArn",
  "trafficSources",
  "loadBalancers",
] as const;

/**
 * Whether something registers targets in a group by itself: an autoscaling group or a service of ECS.
 * @param group - A `TargetGroup`.
 * @param resource - Any resource.
 * @returns True where it names the group.
 */
export function registersIn(group: ModelResource, { type, properties }: ModelResource): boolean {
  const tokens = registering.flatMap((name) => {
    const inner = (knownList(readList(properties[name])) ?? []).filter(isObject);
    const parts = inner.flatMap((each) => Object.values(each));
    return [...linkTokens(properties[name]), ...linkTokens(parts)];
  });
  return /^aws:(autoscaling|ecs)\//.test(type) && names(group, tokens);
}

function names(group: ModelResource, tokens: readonly string[]): boolean {
  return [group.key, ...idsOf(group)].some((token) => tokens.includes(token));
}
