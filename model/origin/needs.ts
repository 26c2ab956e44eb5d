import { rolePrincipals } from "../../facts/aws/rolePolicies";
import { ownEntry } from "../../core/ownEntry";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { readFlag, readText } from "../graph/reading";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import type { Application } from "./applications";
import { attachedPolicies, policiesOf, rolesNamedBy, type RoleSides } from "./roleAccess";
import { allows, lostActions, mayTrust, onlyLooksOn } from "./rolePolicies";

/** Something that an application needs beside its data, and that a change takes away. */
export interface LostNeed {
  /** What it names: a log group, a secret, a role. */
  readonly thing: ModelResource;
  /** What a reader calls it. */
  readonly called: string;
  /**
   * `gone`, or made anew, so that nothing answers to its earlier name or nothing is in it; or that the role no longer lets its holder do
   * something, or not with all that it did; or that these services may no longer take it on.
   */
  readonly lost:
    "gone" | "anew" | "permission" | "reach" | { readonly services: readonly string[] };
}

/** Source: Amazon EC2 user guide, deregister-ami (machines that run go on, none is made of it any more). */
const images = {
  image: "image of machines",
  copiedImage: "image of machines",
  imageOfMachine: "image of machines",
} as const;

/**
 * Source: Amazon ECS developer guide, using_awslogs, specifying-sensitive-data and stopped-task-error-codes; Amazon EFS API reference,
 * DeleteAccessPoint (who is connected goes on until the connection ends).
 */
const atStart = {
  ...images,
  accessPoint: "access point of a file system",
  logGroup: "log group",
  secret: "secret",
  parameter: "parameter",
  imageRepository: "repository of images",
} as const;

const named = {
  ...atStart,
  role: "role",
  instanceProfile: "instance profile",
  lambdaFunction: "function",
} as const;

const policyTypes = ["rolePolicy", "managedPolicy", "rolePolicyAttachment"] as const;

/** Types whose changes can take away what an application needs beside its data. */
export const needTypes: readonly ModelTypeName[] = [
  ...(Object.keys(named) as (keyof typeof named)[]),
  ...policyTypes,
];

/**
 * Says what a change takes away from whom needs it.
 * @param sides - The resources before and after.
 * @param before - What it was.
 * @param after - What it is; undefined where it goes.
 * @returns What it is, one for each role; none where it takes nothing away for certain.
 */
export function needsLost(
  sides: RoleSides,
  before: ModelResource,
  after: ModelResource | undefined,
): LostNeed[] {
  const type = modelType(before.type);
  if (policyTypes.some((each) => each === type)) {
    return rolesWith(sides.before, before).map((thing) => ({
      ...{ thing, called: named.role },
      lost: isLess(sides, thing, before, after) ? "permission" : "reach",
    }));
  }
  const called = ownEntry<string>(named, type ?? "");
  if (called === undefined || (after === undefined && isKept(before))) {
    return [];
  }
  const services = type === "role" && after !== undefined ? lostTrust(before, after) : [];
  return after === undefined
    ? [{ thing: before, called, lost: "gone" }]
    : services.length > 0
      ? [{ thing: before, called, lost: { services } }]
      : [];
}

function lostTrust(before: ModelResource, after: ModelResource): string[] {
  return Object.values(rolePrincipals).filter(
    (service) => mayTrust(before, service) && !mayTrust(after, service),
  );
}

/** What the API, or the provider, does not delete. Source: Amazon ECR API reference, DeleteRepository (RepositoryNotEmptyException). */
function isKept({ type, properties }: ModelResource): boolean {
  const { skipDestroy, deletionProtectionEnabled, forceDelete } = properties;
  const isRefused = modelType(type) === "imageRepository" && readFlag(forceDelete, "no") !== "yes";
  return isRefused || [skipDestroy, deletionProtectionEnabled].includes(true);
}

/**
 * Says what is lost where something that applications need is made anew: its earlier name, and all that was in a repository.
 * @param before - What it was.
 * @param after - The new one.
 * @returns What it is; none where the new one has all that was needed, or the old one cannot go.
 */
export function needsRenewed(before: ModelResource, after: ModelResource): LostNeed[] {
  const type = modelType(before.type) ?? "";
  const called = ownEntry<string>(named, type);
  const [was, is] = [before, after].map(({ properties }) => readText(properties.name));
  const isEmptied = type === "imageRepository";
  return called === undefined || isKept(before) || (was === is && !isEmptied)
    ? []
    : [{ thing: before, called, lost: "anew" }];
}

/** Whether a role lets its holder do less by a change of one of its policies; what another one lets is let all the same. */
function isLess(
  { after: inventory }: RoleSides,
  role: ModelResource,
  before: ModelResource,
  after: ModelResource | undefined,
): boolean {
  const isAttachment = modelType(before.type) === "rolePolicyAttachment";
  const attached = isAttachment ? attachedPolicies(inventory, before) : [before];
  if (isAttachment && (after !== undefined || attached.length === 0)) {
    return after === undefined && !onlyLooksOn(before);
  }
  const others = policiesOf(inventory, role).filter(({ key }) => key !== before.key);
  const lost = attached.flatMap((policy) => lostActions(policy, isAttachment ? undefined : after));
  return lost.some((action) => !others.some((other) => allows(other, action)));
}

/** The roles that a policy is of, or is attached to. */
function rolesWith(inventory: Inventory, policy: ModelResource): ModelResource[] {
  const attached =
    modelType(policy.type) === "managedPolicy"
      ? inventory.linkedTo(policy, "rolePolicyAttachment")
      : [policy];
  return attached.flatMap((each) => rolesNamedBy(inventory, each));
}

/** What an application needs something for: to begin, to be let do what it does, or to run at all. */
export type NeededFor = "start" | "permissions" | "run";

/**
 * Says what an application needs something for that is taken away.
 * @param application - An application that names it.
 * @param need - What is taken away.
 * @returns `run` where no request is answered without it; undefined where the application does without.
 */
export function neededFor(
  { serves, parts }: Application,
  { thing, lost }: LostNeed,
): NeededFor | undefined {
  const type = modelType(thing.type) ?? "";
  const isFunction = modelType(serves.type) === "lambdaFunction";
  if (Object.hasOwn(atStart, type)) {
    const makesOwn = type === "logGroup" && (isFunction || parts.some(makesLogGroups));
    const doesWithout = isFunction && type !== "accessPoint";
    return doesWithout || makesOwn ? undefined : "start";
  }
  if (type !== "role") {
    return type === "lambdaFunction" ? "run" : "start";
  }
  const services = parts.map((part) =>
    ownEntry<string>(rolePrincipals, modelType(part.type) ?? ""),
  );
  if (typeof lost === "object" && !services.some((each) => lost.services.includes(each ?? ""))) {
    return undefined;
  }
  const own = tokensOf(thing);
  const isForStart = parts.some((part) =>
    tokensAt(part, "executionRoleArn").some((token) => own.includes(token)),
  );
  return isForStart
    ? "start"
    : isFunction && lost !== "permission" && lost !== "reach"
      ? "run"
      : "permissions";
}

/** Source: Amazon ECS developer guide, specify-log-config (`awslogs-create-group`). */
function makesLogGroups({ properties }: ModelResource): boolean {
  const text = readText(properties.containerDefinitions);
  return typeof text === "string" && /"awslogs-create-group"\s*:\s*"true"/.test(text);
}
