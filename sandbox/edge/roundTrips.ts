import { latencyWeight } from "../../facts/cloudflare/monitorBehaviour";
import type { ModelledClock } from "../modelledClock";

/** Real seconds by which what probes take on one machine differs, though nothing does. */
const noiseSeconds = 0.02;

/**
 * How long probes of origins take, for each region that probes: the newest counts most.
 * Source: Cloudflare docs, load-balancing/understand-basics/traffic-steering/steering-policies/dynamic-steering.
 */
export class RoundTrips {
  readonly #seconds = new Map<string, number>();

  /**
   * Knows none yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Takes what a probe took.
   * @param origin - Pool and origin.
   * @param region - The region that it came from.
   * @param seconds - Modelled seconds.
   */
  took(origin: string, region: string, seconds: number): void {
    const key = keyOf(origin, region);
    const before = this.#seconds.get(key) ?? seconds;
    this.#seconds.set(key, latencyWeight * seconds + (1 - latencyWeight) * before);
  }

  /**
   * How long probes of several origins take from a region, in steps of what this machine can tell apart.
   * @param origins - Pools and origins.
   * @param region - The region.
   * @returns Steps; undefined where nothing of them was measured from there.
   */
  ofAll(origins: readonly string[], region: string): number | undefined {
    const known = origins
      .map((origin) => this.#seconds.get(keyOf(origin, region)))
      .filter((seconds) => seconds !== undefined);
    const mean = known.reduce((sum, seconds) => sum + seconds, 0) / known.length;
    return known.length === 0 ? undefined : Math.floor(mean / (noiseSeconds * this.clock.speed));
  }
}

function keyOf(origin: string, region: string): string {
  return `${origin} ${region}`;
}
