import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { readRange, type AddressFamily } from "./addressRanges";
import { readDnsRecord } from "./dnsRecords";
import type { Inventory } from "./inventory";
import { readPool } from "./pools";
import { modelType } from "./resourceTypes";
import { unknownValue, type ModelResource } from "./resources";

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
    const { origins } = readPool(inventory, resource);
    const taking = origins === unknownValue ? [] : origins;
    return distinct(
      taking
        .filter(({ takesTraffic, port }) => takesTraffic !== "no" && port !== unknownValue)
        .map(({ address, port }) => ({
          port: Number(port) || defaultHttpsPort,
          family: familyOf(address),
        })),
    );
  }
  if (type === "dnsRecord") {
    const record = readDnsRecord(inventory, resource);
    const direct = record.type === "A" || record.type === "AAAA";
    return direct && record.proxied === "yes"
      ? [{ port: defaultHttpsPort, family: record.type === "A" ? "ipv4" : "ipv6" }]
      : [];
  }
  return [];
}

function familyOf(address: unknown): AddressFamily {
  return (typeof address === "string" ? readRange(address)?.family : undefined) ?? "ipv4";
}

function distinct(uses: readonly OriginUse[]): OriginUse[] {
  return [...new Map(uses.map((use) => [`${use.port} ${use.family}`, use])).values()];
}
