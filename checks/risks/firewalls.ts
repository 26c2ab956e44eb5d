import { defaultHttpPort } from "../../facts/cloudflare/ports";
import type { PlanChange } from "../../model/plan/plan";
import type { TrafficModel } from "../../model/traffic/path";
import type { ProtectedEndpoint } from "../../model/firewall/protectedEndpoints";
import { usesOfPool, usualPorts } from "../../model/traffic/originUse";
import { modelType } from "../../model/graph/resourceTypes";
import { OriginPaths } from "../../model/origin/originPaths";
import { listeningPorts } from "../../model/origin/listeners";
import {
  isBehindBalancers,
  isShielded,
  isShieldedByGroups,
  isUnvisited,
} from "../../model/origin/shielded";
import { compare } from "../../core/order";
import {
  pairedExposures,
  type ExposurePair,
  type EndpointDiff,
  type EndpointDiffs,
  type EndpointSide,
} from "./endpointDiffs";
import type { Cause } from "../findings/finding";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { toldAsRevoked } from "./revokedRules";
import { withSameGroups } from "./sameGroups";
import { ofHostnames } from "./visitors";
import { openedOriginRisks } from "./openedOrigins";
import { shutOriginRisks } from "./shutOrigins";
import { clearPair, clearPortRisks } from "./clearPorts";
import { closedOriginRisks } from "./closedOrigins";
import { ofFamilies } from "./ownFamilies";
import { directVisitorRisks } from "./directVisitors";
import { meanwhileRisks } from "./firewallGaps";

/**
 * Finds origins that Cloudflare no longer reaches, and origins that others reach.
 * @param guarded - Who gets through to the origins before and after.
 */
export function firewallRisks(context: RiskContext, guarded: EndpointDiffs): Risk[] {
  const changes = new FirewallCauses(context);
  const endpoints = changes.all.length === 0 ? [] : guarded.endpoints;
  const direct = directVisitorRisks(context, guarded, (endpoint) => changes.of(endpoint));
  const visitors = new Set([
    ...usualPorts,
    ...context.after.pools.flatMap(usesOfPool).map(({ port }) => port),
  ]);
  const { revoked } = guarded;
  const own = endpoints
    .map(withSameGroups(context))
    .flatMap((each) =>
      each.after === undefined
        ? []
        : endpointRisks({ context, changes, visitors, revoked }, each, each.after),
    );
  return [...direct, ...closedOriginRisks(context, guarded), ...own];
}

/** What the firewall of each endpoint is judged with. */
interface Judging extends Pick<EndpointDiffs, "revoked"> {
  readonly context: RiskContext;
  readonly changes: FirewallCauses;
  /** The ports at which visitors are served. */
  readonly visitors: ReadonlySet<number>;
}

function endpointRisks(
  { context, changes, visitors, revoked }: Judging,
  diff: EndpointDiff,
  { endpoint, used }: EndpointSide,
): Risk[] {
  const silent = silentPorts(context, endpoint);
  const heard = new Set([...used].filter((port) => !silent.has(port)));
  const own = ofFamilies(context, endpoint);
  const pairsAt = (ports: ReadonlySet<number>): ExposurePair[] =>
    pairedExposures(diff, ports).map(([was, is]) => [own(was), own(is)]);
  const pairs = pairsAt(heard);
  if (pairs.length === 0) {
    return [];
  }
  const causes = changes.of(diff);
  const open = openedOriginRisks(context, endpoint, pairs, causes);
  if (standsApart(context, diff, endpoint, revoked)) {
    return open;
  }
  const clear = clearPair(context, diff, pairs, heard);
  // Another port that changes like this one has no pair of its own beside it.
  const others =
    clear === undefined
      ? pairs
      : pairsAt(new Set([...heard].filter((port) => port !== defaultHttpPort)));
  const whose = ofHostnames(context.before, endpoint.attachedTo);
  const wholly = shutOriginRisks(endpoint, others, causes, visitors, whose);
  const partly =
    wholly.length > 0 || clear === undefined
      ? []
      : clearPortRisks(context, endpoint, clear, causes);
  const shut = [...wholly, ...partly].map((risk) => withRevoked(risk, endpoint, revoked));
  const meanwhile = shut.length > 0 ? [] : meanwhileRisks(context, endpoint, pairs, causes);
  return [...shut, ...meanwhile, ...open];
}

/** Whether no visitor, or nobody but load balancers, meets an endpoint: whether these are let in is told with its target group. */
function standsApart(
  context: RiskContext,
  diff: EndpointDiff,
  { groups }: ProtectedEndpoint,
  revoked: Judging["revoked"],
): boolean {
  const isRevoked = groups.some(({ key }) => revoked.has(key));
  const apart: [Holds, Holds][] = [
    [isShielded, isShielded],
    [isUnvisited, isUnvisited],
    ...(isRevoked ? [] : [[isBehindBalancers, isShieldedByGroups] as [Holds, Holds]]),
  ];
  return apart.some((holds) => holdsOnSides(context, diff, holds));
}

/** The usual ports at which a load balancer of AWS comes to listen no more, or never did: what becomes of those is told with its listeners. */
function silentPorts(
  { after }: RiskContext,
  { attachedTo: machine }: ProtectedEndpoint,
): ReadonlySet<number> {
  const listening = machine === undefined ? undefined : listeningPorts(after.inventory, machine);
  return new Set(
    listening === undefined ? [] : usualPorts.filter((port) => !listening.includes(port)),
  );
}

type Holds = typeof isShielded;

/** Whether one thing holds of an endpoint before, and another after. */
function holdsOnSides(
  context: RiskContext,
  { before, after }: EndpointDiff,
  [heldBefore, holdsAfter]: readonly [Holds, Holds],
): boolean {
  return (
    [
      [context.before, before, heldBefore],
      [context.after, after, holdsAfter],
    ] as const
  ).every(([model, side, holds]) => {
    const carrier = side?.endpoint.attachedTo;
    return carrier !== undefined && holds(OriginPaths.of(model), carrier);
  });
}

/** Tells of rules that a group took over and loses when the resources that had them are deleted. */
function withRevoked(
  risk: Risk,
  { groups }: ProtectedEndpoint,
  revoked: ReadonlySet<string>,
): Risk {
  return toldAsRevoked(
    risk,
    groups.filter(({ key }) => revoked.has(key)),
  );
}

const listTypes = ["prefixList", "prefixListEntry"] as const;
const ruleTypes = ["securityGroupRule", "ingressRule"] as const;
const parts = new Set([
  ...[...listTypes, ...ruleTypes, "securityGroup", "awsLoadBalancer", "classicBalancer"],
  ...["instance", "networkInterface", "groupAttachment", "launchTemplate", "ecsService"],
]);

/** The changes of firewalls, and those of one endpoint among them: its carrier, its groups and their rules, and every prefix list. */
class FirewallCauses {
  readonly all: readonly PlanChange[];
  readonly #lists: readonly PlanChange[];

  constructor(private readonly context: RiskContext) {
    const typeOf = ({ type }: PlanChange): string => modelType(type) ?? "";
    this.all = context.plan.changes.filter(
      (change) => !change.leftover && parts.has(typeOf(change)),
    );
    const lists = new Set<string>(listTypes);
    this.#lists = this.all.filter((change) => lists.has(typeOf(change)));
  }

  of({ before, after }: EndpointDiff): Cause[] {
    const keys = [
      ...facePartKeys(this.context.before, before?.endpoint),
      ...facePartKeys(this.context.after, after?.endpoint),
    ];
    const own = keys.flatMap((key) => this.context.changes.get(key) ?? []);
    const found = own.length + this.#lists.length === 0 ? this.all : [...own, ...this.#lists];
    return [...new Set(found)]
      .sort((left, right) => compare(left.key, right.key))
      .map((change) => causeOf(change));
  }
}

function facePartKeys(
  { inventory }: TrafficModel,
  endpoint: ProtectedEndpoint | undefined,
): string[] {
  const { attachedTo, groups } = endpoint ?? { attachedTo: undefined, groups: [] };
  const rules = groups.flatMap((group) =>
    [...ruleTypes, "groupAttachment" as const].flatMap((type) => inventory.linkedTo(group, type)),
  );
  return [...groups, ...rules, ...(attachedTo === undefined ? [] : [attachedTo])].map(
    ({ key }) => key,
  );
}
