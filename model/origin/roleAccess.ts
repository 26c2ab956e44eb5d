import { accessServices, servicePolicies, widePolicies } from "../../facts/aws/rolePolicies";
import { anyOf, type Certainty } from "../../core/certainty";
import { ownEntry } from "../../core/ownEntry";
import type { Inventory } from "../graph/inventory";
import { tokensAt } from "../graph/links";
import { knownList, knownObjects, readText, readTexts } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { textsOf } from "./bucketPolicies";
import { coversPattern, statementsOf } from "./rolePolicies";

/** Something that applications name, and may use only where their role lets them. */
export const accessTypes = Object.keys(accessServices) as readonly (keyof typeof accessServices)[];

/**
 * What something is called in the API, which its policies name it by.
 * @param thing - A thing of `accessTypes`.
 */
export function physicalNames({ properties: { name, bucket } }: ModelResource): string[] {
  return [readText(name), readText(bucket)].filter((each) => typeof each === "string");
}

/** What a role is to be let use. */
interface Wanted {
  /** What the actions begin with. */
  readonly service: string;
  /** Its ARN, and its name. */
  readonly arn: string;
  readonly name: string;
}

/** The resources before a change and after it. */
export interface RoleSides {
  /** Before. */
  readonly before: Inventory;
  /** After. */
  readonly after: Inventory;
}

/**
 * Whether a role lets its holder do anything with something, on one side. Denials, permission boundaries and policies of the thing itself are not
 * read.
 * @param sides - Both sides: what a role tells of its own policies is as old as it is.
 * @param side - The one that is asked about.
 * @param role - The role there.
 * @param thing - A table, a bucket or another thing of `accessTypes`.
 * @returns `unknown` where a policy is not known, or lets it under a condition.
 */
export function mayUse(
  sides: RoleSides,
  side: keyof RoleSides,
  role: ModelResource,
  thing: ModelResource,
): Certainty {
  const wanted = wantedOf(thing);
  if (wanted === undefined) {
    return "unknown";
  }
  const inventory = sides[side];
  const { inlinePolicies, managedPolicyArns } = role.properties;
  const all = [sides.before, sides.after];
  const policies = (type: PolicyType): ModelResource[] => all.flatMap((each) => each.ofType(type));
  const named = policies("rolePolicy").map(({ properties }) => readText(properties.name));
  const given = policies("rolePolicyAttachment").flatMap((each) => tokensAt(each, "policyArn"));
  return anyOf([
    ...ofRole(inventory, role, "rolePolicy").map(({ properties }) =>
      policyLets(properties.policy, wanted),
    ),
    ...ofRole(inventory, role, "rolePolicyAttachment")
      .flatMap((each) => tokensAt(each, "policyArn"))
      .map((token) => attachedLets(inventory, token, wanted)),
    ...knownObjects(inlinePolicies)
      .filter(({ name }) => !named.includes(readText(name)))
      .map(({ policy }) => policyLets(policy, wanted)),
    ...(knownList(readTexts(managedPolicyArns)) ?? [])
      .map(String)
      .filter((arn) => !given.includes(arn))
      .map((arn) => attachedLets(inventory, arn, wanted)),
  ]);
}

function wantedOf({ type, properties: { arn, name, bucket } }: ModelResource): Wanted | undefined {
  const service = ownEntry<string>(accessServices, modelType(type) ?? "");
  const [ownArn, ownName] = [readText(arn), readText(name ?? bucket)];
  return service === undefined || typeof ownArn !== "string" || typeof ownName !== "string"
    ? undefined
    : { service, arn: ownArn, name: ownName.replace(/^\//, "") };
}

/**
 * Lists the policies of a role that the inventory holds.
 * @param inventory - The resources.
 * @param role - The role.
 */
export function policiesOf(inventory: Inventory, role: ModelResource): ModelResource[] {
  return [
    ...ofRole(inventory, role, "rolePolicy"),
    ...ofRole(inventory, role, "rolePolicyAttachment").flatMap((each) =>
      attachedPolicies(inventory, each),
    ),
  ];
}

type PolicyType = "rolePolicy" | "rolePolicyAttachment";

function ofRole(inventory: Inventory, role: ModelResource, type: PolicyType): ModelResource[] {
  return inventory
    .ofType(type)
    .filter((each) => rolesNamedBy(inventory, each).some(({ key }) => key === role.key));
}

/**
 * Finds the policies that something attaches to a role.
 * @param inventory - The resources.
 * @param attachment - What attaches them.
 * @returns One or, where the inventory does not hold it, none.
 */
export function attachedPolicies(inventory: Inventory, attachment: ModelResource): ModelResource[] {
  return tokensAt(attachment, "policyArn").flatMap(
    (token) => linkedResource(inventory, "managedPolicy", token) ?? [],
  );
}

/**
 * Lists the roles that something names.
 * @param inventory - The resources.
 * @param named - A policy of a role, an attachment or an instance profile.
 */
export function rolesNamedBy(inventory: Inventory, named: ModelResource): ModelResource[] {
  return tokensAt(named, "role").flatMap((token) => roleNamed(inventory, token));
}

function roleNamed(inventory: Inventory, token: string): ModelResource[] {
  const isCalled = ({ properties }: ModelResource): boolean => readText(properties.name) === token;
  const found = linkedResource(inventory, "role", token) ?? inventory.ofType("role").find(isCalled);
  return found === undefined ? [] : [found];
}

function attachedLets(inventory: Inventory, token: string, wanted: Wanted): Certainty {
  const own = linkedResource(inventory, "managedPolicy", token);
  if (own !== undefined) {
    return policyLets(own.properties.policy, wanted);
  }
  const isOfAws = token.includes(":aws:policy/");
  const isWide =
    widePolicies.test(token) || ownEntry(servicePolicies, wanted.service)?.test(token) === true;
  return isOfAws && !isWide ? "no" : "unknown";
}

function policyLets(policy: ModelValue | undefined, wanted: Wanted): Certainty {
  const text = readText(policy);
  const statements = typeof text === "string" ? statementsOf(text) : undefined;
  return statements === undefined
    ? "unknown"
    : anyOf(statements.map((statement) => statementLets(statement, wanted)));
}

function statementLets(statement: ModelObject, { service, arn, name }: Wanted): Certainty {
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== "Allow") {
    return "no";
  }
  if (NotAction !== undefined || NotResource !== undefined) {
    return "unknown";
  }
  const isOfService = textsOf(Action).some(
    (action) => action === "*" || action.toLowerCase().startsWith(`${service}:`),
  );
  const isOfThing = textsOf(Resource).some(
    (pattern) =>
      lastOf(pattern).startsWith(`${name}/`) ||
      askedOf(service, name).some((asked) => coversPattern(lastOf(pattern), asked)) ||
      coversPattern(pattern, service === accessServices.bucket ? `${arn}/x` : arn),
  );
  return !isOfService || !isOfThing ? "no" : Condition === undefined ? "yes" : "unknown";
}

/**
 * What requests ask for: the objects of a bucket, a secret by six characters after its name, and the thing itself.
 * Source: Amazon S3 user guide, using-with-s3-actions; AWS Secrets Manager user guide, reference_iam-permissions.
 */
function askedOf(service: string, name: string): string[] {
  return service === accessServices.bucket
    ? [`${name}/x`]
    : service === accessServices.secret
      ? [`${name}-AbCdEf`]
      : [name, `${name}/x`];
}

/** What of an ARN, or of a pattern of one, names the thing. Source: IAM user guide, reference-arns. */
function lastOf(pattern: string): string {
  const [, , , , , ...rest] = pattern.split(":");
  return rest.length === 0
    ? pattern
    : rest.join(":").replace(/^(?:table|secret|parameter)[/:]/, "");
}
