import { setMaxListeners } from "node:events";
import { monitorBehaviour } from "../../facts/cloudflare/monitorBehaviour";
import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { OriginHealth } from "./originHealth";
import { originKey } from "./originKey";
import type { Prober } from "./probe";
import type { RoundTrips } from "./roundTrips";
import { sourceAddress } from "./sourceAddresses";

/** An origin that a monitor probes. */
interface Monitored {
  readonly key: string;
  readonly monitor: DeclaredMonitor;
  readonly origin: DeclaredOrigin;
  readonly site: DeclaredSite;
  /** The region of each data center. */
  readonly regions: readonly string[];
}

/** Runs the monitors of pools, from every data center that probes for them. */
export class Monitors {
  readonly #running = new Map<
    string,
    { readonly said: string; readonly control: AbortController }
  >();

  /**
   * Runs none yet.
   * @param prober - Probes.
   * @param health - Hears what was found.
   * @param clock - Modelled time.
   * @param roundTrips - Hears how long it took.
   */
  constructor(
    private readonly prober: Prober,
    private readonly health: OriginHealth,
    private readonly clock: ModelledClock,
    private readonly roundTrips: RoundTrips,
  ) {}

  /**
   * Runs the monitors of these sites; those that stay the same run on.
   * @param sites - Every site.
   */
  declare(sites: readonly DeclaredSite[]): void {
    const wanted = new Map(sites.flatMap(monitored).map((each) => [each.key, each]));
    for (const [key, { said, control }] of this.#running) {
      const now = wanted.get(key);
      if (now === undefined || saidBy(now) !== said) {
        control.abort();
        this.#running.delete(key);
      }
      if (now === undefined) {
        this.health.forget(key);
      }
    }
    for (const [key, each] of wanted) {
      if (!this.#running.has(key)) {
        this.#run(each);
      }
    }
  }

  /** Ends every monitor. */
  stop(): void {
    this.#running.forEach(({ control }) => control.abort());
    this.#running.clear();
  }

  #run(each: Monitored): void {
    const control = new AbortController();
    // As many data centers hear of it as probe.
    setMaxListeners(0, control.signal);
    this.#running.set(each.key, { said: saidBy(each), control });
    each.regions.forEach((region, number) => {
      // What ends it is the abort alone: a probe that fails is a result.
      void this.#from({ number, region }, each, control.signal).catch(() => undefined);
    });
  }

  /** The first probes come at once; then each data center keeps to an hour of its own, so that they are spread over the interval. */
  async #from(
    center: { readonly number: number; readonly region: string },
    { key, monitor, origin, site, regions }: Monitored,
    signal: AbortSignal,
  ): Promise<void> {
    const terms = { monitor, origin, site, from: sourceAddress(center.number, origin.address) };
    const began = this.clock.seconds;
    const offset = (monitor.intervalSeconds * (center.number + 1)) / regions.length;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const from = this.clock.seconds;
      const result = await this.prober.probe(terms, signal);
      if (!signal.aborted) {
        if (result === undefined) {
          this.roundTrips.took(key, center.region, this.clock.seconds - from);
        }
        this.health.report(key, center, monitor, result, regions);
      }
      const next = began + offset + turn * monitor.intervalSeconds;
      await this.clock.sleep(Math.max(0, next - this.clock.seconds), signal);
    }
  }
}

function monitored(site: DeclaredSite): Monitored[] {
  return poolsOf(site).flatMap((pool) => {
    const { monitor, origins } = pool;
    const regions = regionsOf(pool);
    return monitor === undefined || !pool.enabled
      ? []
      : origins
          .filter(({ enabled }) => enabled)
          .map((origin) => ({ key: originKey(pool, origin), monitor, origin, site, regions }));
  });
}

/**
 * The pools that a site's load balancer may ask.
 * @param site - The site.
 */
export function poolsOf({ loadBalancer }: DeclaredSite): DeclaredPool[] {
  if (loadBalancer === undefined) {
    return [];
  }
  const { pools, regionPools, countryPools, fallbackPool } = loadBalancer;
  const all = [pools, ...Object.values(regionPools), ...Object.values(countryPools)].flat();
  return [...new Map([...all, fallbackPool].map((pool) => [pool.name, pool])).values()];
}

const everyRegion = Object.values(CheckRegion).filter((each) => each !== CheckRegion.AllRegions);

/** Where every data center probes, those of all regions stand for them. */
function regionsOf({ checkRegions }: DeclaredPool): string[] {
  const isAll = checkRegions.length === 0 || checkRegions.includes(CheckRegion.AllRegions);
  const regions = isAll ? everyRegion : checkRegions;
  return regions.flatMap((region) =>
    Array.from({ length: monitorBehaviour.dataCentersPerRegion }, () => region),
  );
}

/** All that decides what a probe meets and counts; functions are left out of it. */
function saidBy({ monitor, origin, site, regions }: Monitored): string {
  const { clientCertificate } = site;
  const { address, port, host } = origin;
  return JSON.stringify({ monitor, address, port, host, clientCertificate, regions });
}
