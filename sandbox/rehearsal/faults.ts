import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";
import type { ModelledClock } from "../modelledClock";
import type { Origins } from "../origins/origins";

/** What a fault acts on. */
export interface FaultStage {
  /** The site whose visitors are counted. */
  readonly site: DeclaredSite;
  /** The origins that run. */
  readonly origins: Origins;
  /** The clock of the rehearsal. */
  readonly clock: ModelledClock;
  /**
   * Lets the edge meet the site as it is declared otherwise, as after a change by hand, or as it was again.
   * @param site - The site; the origins stay those that run.
   */
  readonly declare: (site: DeclaredSite) => Promise<void>;
}

/** Runs of `up` of another environment, of other names, in the account that the site is declared in. */
export interface RehearsedUp {
  /** Lets everything be as if the other environment had never been up: what comes before a fault. */
  readonly makeReady: () => Promise<void>;
  /** Brings it up, and first takes up what a run that was killed has left. */
  readonly run: () => Promise<void>;
  /** Begins to bring it up, and kills the engine in the middle. */
  readonly runKilled: () => Promise<void>;
  /**
   * Tells what the account declares of the site, whenever it has changed.
   * @param listener - Hears the site; undefined where nothing serves its hostname any more.
   * @returns What ends that.
   */
  readonly onDeclared: (listener: (site: DeclaredSite | undefined) => void) => () => void;
}

/** Something that breaks, and mends itself. One stage object is given to both. */
export interface Fault {
  /** What the command calls it: `origin-killed`. */
  readonly name: string;
  /** What happens, as a sentence without a full stop. */
  readonly what: string;
  /**
   * Whether it can happen to a site.
   * @param site - The site.
   * @param up - What runs `up`. Defaults to nothing.
   * @returns Undefined where it can, else why not, as a sentence without a full stop.
   */
  readonly inapplicable: (site: DeclaredSite, up?: RehearsedUp) => string | undefined;
  /**
   * The origins that it may keep from answering.
   * @param site - The site.
   */
  readonly struck: (site: DeclaredSite) => readonly DeclaredOrigin[];
  /** What people run while it lasts, once, on however many stages it stands. Absent where they run nothing. */
  readonly meanwhile?: (up: RehearsedUp) => Promise<void>;
  /** Modelled seconds that it lasts at least. Defaults to those that a failover takes. */
  readonly leastSeconds?: number;
  /** Breaks it. */
  readonly begin: (stage: FaultStage) => Promise<void>;
  /** Mends it. */
  readonly end: (stage: FaultStage) => Promise<void>;
}
