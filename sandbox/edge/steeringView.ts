import type { DeclaredOrigin, DeclaredPool } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { OriginHealth } from "./originHealth";
import type { RoundTrips } from "./roundTrips";

/** An origin that a request is sent to. */
export interface Chosen {
  readonly pool: DeclaredPool;
  readonly origin: DeclaredOrigin;
  /** Pool and origin. */
  readonly key: string;
}

/** The origins that take traffic, by their pool; a pool that does not serve is not among them. */
export type Serving = ReadonlyMap<string, readonly Chosen[]>;

/** What steering goes by, beside what is declared. */
export interface SteeringView {
  readonly health: OriginHealth;
  readonly roundTrips: Pick<RoundTrips, "ofAll">;
  readonly clock: ModelledClock;
  /** Between 0 and 1. */
  readonly random: () => number;
}
