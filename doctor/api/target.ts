import type { ApiAccess } from "./reader";

/** A name, and how its account is read. */
export interface AccountTarget {
  readonly hostname: string;
  /** The path that visitors ask for, with its query. Defaults to `/`. */
  readonly path?: string;
  /** Undefined where there is no token: nothing is read then. */
  readonly access: ApiAccess | undefined;
  /** Addresses of the origins, as the user has them. */
  readonly origins: readonly string[];
  /** Addresses and CIDRs that were given up. */
  readonly retired: readonly string[];
}
