import type { ForkedProcess } from "../forkedProcess";
import type { RehearsalAuthority } from "./authority";
import type { OriginBehaviour } from "./origins";

/** What a machine runs on. */
export interface MachineGround {
  /** Who certifies it; undefined where something before it does TLS, and demands what is demanded. */
  readonly authority: RehearsalAuthority | undefined;
  /** Modelled seconds in a real one. */
  readonly speed: number;
  /** Starts a process of this package beside the others, by its script's path. */
  readonly fork: (script: string) => ForkedProcess;
}

/** The loopback ports of a machine's servers. */
export type MachinePorts = readonly [number, ...number[]];

/** What runs at an origin's address. */
export interface Machine {
  /** Whether the process that a kill ends runs. */
  readonly isRunning: boolean;
  /** The loopback port that answers while that process does not run; undefined for none. */
  readonly surviving: number | undefined;
  /** Starts what does not run; returns the loopback ports that answer: several where it stands for the targets of a load balancer. */
  start(): Promise<MachinePorts>;
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
