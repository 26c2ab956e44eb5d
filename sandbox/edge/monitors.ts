import { setMaxListeners } from "node:events";
import { monitorBehaviour } from "../../facts/cloudflare/monitorBehaviour";
import { CheckRegion } from "../../facts/cloudflare/loadBalancing";
import type {
  DeclaredLoadBalancer,
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredSite,
  GroupedMonitor,
} from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { Deciding, OriginHealth } from "./originHealth";
import { originKey } from "./originKey";
import type { Prober } from "./probe";
import type { RoundTrips } from "./roundTrips";
import { sourceAddress } from "./sourceAddresses";

/** An origin that a monitor probes. */
interface Monitored extends Deciding {
  readonly key: string;
  readonly monitor: DeclaredMonitor;
  readonly origin: DeclaredOrigin;
  readonly site: DeclaredSite;
}

/** Runs the monitors of pools, from every data center that probes for them. */
export class Monitors {
  readonly #running = new Map<
    string,
    { readonly key: string; readonly said: string; readonly control: AbortController }
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
    const wanted = new Map(sites.flatMap(monitored).map((each) => [runKey(each), each]));
    const origins = new Set([...wanted.values()].map(({ key }) => key));
    for (const [run, { key, said, control }] of this.#running) {
      const now = wanted.get(run);
      if (now === undefined || saidBy(now) !== said) {
        control.abort();
        this.#running.delete(run);
      }
      if (!origins.has(key)) {
        this.health.forget(key);
      }
    }
    for (const [run, each] of wanted) {
      if (!this.#running.has(run)) {
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
    this.#running.set(runKey(each), { key: each.key, said: saidBy(each), control });
    each.regions.forEach((region, number) => {
      // What ends it is the abort alone: a probe that fails is a result.
      void this.#from({ number, region }, each, control.signal).catch(() => undefined);
    });
  }

  /** The first probes come at once; then each data center keeps to an hour of its own, so that they are spread over the interval. */
  async #from(
    center: { readonly number: number; readonly region: string },
    monitored: Monitored,
    signal: AbortSignal,
  ): Promise<void> {
    const { key, monitor, origin, site, regions } = monitored;
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
        this.health.report(key, center, monitored, result);
      }
      const next = began + offset + turn * monitor.intervalSeconds;
      await this.clock.sleep(Math.max(0, next - this.clock.seconds), signal);
    }
  }
}

function monitored(site: DeclaredSite): Monitored[] {
  return poolsOf(site).flatMap((pool) => {
    const monitors = decidingOf(pool);
    const regions = regionsOf(pool);
    const origins = pool.enabled ? pool.origins.filter(({ enabled }) => enabled) : [];
    return origins.flatMap((origin) =>
      monitors.map(({ monitor }, number) => ({
        ...{ key: originKey(pool, origin), monitor, monitors, number, origin, site, regions },
      })),
    );
  });
}

/** The monitors that decide about a pool's origins; none where it has none. */
function decidingOf({ monitor, monitorGroup }: DeclaredPool): readonly GroupedMonitor[] {
  return monitorGroup ?? (monitor === undefined ? [] : [{ monitor, mustBeHealthy: true }]);
}

/** Tells a monitor of an origin from the others of its group. */
function runKey({ key, number }: Monitored): string {
  return `${key} ${number}`;
}

/**
 * The pools that a site's load balancer may ask.
 * @param site - The site.
 */
export function poolsOf({ loadBalancer }: DeclaredSite): DeclaredPool[] {
  if (loadBalancer === undefined) {
    return [];
  }
  const ruled = (loadBalancer.overrides ?? []).map(({ balancer }) => balancer);
  const all = [loadBalancer, ...ruled].flatMap(namedPools);
  return [...new Map(all.map((pool) => [pool.name, pool])).values()];
}

function namedPools({
  pools = [],
  regionPools = {},
  countryPools = {},
  fallbackPool,
}: Partial<DeclaredLoadBalancer>): DeclaredPool[] {
  const all = [pools, ...Object.values(regionPools), ...Object.values(countryPools)].flat();
  return fallbackPool === undefined ? all : [...all, fallbackPool];
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
function saidBy({ monitor, monitors, origin, site, regions }: Monitored): string {
  const { clientCertificate } = site;
  const { address, port, host } = origin;
  return JSON.stringify({ monitor, monitors, address, port, host, clientCertificate, regions });
}
