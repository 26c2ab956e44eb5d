import { getOrCreate } from "../../core/getOrCreate";
import type { DeclaredMonitor } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { HealthChange } from "./edge";

/** A data center that probes, and the region that it probes for. */
export interface ProbingCenter {
  /** Its number among those that probe the origin. */
  readonly number: number;
  readonly region: string;
}

/** What a probe came to: undefined where all was well, else Cloudflare's words for why not. */
export type ProbeResult = string | undefined;

/** What a data center knows of an origin. */
interface CenterView {
  isUp: boolean;
  /** Probes in a row that said otherwise. */
  against: number;
}

/** The health of an origin. */
interface OriginState {
  /** Undefined until enough data centers have probed it. */
  isUp: boolean | undefined;
  readonly centers: Map<number, { readonly region: string; readonly view: CenterView }>;
}

/**
 * The health of the origins of pools that have a monitor.
 * Source: Cloudflare docs, load-balancing/understand-basics/health-details (majorities, consecutive up and down).
 */
export class OriginHealth {
  readonly #states = new Map<string, OriginState>();
  readonly #listeners: ((change: HealthChange) => void)[] = [];

  /**
   * Knows nothing yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Hears of every change.
   * @param listener - What hears.
   */
  onChange(listener: (change: HealthChange) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Whether an origin counts as healthy: one that was not probed yet does not.
   * @param origin - Pool and origin.
   */
  isUp(origin: string): boolean {
    return this.#states.get(origin)?.isUp === true;
  }

  /**
   * Takes what a data center found.
   * @param origin - Pool and origin.
   * @param center - The data center.
   * @param monitor - How many probes in a row count.
   * @param result - What it found.
   * @param regions - Every region that probes the origin, once for each of its data centers.
   */
  report(
    origin: string,
    center: ProbingCenter,
    monitor: DeclaredMonitor,
    result: ProbeResult,
    regions: readonly string[],
  ): void {
    const state = getOrCreate(this.#states, origin, (): OriginState => ({
      isUp: undefined,
      centers: new Map(),
    }));
    this.#see(state, center, monitor, result === undefined);
    const isUp = majority(state, regions);
    if (isUp !== undefined && isUp !== state.isUp) {
      state.isUp = isUp;
      const atSeconds = this.clock.seconds;
      const change = { atSeconds, origin, healthy: isUp, reason: result ?? "" };
      this.#listeners.forEach((listener) => listener(change));
    }
  }

  /**
   * Forgets an origin that is gone.
   * @param origin - Pool and origin.
   */
  forget(origin: string): void {
    this.#states.delete(origin);
  }

  #see(state: OriginState, center: ProbingCenter, monitor: DeclaredMonitor, isWell: boolean): void {
    const { number, region } = center;
    const known = state.centers.get(number);
    if (known === undefined) {
      state.centers.set(number, { region, view: { isUp: isWell, against: 0 } });
      return;
    }
    const { view } = known;
    view.against = isWell === view.isUp ? 0 : view.against + 1;
    const needed = view.isUp ? monitor.consecutiveDown : monitor.consecutiveUp;
    if (view.against >= Math.max(1, needed)) {
      view.isUp = isWell;
      view.against = 0;
    }
  }
}

/** What most regions say, each of which says what most of its data centers do; undefined for a tie, and while too few have spoken. */
function majority({ centers }: OriginState, regions: readonly string[]): boolean | undefined {
  const said = new Map([...new Set(regions)].map((region) => [region, { up: 0, down: 0 }]));
  for (const { region, view } of centers.values()) {
    const votes = said.get(region);
    if (votes !== undefined) {
      votes[view.isUp ? "up" : "down"] += 1;
    }
  }
  const verdicts = [...said].map(([region, { up, down }]) => {
    const all = regions.filter((each) => each === region).length;
    return mostOf(up, down, all);
  });
  const count = (verdict: boolean): number => verdicts.filter((each) => each === verdict).length;
  return mostOf(count(true), count(false), said.size);
}

function mostOf(yes: number, no: number, all: number): boolean | undefined {
  return 2 * yes > all ? true : 2 * no > all ? false : undefined;
}
