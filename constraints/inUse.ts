import { certain } from "../core/certainty";
import { apiErrors as awsErrors } from "../facts/aws/apiErrors";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { ApiErrorFact } from "../facts/apiErrorFact";
import { networkTypes, pathTypes } from "../facts/resourceTypes";
import type { Constraint } from "./constraint";

/** Where resources of one type name what must not go before them. */
export interface Reference {
  /** Pulumi type token of the resources. */
  readonly type: string;
  /** Paths of the properties that name it; lists are read through, and `*` is every key. */
  readonly properties: readonly string[];
  /** The property that says what the resource belongs to: what belongs to the deleted goes with it. Absent where nothing does. */
  readonly owner?: string;
}

/** What is to be deleted. */
export interface DeletedObject {
  /** Its id. */
  readonly id: string;
}

/** What else there is. */
export interface ReferenceView<User = string> {
  /**
   * Lists what refers to the object.
   * @param reference - How.
   * @returns Who does, itself and what belongs to it left out; a text is the type and the id.
   */
  readonly referrers: (reference: Reference) => readonly User[];
}

/** An object is not deleted while others refer to it. */
export interface InUseConstraint extends Constraint<DeletedObject, ReferenceView> {
  /** Pulumi type token of the object. */
  readonly type: string;
  /** Who may refer to it. */
  readonly references: readonly Reference[];
}

const poolLists = ["defaultPools", "fallbackPool", "regionPools.*", "countryPools.*", "popPools.*"];
const actionTargets = ["targetGroupArn", "forward.targetGroups.arn"];
const under = (path: string, names: readonly string[]) => names.map((name) => `${path}.${name}`);

/** Where a load balancer names its pools. */
export const poolsOfLoadBalancer: Reference = {
  type: pathTypes.loadBalancer,
  properties: [...poolLists, ...under("rules.overrides", poolLists)],
};

/** Rules of security groups; they belong to their group, and name the other end in these properties. */
function groupRules(one: string, many: string, byTheOlderType: string): Reference[] {
  const owner = "securityGroupId";
  return [
    { type: pathTypes.ingressRule, properties: [one], owner },
    { type: pathTypes.egressRule, properties: [one], owner },
    { type: pathTypes.securityGroupRule, properties: [byTheOlderType], owner },
    { type: pathTypes.securityGroup, properties: [`ingress.${many}`, `egress.${many}`] },
  ];
}

/** What may not be deleted, in any order. */
export const inUseConstraints: readonly InUseConstraint[] = [
  inUse("pool", pathTypes.pool, apiErrors.inUse, referenced("pool"), [poolsOfLoadBalancer]),
  inUse("monitor", pathTypes.monitor, apiErrors.inUse, referenced("monitor"), [
    { type: pathTypes.pool, properties: ["monitor"] },
    { type: pathTypes.monitorGroup, properties: ["members.monitorId"] },
  ]),
  inUse("monitor-group", pathTypes.monitorGroup, apiErrors.inUse, referenced("monitor group"), [
    { type: pathTypes.pool, properties: ["monitorGroup"] },
  ]),
  inUse(
    "security-group",
    pathTypes.securityGroup,
    awsErrors.inUse,
    (id) => `resource ${id} has a dependent object`,
    [
      { type: pathTypes.awsLoadBalancer, properties: ["securityGroups"] },
      { type: pathTypes.instance, properties: ["vpcSecurityGroupIds", "securityGroups"] },
      { type: pathTypes.networkInterface, properties: ["securityGroups"] },
      { type: pathTypes.ecsService, properties: ["networkConfiguration.securityGroups"] },
      ...groupRules("referencedSecurityGroupId", "securityGroups", "sourceSecurityGroupId"),
    ],
  ),
  inUse(
    "prefix-list",
    pathTypes.prefixList,
    awsErrors.prefixListInUse,
    (id) => `The prefix list '${id}' is in use`,
    [
      ...groupRules("prefixListId", "prefixListIds", "prefixListIds"),
      { type: pathTypes.routeTable, properties: ["routes.destinationPrefixListId"] },
      { type: pathTypes.route, properties: ["destinationPrefixListId"] },
    ],
  ),
  inUse(
    "target-group",
    pathTypes.targetGroup,
    awsErrors.resourceInUse,
    (id) => `Target group '${id}' is currently in use`,
    [
      { type: pathTypes.listener, properties: under("defaultActions", actionTargets) },
      { type: pathTypes.listenerRule, properties: under("actions", actionTargets) },
    ],
  ),
  inUse(
    "certificate",
    pathTypes.acmCertificate,
    awsErrors.certificateInUse,
    (id) => `Certificate ${id} is in use`,
    [pathTypes.listener, pathTypes.listenerCertificate].map((type) => ({
      type,
      properties: ["certificateArn"],
    })),
  ),
  inUse(
    "trust-store",
    pathTypes.trustStore,
    awsErrors.trustStoreInUse,
    (id) => `Trust store '${id}' is currently in use`,
    [{ type: pathTypes.listener, properties: ["mutualAuthentication.trustStoreArn"] }],
  ),
  inUse("subnet", networkTypes.subnet, awsErrors.inUse, dependencies("subnet"), [
    {
      type: pathTypes.awsLoadBalancer,
      properties: ["subnets", "subnetMappings.subnetId"],
    },
    { type: pathTypes.ecsService, properties: ["networkConfiguration.subnets"] },
    ...[pathTypes.instance, pathTypes.networkInterface, networkTypes.natGateway].map((type) => ({
      type,
      properties: ["subnetId"],
    })),
  ]),
  inUse(
    "internet-gateway",
    networkTypes.internetGateway,
    awsErrors.inUse,
    dependencies("internetGateway"),
    [{ type: networkTypes.internetGatewayAttachment, properties: ["internetGatewayId"] }],
  ),
  inUse(
    "vpc",
    networkTypes.vpc,
    awsErrors.inUse,
    dependencies("vpc"),
    [
      ...[pathTypes.securityGroup, networkTypes.subnet, pathTypes.routeTable],
      ...[networkTypes.internetGateway, networkTypes.internetGatewayAttachment],
    ].map((type) => ({ type, properties: ["vpcId"] })),
  ),
];

/**
 * Lists the properties by which resources of a type name what must not go before them.
 * @param type - Pulumi type token.
 * @returns Paths, as in `Reference`, each once.
 */
export function referringProperties(type: string): string[] {
  const references = inUseConstraints.flatMap((constraint) => constraint.references);
  const own = references.filter((reference) => reference.type === type);
  return [...new Set(own.flatMap(({ properties }) => properties))];
}

/**
 * Lists who refers to an object in one of the ways that keep it from being deleted.
 * @param constraint - The constraint of its type.
 * @param view - What else there is.
 * @returns Who does.
 */
export function usersOf<User>(
  { references }: Pick<InUseConstraint, "references">,
  { referrers }: ReferenceView<User>,
): User[] {
  return references.flatMap((reference) => referrers(reference));
}

function inUse(
  what: string,
  type: string,
  error: ApiErrorFact,
  answer: (id: string, users: readonly string[]) => string,
  references: readonly Reference[],
): InUseConstraint {
  return {
    id: `${what}/not-in-use`,
    ...{ property: "id", must: "be named by nothing when it is deleted" },
    ...{ type, references, error },
    answer: ({ id }, view) => answer(id, usersOf({ references }, view)),
    holds: (_object, view) => certain(usersOf({ references }, view).length === 0),
  };
}

function referenced(what: string) {
  return (_id: string, users: readonly string[]): string =>
    `${what} is referenced by other objects: ${users.join(", ")}`;
}

function dependencies(what: string) {
  return (id: string): string => `The ${what} '${id}' has dependencies and cannot be deleted.`;
}
