import { leadingTypes } from "../../facts/aws/route53";
import { getOrCreate } from "../../core/getOrCreate";
import { isInZone, parentHostnames } from "../../core/hostnames";
import { compare } from "../../core/order";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { knownList, readList, readText } from "../graph/reading";
import { firstLinked } from "../graph/targets";
import type { ModelResource } from "../graph/resources";
import {
  firstOf,
  isIdle,
  isOfPlace,
  isSecondary,
  placesOf,
  targetsOf,
  toldOf,
  type Route53Places,
} from "./route53Records";

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
      const name = this.#isPrivate(record) ? undefined : route53NameOf(inventory, record);
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
}

/**
 * Gives the whole name of a record of Route 53, which a program may write without the zone's.
 * @param inventory - Where hosted zones are.
 * @param record - The record.
 * @returns The name in canonical form; undefined where it is not known.
 */
export function route53NameOf(
  inventory: Inventory,
  { properties: { fqdn, name, zoneId } }: ModelResource,
): string | undefined {
  const [whole, own] = [readText(fqdn), readText(name)];
  if (typeof whole === "string" && whole !== "") {
    return canonicalHostname(whole);
  }
  if (typeof own !== "string") {
    return undefined;
  }
  const zone = firstLinked(inventory, "route53Zone", zoneId);
  const [suffix, written] = [readText(zone?.properties.name), canonicalHostname(own)];
  const apex = typeof suffix === "string" ? canonicalHostname(suffix) : undefined;
  return apex === undefined || isInZone(written, apex)
    ? written
    : written === ""
      ? apex
      : `${written}.${apex}`;
}
