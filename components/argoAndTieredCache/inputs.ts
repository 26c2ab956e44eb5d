import { TieredCacheTopology } from "../../facts/cloudflare/tieredCache";
import { onOff } from "../../facts/cloudflare/zoneSettings";

/** The two switches behind a topology. */
export interface TieredCacheSwitches {
  /** Whether there are tiers: `argo/tiered_caching`. */
  readonly tieredCaching: "on" | "off";
  /** Whether the upper tier is the one that is nearest to the origin: `cache/tiered_cache_smart_topology_enable`. */
  readonly smartTopology: "on" | "off";
}

/**
 * What a topology is to the API. Source: Cloudflare docs, cache/how-to/tiered-cache.
 * @param topology - The topology.
 */
export function switchesOf(topology: TieredCacheTopology): TieredCacheSwitches {
  return {
    tieredCaching: onOrOff(topology !== TieredCacheTopology.Off),
    smartTopology: onOrOff(topology === TieredCacheTopology.Smart),
  };
}

/**
 * A switch as the API writes it.
 * @param isOn - Whether it is on.
 */
export function onOrOff(isOn: boolean): "on" | "off" {
  return isOn ? onOff.on : onOff.off;
}
