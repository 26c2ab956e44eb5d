import { overlap, readRange } from "../model/addressRanges";
import { isObject, readList, readText } from "../model/reading";
import { unknownValue, type ModelResource } from "../model/resources";
import type { TrafficModel } from "../model/path";
import type { PlanSide } from "./context";

/** An address that visitors or Cloudflare are sent to. */
export interface NamedAddress {
  /** The record or the pool that names it. */
  readonly resource: ModelResource;
  /** What names it, before a reader: the record's hostname, or the pool's name. */
  readonly title: string;
  /** The property that holds it, written like code. */
  readonly property: string;
  /** The address as written. */
  readonly address: string;
  /** Whether it lies in a network of one's own that Cloudflare is connected to. */
  readonly isTunnelled: boolean;
}

const named = new WeakMap<TrafficModel, readonly NamedAddress[]>();

/**
 * Lists the addresses that records of the types A and AAAA and the origins of pools name.
 * @param side - The resources.
 * @returns Those that are known and are IP addresses, records first, each kind sorted by key.
 */
export function namedAddresses({ traffic }: PlanSide): readonly NamedAddress[] {
  const known = named.get(traffic) ?? readAddresses(traffic);
  named.set(traffic, known);
  return known;
}

function readAddresses(traffic: TrafficModel): NamedAddress[] {
  const records = traffic.records.flatMap(({ resource, hostname, type, content }) => {
    const isAddress = type === "A" || type === "AAAA";
    const address = typeof content === "string" ? content : "";
    const name = hostname ?? resource.name;
    return isAddress && readRange(address) !== undefined
      ? [{ resource, title: name, property: "content", address, isTunnelled: false }]
      : [];
  });
  return [...records, ...traffic.pools.flatMap(({ resource }) => poolAddresses(resource))];
}

function poolAddresses(resource: ModelResource): NamedAddress[] {
  const name = readText(resource.properties.name);
  const origins = readList(resource.properties.origins);
  if (origins === unknownValue) {
    return [];
  }
  return origins.filter(isObject).flatMap((origin, index) => {
    const address = readText(origin.address);
    return typeof address === "string" && readRange(address) !== undefined
      ? [
          {
            resource,
            title: typeof name === "string" ? name : resource.name,
            property: `origins[${index}].address`,
            address,
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
