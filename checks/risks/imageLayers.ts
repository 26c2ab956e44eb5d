import { layerAction, layerArn, privateRegistry } from "../../facts/aws/imageLayers";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { tableOf, type SubnetTable } from "../../model/network/routeTables";
import {
  leadsToEndpoint,
  letsLayersThrough,
  storageEndpoints,
  type StorageEndpoint,
} from "../../model/origin/storageEndpoints";
import type { NetworkSubnet } from "../../model/network/subnets";
import { subnetsOfTarget } from "../../model/origin/targetSubnets";
import { taskDefinitionOf } from "../../model/origin/taskDefinitions";
import { errorOf, names, say } from "../words/words";
import type { OriginSides, Serving } from "./originSides";
import { causedRisk, type Risk } from "./risk";

/** Finds tasks of Fargate whose images no longer come through: the endpoint by which their subnets reach S3 keeps their layers back. */
export function imageLayerRisks(sides: OriginSides): Risk[] {
  const { before, after } = sides.context.plan;
  const shut = storageEndpoints(after).filter((each) => letsLayersThrough(each) === "no");
  if (shut.length === 0) {
    return [];
  }
  const shutBefore = storageEndpoints(before).filter((each) => letsLayersThrough(each) !== "yes");
  return sides.serving.flatMap((serving) => layerRisk(sides, serving, shut, shutBefore));
}

interface Kept {
  readonly endpoint: StorageEndpoint;
  readonly subnet: NetworkSubnet;
  readonly table: SubnetTable;
}

function layerRisk(
  sides: OriginSides,
  { place, old, serves }: Serving,
  shut: readonly StorageEndpoint[],
  shutBefore: readonly StorageEndpoint[],
): Risk[] {
  const kept = keptBack(sides.after.model.inventory, serves, shut);
  const was = kept.length === 0 ? [] : keptBack(sides.before.model.inventory, old, shutBefore);
  const parts = kept.flatMap(({ endpoint, table }) => [
    ...[endpoint.endpoint, ...endpoint.ties, ...table.parts],
  ]);
  const cause = kept.length === 0 || was.length > 0 ? [] : sides.causes([serves, ...parts]);
  const endpoints = names([...new Set(kept.map(({ endpoint }) => title(endpoint.endpoint)))]);
  const subnets = names(kept.map(({ subnet }) => subnet.title));
  return causedRisk(serves, cause, () => ({
    ...{ id: "tasks-unstartable", severity: "medium" },
    consequence: say`From this change on the policy of ${endpoints}, by which S3 is reached in ${subnets}, does not let through the layers of images of Amazon ECR: no task of ${title(serves)} that begins there gets its image, and ${sides.visitors(place)} get ${errorOf(loadBalancerErrors.lostDependency)} as soon as those that serve today end, by a release, a fault or less load.`,
    hint: say`Allow ${[layerAction]} on ${layerArn(kept[0]?.endpoint.region ?? "", "*")} too, in the same update.`,
  }));
}

/** Where a service of Fargate makes tasks whose images come by an endpoint. */
function keptBack(
  inventory: Inventory,
  serves: ModelResource,
  endpoints: readonly StorageEndpoint[],
): Kept[] {
  const definition = taskDefinitionOf(inventory, serves);
  const { repositories } = definition ?? { repositories: unknownValue };
  const images = repositories === unknownValue ? [] : [...repositories.values()];
  const regions = images.map((image) => privateRegistry.exec(image)?.[1]);
  const led = endpoints.filter(({ region }) => regions.includes(region));
  return led.length === 0 || definition?.onFargate !== "yes"
    ? []
    : subnetsOfTarget(inventory, serves).flatMap((subnet) => {
        const table = tableOf(inventory, subnet);
        return led
          .filter((endpoint) => leadsToEndpoint(endpoint, table))
          .map((endpoint) => ({ endpoint, subnet, table }));
      });
}
