import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { readText } from "../graph/reading";
import { regionOf } from "../graph/title";
import type { ModelResource } from "../graph/resources";
import type { NetworkSubnet } from "./subnets";

/** That nothing of the Internet gets in by the internet gateways of a region, save where an exclusion lets it. */
export interface PublicAccessBlock {
  /** The options of the account that say so. */
  readonly options: ModelResource;
  /** What is excluded from it, for both directions. */
  readonly exclusions: readonly ModelResource[];
}

/**
 * Reads whether public access to the networks of an account is blocked, of one region at a time.
 * Source: Amazon VPC user guide, security-vpc-bpa (modes `block-bidirectional` and `block-ingress`; exclusions of a VPC or a subnet,
 * of which those of the mode `allow-bidirectional` let connections in).
 * @param inventory - The resources.
 * @returns The block; undefined where nothing blocks for certain.
 */
export function publicAccessBlock(inventory: Inventory): PublicAccessBlock | undefined {
  const options = inventory
    .ofType("publicAccessOptions")
    .find(({ properties }) =>
      String(readText(properties.internetGatewayBlockMode)).startsWith("block-"),
    );
  const exclusions = inventory
    .ofType("publicAccessExclusion")
    .filter(
      ({ properties }) => readText(properties.internetGatewayExclusionMode) !== "allow-egress",
    );
  return options && { options, exclusions };
}

/**
 * Whether a block shuts the Internet out of a subnet.
 * @param block - The block.
 * @param subnet - A subnet.
 * @returns False where an exclusion names it or its VPC, or may do, and where it stands in another region.
 */
export function isShutIn(
  { options, exclusions }: PublicAccessBlock,
  { tokens, resource }: NetworkSubnet,
): boolean {
  const own = [...tokens, ...linkTokens(resource?.properties.vpcId)];
  return (
    resource !== undefined &&
    mayShareRegion(options, resource) &&
    !exclusions.some(({ properties: { subnetId, vpcId } }) =>
      [...linkTokens(subnetId), ...linkTokens(vpcId)].some((token) => own.includes(token)),
    )
  );
}

/** A subnet tells its region by its zone too. Source: Amazon EC2 user guide, using-regions-availability-zones (a zone is the region's code and a letter). */
function mayShareRegion(options: ModelResource, subnet: ModelResource): boolean {
  const [blocked, own] = [regionOf(options), regionOf(subnet)];
  const zone = readText(subnet.properties.availabilityZone);
  const isElsewhere =
    typeof own === "string"
      ? own !== blocked
      : typeof zone === "string" && !zone.startsWith(String(blocked));
  return typeof blocked !== "string" || !isElsewhere;
}

/**
 * Whether a block is known to be of the region of a subnet: neither says that it is of another than the provider's, or both of the same.
 * @param block - The block.
 * @param subnet - A subnet.
 */
export function isOfSameRegion(
  { options }: PublicAccessBlock,
  { resource }: NetworkSubnet,
): boolean {
  const [blocked, own] = [regionOf(options), regionOf(resource)];
  const zone = readText(resource?.properties.availabilityZone);
  return blocked === own || (typeof blocked === "string" && String(zone).startsWith(blocked));
}
