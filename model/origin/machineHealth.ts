import { unknownValue, type Known } from "../../core/known";
import { groupHealth } from "../../facts/aws/machineHealth";
import { endingProcesses } from "../../facts/aws/scalingProcesses";
import { knownList, readNumber, readText, readTexts } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

/** How long new machines or tasks may be unwell before something replaces them. */
export interface Grace {
  /** Whether what the load balancer finds counts; unknown where the plan does not say. */
  readonly asksBalancer: Known<boolean>;
  /** Seconds for which it does not count yet. */
  readonly seconds: Known<number>;
}

/**
 * Reads when what a load balancer finds unwell is replaced. Source: that of `groupHealth`.
 * @param resource - An Auto Scaling group or a service of ECS behind a load balancer.
 * @returns How; a service always listens to its load balancer.
 */
export function readGrace({ type, properties }: ModelResource): Grace {
  if (modelType(type) === "ecsService") {
    const seconds = readNumber(properties.healthCheckGracePeriodSeconds);
    return { asksBalancer: true, seconds: seconds ?? groupHealth.graceSecondsOfService };
  }
  const kind = readText(properties.healthCheckType) ?? groupHealth.machine;
  return {
    asksBalancer: kind === unknownValue ? kind : kind.split(",").includes(groupHealth.balancer),
    seconds: readNumber(properties.healthCheckGracePeriod) ?? groupHealth.graceSeconds,
  };
}

/**
 * Whether what its load balancer finds unwell is ended for that, for certain.
 * @param resource - What registers targets, or what they belong to.
 */
export function endsUnwell(resource: ModelResource): boolean {
  const suspended = knownList(readTexts(resource.properties.suspendedProcesses));
  return (
    readGrace(resource).asksBalancer === true &&
    suspended !== undefined &&
    !endingProcesses.some((process) => suspended.includes(process))
  );
}
