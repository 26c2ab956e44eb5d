import { readRange } from "../../core/cidrs";
import { certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import { targetTypes } from "../../facts/aws/loadBalancing";
import { isObject, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { readTargetGroup } from "./targetGroups";
import type { ModelResource } from "../graph/resources";
import type { TargetSource } from "./targets";

/**
 * Whether a target group takes what is registered in it, by its type of targets: AWS refuses all else.
 * Source: Elastic Load Balancing API reference, CreateTargetGroup (TargetType); hashicorp/terraform issue 18674 (an Auto Scaling group
 * registers instances), hashicorp/terraform-provider-aws issue 12252 and riboseinc/terraform-aws-ecs-gitlab issue 5 (tasks with addresses of
 * their own want `ip`, others `instance`).
 * @param source - What registers targets.
 * @param group - The group.
 * @returns `unknown` where the plan does not say of one of them what it is.
 */
export function takesTarget(source: TargetSource, group: ModelResource): Certainty {
  const { targetType } = readTargetGroup(group);
  const wanted = typeOfTarget(source.resource);
  return targetType === unknownValue || wanted === undefined
    ? "unknown"
    : certain(targetType === wanted);
}

/** The type that what is registered is of; undefined where the plan does not say. */
function typeOfTarget({ type, properties }: ModelResource): string | undefined {
  const kind = modelType(type);
  if (kind === "targetGroupAttachment") {
    return typeOfId(readText(properties.targetId));
  }
  if (kind === "ecsService") {
    return isObject(properties.networkConfiguration) ? targetTypes.ip : targetTypes.instance;
  }
  return kind === "taskSet" ? undefined : targetTypes.instance;
}

function typeOfId(id: ReturnType<typeof readText>): string | undefined {
  if (id === undefined || id === unknownValue) {
    return undefined;
  }
  if (readRange(id) !== undefined) {
    return targetTypes.ip;
  }
  return /^i-[\da-f]+$/.test(id) ? targetTypes.instance : undefined;
}
