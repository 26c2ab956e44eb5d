import { getOrCreate } from "../../core/getOrCreate";
import type { DeclaredMonitor, GroupedMonitor } from "../../model/serving/declaredSite";
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

/** What the data centers of one monitor know of an origin. */
interface MonitorState {
  /** Undefined until enough of them have probed it. */
  isUp: boolean | undefined;
  readonly centers: Map<number, { readonly region: string; readonly view: CenterView }>;
}

/** The health of an origin. */
interface OriginState {
  /** Undefined until its monitors have said enough. */
  isUp: boolean | undefined;
  /** By their number among those that decide. */
  readonly monitors: Map<number, MonitorState>;
}

/** A monitor among those that decide about an origin. */
export interface Deciding {
  /** All of them: one, but where a pool has a group. */
  readonly monitors: readonly GroupedMonitor[];
  /** Which of them probes. */
  readonly number: number;
  /** Every region that probes the origin, once for each of its data centers. */
  readonly regions: readonly string[];
}

/**
 * The health of the origins of pools that have a monitor, or a group of them.
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
   * @param deciding - The monitor that it probes for, among those that decide.
   * @param result - What it found.
   */
  report(origin: string, center: ProbingCenter, deciding: Deciding, result: ProbeResult): void {
    const { monitors, number, regions } = deciding;
    const state = getOrCreate(this.#states, origin, (): OriginState => ({
      ...{ isUp: undefined, monitors: new Map() },
    }));
    const own = getOrCreate(state.monitors, number, (): MonitorState => ({
      ...{ isUp: undefined, centers: new Map() },
    }));
    const monitor = monitors[number]?.monitor;
    if (monitor !== undefined) {
      this.#see(own, center, monitor, result === undefined);
    }
    own.isUp = majority(own, regions) ?? own.isUp;
    const isUp = agreed(state, monitors);
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

  #see(
    state: MonitorState,
    center: ProbingCenter,
    monitor: DeclaredMonitor,
    isWell: boolean,
  ): void {
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

/**
 * What the monitors of a group say together: down where one of those is that must be healthy, or more than half of the others; undefined
 * while that rests on some that have not spoken. Of "more than 50% of its assigned monitors" and "all other active monitors", which the
 * page says both, the latter is taken: those that must be healthy have no second vote.
 * Source: Cloudflare docs, load-balancing/monitors/monitor-groups.
 */
function agreed(state: OriginState, monitors: readonly GroupedMonitor[]): boolean | undefined {
  const said = monitors.map(({ mustBeHealthy }, number) => ({
    ...{ mustBeHealthy, isUp: state.monitors.get(number)?.isUp },
  }));
  const critical = said.filter(({ mustBeHealthy }) => mustBeHealthy);
  const voting = said.filter(({ mustBeHealthy }) => !mustBeHealthy);
  const count = (isUp: boolean): number => voting.filter((each) => each.isUp === isUp).length;
  if (critical.some(({ isUp }) => isUp === false) || 2 * count(false) > voting.length) {
    return false;
  }
  const areUp = critical.every(({ isUp }) => isUp === true);
  return areUp && 2 * count(true) >= voting.length ? true : undefined;
}

/** What most regions say, each of which says what most of its data centers do; undefined for a tie, and while too few have spoken. */
function majority({ centers }: MonitorState, regions: readonly string[]): boolean | undefined {
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
