import { isList, isObject } from "./reading";
import { modelType, type ModelTypeName } from "./resourceTypes";
import {
  ModelReference,
  secretValue,
  unknownValue,
  type ModelResource,
  type ModelValue,
} from "./resources";

/** The token of a link of which nothing is known. */
export const unknownLink = "?";

/**
 * Where each type says what it belongs to or uses: paths of properties that hold ids, ARNs or references. The first is what it
 * belongs to.
 */
const linkPaths: Readonly<Partial<Record<ModelTypeName, readonly string[]>>> = {
  dnsRecord: ["zoneId", "content"],
  zoneSetting: ["zoneId"],
  originPulls: ["zoneId"],
  loadBalancer: ["zoneId"],
  pool: ["monitor", "monitorGroup", "origins.address"],
  monitorGroup: ["members.monitorId"],
  alert: ["filters.poolIds", "mechanisms.webhooks.id"],
  securityGroup: ["vpcId"],
  securityGroupRule: ["securityGroupId", "prefixListIds", "sourceSecurityGroupId"],
  ingressRule: ["securityGroupId", "prefixListId", "referencedSecurityGroupId"],
  egressRule: ["securityGroupId"],
  prefixListEntry: ["prefixListId"],
  awsLoadBalancer: ["securityGroups"],
  listener: ["loadBalancerArn", "certificateArn", ...forwarding("defaultActions")],
  listenerRule: ["listenerArn", ...forwarding("actions")],
  targetGroupAttachment: ["targetGroupArn"],
  instance: ["vpcSecurityGroupIds", "securityGroups"],
  networkInterface: ["securityGroups"],
  launchTemplate: ["vpcSecurityGroupIds", "networkInterfaces.securityGroups"],
};

/** Where the actions of a listener say which target groups they forward to. */
function forwarding(actions: string): string[] {
  return [`${actions}.targetGroupArn`, `${actions}.forward.targetGroups.arn`];
}

const splitPaths = new Map(
  Object.entries(linkPaths).map(([type, paths]) => [type, paths.map((path) => path.split("."))]),
);

/**
 * What the values of a property refer to: ids as they are, references as the keys of resources.
 * @param value - A property's value; lists and objects in lists are read through.
 * @returns The tokens, each once.
 */
export function linkTokens(value: ModelValue | undefined): string[] {
  if (value instanceof ModelReference) {
    return [...value.reference];
  }
  if (isList(value)) {
    return [...new Set(value.flatMap((each) => linkTokens(each)))];
  }
  if (value === unknownValue || value === secretValue) {
    return [unknownLink];
  }
  return typeof value === "string" ? [value] : [];
}

/**
 * What a resource belongs to or uses, for the index that finds the rules of a group or the users of a pool.
 * @param resource - Any resource.
 * @returns Tokens (ids, ARNs, keys), each once. `unknownLink` is among them where it is not known what it belongs to.
 */
export function linksOf(resource: ModelResource): string[] {
  const type = modelType(resource.type);
  const paths = type === undefined ? undefined : splitPaths.get(type);
  if (paths === undefined) {
    return [];
  }
  const [owner = [], ...others] = paths.map((path) =>
    valuesAt(resource.properties, path, 0).flatMap(linkTokens),
  );
  return [...new Set([...owner, ...others.flat().filter((token) => token !== unknownLink)])];
}

function valuesAt(
  value: ModelValue | undefined,
  path: readonly string[],
  place: number,
): ModelValue[] {
  const name = path[place];
  if (name === undefined) {
    return value === undefined ? [] : [value];
  }
  if (isList(value)) {
    return value.flatMap((each) => valuesAt(each, path, place));
  }
  if (isObject(value)) {
    return valuesAt(value[name], path, place + 1);
  }
  return value instanceof ModelReference ? [value] : [];
}
