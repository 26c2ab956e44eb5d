import { getOrCreate } from "../../core/getOrCreate";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { readDeployment } from "../../model/origin/deployments";
import { readGrace } from "../../model/origin/machineHealth";
import { OriginPaths } from "../../model/origin/originPaths";
import type { ModelResource } from "../../model/graph/resources";
import { withEarlierProperties } from "../../model/plan/earlierProperties";
import type { PlanChange } from "../../model/plan/plan";
import { readTrafficPaths } from "../../model/traffic/path";
import { withResources } from "./lateRisks";
import type { OriginSides } from "./originSides";
import { changesOf, touches, type Risk } from "./risk";

/** What makes tasks and machines, and the properties that say which security groups those carry. */
const making: Readonly<Partial<Record<ModelTypeName, readonly string[]>>> = {
  ecsService: ["networkConfiguration"],
  taskSet: ["networkConfiguration"],
  launchTemplate: ["vpcSecurityGroupIds", "networkInterfaces", "securityGroupNames"],
  scalingGroup: ["launchTemplate", "mixedInstancesPolicy"],
};

const types = Object.keys(making) as ModelTypeName[];

function placing({ type }: PlanChange): readonly string[] {
  return making[modelType(type) ?? "ecsService"] ?? [];
}

/**
 * Whether what changes meets what runs already; else it is for tasks and machines that are made next, and health checks may keep those from
 * serving.
 * @param cause - What changes.
 */
export function meetsWhatRuns(cause: Risk["cause"]): boolean {
  return !cause.some(({ change }) => isForNext(change));
}

function isForNext(change: PlanChange): boolean {
  return types.includes(modelType(change.type) ?? "vpc") && touches(change, placing(change));
}

const known = new WeakMap<OriginSides, { readonly paths: OriginPaths | undefined }>();

/**
 * Reads what stands behind load balancers after a change while tasks and machines run that were made before it: they carry the security groups
 * of then.
 * @returns The same with what makes them as it was; undefined where that stays as it is.
 */
export function whatRuns(sides: OriginSides): OriginPaths | undefined {
  return getOrCreate(known, sides, () => {
    const { context } = sides;
    const changes = changesOf(context, types, ["update"]).filter(isForNext);
    const olds = changes.flatMap((change) => withEarlierProperties(change, placing(change)));
    const model = olds.length === 0 ? undefined : readTrafficPaths(withResources(context, olds));
    return { paths: model && OriginPaths.of(model) };
  }).paths;
}

/**
 * Whether a change ends all that serves although what is made in its place does not: nothing has to stay meanwhile, or nobody asks whether the new
 * ones serve. Source: that of `readDeployment` and `readGrace`.
 * @param serves - An Auto Scaling group or a service.
 */
export function endsAll({ context }: OriginSides, serves: ModelResource): boolean {
  const change = context.changes.get(serves.key);
  const { keptPercent, startedBy } = readDeployment(serves);
  return (
    change?.operation === "update" &&
    touches(change, startedBy) &&
    (keptPercent === 0 || readGrace(serves).asksBalancer === false)
  );
}

/** Whether this update replaces all machines of an Auto Scaling group, and nothing asks whether the new ones serve before the next are replaced. */
export function replacesUnasked({ context }: OriginSides, serves: ModelResource): boolean {
  const change = context.changes.get(serves.key);
  return (
    change?.operation === "update" &&
    modelType(serves.type) === "scalingGroup" &&
    touches(change, readDeployment(serves).startedBy) &&
    readGrace(serves).asksBalancer === false
  );
}
