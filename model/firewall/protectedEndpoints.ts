import { getOrCreate } from "../../core/getOrCreate";
import { type Inventory } from "../graph/inventory";
import { sortedByKey } from "../../core/order";
import { linkTokens, unknownLink } from "../graph/links";
import { isList, isObject, readText } from "../graph/reading";
import { title } from "../graph/title";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { unknownValue } from "../../core/known";
import { linkedResource, targetsOf } from "../graph/targets";

/** Something that strangers could connect to, and the security groups that together guard it. */
export interface ProtectedEndpoint {
  /** Stable name: the key of what stands there, or the network of groups that guard nothing known. */
  readonly key: string;
  /** What to call it before a reader. */
  readonly title: string;
  /** The load balancer, instance, interface, template or service of ECS that the groups are attached to. Undefined where unknown. */
  readonly attachedTo: ModelResource | undefined;
  /** The groups, sorted by key. */
  readonly groups: readonly ModelResource[];
}

/** What carries security groups, and in which of its properties. */
const carriers = {
  awsLoadBalancer: ({ securityGroups }) => [securityGroups],
  classicBalancer: ({ securityGroups }) => [securityGroups],
  instance: ({ vpcSecurityGroupIds, securityGroups }) => [vpcSecurityGroupIds, securityGroups],
  networkInterface: ({ securityGroups }) => [securityGroups],
  launchTemplate: ({ vpcSecurityGroupIds, networkInterfaces }) => [
    vpcSecurityGroupIds,
    ...(isList(networkInterfaces) ? networkInterfaces : [])
      .filter(isObject)
      .map(({ securityGroups }) => securityGroups),
  ],
  ecsService: ({ networkConfiguration: network }) =>
    isObject(network) ? [network.securityGroups] : [],
  vpcLink: ({ securityGroupIds }) => [securityGroupIds],
} satisfies Partial<Record<ModelTypeName, (properties: ModelObject) => (ModelValue | undefined)[]>>;

/** The properties in which these carriers name groups, at whatever depth. */
export const groupProperties: readonly string[] = [
  ...["networkConfiguration", "networkInterfaces", "securityGroupIds", "securityGroups"],
  "vpcSecurityGroupIds",
];

type Carrier = keyof typeof carriers;

const carrierTypes = Object.keys(carriers) as Carrier[];

/**
 * The endpoints that a security group takes part in: one per thing it is attached to, or where nothing known carries
 * it, the one of its network, since groups are often handed to origins that another program makes.
 * @param inventory - The resources.
 * @param group - A security group.
 * @returns The endpoints, sorted by key.
 */
export function endpointsOf(inventory: Inventory, group: ModelResource): ProtectedEndpoint[] {
  const attached = carriersOf(inventory, group);
  return attached.length > 0
    ? attached.filter(isAsked).map((each) => carrierFace(inventory, each))
    : [networkFace(inventory, group)];
}

/** Nobody connects to the interfaces of a VPC link, which ask themselves. Source: Amazon API Gateway developer guide, apigateway-vpc-links-v2. */
function isAsked({ type }: ModelResource): boolean {
  return modelType(type) !== "vpcLink";
}

function carrierFace(inventory: Inventory, carrier: ModelResource): ProtectedEndpoint {
  const groups = groupsOn(inventory, carrier);
  return { key: carrier.key, title: title(carrier), attachedTo: carrier, groups };
}

/**
 * Lists every endpoint of the inventory.
 * @param inventory - The resources.
 * @returns The endpoints, each once, sorted by key.
 */
export function protectedEndpoints(inventory: Inventory): ProtectedEndpoint[] {
  const endpoints = new Map<string, ProtectedEndpoint>();
  const free: ModelResource[] = [];
  for (const group of inventory.ofType("securityGroup")) {
    const carriers = carriersOf(inventory, group);
    for (const carrier of carriers.filter(isAsked)) {
      getOrCreate(endpoints, carrier.key, () => carrierFace(inventory, carrier));
    }
    if (carriers.length === 0) {
      free.push(group);
    }
  }
  for (const endpoint of networkFaces(free)) {
    endpoints.set(endpoint.key, endpoint);
  }
  return sortedByKey(endpoints.values());
}

/** The networks of groups that nothing known carries; a group that may be of several is of each. */
function networkFaces(free: readonly ModelResource[]): ProtectedEndpoint[] {
  const places = new Map<string, ModelResource[]>();
  for (const group of free) {
    for (const place of placesOf(group)) {
      getOrCreate(places, place, () => []).push(group);
    }
  }
  const placed = new Set<ModelResource>();
  return free.flatMap((group) => {
    if (placed.has(group)) {
      return [];
    }
    const own = placesOf(group).flatMap((place) => places.get(place) ?? []);
    const groups = own.length < 2 ? [group] : inOrder(own);
    groups.forEach((each) => placed.add(each));
    return [{ attachedTo: undefined, groups, ...networkOf(group) }];
  });
}

/** The networks that a group may be of, each with the region. */
function placesOf({ properties }: ModelResource): string[] {
  const region = String(readText(properties.region));
  return linkTokens(properties.vpcId).map((token) => `${region} ${token}`);
}

/**
 * Whether something known carries a security group.
 * @param inventory - The resources.
 * @param group - A security group.
 * @returns False where it stands for itself or for what another program makes.
 */
export function isAttached(inventory: Inventory, group: ModelResource): boolean {
  return carriersOf(inventory, group).length > 0;
}

function carriersOf(inventory: Inventory, group: ModelResource): ModelResource[] {
  const named = carrierTypes.flatMap((type) => inventory.linkedTo(group, type));
  const tied = inventory
    .linkedTo(group, "groupAttachment")
    .flatMap(({ properties }) => linkTokens(properties.networkInterfaceId))
    .flatMap((token) => holdersOf(inventory, token));
  return tied.length === 0 ? named : [...new Set([...named, ...tied])];
}

/** The instances and interfaces that an interface is, or is the first of. */
function holdersOf(inventory: Inventory, token: string): ModelResource[] {
  const instance =
    linkedResource(inventory, "instance", token) ??
    inventory
      .ofType("instance")
      .find(({ properties }) => readText(properties.primaryNetworkInterfaceId) === token);
  const card = linkedResource(inventory, "networkInterface", token);
  return [instance, card].filter((each) => each !== undefined);
}

/** The groups that resources of their own tie to a carrier: ids or references. */
function tiedGroups(inventory: Inventory, carrier: ModelResource): ModelValue[] {
  const card = linkTokens(carrier.properties.primaryNetworkInterfaceId);
  return inventory
    .linkedToAny([...tokensOf(carrier), ...card], "groupAttachment")
    .flatMap(({ properties }) => properties.securityGroupId ?? []);
}

/**
 * Whether a resource carries security groups.
 * @param resource - Any resource.
 * @returns True for what `groupsOn` can be asked about.
 */
export function isCarrier(resource: ModelResource): boolean {
  return carrierTypes.some((type) => type === modelType(resource.type));
}

/**
 * The groups that a load balancer, instance, interface, template or service of ECS carries.
 * @param inventory - The resources.
 * @param carrier - What carries them.
 * @returns The groups that the inventory holds, each once, sorted by key.
 */
export function groupsOn(inventory: Inventory, carrier: ModelResource): ModelResource[] {
  const type = carrierTypes.find((each) => each === modelType(carrier.type));
  const named = type === undefined ? [] : carriers[type](carrier.properties);
  const groups = [...named, ...tiedGroups(inventory, carrier)]
    .flatMap((value) => targetsOf(inventory, value, "securityGroup").all)
    .flatMap(({ resources }) => resources);
  return inOrder(groups);
}

/**
 * Lists what the groups may be called that a carrier names, those of other programs among them.
 * @param inventory - The resources.
 * @param carrier - What carries them.
 * @returns Keys and ids, each once.
 */
export function groupTokensOn(inventory: Inventory, carrier: ModelResource): ReadonlySet<string> {
  const type = carrierTypes.find((each) => each === modelType(carrier.type));
  const named = type === undefined ? [] : carriers[type](carrier.properties).flatMap(linkTokens);
  return new Set([
    ...named.filter((token) => token !== unknownLink),
    ...groupsOn(inventory, carrier).flatMap(tokensOf),
  ]);
}

function inOrder(groups: readonly ModelResource[]): ModelResource[] {
  return sortedByKey(new Map(groups.map((group) => [group.key, group])).values());
}

/**
 * The network of groups that nothing known carries.
 * @param group - A security group.
 * @returns Key and title of its endpoint; those of the group itself where its network is not known.
 */
export function networkOf(group: ModelResource): Pick<ProtectedEndpoint, "key" | "title"> {
  const network = networkName(group);
  return network === undefined
    ? { key: group.key, title: title(group) }
    : { key: `network ${network}`, title: `origins of ${network}` };
}

/**
 * Names the network that a group belongs to.
 * @param group - A security group.
 * @returns The network and its region, where that is known; undefined where the network is not known.
 */
export function networkName({ properties }: ModelResource): string | undefined {
  const tokens = linkTokens(properties.vpcId);
  const place = readText(properties.region);
  const where = place === undefined || place === unknownValue ? "" : ` in ${place}`;
  return tokens.length === 0 ? undefined : `${tokens.sort().join(" or ")}${where}`;
}

function networkFace(inventory: Inventory, group: ModelResource): ProtectedEndpoint {
  const { vpcId, region } = group.properties;
  const tokens = linkTokens(vpcId);
  const same = tokens.length === 0 ? [group] : inventory.linkedToAny(tokens, "securityGroup");
  return {
    ...networkOf(group),
    attachedTo: undefined,
    groups: same.filter(
      (each) =>
        each.key === group.key ||
        (readText(each.properties.region) === readText(region) && !isAttached(inventory, each)),
    ),
  };
}
