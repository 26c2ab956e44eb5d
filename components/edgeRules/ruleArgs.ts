import type * as pulumi from "@pulumi/pulumi";
import type { SslMode } from "../../facts/cloudflare/zoneSettings";

/** What all rules say. */
export interface EdgeRuleArgs {
  /**
   * Tells the rule from others of its kind and becomes its `ref` at Cloudflare, so keep it: 1 to 64 letters, digits, dots, hyphens and
   * underscores.
   */
  key: string;
  /** Whether the rule is in force. Defaults to true. */
  enabled?: boolean;
}

/** A redirect by a rule of the zone. It has exactly one of `toUrl`, `toHostname` and `toExpression`. */
export interface EdgeRedirectArgs extends EdgeRuleArgs {
  /** Which requests, as an expression: `hostIs("www.example.com")`. */
  when: string;
  /** Leads to this URL, the same for all requests. */
  toUrl?: string;
  /** Leads to the same path at this hostname, by https. */
  toHostname?: string;
  /** Leads to what this expression makes of the request. */
  toExpression?: string;
  /** 301, 302, 303, 307 or 308. Defaults to 302, since browsers keep a 301 for good, a wrong one too. */
  statusCode?: number;
  /** Whether the query goes along. Defaults to true. */
  preserveQueryString?: boolean;
}

/** A redirect in the account's list. */
export interface BulkRedirectArgs {
  /** What is asked for: a hostname with a path, and with a scheme where that matters: `example.com/old`. */
  from: string;
  /** The URL that it leads to. */
  to: string;
  /** 301, 302, 307 or 308. Defaults to 302. */
  statusCode?: number;
  /** Whether the query goes along. Defaults to true. */
  preserveQueryString?: boolean;
  /** Whether hostnames beneath count too. Defaults to false. */
  includeSubdomains?: boolean;
  /** Whether paths beneath count too. Defaults to false. */
  subpathMatching?: boolean;
  /** Whether what follows the path goes along. Defaults to true where paths beneath count. */
  preservePathSuffix?: boolean;
}

/** What the edge keeps, and for how long. */
export interface EdgeCacheRuleArgs extends EdgeRuleArgs {
  /** Which requests, as an expression: `extensionIs("css", "js")`. */
  when: string;
  /** Keeps nothing of these requests; nothing else can be said then. Defaults to false. */
  bypass?: boolean;
  /**
   * Seconds for which the edge keeps answers, whatever the origin says. Defaults to what the origin says, and to nothing where it says
   * nothing, so that no page of one visitor is kept for others.
   */
  edgeTtlSeconds?: number;
  /** Seconds for which browsers keep answers, whatever the origin says. Defaults to what the origin says. */
  browserTtlSeconds?: number;
  /**
   * Cookies of sessions, by name: requests that bring one are not answered from the cache. Must be said where `edgeTtlSeconds` is, for
   * requests that are not told by the ending of a file; `[]` where no answer differs by visitor. Defaults to none.
   */
  bypassCookies?: string[];
  /**
   * Seconds for which an answer that has expired still serves where the origin fails. 0 leaves it to the origin. It makes a rule of the
   * phase `http_response_cache_settings`. Defaults to 86400, a day.
   */
  staleIfErrorSeconds?: number;
  /** Seconds for which an answer that has expired still serves while a new one is fetched. Defaults to what the origin says. */
  staleWhileRevalidateSeconds?: number;
}

/** A page that is shown in place of an error. It has `content` with its type, or `assetUrl`. From the Pro plan on. */
export interface EdgeErrorPageArgs extends EdgeRuleArgs {
  /** Which answers, as an expression. Defaults to those of status 500 and above. */
  when?: string;
  /** The page itself, at most 10 KB. */
  content?: string;
  /** `text/html`, `text/plain`, `application/json` or `text/xml`. Defaults to `text/html`. */
  contentType?: string;
  /** A URL that Cloudflare fetches once, with its images and scripts, and keeps. The key then has no dots and hyphens. */
  assetUrl?: string;
  /** The status to show, 400 to 999. Defaults to that of the error. */
  statusCode?: number;
}

/** What a rate limit does with requests above the rate. */
export const RateLimitAction = {
  /** Answers 429. */
  Block: "block",
  /** Lets Cloudflare choose a challenge; from the Pro plan on. */
  ManagedChallenge: "managed_challenge",
  /** Shows a challenge that browsers pass by themselves; from the Pro plan on. */
  JsChallenge: "js_challenge",
  /** Writes a log and does nothing else; Enterprise only. */
  Log: "log",
} as const;

/** What a rate limit does with requests above the rate. */
export type RateLimitAction = (typeof RateLimitAction)[keyof typeof RateLimitAction];

/** A limit of requests. What `monitorPaths` names is never counted. */
export interface EdgeRateLimitArgs extends EdgeRuleArgs {
  /** Which requests, as an expression; on Free by their path alone. */
  when: string;
  /** Requests of one client, in one data centre, that are let through in each period. */
  requestsPerPeriod: number;
  /** The period in seconds. Defaults to 10, the only one on Free. */
  periodSeconds?: number;
  /** Seconds for which the action goes on. Defaults to 10, and to 0 for challenges below Enterprise, which have no other. */
  mitigationSeconds?: number;
  /** What happens above the rate. Defaults to `block`. */
  action?: RateLimitAction;
  /** What tells clients apart, beside the data centre, as the API writes it. Defaults to `ip.src`. */
  characteristics?: string[];
  /** Whether answers from the cache are left out of the count. Defaults to false. */
  originRequestsOnly?: boolean;
}

/** Where requests go at the origin. All but `port` is for Enterprise. */
export interface EdgeOriginRuleArgs extends EdgeRuleArgs {
  /** Which requests, as an expression. */
  when: string;
  /** The port. */
  port?: number;
  /** The `Host` header, which is the name in the TLS handshake too where `sni` is left out. */
  hostHeader?: string;
  /** The name in the TLS handshake: a hostname of the account. */
  sni?: string;
  /** The name that is resolved in place of the hostname: one of the account's, proxied or not. */
  resolveOverride?: string;
}

/** Settings of the zone that are other for some requests. */
export interface EdgeConfigRuleArgs extends EdgeRuleArgs {
  /** Which requests, as an expression. */
  when: string;
  /** How Cloudflare connects to the origin. Anything but `strict` and `origin_pull` needs `acceptWeakerTls`. */
  ssl?: SslMode;
  /** Says that these requests may go to the origin without its certificate being checked, or with no TLS at all. Defaults to false. */
  acceptWeakerTls?: boolean;
  /** Whether http links in pages become https ones. */
  automaticHttpsRewrites?: boolean;
  /** Whether requests with the headers of known spammers are refused. */
  browserIntegrityCheck?: boolean;
  /** Whether visitors are checked as under attack (`under_attack`); false for `essentially_off`. */
  underAttack?: boolean;
}

/** Uptime services that ask from outside: nothing at the edge stops them. */
export interface MonitorAllowanceArgs {
  /** Their addresses: IPv4 addresses and CIDRs of /8 to /32, IPv6 CIDRs of /4 to /64. They go into a list of the account. */
  addresses: string[];
  /** A header that they send, by its name; without it an address alone is enough. Defaults to none. */
  secretHeaderName?: string;
  /** The header's value, kept secret. */
  secretHeaderValue?: pulumi.Input<string>;
  /** The list's name: 1 to 50 lower-case letters, digits and underscores. Defaults to `uptime_monitors`. */
  listName?: string;
}
