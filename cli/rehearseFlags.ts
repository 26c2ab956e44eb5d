import type { ProviderChoice } from "../sandbox/providerChoice";

/** The flags of `steady-edge rehearse`. */
export interface RehearseFlags {
  /** The stack's name. Defaults to `dev`, where no plan is given. */
  readonly stack?: string;
  /** A plan. */
  readonly plan?: string;
  /** The folder of the Pulumi project. */
  readonly dir: string;
  /** What is to serve Cloudflare's resources. */
  readonly providers: ProviderChoice;
  /** The site. Defaults to the first that has a load balancer. */
  readonly hostname?: string;
  /** Names of faults. */
  readonly fault?: readonly string[];
  /** Whether everything is to break that can. */
  readonly all?: boolean;
  /** What origins run on: servers of the rehearsal's own, or those of this machine. */
  readonly origins: "node" | "nginx";
  /** Modelled seconds in a real one. */
  readonly speed: number;
  /** Requests in a modelled second. */
  readonly rate: number;
  /** Where to write a page. */
  readonly report?: string;
  /** Whether standard output is to carry one JSON document. */
  readonly json?: boolean;
}
