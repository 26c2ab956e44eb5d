import type { Certainty } from "../../core/certainty";
import { readText } from "../graph/reading";
import { type ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";
import type { DnsRecordNode } from "./dnsRecords";
import type { PoolNode } from "./pools";

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

/**
 * Lists where records of the types A, AAAA and CNAME and the origins of pools lead.
 * @param records - The records.
 * @param pools - The pools.
 * @returns Those that are known, records first, each kind in the order given.
 */
export function namedPlaces(
  records: readonly DnsRecordNode[],
  pools: readonly PoolNode[],
): readonly NamedPlace[] {
  return [...records.flatMap(recordPlaces), ...pools.flatMap(poolPlaces)];
}

function recordPlaces(record: DnsRecordNode): NamedPlace[] {
  const { resource, hostname, addresses, content, proxied, privatelyRouted } = record;
  return addresses === "yes" && typeof content === "string"
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
    : [];
}

function poolPlaces({ resource, name, origins }: PoolNode): NamedPlace[] {
  return (origins === unknownValue ? [] : origins).flatMap((origin, index): NamedPlace[] => {
    const { address, virtualNetwork } = origin;
    return typeof address === "string"
      ? [
          {
            resource,
            title: name === unknownValue ? resource.name : name,
            property: `origins[${index}].address`,
            address,
            by: "pool",
            isProxied: "yes",
            isTunnelled: readText(virtualNetwork) !== undefined,
          },
        ]
      : [];
  });
}
