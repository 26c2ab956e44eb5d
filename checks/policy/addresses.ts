import type { Certainty } from "../../core/certainty";
import { overlap, readRange } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import { isObject, readList, readText } from "../../model/graph/reading";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue } from "../../core/known";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanSide } from "./context";

/** An address or a hostname that visitors or Cloudflare are sent to. */
export interface NamedPlace {
  /** The record or the pool that names it. */
  readonly resource: ModelResource;
  /** What names it, before a reader: the record's hostname, or the pool's name. */
  readonly title: string;
  /** The property that holds it, written like code. */
  readonly property: string;
  /** The address or hostname as written. */
  readonly address: string;
  /** What names it. */
  readonly by: "record" | "pool";
  /** Whether Cloudflare stands between it and visitors. */
  readonly isProxied: Certainty;
  /** Whether it lies, or may lie, in a network of one's own that Cloudflare is connected to. */
  readonly isTunnelled: boolean;
}

const places = new WeakMap<TrafficModel, readonly NamedPlace[]>();

/**
 * Lists where records of the types A, AAAA and CNAME and the origins of pools lead.
 * @param side - The resources.
 * @returns Those that are known, records first, each kind sorted by key.
 */
export function namedPlaces({ traffic }: PlanSide): readonly NamedPlace[] {
  return getOrCreate(places, traffic, () => readPlaces(traffic));
}

function readPlaces(traffic: TrafficModel): NamedPlace[] {
  const records = traffic.records.flatMap(
    ({ resource, hostname, addresses, content, proxied, privatelyRouted }): NamedPlace[] =>
      addresses === "yes" && typeof content === "string"
        ? [
            {
              resource,
              title: hostname ?? resource.name,
              property: "content",
              address: content,
              by: "record",
              isProxied: proxied,
              isTunnelled: privatelyRouted !== "no",
            },
          ]
        : [],
  );
  return [...records, ...traffic.pools.flatMap(({ resource }) => poolPlaces(resource))];
}

/**
 * Lists the IP addresses that records and the origins of pools name.
 * @param side - The resources.
 * @returns Those that are known, records first, each kind sorted by key.
 */
export function namedAddresses(side: PlanSide): NamedPlace[] {
  return namedPlaces(side).filter(({ address }) => readRange(address) !== undefined);
}

function poolPlaces(resource: ModelResource): NamedPlace[] {
  const name = readText(resource.properties.name);
  const origins = readList(resource.properties.origins);
  if (origins === unknownValue) {
    return [];
  }
  return origins.filter(isObject).flatMap((origin, index): NamedPlace[] => {
    const address = readText(origin.address);
    return typeof address === "string"
      ? [
          {
            resource,
            title: typeof name === "string" ? name : resource.name,
            property: `origins[${index}].address`,
            address,
            by: "pool",
            isProxied: "yes",
            isTunnelled: readText(origin.virtualNetworkId) !== undefined,
          },
        ]
      : [];
  });
}

/**
 * Finds the first of several ranges that an address lies in.
 * @param address - An IP address.
 * @param ranges - Anything with a CIDR.
 * @param cidrOf - Reads the CIDR.
 * @returns The first one that holds it.
 */
export function rangeOf<T>(
  address: string,
  ranges: readonly T[],
  cidrOf: (range: T) => string,
): T | undefined {
  const own = readRange(address);
  return (
    own &&
    ranges.find((each) => {
      const range = readRange(cidrOf(each));
      return range !== undefined && overlap(own, range);
    })
  );
}
