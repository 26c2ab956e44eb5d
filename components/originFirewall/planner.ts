import { familyNames } from "../../facts/addresses";
import type { AddressRanges } from "../../facts/cloudflare/ranges";
import type { Problem } from "../../core/problem";
import {
  cidrWeight,
  prefixListWeight,
  rulesInQuota,
  totalWeight,
  unknownWeight,
  type RuleWeight,
} from "../../constraints/securityGroupRules";
import { OriginFirewallMode } from "./args";
import { addressFamilies, type AddressFamily } from "../../core/cidrs";

/**
 * The maximum number of entries of a prefix list made here. Constant, since AWS changes entries and size only in two calls
 * and refuses to raise the size where a group has no room: it leaves room above Cloudflare's 15 and 7 ranges.
 */
export const prefixListSize: RuleWeight = { ipv4: 20, ipv6: 10 };

/** One rule that lets something in on one port. */
export interface IngressRule {
  /** The TCP port. */
  readonly port: number;
  /** Whom it lets in. */
  readonly from: IngressOrigin;
  /** For how many rules it counts. */
  readonly weight: RuleWeight;
}

/** Whom a rule lets in: one of Cloudflare's ranges, all of one family, or an additional source by its key. */
export type IngressOrigin =
  | { readonly kind: "range"; readonly family: AddressFamily; readonly cidr: string }
  | { readonly kind: "prefixList"; readonly family: AddressFamily }
  | { readonly kind: "source"; readonly key: string };

/** What the planner has to place. */
export interface FirewallDemand {
  /** The ranges to admit, each once, without overlaps. */
  readonly ranges: AddressRanges;
  /** The ports on which to admit them, each once. */
  readonly ports: readonly number[];
  /** Rules for additional sources. */
  readonly sources: readonly IngressRule[];
  /** Inbound rules of one group in one family. */
  readonly rulesPerGroup: number;
  /** The most security groups that may be made. */
  readonly groupsPerInterface: number;
  /** The way to admit; undefined to let the planner choose. */
  readonly mode: OriginFirewallMode | undefined;
}

/** Which rules go into which security group. */
export interface FirewallPlan {
  /** How the ranges are admitted. */
  readonly mode: OriginFirewallMode;
  /** The rules of each security group; none is empty. No groups where there is a problem. */
  readonly groups: readonly (readonly IngressRule[])[];
  /** Why so, for people. */
  readonly reason: string;
  /** Why no plan keeps to the quotas; undefined where this one does. */
  readonly problem: Problem | undefined;
}

/**
 * Chooses between prefix lists and single rules, and shares the rules out over as few security groups as needed.
 *
 * A group is filled to half its quota. So whatever one plan turns into another, the old and the new rules have room side by
 * side, and Cloudflare is let in anew before the old way is closed.
 *
 * Ports are placed in the order given, with all that is admitted on each, so that an appended port moves no rule to another group.
 * @param demand - What to place; the order of its ranges and sources does not matter.
 * @returns The plan, with the problem where none keeps to the quotas.
 */
export function planFirewall(demand: FirewallDemand): FirewallPlan {
  const lists = candidate(OriginFirewallMode.PrefixLists, demand);
  const rules = candidate(OriginFirewallMode.Rules, demand);
  const [chosen, other] = choose(demand, lists, rules);
  const tried = demand.mode === undefined ? [lists, rules] : [chosen];
  return {
    mode: chosen.mode,
    groups: chosen.groups,
    reason: reasonFor(demand, chosen, other),
    problem: chosen.refusal === undefined ? undefined : noPlan(demand, tried),
  };
}

/**
 * The rules that a group's rules count for.
 * @param rules - The rules of one group.
 */
export function loadOf(rules: readonly IngressRule[]): RuleWeight {
  return totalWeight(rules.map(({ weight }) => weight));
}

interface Candidate {
  readonly mode: OriginFirewallMode;
  readonly groups: readonly (readonly IngressRule[])[];
  /** Why it cannot be; undefined where it can. */
  readonly refusal: string | undefined;
}

function candidate(mode: OriginFirewallMode, demand: FirewallDemand): Candidate {
  const byLists = mode === OriginFirewallMode.PrefixLists;
  const rules = byPorts(byLists ? listRules(demand) : rangeRules(demand), demand);
  const capacity = capacityOf(demand.rulesPerGroup);
  const heaviest = rules.reduce((most, { weight }) => Math.max(most, weight.ipv4, weight.ipv6), 0);
  const refusal = byLists ? tooLongForLists(demand) : undefined;
  if (refusal !== undefined || heaviest > capacity) {
    const tooHeavy = `need a rule that counts as ${heaviest} of the ${capacity}`;
    return { mode, groups: [], refusal: refusal ?? tooHeavy };
  }
  const groups = pack(rules, capacity, demand.groupsPerInterface);
  return groups === undefined
    ? { mode, groups: [], refusal: `need more than ${groupCount(demand.groupsPerInterface)}` }
    : { mode, groups, refusal: undefined };
}

/**
 * For how many rules the rules of one group may count in each family.
 * @param rulesPerGroup - The quota.
 */
export function capacityOf(rulesPerGroup: number): number {
  return Math.floor(rulesPerGroup / 2);
}

function tooLongForLists({ ranges }: FirewallDemand): string | undefined {
  const family = addressFamilies.find((one) => ranges[one].length > prefixListSize[one]);
  return family === undefined
    ? undefined
    : `hold at most ${prefixListSize[family]} of the ${ranges[family].length} ${familyNames[family]} ranges`;
}

/** The chosen one, then the other one. */
function choose(
  { mode }: FirewallDemand,
  lists: Candidate,
  rules: Candidate,
): readonly [Candidate, Candidate] {
  const rulesAreBetter =
    rules.refusal === undefined &&
    (lists.refusal !== undefined || rules.groups.length < lists.groups.length);
  const byRules = mode === undefined ? rulesAreBetter : mode === OriginFirewallMode.Rules;
  return byRules ? [rules, lists] : [lists, rules];
}

/** First fit, families counted apart. Undefined where the groups do not suffice. */
function pack(
  rules: readonly IngressRule[],
  capacity: number,
  most: number,
): readonly (readonly IngressRule[])[] | undefined {
  const view = { rulesPerGroup: capacity, bound: "inbound" } as const;
  const groups: { rules: IngressRule[]; load: RuleWeight }[] = [];
  for (const rule of rules) {
    const fits = groups.find(({ load }) => {
      const next = totalWeight([load, rule.weight]);
      return rulesInQuota.every(({ holds }) => holds(next, view) === "yes");
    });
    const group = fits ?? { rules: [], load: unknownWeight };
    if (fits === undefined && groups.push(group) > most) {
      return undefined;
    }
    group.rules.push(rule);
    group.load = totalWeight([group.load, rule.weight]);
  }
  return groups.map((group) => group.rules);
}

function listRules({ ports, ranges }: FirewallDemand): IngressRule[] {
  const families = addressFamilies.filter((family) => ranges[family].length > 0);
  return ports.flatMap((port) =>
    families.map((family) => ({
      port,
      from: { kind: "prefixList", family },
      weight: prefixListWeight(family, prefixListSize[family]),
    })),
  );
}

function rangeRules({ ports, ranges }: FirewallDemand): IngressRule[] {
  const admitted = addressFamilies.flatMap((family) =>
    [...ranges[family]].sort().map((cidr) => ({
      from: { kind: "range", family, cidr } as const,
      weight: cidrWeight(family),
    })),
  );
  return ports.flatMap((port) => admitted.map((rule) => ({ port, ...rule })));
}

/** Port by port: Cloudflare's rules, then those of the sources; last the ports that only sources have. */
function byPorts(cloudflare: readonly IngressRule[], demand: FirewallDemand): IngressRule[] {
  const sources = [...demand.sources].sort(byPortAndKey);
  const ports = new Set([...demand.ports, ...sources.map(({ port }) => port)]);
  const places = new Map([...ports].map((port, place) => [port, place]));
  const placeOf = ({ port }: IngressRule): number => places.get(port) ?? 0;
  return [...cloudflare, ...sources].sort((one, other) => placeOf(one) - placeOf(other));
}

function byPortAndKey(one: IngressRule, other: IngressRule): number {
  return one.port - other.port || (sourceKey(one) < sourceKey(other) ? -1 : 1);
}

function sourceKey({ from }: IngressRule): string {
  return from.kind === "source" ? from.key : "";
}

const modeName: Readonly<Record<OriginFirewallMode, string>> = {
  [OriginFirewallMode.PrefixLists]: "prefix lists",
  [OriginFirewallMode.Rules]: "single rules",
};

function reasonFor(
  { mode, rulesPerGroup }: FirewallDemand,
  chosen: Candidate,
  other: Candidate,
): string {
  const loads = chosen.groups.map(loadOf);
  const fullest = addressFamilies
    .map((family) => `${Math.max(0, ...loads.map((load) => load[family]))} ${familyNames[family]}`)
    .join(" and ");
  const instead = other.refusal ?? `need ${groupCount(other.groups.length)}`;
  return [
    `${modeName[chosen.mode]}${mode === undefined ? "" : " as asked"}, in ${groupCount(chosen.groups.length)}`,
    `at most ${fullest} rules of ${rulesPerGroup} in a group, of which half stay free so that every change can add before it removes`,
    `${modeName[other.mode]} would ${instead}`,
  ].join("; ");
}

function noPlan(demand: FirewallDemand, tried: readonly Candidate[]): Problem {
  return {
    path: demand.mode === undefined ? "ports" : "mode",
    rule: `fit into ${groupCount(demand.groupsPerInterface)} of ${demand.rulesPerGroup} rules, each filled to half so that every change can add before it removes`,
    actual: tried
      .map(({ mode, refusal }) => `${modeName[mode]} that ${refusal ?? "fit"}`)
      .join(" and "),
    hint: "Open fewer ports or sources, choose the other mode, or have AWS raise the quota and say so in quota",
  };
}

function groupCount(count: number): string {
  return `${count} security group${count === 1 ? "" : "s"}`;
}
