import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { Origins } from "../origins/origins";

/** What a fault acts on. */
export interface FaultStage {
  /** The site whose visitors are counted. */
  readonly site: DeclaredSite;
  /** The origins that run. */
  readonly origins: Origins;
}

/** Something that breaks, and mends itself. */
export interface Fault {
  /** What the command calls it: `origin-killed`. */
  readonly name: string;
  /** What happens, as a sentence without a full stop. */
  readonly what: string;
  /**
   * Whether it can happen to a site.
   * @param site - The site.
   * @returns Undefined where it can, else why not, as a sentence without a full stop.
   */
  readonly inapplicable: (site: DeclaredSite) => string | undefined;
  /** Breaks it. */
  readonly begin: (stage: FaultStage) => Promise<void>;
  /** Mends it. */
  readonly end: (stage: FaultStage) => Promise<void>;
}
