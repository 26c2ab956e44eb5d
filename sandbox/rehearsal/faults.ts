import type { DeclaredSite } from "../../model/serving/declaredSite";
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
  /** What runs `up`; undefined where no engine runs one beside it. */
  readonly up: RehearsedUp | undefined;
}

/** Runs of `up` against the account that is rehearsed. */
export interface RehearsedUp {
  /** Brings up another environment, of other names, in the same account. */
  readonly other: () => Promise<void>;
  /** Begins an update of the site's own environment, and kills the engine in its middle. */
  readonly killed: () => Promise<void>;
  /** Brings the site's own environment to what it declares. */
  readonly own: () => Promise<void>;
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
  /** Breaks it. */
  readonly begin: (stage: FaultStage) => Promise<void>;
  /** Mends it. */
  readonly end: (stage: FaultStage) => Promise<void>;
}
