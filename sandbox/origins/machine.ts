import type { OriginBehaviour } from "./origins";

/** What runs at an origin's address. */
export interface Machine {
  /** Whether the process that a kill ends runs. */
  readonly isRunning: boolean;
  /** The loopback port that answers while that process does not run; undefined for none. */
  readonly surviving: number | undefined;
  /** Starts what does not run; returns the loopback port that answers. */
  start(): Promise<number>;
  /**
   * Behaves otherwise from now on, and when it is started again.
   * @param behaviour - What changes.
   */
  behave(behaviour: OriginBehaviour): Promise<void>;
  /** Behaves as at first. */
  mend(): Promise<void>;
  /** Ends the process of the server, or of the targets, at once. */
  kill(): Promise<void>;
  /** Ends everything. */
  end(): Promise<void>;
}

/** A machine that can stand for several targets of a load balancer. */
export interface TargetMachine extends Machine {
  /** Starts its process; returns the loopback ports of all its servers. */
  startAll(): Promise<readonly [number, ...number[]]>;
}
