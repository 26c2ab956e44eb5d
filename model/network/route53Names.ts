import { everywhere, leadingTypes } from "../../facts/aws/route53";
import { getOrCreate } from "../../core/getOrCreate";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { balancerHostnames } from "../../facts/aws/hostnames";
import { isInZone, parentHostnames } from "../../core/hostnames";
import { compare } from "../../core/order";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { linkTokens } from "../graph/links";
import { isObject, isUnread, knownList, readFlag, readList, readText } from "../graph/reading";
import { firstLinked, linkedResource } from "../graph/targets";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** Where records of Route 53 lead. */
export interface Route53Places {
  /** Addresses and hostnames in canonical form, each once, sorted. */
  readonly targets: readonly string[];
  /** Keys of the resources that targets come from which are only known later. */
  readonly later: readonly string[];
}

/** What a name of Route 53 leads to. */
export interface Route53Name extends Route53Places {
  /** The records of the name that have addresses or another name, sorted by key. */
  readonly records: readonly ModelResource[];
  /** What resolvers are told while all are well: not the places of weight 0 beside others, nor those of a secondary record. */
  readonly told: Route53Places;
  /** What resolvers are told when the primary record is unwell. */
  readonly spare: Route53Places;
  /** Whether its records share the visitors by weights. */
  readonly isWeighted: boolean;
  /** Whether several records have weight 0 and none has another, so that even those are told that were to get nobody. */
  readonly tellsIdle: boolean;
  /** Whether its records are chosen by where a resolver asks from, and none is for all other places. */
  readonly leavesOut: boolean;
}

/**
 * Gives a hostname one form: that of a load balancer's addresses of both families is its own with a prefix.
 * @param hostname - The hostname.
 */
export function sameHostname(hostname: string): string {
  const name = canonicalHostname(hostname);
  const { own, dualStackPrefix } = balancerHostnames;
  return name.startsWith(dualStackPrefix) && own.test(name)
    ? name.slice(dualStackPrefix.length)
    : name;
}

/** The names of Route 53, and where they lead: plain records and aliases. */
export class Route53Names {
  readonly #names = new Map<string, ModelResource[]>();
  readonly #leading = new Map<string, Set<string>>();

  /**
   * Reads the records.
   * @param inventory - The resources.
   */
  constructor(private readonly inventory: Inventory) {
    for (const record of inventory.ofType("route53Record")) {
      const name = this.#isPrivate(record) ? undefined : this.#nameOf(record);
      if (name !== undefined && leadingTypes.has(String(readText(record.properties.type)))) {
        getOrCreate(this.#names, name, () => []).push(record);
        for (const target of targetsOf(record).targets) {
          getOrCreate(this.#leading, target, () => new Set()).add(name);
        }
      }
    }
  }

  /**
   * Lists every name.
   * @returns The names, sorted.
   */
  all(): string[] {
    return [...this.#names.keys()].sort(compare);
  }

  /**
   * Says where a name leads, by a wildcard where nothing else answers for it.
   * @param name - A hostname.
   * @returns What it leads to; undefined where the program has no record of it.
   */
  at(name: string): Route53Name | undefined {
    const records = this.#recordsFor(canonicalHostname(name));
    return (
      records && {
        ...{ records, ...placesOf(records), told: placesOf(toldOf(records)) },
        spare: placesOf(records.filter(isSecondary)),
        isWeighted: records.every(({ properties }) => firstOf(properties, "weight") !== undefined),
        tellsIdle: records.length > 1 && records.every(isIdle),
        leavesOut: records.every((record) => isOfPlace(record) === "yes"),
      }
    );
  }

  /**
   * Lists the names that lead to one of several addresses, by themselves or by other names.
   * @param addresses - Addresses and hostnames.
   * @returns The names, each once.
   */
  leadingTo(addresses: readonly string[]): string[] {
    const found = new Set<string>();
    const open = this.#leading.size === 0 ? [] : addresses.map(canonicalHostname);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const name of this.#leading.get(next) ?? []) {
        if (!found.has(name)) {
          found.add(name);
          open.push(name);
        }
      }
    }
    return [...found];
  }

  /** A name that is not there is answered by the nearest wildcard. Source: Amazon Route 53 developer guide, DomainNameFormat. */
  #recordsFor(name: string): ModelResource[] | undefined {
    const own = this.#names.get(name);
    if (own !== undefined) {
      return own;
    }
    for (const parent of parentHostnames(name)) {
      const covering = this.#names.get(`*.${parent}`);
      if (covering !== undefined || this.#names.has(parent)) {
        return covering;
      }
    }
    return undefined;
  }

  /** A private zone answers within its networks alone. Source: Amazon Route 53 developer guide, hosted-zones-private. */
  #isPrivate({ properties: { zoneId } }: ModelResource): boolean {
    const zone = firstLinked(this.inventory, "route53Zone", zoneId);
    return (knownList(readList(zone?.properties.vpcs)) ?? []).length > 0;
  }

  /** The whole name, which a program may write without the zone's. */
  #nameOf({ properties: { fqdn, name, zoneId } }: ModelResource): string | undefined {
    const [whole, own] = [readText(fqdn), readText(name)];
    if (typeof whole === "string" && whole !== "") {
      return canonicalHostname(whole);
    }
    if (typeof own !== "string") {
      return undefined;
    }
    const [zone] = linkTokens(zoneId).flatMap(
      (token) => linkedResource(this.inventory, "route53Zone", token) ?? [],
    );
    const [suffix, written] = [readText(zone?.properties.name), canonicalHostname(own)];
    const apex = typeof suffix === "string" ? canonicalHostname(suffix) : undefined;
    return apex === undefined || isInZone(written, apex)
      ? written
      : written === ""
        ? apex
        : `${written}.${apex}`;
  }
}

/**
 * The records of a name that are told while all are well. Where all have weight 0 each is told as often as the others.
 * Source: Amazon Route 53 developer guide, routing-policy-weighted and routing-policy-failover.
 */
function toldOf(records: readonly ModelResource[]): readonly ModelResource[] {
  const own = records.filter((record) => !isSecondary(record));
  const some = own.filter((record) => !isIdle(record));
  return some.length > 0 ? some : own.length > 0 ? own : records;
}

function placesOf(records: readonly ModelResource[]): Route53Places {
  const read = records.map(targetsOf);
  return {
    targets: [...new Set(read.flatMap(({ targets }) => targets))].sort(compare),
    later: [...new Set(read.flatMap(({ later }) => later))].sort(compare),
  };
}

/**
 * Whether a record is for some places alone. Who asks from elsewhere gets no answer where none is for all of them.
 * Source: Amazon Route 53 developer guide, routing-policy-geo and routing-policy-ipbased (default records, whose place is `*`).
 */
function isOfPlace({ properties }: ModelResource): Certainty {
  const { geolocationRoutingPolicies, cidrRoutingPolicy } = properties;
  const [place] = knownList(readList(geolocationRoutingPolicies)) ?? [];
  const named = isObject(place)
    ? (readText(place.continent) ?? readText(place.country))
    : isObject(cidrRoutingPolicy)
      ? readText(cidrRoutingPolicy.locationName)
      : undefined;
  return typeof named === "string" ? certain(named !== everywhere) : "no";
}

function isSecondary({ properties }: ModelResource): boolean {
  return firstOf(properties, "type") === "SECONDARY";
}

function isIdle({ properties }: ModelResource): boolean {
  return firstOf(properties, "weight") === "0";
}

/** How a record is chosen among those of its name. */
function firstOf(properties: ModelObject, what: "type" | "weight"): ReturnType<typeof readText> {
  const policies = what === "type" ? "failoverRoutingPolicies" : "weightedRoutingPolicies";
  const [policy] = knownList(readList(properties[policies])) ?? [];
  return isObject(policy) ? readText(policy[what]) : undefined;
}

/**
 * Lists where a record of Route 53 leads.
 * @param record - A record.
 * @returns One place for each address or name, and one for what is only known later.
 */
export function placesOfRecord(
  record: ModelResource,
): { readonly address: string | undefined; readonly addressFrom: readonly string[] }[] {
  const { targets, later } = targetsOf(record);
  const known = targets.map((address) => ({ address, addressFrom: [] }));
  return later.length === 0 ? known : [...known, { address: undefined, addressFrom: later }];
}

/**
 * Whether Route 53 looks at all whether what a record leads to is well.
 * Source: Amazon Route 53 developer guide, dns-failover-how-it-works.
 * @param record - A record of Route 53.
 * @returns `no` where it answers with it whatever becomes of it.
 */
export function isWatched({ properties }: ModelResource): Certainty {
  const { healthCheckId } = properties;
  const aliases = (knownList(readList(properties.aliases)) ?? []).filter(isObject);
  const evaluated = aliases.map((alias) => readFlag(alias.evaluateTargetHealth, "no"));
  return anyOf([certain(isUnread(healthCheckId) || Boolean(healthCheckId)), ...evaluated]);
}

/**
 * Whether a record has another of its name to fail over to: it is the primary one, or one of several.
 * @param record - A record of Route 53.
 */
export function isOneOfSeveral(record: ModelResource): boolean {
  return Boolean(record.properties.setIdentifier) && !isSecondary(record);
}

function isLate(value: ModelValue | undefined): boolean {
  return isUnread(value);
}

function targetsOf({ properties: { records, aliases } }: ModelResource) {
  const plain = knownList(readList(records)) ?? [];
  const named: readonly ModelValue[] = (knownList(readList(aliases)) ?? []).map((alias) =>
    isObject(alias) ? (alias.name ?? null) : alias,
  );
  const all: readonly ModelValue[] = [...plain, ...named];
  const own: readonly (ModelValue | undefined)[] = [...all, records, aliases];
  const late = own.filter(isLate);
  return {
    targets: all.filter((target) => typeof target === "string").map(sameHostname),
    later: late.flatMap((value) => linkTokens(value)),
  };
}
