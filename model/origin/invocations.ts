import { apiPrincipal, unpublishedVersion } from "../../facts/aws/functions";
import { loadBalancerPrincipal } from "../../facts/aws/loadBalancing";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isUnread, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, linkedResource } from "../graph/targets";
import { coversPattern } from "./rolePolicies";

/** A function as something names it. */
interface NamedFunction {
  /** The key of the function, or its name where the inventory does not hold it. */
  readonly called: string;
  /** Its version or alias; undefined for the version that is not published. */
  readonly qualifier: Known<string> | undefined;
}

/** Something that calls a function where a policy of the function has to let it. */
export interface Invocation {
  /** The integration of an API, or what registers the function in a target group. */
  readonly caller: ModelResource;
  /** The function. */
  readonly named: NamedFunction;
  /** Who calls it. */
  readonly principal: string;
}

/**
 * Reads which function an integration of an API, or an attachment to a target group, calls.
 * @param inventory - The resources.
 * @param caller - The integration or the attachment.
 * @returns The call; undefined for one of nothing that is known to be a function, and for one by a role of its own, which needs no permission.
 */
export function invocationOf(inventory: Inventory, caller: ModelResource): Invocation | undefined {
  const { credentialsArn, credentials } = caller.properties;
  const named = namedBy(inventory, caller);
  const isOwn = Boolean(credentialsArn ?? credentials);
  const isBalancer = modelType(caller.type) === "targetGroupAttachment";
  const principal = isBalancer ? loadBalancerPrincipal : apiPrincipal;
  return named === undefined || isOwn ? undefined : { caller, named, principal };
}

/**
 * Finds the function that something calls, by whatever version or alias.
 * @param inventory - The resources.
 * @param caller - The integration or the attachment.
 * @returns The function; undefined where the inventory does not hold it.
 */
export function functionCalledBy(
  inventory: Inventory,
  caller: ModelResource,
): ModelResource | undefined {
  const named = namedBy(inventory, caller);
  return named && inventory.byKey(named.called);
}

function namedBy(inventory: Inventory, { properties }: ModelResource): NamedFunction | undefined {
  const { integrationUri, uri, targetId } = properties;
  return functionAt(inventory, integrationUri ?? uri ?? targetId);
}

/** An ARN of a function, also within the path by which an API calls it. Source: AWS Lambda developer guide, lambda-api-permissions-ref. */
const functionArn = /:function:([\w-]+)(?::([\w$-]+))?/;

function functionAt(
  inventory: Inventory,
  value: ModelValue | undefined,
): NamedFunction | undefined {
  const found = linkTokens(value).map((token): NamedFunction | undefined => {
    const alias = linkedResource(inventory, "lambdaAlias", token);
    const own = linkedResource(inventory, "lambdaFunction", token);
    const [, name, qualifier] = functionArn.exec(token) ?? [];
    if (alias !== undefined) {
      return ofAlias(inventory, alias);
    }
    if (name !== undefined) {
      return { called: keyOf(inventory, name), qualifier: published(qualifier) };
    }
    const answering = answeringAs(inventory, token);
    if (answering !== undefined) {
      return answering;
    }
    return own && { called: own.key, qualifier: isUnread(value) ? unknownValue : undefined };
  });
  return found.find((each) => each !== undefined);
}

/** The function or the alias of which a provider answered an address by which it is called. */
function answeringAs(inventory: Inventory, address: string): NamedFunction | undefined {
  const found = getOrCreate(knownAddresses, inventory, () => addressesIn(inventory)).get(address);
  if (found === undefined || modelType(found.type) === "lambdaAlias") {
    return found && ofAlias(inventory, found);
  }
  const { qualifiedArn, qualifiedInvokeArn, version } = found.properties;
  const isQualified = [qualifiedArn, qualifiedInvokeArn].includes(address);
  return {
    called: found.key,
    qualifier: isQualified ? (readText(version) ?? unknownValue) : undefined,
  };
}

/** The functions and aliases of an inventory by what they are called by, read once. */
const knownAddresses = new WeakMap<Inventory, ReadonlyMap<string, ModelResource>>();

function addressesIn(inventory: Inventory): ReadonlyMap<string, ModelResource> {
  const found = new Map<string, ModelResource>();
  for (const type of ["lambdaAlias", "lambdaFunction"] as const) {
    for (const each of inventory.ofType(type)) {
      const { arn, invokeArn, qualifiedArn, qualifiedInvokeArn } = each.properties;
      const given: readonly (ModelValue | undefined)[] = [
        arn,
        invokeArn,
        qualifiedArn,
        qualifiedInvokeArn,
      ];
      for (const address of given.filter((address) => typeof address === "string")) {
        found.set(address, each);
      }
    }
  }
  return found;
}

function ofAlias(inventory: Inventory, { properties }: ModelResource): NamedFunction | undefined {
  const { functionName, name } = properties;
  const of = functionAt(inventory, functionName) ?? functionNamed(inventory, functionName);
  return of && { called: of.called, qualifier: readText(name) ?? unknownValue };
}

function functionNamed(
  inventory: Inventory,
  value: ModelValue | undefined,
): NamedFunction | undefined {
  const name = readText(value);
  return typeof name === "string"
    ? { called: keyOf(inventory, name), qualifier: undefined }
    : undefined;
}

function keyOf(inventory: Inventory, name: string): string {
  const keys = getOrCreate(knownNames, inventory, () => {
    const all = inventory.ofType("lambdaFunction");
    return new Map(all.map(({ key, properties }) => [readText(properties.name), key] as const));
  });
  return keys.get(name) ?? name;
}

/** The keys of the functions of an inventory by their names, read once. */
const knownNames = new WeakMap<Inventory, ReadonlyMap<Known<string> | undefined, string>>();

function published(qualifier: string | undefined): string | undefined {
  return qualifier === unpublishedVersion ? undefined : qualifier;
}

/**
 * Lists the permissions that let something call a function, or may.
 * @param inventory - The resources.
 * @param invocation - The call.
 * @returns Those of the function's policy at the version or alias that is called; a call of another one needs a permission there.
 */
export function permissionsOf(
  inventory: Inventory,
  { named, principal }: Invocation,
): ModelResource[] {
  const all = getOrCreate(knownPermissions, inventory, () => permissionsByFunction(inventory));
  return (all.get(named.called) ?? []).flatMap(({ permission, at }) => {
    const isSame = [at, named.qualifier].includes(unknownValue) || at === named.qualifier;
    return readText(permission.properties.principal) === principal && isSame ? [permission] : [];
  });
}

/** A permission of a function, and the version or alias whose policy it is in. */
interface GivenPermission {
  readonly permission: ModelResource;
  readonly at: Known<string> | undefined;
}

/** The permissions of an inventory by what the function is called, read once. */
const knownPermissions = new WeakMap<Inventory, ReadonlyMap<string, GivenPermission[]>>();

function permissionsByFunction(inventory: Inventory): ReadonlyMap<string, GivenPermission[]> {
  const found = new Map<string, GivenPermission[]>();
  for (const permission of inventory.ofType("lambdaPermission")) {
    const { function: of, qualifier } = permission.properties;
    const own = functionAt(inventory, of) ?? functionNamed(inventory, of);
    const given = qualifierOf(inventory, qualifier) ?? (isUnread(of) ? undefined : own?.qualifier);
    const at = typeof given === "string" ? published(given) : given;
    if (own !== undefined) {
      getOrCreate(found, own.called, () => []).push({ permission, at });
    }
  }
  return found;
}

function qualifierOf(
  inventory: Inventory,
  value: ModelValue | undefined,
): Known<string> | undefined {
  const alias = isUnread(value) ? firstLinked(inventory, "lambdaAlias", value) : undefined;
  return readText(alias?.properties.name ?? value);
}

/**
 * Whether a permission lets in whatever another one did. Source: AWS Lambda developer guide, access-control-resource-based (source ARNs with `*`).
 * @param wide - The one.
 * @param narrow - The other one.
 * @returns True also where it is not known.
 */
export function mayLetAllIn(wide: ModelResource, narrow: ModelResource): boolean {
  const [pattern, text] = [wide, narrow].map(({ properties }) => readText(properties.sourceArn));
  return typeof pattern !== "string" || typeof text !== "string" || coversPattern(pattern, text);
}
