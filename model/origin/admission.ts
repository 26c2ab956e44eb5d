import { reservedRanges } from "../../facts/addresses";
import { anyOf, type Certainty } from "../../core/certainty";
import { overlap, readRange } from "../../core/cidrs";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt, unknownLink } from "../graph/links";
import { idsOf } from "../graph/resourcesOfType";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import { admitsPort, groupRules, type GroupRule } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";

const own = reservedRanges
  .filter(({ isPrivate }) => isPrivate)
  .map(({ range }) => readRange(range))
  .filter((range) => range !== undefined);

/**
 * The security groups of what serves behind a load balancer.
 * @param inventory - The resources.
 * @param serves - An instance, an Auto Scaling group or a service.
 * @returns Its groups, as far as the inventory holds them.
 */
export function groupsOfTarget(inventory: Inventory, serves: ModelResource): ModelResource[] {
  if (modelType(serves.type) === "scalingGroup") {
    const template = tokensAt(serves, "launchTemplate.id")
      .map((token) => linkedResource(inventory, "launchTemplate", token))
      .find((each) => each !== undefined);
    return template === undefined ? [] : groupsOn(inventory, template);
  }
  return groupsOn(inventory, serves);
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
  const groups = groupsOfTarget(inventory, serves);
  const sources = groupsOn(inventory, machine).flatMap((group) => [group.key, ...idsOf(group)]);
  const all = groups.map((group) => groupRules(inventory, group));
  if (groups.length === 0 || all.some(({ maybeMore }) => maybeMore)) {
    return "unknown";
  }
  const rules = all.flatMap((each) => each.rules);
  const found = rules.map((rule) => admits(rule, port, new Set(sources)));
  return anyOf(found);
}

function admits(rule: GroupRule, port: number, sources: ReadonlySet<string>): Certainty {
  const atPort = admitsPort(rule, port);
  if (atPort === "no" || rule.applies === "no") {
    return "no";
  }
  const isNear = rule.cidrs.some((cidr) => {
    const range = cidr === unknownValue ? undefined : readRange(cidr);
    return range === undefined || own.some((each) => overlap(range, each));
  });
  if (isNear) {
    return atPort;
  }
  const tokens = rule.groups.flatMap(linkTokens);
  const named = rule.fromGroups && tokens.some((token) => sources.has(token));
  if (named) {
    return atPort;
  }
  // A group that the plan does not hold, or the target's own, may be the load balancer's too.
  const isVague =
    rule.fromGroups && (sources.size === 0 || tokens.length === 0 || tokens.includes(unknownLink));
  return isVague || rule.prefixLists.length > 0 ? "unknown" : "no";
}
