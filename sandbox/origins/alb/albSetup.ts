import type { DeclaredAlb } from "../../../model/serving/declaredSite";
import type { RequiredHeader, ServedTls } from "../server/served";

/** What an Application Load Balancer of the rehearsal is from its start. */
export interface AlbSetup {
  /** Modelled seconds in a real one. */
  readonly speed: number;
  readonly tls: ServedTls | undefined;
  /** The header that its rule asks for; whoever has it not gets the default action, a fixed 403. */
  readonly requiredHeader: RequiredHeader | undefined;
  readonly declared: DeclaredAlb;
  /** What its target group asks targets for, and the status of a good answer. */
  readonly health: { readonly path: string; readonly status: number };
}

/** What the process of a load balancer is told: first what it is, then only what has changed. */
export interface AlbQuestion {
  readonly setup?: AlbSetup;
  /** Loopback ports of the registered targets, where they have changed. */
  readonly targets?: readonly number[];
  /** How it shows itself, where that has changed. */
  readonly tls?: ServedTls;
}
