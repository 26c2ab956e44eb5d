import type { ModelResource } from "../model/graph/resources";
import type { ApiAccess } from "./api";
import type { Bundle } from "./bundle";
import type { DnsServer, Zone } from "./dns";
import type { Patience } from "./origin";

/** A live site, and what its operator tells of it. */
export interface SiteToExamine {
  /** What visitors ask for. The origin is asked at the URL's port too, as Cloudflare does. */
  readonly url: URL;
  /** Addresses or host names of its origins. With none the name itself is followed, where it leads elsewhere than to Cloudflare. */
  readonly origins: readonly string[];
  /** Resolvers to ask; two tell more than one. */
  readonly resolvers: readonly DnsServer[];
  /** What was collected on the origin's host. Defaults to nothing. */
  readonly bundle?: Bundle;
  /** The resources of a stack's state, for its firewalls. Defaults to none. */
  readonly state?: readonly ModelResource[];
  /** Addresses and CIDRs that were given up. */
  readonly retired: readonly string[];
  /** How the account at Cloudflare is read. Defaults to not at all. */
  readonly api?: ApiAccess;
  /** How long origins are waited for. Defaults to `usualPatience`. */
  readonly patience?: Patience;
  /** For a rehearsal: seconds after which the examination ends. Defaults to `deadlineSeconds`. */
  readonly deadlineSeconds?: number;
  /** For a rehearsal: where Cloudflare is reached. Defaults to where DNS leads. */
  readonly connectTo?: string;
  /** For a rehearsal: the ports. Default to the URL's own, and to 80 for plain HTTP. */
  readonly ports?: {
    readonly edge?: number;
    readonly https?: number;
    readonly http?: number;
  };
  /** For a rehearsal: roots that are trusted at the edge beside the public ones, and at origins in their place, as PEM. */
  readonly trusted?: readonly string[];
  /** For a rehearsal: the zone and its name servers. Defaults to what the first resolver finds. */
  readonly zone?: Zone;
}
