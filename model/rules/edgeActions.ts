import type { Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import type { ModelValue } from "../graph/resources";
import type { RuledSwitches } from "./ruledSwitches";
import type { StatusSeconds } from "./statusCaching";
import type { RewriteAction, UrlAction } from "./urlActions";

/** A page that a rule shows with an error. */
export interface ResponsePage {
  readonly content: string;
  /** Its type; undefined for HTML. */
  readonly contentType: string | undefined;
}

/** An answer with an error. */
export interface BlockAction {
  readonly kind: "block";
  /** Its status code. */
  readonly status: Known<number>;
  /** The page that it says. Absent where it says none. */
  readonly page?: Known<ResponsePage>;
}

/** A page that a browser must get past. */
export interface ChallengeAction {
  readonly kind: "challenge";
  /** `managed_challenge` and the like. */
  readonly name: string;
}

/** An answer to requests over a limit. */
export interface LimitAction {
  readonly kind: "limit";
  /** What is done with them: `block` and the like. */
  readonly name: Known<string>;
  /** Their status code where they are blocked. */
  readonly status: Known<number>;
  /** The page that they get then. Absent where the rule says none. */
  readonly page?: Known<ResponsePage>;
  /** What requests are counted by, e.g. `ip.src`. */
  readonly characteristics: Known<readonly Known<string>[]>;
  /** How many requests may come within a period. Undefined where something else is counted. */
  readonly requests: Known<number> | undefined;
  /** The period, in seconds. */
  readonly periodSeconds: Known<number>;
  /** For how long requests are refused then, in seconds. */
  readonly refusedSeconds: Known<number>;
  /** Whether only requests count that the cache does not answer. */
  readonly countsOriginOnly: boolean;
  /** Whether something else than the rule's own expression says which requests count. */
  readonly countsOthers: boolean;
}

/** Rules that are not run for a request. */
export interface SkipAction {
  readonly kind: "skip";
  /** Whether those that come after it in the same ruleset are. */
  readonly restOfRuleset: boolean;
  /** The phases that are. */
  readonly phases: Known<readonly Known<string>[]>;
  /** Older products that are: `zoneLockdown` and the like. */
  readonly products: Known<readonly Known<string>[]>;
}

/** A page at which visitors log in before anything of their requests goes on. */
export interface LoginAction {
  /** Access of Cloudflare asks for it. */
  readonly kind: "login";
  /** Whether some policy lets somebody in. */
  readonly letsIn: "some" | "nobody";
}

/** What a rule does with the requests that it applies to. */
export type EdgeAction =
  | UrlAction
  | BlockAction
  | ChallengeAction
  | LimitAction
  | SkipAction
  | LoginAction
  | RewriteAction
  /** It changes where a request is sent. */
  | {
      readonly kind: "route";
      /** The hostname that is resolved instead. Undefined for that of the request. */
      readonly host: Known<string> | undefined;
      /** The port. Undefined for the usual one. */
      readonly port: Known<number> | undefined;
      /** The hostname that the origin is asked for, in the Host header. Undefined for that of the request. */
      readonly hostHeader: Known<string> | undefined;
      /** The hostname that the origin is asked for in the TLS handshake. Undefined for that of the Host header. */
      readonly serverName: Known<string> | undefined;
    }
  /** It changes what the cache keeps. */
  | {
      readonly kind: "cache";
      /** Whether answers may be kept. Undefined where it does not say so. */
      readonly isKept: Certainty | undefined;
      /** By what of a request it tells answers apart, beside the URL. Undefined where it says nothing of it. */
      readonly keyParts: Known<readonly string[]> | undefined;
      /** Seconds for which every answer is kept, whatever the origin says; 0 for none. Undefined where it does not say so. */
      readonly keptSeconds: Known<number> | undefined;
      /** For how long answers of some statuses are kept. Undefined where it says nothing of how long the edge keeps answers. */
      readonly statusSeconds: Known<readonly StatusSeconds[]> | undefined;
      /** Seconds for which browsers keep answers, whatever the origin says. Undefined where it does not say so. */
      readonly browserSeconds: Known<number> | undefined;
      /** Whether one answer stands for every query. Undefined where it says nothing of what tells answers apart. */
      readonly ignoresQuery: Certainty | undefined;
      /** Whether hostnames that lead to one place share answers. Undefined where it says nothing of what tells answers apart. */
      readonly sharesHosts: Certainty | undefined;
    }
  /** It changes settings of the zone for a request. */
  | {
      readonly kind: "configure";
      /** How readily visitors are challenged: `under_attack` and the like. Undefined where it does not say. */
      readonly securityLevel: Known<string> | undefined;
      /** What it switches on or off; absent where it does not say. */
      readonly switches: RuledSwitches;
    }
  /** It lets visitors wait at the edge. */
  | { readonly kind: "hold" }
  /** It runs another ruleset. What becomes of a request is not read where nobody knows the rules of that one. */
  | { readonly kind: "execute"; readonly ruleset: ModelValue | undefined }
  /** It is none of those above: what becomes of a request is not read. */
  | {
      readonly kind: "unread";
      /** The script that runs. Undefined where none does. */
      readonly script?: Known<string>;
    }
  /** It changes how a request is served, or notes it, and lets it go on. */
  | { readonly kind: "passing"; readonly name: string };
