import { reservedRanges } from "../../facts/addresses";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import {
  isWithin,
  joinRanges,
  readRange,
  type AddressFamily,
  type AddressRange,
} from "../../core/cidrs";
import type { Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { admitsPort, groupRules, type GroupRule, type GroupRules } from "./groupRules";
import type { Inventory } from "../graph/inventory";
import { prefixListEntries } from "./prefixLists";
import { type ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";
import { targetOf } from "../graph/targets";

/** Who gets through one or several security groups, which together guard the same origin, to one port. */
export interface Exposure {
  /** The TCP port. */
  readonly port: number;
  /** Whether every Cloudflare range of a family gets through. */
  readonly reachable: Readonly<Record<AddressFamily, Certainty>>;
  /** Whether some of Cloudflare gets through for certain: what tells an origin's group from others. */
  readonly admitsCloudflare: boolean;
  /** Cloudflare's ranges that do not get through for certain, in the order of the published list. */
  readonly missing: readonly string[];
  /**
   * Whether nobody else gets through. Private ranges and other security groups are named sources of one's
   * own network and do not count.
   */
  readonly closed: Certainty;
  /** The ranges that get through and are wider than Cloudflare's, as they are written, sorted. */
  readonly wider: readonly string[];
}

/** Who gets through the security groups of one origin. */
export interface GroupExposures {
  /** All groups together, one entry per port, in the order of the ports asked for. */
  readonly together: readonly Exposure[];
  /** Each group alone, for the same ports. */
  readonly each: readonly { readonly group: ModelResource; readonly ports: readonly Exposure[] }[];
}

const cloudflare: Readonly<Record<AddressFamily, readonly AddressRange[]>> = {
  ipv4: parsed(cloudflareRanges.ipv4),
  ipv6: parsed(cloudflareRanges.ipv6),
};

const allOfCloudflare = [...cloudflare.ipv4, ...cloudflare.ipv6];

/** Addresses within one's own network. */
const internal = parsed(
  reservedRanges.filter(({ isPrivate }) => isPrivate).map(({ range }) => range),
);

const expected = joinRanges([...allOfCloudflare, ...internal]);

/** What rules let in: for certain, perhaps, and whether there may be sources not known here. */
interface Admitted {
  readonly sure: Set<AddressRange>;
  readonly perhaps: Set<AddressRange>;
  unknown: boolean;
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
  readonly #judged = new Map<string, JudgedExposure>();
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

  #toEach(all: GroupRules, ports: readonly number[]): Exposure[] {
    const limits = portLimits(all.rules);
    // No rule begins or ends between two ports with the same number of limits up to them.
    const read = new Map<number, JudgedExposure>();
    let rest: JudgedExposure | undefined;
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
  #exposed({ rules, maybeMore }: GroupRules, port: number | undefined): JudgedExposure {
    const admitted: Admitted = { sure: new Set(), perhaps: new Set(), unknown: maybeMore };
    for (const rule of rules) {
      const first = rule.fromPort === unknownValue ? 0 : rule.fromPort;
      this.#admit(rule, port ?? first, admitted);
    }
    const { sure, perhaps, unknown } = admitted;
    const key = [unknown, ...[sure, perhaps].map((set) => [...set].map(({ text }) => text).join())];
    return getOrCreate(this.#judged, key.join(" "), () => judged(admitted));
  }

  #admit(rule: GroupRule, port: number, admitted: Admitted): void {
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
      admitted.unknown ||= target?.state === "outside";
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
      return { ranges: parsed(cidrs), maybeMore };
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

/** Who gets through to some port. */
type JudgedExposure = Omit<Exposure, "port">;

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

function judged({ sure, perhaps, unknown }: Admitted): JudgedExposure {
  const certainly = joinRanges([...sure]);
  const possible = perhaps.size === 0 ? certainly : joinRanges([...sure, ...perhaps]);
  const missing = allOfCloudflare.filter((each) => !isWithin(each, certainly));
  const wider = [...sure].filter(isWider);
  return {
    reachable: {
      ipv4: reachable(cloudflare.ipv4, certainly, possible, unknown),
      ipv6: reachable(cloudflare.ipv6, certainly, possible, unknown),
    },
    admitsCloudflare: missing.length < allOfCloudflare.length,
    missing: missing.map(({ text }) => text),
    closed: wider.length > 0 ? "no" : unknown || [...perhaps].some(isWider) ? "unknown" : "yes",
    wider: [...new Set(wider.map(({ text }) => text))].sort(),
  };
}

function isWider(range: AddressRange): boolean {
  return !isWithin(range, expected);
}

function reachable(
  wanted: readonly AddressRange[],
  sure: readonly AddressRange[],
  possible: readonly AddressRange[],
  unknown: boolean,
): Certainty {
  if (wanted.every((each) => isWithin(each, sure))) {
    return "yes";
  }
  return unknown || wanted.every((each) => isWithin(each, possible)) ? "unknown" : "no";
}

function parsed(cidrs: readonly string[]): AddressRange[] {
  return cidrs.map(readRange).filter((each) => each !== undefined);
}
