import { protocolSpellings } from "../../facts/aws/securityGroups";
import { isWithin, joinRanges, readRange, type AddressRange } from "../../core/cidrs";
import { allOfCloudflare } from "../firewall/admittedRanges";
import { readNumber, readText, readTexts } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { usualPorts } from "./originUse";
import type { Inventory } from "../graph/inventory";
import { targetOf } from "../graph/targets";
import { type ModelResource } from "../graph/resources";

/** A rule of a security group that the plan does not hold, and what it opens. */
export interface LooseRule {
  /** The rule. */
  readonly resource: ModelResource;
  /** The ports of origins that it opens. */
  readonly ports: readonly number[];
  /** What it lets in that is wider than Cloudflare and has Cloudflare in it, as written, sorted. */
  readonly wider: readonly string[];
}

const joinedCloudflare = joinRanges(allOfCloudflare);

/**
 * Finds rules that open a port of origins to strangers, of groups that did not change and are therefore not in the plan.
 * @param inventory - The resources.
 * @returns The rules, sorted by key within each kind.
 */
export function looseOpenRules(inventory: Inventory): LooseRule[] {
  return [...inventory.ofType("ingressRule"), ...inventory.ofType("securityGroupRule")]
    .filter(({ properties }) => {
      const type = readText(properties.type) ?? "ingress";
      const group = targetOf(inventory, properties.securityGroupId, "securityGroup");
      return type === "ingress" && (group?.resources.length ?? 0) === 0;
    })
    .map((resource) => ({
      resource,
      ports: portsOf(resource),
      wider: widerThanCloudflare(resource),
    }))
    .filter(({ ports, wider }) => ports.length > 0 && wider.length > 0);
}

function portsOf({ properties }: ModelResource): number[] {
  const protocol = readText(properties.ipProtocol) ?? readText(properties.protocol);
  if (protocolSpellings.all.includes(String(protocol).toLowerCase())) {
    return [...usualPorts];
  }
  const from = readNumber(properties.fromPort);
  const to = readNumber(properties.toPort) ?? from;
  return protocolSpellings.tcp.includes(String(protocol).toLowerCase())
    ? usualPorts.filter(
        (port) => typeof from === "number" && typeof to === "number" && from <= port && port <= to,
      )
    : [];
}

function widerThanCloudflare({ properties }: ModelResource): string[] {
  const lists: Known<readonly Known<string>[]>[] = [
    readTexts(properties.cidrBlocks),
    readTexts(properties.ipv6CidrBlocks),
  ];
  const known = [
    readText(properties.cidrIpv4),
    readText(properties.cidrIpv6),
    ...lists.flatMap((list): Known<string>[] => (list === unknownValue ? [] : [...list])),
  ];
  const ranges = known
    .map((cidr) => (typeof cidr === "string" ? readRange(cidr) : undefined))
    .filter((range) => range !== undefined);
  return [...new Set(ranges.filter(holdsCloudflare).map(({ text }) => text))].sort();
}

function holdsCloudflare(range: AddressRange): boolean {
  const holds = allOfCloudflare.some((each) => isWithin(each, [range]));
  return holds && !isWithin(range, joinedCloudflare);
}
