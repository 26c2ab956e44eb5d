import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import { carrierOf } from "./admission";

const versionPaths = [
  "launchTemplate.version",
  "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.version",
];

/**
 * Lists what says which security groups something has that serves behind a load balancer.
 * Source: Amazon EC2 Auto Scaling user guide, create-launch-template and launch-templates (`$Latest`, `$Default`, which is where none is said).
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns Itself; and its launch template, where what is made later is made by the version that comes with a change.
 */
export function partsOfTarget(inventory: Inventory, serves: ModelResource): ModelResource[] {
  const carrier = carrierOf(inventory, serves);
  if (carrier === undefined || carrier === serves) {
    return [serves];
  }
  const [version = "$Default"] = versionPaths.flatMap((path) => tokensAt(serves, path));
  const follows =
    version === "$Latest" ||
    (version === "$Default" && carrier.properties.updateDefaultVersion === true);
  return follows ? [serves, carrier] : [serves];
}
