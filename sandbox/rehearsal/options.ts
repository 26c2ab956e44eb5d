import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { WebServers } from "../origins/nginx/webServers";
import type { Fault, RehearsedUp } from "./faults";

/** What is rehearsed. */
export interface RehearsalOptions {
  readonly site: DeclaredSite;
  /** The faults, in order. */
  readonly faults: readonly Fault[];
  /** Modelled seconds in a real one, 1 to 50. */
  readonly speed: number;
  /** Requests in a modelled second. */
  readonly rate: number;
  /** Real servers to run origins on. Defaults to servers of the rehearsal's own. */
  readonly servers?: WebServers | undefined;
  /** What runs `up`; undefined where a plan is rehearsed. */
  readonly up?: RehearsedUp | undefined;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Hears how far it is. */
  readonly onProgress?: (progress: RehearsalProgress) => void;
}

/** How far a rehearsal is. */
export interface RehearsalProgress {
  /** The fault's name; undefined before the first. */
  readonly fault: string | undefined;
  /** Modelled seconds since its traffic began, and those that it takes. */
  readonly seconds: number;
  readonly ofSeconds: number;
  /** Requests that were answered, and that failed, as declared and on defaults. */
  readonly declared: { readonly requests: number; readonly failed: number };
  readonly defaults: { readonly requests: number; readonly failed: number };
}
