import type { DnsRecordFields } from "../../constraints/dnsRecords";
import { steeringOf, type LoadBalancerFields } from "../../constraints/loadBalancers";
import type { MonitorFields } from "../../constraints/monitors";
import type { PoolFields } from "../../constraints/pools";
import { unknownValue, type Known } from "../../core/known";
import { dnsTtl } from "../../facts/cloudflare/dnsRecordTypes";
import { readFlag, readList, readNumber, readObject, readText } from "../graph/reading";
import type { MonitorNode } from "./monitors";
import type { PoolNode } from "./pools";
import { type ModelResource, type ModelValue } from "../graph/resources";

/**
 * Reads what the API looks at in a single record.
 * @param resource - A `DnsRecord` (or a `Record`, its older name).
 * @returns The values, as far as they are known.
 */
export function dnsRecordFields({ properties }: ModelResource): DnsRecordFields {
  const type = readText(properties.type) ?? "";
  return {
    type: type === unknownValue ? type : type.toUpperCase(),
    proxied: knownFlag(properties.proxied),
    ttl: readNumber(properties.ttl) ?? dnsTtl.automatic,
    comment: readText(properties.comment) ?? "",
    tags: readList(properties.tags),
  };
}

/**
 * Reads what the API looks at in a load balancer, beside its pools.
 * @param resource - A `LoadBalancer`.
 * @returns The values, as far as they are known.
 */
export function loadBalancerFields({ properties }: ModelResource): LoadBalancerFields {
  const attributes = readObject(properties.sessionAffinityAttributes);
  const attribute = (name: "zeroDowntimeFailover" | "samesite" | "secure"): Known<string> =>
    attributes === unknownValue ? unknownValue : (readText(attributes[name]) ?? "");
  const policy = readText(properties.steeringPolicy) ?? "";
  const regionPools = readObject(properties.regionPools);
  const isOpen = policy === unknownValue || (policy === "" && regionPools === unknownValue);
  return {
    steeringPolicy: isOpen
      ? unknownValue
      : steeringOf(policy, regionPools === unknownValue || Object.keys(regionPools).length > 0),
    popPools: readObject(properties.popPools),
    sessionAffinity: readText(properties.sessionAffinity) ?? "",
    sessionAffinityTtl: readNumber(properties.sessionAffinityTtl),
    "sessionAffinityAttributes.zeroDowntimeFailover": attribute("zeroDowntimeFailover"),
    "sessionAffinityAttributes.samesite": attribute("samesite"),
    "sessionAffinityAttributes.secure": attribute("secure"),
  };
}

/**
 * Reads what the API looks at in a pool.
 * @param pool - The pool.
 * @returns The values, as far as they are known; a reference to a monitor is a monitor.
 */
export function poolFieldsOf({ resource, checkRegions, monitor }: PoolNode): PoolFields {
  const { origins, latitude, longitude } = resource.properties;
  return {
    origins: readList(origins),
    checkRegions,
    isMonitored: monitor !== undefined,
    latitude: readNumber(latitude),
    longitude: readNumber(longitude),
  };
}

/**
 * Reads what the API looks at in a monitor.
 * @param monitor - The monitor.
 * @returns The values, as far as they are known.
 */
export function monitorFields({ type, intervalSeconds, port }: MonitorNode): MonitorFields {
  return { type, interval: intervalSeconds, port };
}

/** A switch that is off where nothing is said. */
function knownFlag(value: ModelValue | undefined): Known<boolean> {
  const flag = readFlag(value, "no");
  return flag === "unknown" ? unknownValue : flag === "yes";
}
