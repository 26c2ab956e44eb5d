import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { readRange, type AddressFamily } from "../../core/cidrs";
import { readDnsRecord, type DnsRecordNode } from "./dnsRecords";
import type { Inventory } from "../graph/inventory";
import { Pools, type OriginNode, type PoolNode } from "./pools";
import { knownList } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { isPlaceholder } from "../../core/reservedAddresses";
import { type ModelResource } from "../graph/resources";
import { unknownValue } from "../../core/known";

/** A port of a family of addresses at which Cloudflare connects to some origin. */
export interface OriginUse {
  /** TCP port. */
  readonly port: number;
  /** Family of addresses. A hostname counts as IPv4, which every one has. */
  readonly family: AddressFamily;
}

/** The ports that origins have where the plan does not say: those of HTTP and HTTPS. */
export const usualPorts: readonly number[] = [defaultHttpPort, defaultHttpsPort];

/**
 * Lists the ports at which Cloudflare connects to the origins that a pool or a proxied record names.
 * @param inventory - Knows monitors and zones.
 * @param resource - Any resource.
 * @returns Each use once; none for other resources and for origins that take no traffic.
 */
export function originUses(inventory: Inventory, resource: ModelResource): OriginUse[] {
  const type = modelType(resource.type);
  if (type === "pool") {
    return usesOfPool(new Pools(inventory).of(resource));
  }
  return type === "dnsRecord" ? usesOfRecord(readDnsRecord(inventory, resource)) : [];
}

/**
 * Lists the ports at which Cloudflare connects to the origins of a pool.
 * @param pool - The pool.
 * @returns Each use once; none for origins that take no traffic.
 */
export function usesOfPool({ origins }: PoolNode): OriginUse[] {
  const uses = (knownList(origins) ?? []).flatMap((origin): OriginUse[] => {
    const port = portOf(origin);
    return port === undefined ? [] : [{ port, family: familyOf(origin.address) }];
  });
  return [...new Map(uses.map((use) => [`${use.port} ${use.family}`, use])).values()];
}

/**
 * The port at which Cloudflare connects to an origin of a pool.
 * @param origin - The origin.
 * @returns The port; undefined where it is not known, or the origin takes no traffic.
 */
export function portOf({ takesTraffic, port }: OriginNode): number | undefined {
  return takesTraffic === "no" || port === unknownValue ? undefined : port || defaultHttpsPort;
}

/**
 * Lists the ports at which Cloudflare connects to what a record names.
 * @param record - The record.
 * @returns One use of a proxied address; else none, nor of a placeholder.
 */
function usesOfRecord({ type, content, proxied }: DnsRecordNode): OriginUse[] {
  const direct = (type === "A" || type === "AAAA") && !isPlaceholder(String(content));
  return direct && proxied === "yes"
    ? [{ port: defaultHttpsPort, family: type === "A" ? "ipv4" : "ipv6" }]
    : [];
}

function familyOf(address: unknown): AddressFamily {
  return (typeof address === "string" ? readRange(address)?.family : undefined) ?? "ipv4";
}
