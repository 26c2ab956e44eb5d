import { contains, readRange, type AddressRange } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import { sortedByKey } from "../../core/order";
import { unknownValue } from "../../core/known";
import { protocolSpellings, remoteLoginPorts } from "../../facts/aws/securityGroups";
import { portRange } from "../../facts/cloudflare/ports";
import { groupOf, groupRules, type GroupRule } from "../firewall/groupRules";
import { isAttached } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { privateRanges } from "../network/privateRanges";
import { rangeOf } from "../network/subnets";
import { groupsOfTarget } from "./admission";
import { subnetsOfTarget } from "./targetSubnets";

/** Ports from the first to the last. */
export interface PortSpan {
  /** The first. */
  readonly first: number;
  /** The last, which may be the first too. */
  readonly last: number;
}

/** A security group that lets in what serves behind a load balancer, at some ports. */
export interface Dependency {
  /** The group: of a database, a cache or another service. */
  readonly group: ModelResource;
  /** The ports of the rule. */
  readonly ports: PortSpan;
  /** The rule, or the group itself. */
  readonly rule: ModelResource;
}

/** A rule that lets addresses in. */
interface AddressRule extends Dependency {
  readonly ranges: readonly AddressRange[];
}

/** What what serves behind load balancers asks itself, as far as security groups say it: those of databases and other services, which let it in. */
export class Dependencies {
  readonly #byNetwork = new Map<string, readonly AddressRule[]>();

  /**
   * Has read nothing yet.
   * @param inventory - The resources.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Lists what something asks: what lets its own group in by name, and what no load balancer or machine of the plan carries and lets in all its subnets by
   * their addresses.
   * @param serves - An instance, an Auto Scaling group or a service.
   * @returns One entry for each rule whose ports are known, those by name first; none of its own groups.
   */
  of(serves: ModelResource): Dependency[] {
    const own = groupsOfTarget(this.inventory, serves);
    const found = own.length === 0 ? [] : [...this.#byName(own), ...this.#byAddress(serves)];
    return found.filter(({ group }) => !own.includes(group));
  }

  #byName(own: readonly ModelResource[]): Dependency[] {
    const tokens = new Set(own.flatMap(tokensOf));
    const standing = (["ingressRule", "securityGroupRule"] as const)
      .flatMap((type) => this.inventory.linkedToAny(tokens, type))
      .flatMap((rule) => groupOf(this.inventory, rule)?.resources ?? []);
    const groups = [...this.inventory.linkedToAny(tokens, "securityGroup"), ...standing];
    return sortedByKey(new Set(groups)).flatMap((group) =>
      groupRules(this.inventory, group)
        .rules.filter((rule) => names(rule, tokens))
        .flatMap((rule) => dependency(group, rule)),
    );
  }

  #byAddress(serves: ModelResource): Dependency[] {
    const subnets = subnetsOfTarget(this.inventory, serves);
    const ranges = subnets.map(rangeOf).filter((range) => range !== undefined);
    const isAll = ranges.length > 0 && ranges.length === subnets.length;
    const networks = [...new Set(subnets.flatMap(({ vpcTokens }) => vpcTokens))];
    const rules = isAll ? this.#addressRules(networks) : [];
    return rules.filter((rule) =>
      ranges.every((range) => rule.ranges.some((each) => contains(each, range))),
    );
  }

  #addressRules(networks: readonly string[]): readonly AddressRule[] {
    return getOrCreate(this.#byNetwork, networks.join(), () =>
      this.inventory
        .linkedToAny(networks, "securityGroup")
        .filter((group) => !isAttached(this.inventory, group))
        .flatMap((group) =>
          groupRules(this.inventory, group).rules.flatMap((rule) =>
            isOfTcp(rule) && !isForAdministrators(rule)
              ? dependency(group, rule).map((each) => ({ ...each, ranges: privateRangesIn(rule) }))
              : [],
          ),
        ),
    );
  }
}

function dependency(group: ModelResource, rule: GroupRule): Dependency[] {
  const ports = portsOf(rule);
  return ports === undefined ? [] : [{ group, ports, rule: rule.resource }];
}

/** The ranges of one's own networks alone: what lets in everybody says nothing of who asks. */
function privateRangesIn({ cidrs }: GroupRule): AddressRange[] {
  return cidrs
    .map((cidr) => (cidr === unknownValue ? undefined : readRange(cidr)))
    .filter((range) => range !== undefined)
    .filter((range) => privateRanges.some((own) => contains(own, range)));
}

/** No request of a visitor needs what people administer machines by. */
function isForAdministrators({ fromPort, toPort }: GroupRule): boolean {
  return fromPort === toPort && remoteLoginPorts.some((port) => port === fromPort);
}

/** A rule of all protocols has no ports of its own: it is for all of them. */
function portsOf({ protocol, fromPort, toPort }: GroupRule): PortSpan | undefined {
  if (protocol !== unknownValue && isOfAll(protocol)) {
    return { first: 0, last: portRange.maximum };
  }
  return fromPort === unknownValue || toPort === unknownValue
    ? undefined
    : { first: fromPort, last: toPort === -1 ? portRange.maximum : toPort };
}

/**
 * Whether a rule is for all protocols.
 * @param protocol - Its protocol.
 */
export function isOfAll(protocol: string): boolean {
  return protocolSpellings.all.includes(protocol.toLowerCase());
}

function names(rule: GroupRule, tokens: ReadonlySet<string>): boolean {
  return isOfTcp(rule) && rule.groups.flatMap(linkTokens).some((token) => tokens.has(token));
}

function isOfTcp({ applies, protocol }: GroupRule): boolean {
  const spellings = [...protocolSpellings.all, ...protocolSpellings.tcp];
  return (
    applies !== "no" && (protocol === unknownValue || spellings.includes(protocol.toLowerCase()))
  );
}
