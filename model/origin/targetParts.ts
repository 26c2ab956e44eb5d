import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { readNumber } from "../graph/reading";
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
  const version = versionNamed(serves);
  const follows =
    version === "$Latest" ||
    (version === "$Default" && carrier.properties.updateDefaultVersion === true);
  return follows ? [serves, carrier] : [serves];
}

function versionNamed(serves: ModelResource): string {
  const [version = "$Default"] = versionPaths.flatMap((path) => tokensAt(serves, path));
  return version;
}

/**
 * Says by which version of its launch template a group makes machines. Source: that of `partsOfTarget`.
 * @param inventory - The resources.
 * @param group - An Auto Scaling group.
 * @returns The version's number where the plan says it, else the word for it; unknown for one that is not known yet.
 */
export function templateVersion(inventory: Inventory, group: ModelResource): Known<string> {
  const named = versionNamed(group);
  if (!/^(?:\d+|\$\w+)$/.test(named)) {
    return unknownValue;
  }
  const { latestVersion, defaultVersion } = carrierOf(inventory, group)?.properties ?? {};
  const number = readNumber(
    named === "$Latest" ? latestVersion : named === "$Default" ? defaultVersion : undefined,
  );
  return typeof number === "number" ? String(number) : named;
}

/**
 * Says which version of its launch template is the newest.
 * @param inventory - The resources.
 * @param group - An Auto Scaling group.
 * @returns The number; undefined where the inventory does not say.
 */
export function newestVersion(inventory: Inventory, group: ModelResource): number | undefined {
  const newest = readNumber(carrierOf(inventory, group)?.properties.latestVersion);
  return typeof newest === "number" ? newest : undefined;
}
