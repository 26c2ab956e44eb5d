import { anyOf, type Certainty } from "../../core/certainty";
import { overlap, readRange, type AddressRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt, unknownLink } from "../graph/links";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { accessOf } from "../firewall/access";
import { exposureOf } from "../firewall/exposure";
import {
  admitsPort,
  groupRules,
  letAnythingOut,
  type GroupRule,
  type RuleDirection,
} from "../firewall/groupRules";
import { groupsOn, groupTokensOn } from "../firewall/protectedEndpoints";
import { privateRanges } from "../network/privateRanges";
import { rangeOf, subnetsOfBalancer, type NetworkSubnet } from "../network/subnets";
import { subnetsOfTarget } from "./targetSubnets";

/**
 * The security groups of what serves behind a load balancer.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns Its groups, as far as the inventory holds them.
 */
export function groupsOfTarget(inventory: Inventory, serves: ModelResource): ModelResource[] {
  const carrier = carrierOf(inventory, serves);
  return carrier === undefined ? [] : groupsOn(inventory, carrier);
}

const specification = "launchTemplate.launchTemplateSpecification";
const templatePaths = [
  ...["launchTemplate.id", "launchTemplate.name"],
  ...["Id", "Name"].map((by) => `mixedInstancesPolicy.${specification}.launchTemplate${by}`),
];

/**
 * Finds what carries the security groups of what serves behind a load balancer.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group, a node group or a service.
 * @returns The launch template of a group, as far as the inventory holds it; all else itself.
 */
export function carrierOf(inventory: Inventory, serves: ModelResource): ModelResource | undefined {
  const type = modelType(serves.type);
  return type === "scalingGroup" || type === "nodeGroup"
    ? templatePaths
        .flatMap((path) => tokensAt(serves, path))
        .map((token) => templateAt(inventory, token))
        .find((each) => each !== undefined)
    : serves;
}

function templateAt(inventory: Inventory, token: string): ModelResource | undefined {
  return (
    linkedResource(inventory, "launchTemplate", token) ??
    inventory.ofType("launchTemplate").find(({ properties }) => readText(properties.name) === token)
  );
}

/**
 * Whether the security groups of a target let its load balancer in.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @param serves - What serves behind it.
 * @param port - The port that it is asked at.
 * @returns `no` only where every rule is known and none lets it in; `unknown` where no group is known.
 */
export function admitsBalancer(
  inventory: Inventory,
  machine: ModelResource,
  serves: ModelResource,
  port: number,
): Certainty {
  const sources = groupTokensOn(inventory, machine);
  const places = rangesOf(subnetsOfBalancer(inventory, machine));
  return admission(inventory, groupsOfTarget(inventory, serves), (rule, group) => {
    const atPort = rule.applies === "no" ? "no" : admitsPort(rule, port);
    return atPort === "no" || isNear(rule, places)
      ? atPort
      : admitsGroup({ rule, group, atPort }, sources);
  });
}

/**
 * Whether the security groups of a load balancer let it out to a target.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @param serves - What serves behind it.
 * @param port - The port that it is asked at.
 * @returns `no` only where every rule is known and none lets it out there; `unknown` where no group is known, and where none lets out
 * anything at all, which is told as that.
 */
export function letsBalancerOut(
  inventory: Inventory,
  machine: ModelResource,
  serves: ModelResource,
  port: number,
): Certainty {
  const carrier = carrierOf(inventory, serves);
  const targets = carrier === undefined ? new Set<string>() : groupTokensOn(inventory, carrier);
  const places = rangesOf(subnetsOfTarget(inventory, serves));
  const guarding = groupsOn(inventory, machine);
  if (letAnythingOut(inventory, guarding) === "no") {
    return "unknown";
  }
  return admission(
    inventory,
    guarding,
    (rule, group) => {
      const atPort = rule.applies === "no" ? "no" : admitsPort(rule, port);
      return atPort === "no" || isNear(rule, places)
        ? atPort
        : admitsGroup({ rule, group, atPort }, targets);
    },
    "egress",
  );
}

/** The ranges of subnets; those of one's own networks where one of them is not known. */
function rangesOf(subnets: readonly NetworkSubnet[]): readonly AddressRange[] {
  const ranges = subnets.map(rangeOf).filter((range) => range !== undefined);
  return ranges.length > 0 && ranges.length === subnets.length ? ranges : privateRanges;
}

/** Whether a rule names addresses where the other side stands, or may. */
function isNear({ cidrs }: GroupRule, places: readonly AddressRange[]): boolean {
  return cidrs.some((cidr) => {
    const range = cidr === unknownValue ? undefined : readRange(cidr);
    return range === undefined || places.some((each) => overlap(range, each));
  });
}

/**
 * Whether the security groups of a target let Cloudflare in behind a network load balancer that shows it the clients' addresses. They
 * do also by naming the group of the load balancer. Source: Elastic Load Balancing, user guide for Network Load Balancers,
 * load-balancer-security-groups.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @param serves - What serves behind it.
 * @param port - The port that it is asked at.
 * @returns `no` only where every rule is known and none lets in anything of Cloudflare; `unknown` where no group is known.
 */
export function admitsClients(
  inventory: Inventory,
  machine: ModelResource,
  serves: ModelResource,
  port: number,
): Certainty {
  const groups = groupsOfTarget(inventory, serves);
  const { cloudflare } = accessOf(exposureOf(inventory, groups, port));
  return groups.length === 0 || cloudflare === "unknown"
    ? "unknown"
    : cloudflare !== "none"
      ? "yes"
      : admitsByGroup(inventory, machine, serves, port);
}

/**
 * Whether the security groups of a target name a group of its load balancer, and so let in all that comes through it.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 * @param serves - What serves behind it.
 * @param port - The port that it is asked at.
 * @returns `unknown` where a rule, or whom it names, is not known.
 */
export function admitsByGroup(
  inventory: Inventory,
  machine: ModelResource,
  serves: ModelResource,
  port: number,
): Certainty {
  const sources = groupTokensOn(inventory, machine);
  return admission(inventory, groupsOfTarget(inventory, serves), (rule, group) => {
    const atPort = rule.applies === "no" ? "no" : admitsPort(rule, port);
    const own = { rule: { ...rule, prefixLists: [] }, group, atPort };
    return atPort === "no" ? atPort : admitsGroup(own, sources);
  });
}

/**
 * Whether security groups let something through.
 * @param inventory - The resources.
 * @param groups - The groups.
 * @param admits - Whether one of their rules does, which is given with its group.
 * @param direction - Which rules. Defaults to those of what comes in.
 * @returns What the rules say together; `unknown` where there is no group, or one may have more rules than the inventory holds.
 */
export function admission(
  inventory: Inventory,
  groups: readonly ModelResource[],
  admits: (rule: GroupRule, group: ModelResource) => Certainty,
  direction: RuleDirection = "ingress",
): Certainty {
  const all = groups.map((group) => groupRules(inventory, group, direction));
  return groups.length === 0 || all.some(({ maybeMore }) => maybeMore)
    ? "unknown"
    : anyOf(
        groups.flatMap((group, at) => (all[at]?.rules ?? []).map((rule) => admits(rule, group))),
      );
}

/** A rule that lets something in at a port, and the group that it belongs to. */
interface RuleAtPort {
  readonly rule: GroupRule;
  readonly group: ModelResource;
  readonly atPort: Certainty;
}

/** What a rule says of the groups of the other side. */
function admitsGroup({ rule, group, atPort }: RuleAtPort, sources: ReadonlySet<string>): Certainty {
  const tokens = rule.groups.flatMap(linkTokens);
  const itself = rule.fromItself === "yes" ? tokensOf(group) : [];
  const named = rule.fromGroups && [...tokens, ...itself].some((token) => sources.has(token));
  if (named) {
    return atPort;
  }
  // A group that the plan does not hold may be the load balancer's too.
  const isVague =
    rule.fromGroups &&
    (sources.size === 0 ||
      tokens.includes(unknownLink) ||
      (tokens.length === 0 && rule.fromItself !== "yes"));
  return isVague || rule.prefixLists.length > 0 ? "unknown" : "no";
}
