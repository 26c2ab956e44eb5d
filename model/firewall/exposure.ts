import { managedPrefixListId } from "../../facts/aws/ids";
import { parseRanges, readRange, type AddressRange } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import { exposureOfRanges, type AdmittedRanges, type RangesExposure } from "./admittedRanges";
import { admitsPort, groupRules, type GroupRule, type GroupRules } from "./groupRules";
import type { Inventory } from "../graph/inventory";
import { prefixListEntries } from "./prefixLists";
import { type ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";
import { targetOf } from "../graph/targets";

/** Who gets through one or several security groups, which together guard the same origin, to one port. */
export interface Exposure extends RangesExposure {
  /** The TCP port. */
  readonly port: number;
}

/** Who gets through the security groups of one origin. */
export interface GroupExposures {
  /** All groups together, one entry per port, in the order of the ports asked for. */
  readonly together: readonly Exposure[];
  /** Each group alone, for the same ports. */
  readonly each: readonly { readonly group: ModelResource; readonly ports: readonly Exposure[] }[];
}

/** What a prefix list holds for certain, and whether it may hold more. */
interface ListedRanges {
  readonly ranges: readonly AddressRange[];
  readonly maybeMore: boolean;
}

/**
 * Reads who gets through security groups. Groups that let in the same are judged once, and each prefix list is read once.
 */
export class Exposures {
  readonly #judged = new Map<string, RangesExposure>();
  readonly #judgedRules = new Map<string, Exposure[]>();
  readonly #lists = new Map<ModelResource, ListedRanges>();

  /**
   * Has read nothing yet.
   * @param inventory - Where rules and prefix lists are.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Reads who gets through to one port.
   * @param groups - The groups that guard the origin; what one lets in gets through.
   * @param port - The TCP port.
   * @returns Who gets through.
   */
  at(groups: readonly ModelResource[], port: number): Exposure {
    return { ...this.#exposed(joined(this.#rules(groups)), port), port };
  }

  /**
   * Reads who gets through to several ports.
   * @param groups - The groups that guard the origin; what one lets in gets through.
   * @param ports - TCP ports.
   * @returns Who gets through, one entry per port. Ports at which the same rules hold share their lists.
   */
  to(groups: readonly ModelResource[], ports: readonly number[]): Exposure[] {
    return this.#toEach(joined(this.#rules(groups)), ports);
  }

  /**
   * Reads who gets through to several ports, by all groups and by each alone.
   * @param groups - The groups that guard the origin.
   * @param ports - TCP ports.
   * @returns Who gets through, as `to` says it.
   */
  through(groups: readonly ModelResource[], ports: readonly number[]): GroupExposures {
    const rules = this.#rules(groups);
    const together = this.#toEach(joined(rules), ports);
    const each = groups.map((group, index) => ({
      group,
      ports: groups.length === 1 ? together : this.#toEach(rules[index] ?? joined([]), ports),
    }));
    return { together, each };
  }

  #rules(groups: readonly ModelResource[]): GroupRules[] {
    return groups.map((group) => groupRules(this.inventory, group));
  }

  /** Groups of a network mostly have the same rules, so that they share what was found of the first. */
  #toEach(all: GroupRules, ports: readonly number[]): Exposure[] {
    const text = textOf(all);
    return text === undefined
      ? this.#judge(all, ports)
      : getOrCreate(this.#judgedRules, `${ports.join()} ${text}`, () => this.#judge(all, ports));
  }

  #judge(all: GroupRules, ports: readonly number[]): Exposure[] {
    const limits = portLimits(all.rules);
    // No rule begins or ends between two ports with the same number of limits up to them.
    const read = new Map<number, RangesExposure>();
    let rest: RangesExposure | undefined;
    return ports.map((port) => {
      const passed = countUpTo(limits, port);
      const known = read.get(passed);
      if (known === undefined && read.size === mostSections) {
        rest ??= this.#exposed(all, undefined);
        return { port, ...rest };
      }
      const same = known ?? this.#exposed(all, port);
      read.set(passed, same);
      return { port, ...same };
    });
  }

  /** Who gets through to a port, or without one to any that there is. */
  #exposed({ rules, maybeMore }: GroupRules, port: number | undefined): RangesExposure {
    const admitted: AdmittedRanges = {
      ...{ sure: new Set(), perhaps: new Set(), unknown: maybeMore, others: false },
    };
    for (const rule of rules) {
      const first = rule.fromPort === unknownValue ? 0 : rule.fromPort;
      this.#admit(rule, port ?? first, admitted);
    }
    const { sure, perhaps, unknown, others } = admitted;
    const key = [
      unknown,
      others,
      ...[sure, perhaps].map((set) => [...set].map(({ text }) => text).join()),
    ];
    return getOrCreate(this.#judged, key.join(" "), () => exposureOfRanges(admitted));
  }

  #admit(rule: GroupRule, port: number, admitted: AdmittedRanges): void {
    const matches = admitsPort(rule, port);
    if (matches === "no") {
      return;
    }
    const into = matches === "yes" && rule.applies === "yes" ? admitted.sure : admitted.perhaps;
    for (const cidr of rule.cidrs) {
      const range = cidr === unknownValue ? undefined : readRange(cidr);
      if (range === undefined) {
        admitted.unknown = true;
      } else {
        into.add(range);
      }
    }
    for (const id of rule.prefixLists) {
      const target = targetOf(this.inventory, id, "prefixList");
      const certainly = target?.state === "found" ? into : admitted.perhaps;
      // What AWS itself keeps in lists is no part of Cloudflare.
      const isOfAws = managedPrefixListId.test(target?.id ?? "");
      admitted[isOfAws ? "others" : "unknown"] ||= target?.state === "outside";
      for (const list of target?.resources ?? []) {
        const { ranges, maybeMore } = this.#listed(list);
        ranges.forEach((range) => certainly.add(range));
        admitted.unknown ||= maybeMore;
      }
    }
  }

  #listed(list: ModelResource): ListedRanges {
    return getOrCreate(this.#lists, list, () => {
      const { cidrs, maybeMore } = prefixListEntries(this.inventory, list);
      return { ranges: parseRanges(cidrs), maybeMore };
    });
  }
}

/**
 * Reads who gets through security groups to one port.
 * @param inventory - Where rules and prefix lists are.
 * @param groups - The groups that guard the origin; what one lets in gets through.
 * @param port - The TCP port.
 * @returns Who gets through.
 */
export function exposureOf(
  inventory: Inventory,
  groups: readonly ModelResource[],
  port: number,
): Exposure {
  return new Exposures(inventory).at(groups, port);
}

/**
 * How often the rules may differ between ports that are in use: beyond, every rule counts at every port, so that nothing open
 * is missed. A group has far fewer rules.
 */
const mostSections = 64;

function joined(groups: readonly GroupRules[]): GroupRules {
  return {
    rules: groups.flatMap(({ rules }) => rules),
    maybeMore: groups.some(({ maybeMore }) => maybeMore),
  };
}

/** What tells rules from others that let in something else; undefined where a prefix list is not known by its id. */
function textOf({ rules, maybeMore }: GroupRules): string | undefined {
  let text = String(maybeMore);
  for (const { applies, protocol, fromPort, toPort, cidrs, prefixLists } of rules) {
    if (!prefixLists.every((id) => typeof id === "string")) {
      return undefined;
    }
    const ports = `${String(protocol)} ${String(fromPort)} ${String(toPort)}`;
    text += ` | ${applies} ${ports} ${cidrs.map(String).join()} ${prefixLists.join()}`;
  }
  return text;
}

/** The ports from which on a rule holds, or holds no more, each once, sorted. */
function portLimits(rules: readonly GroupRule[]): number[] {
  const limits = rules.flatMap(({ fromPort, toPort }) => [
    ...(fromPort === unknownValue ? [] : [fromPort]),
    ...(toPort === unknownValue ? [] : [toPort + 1]),
  ]);
  return [...new Set(limits)].sort((left, right) => left - right);
}

function countUpTo(sorted: readonly number[], port: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? port) <= port) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
