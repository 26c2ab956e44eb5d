import type * as pulumi from "@pulumi/pulumi";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type {
  BulkRedirectArgs,
  EdgeCacheRuleArgs,
  EdgeConfigRuleArgs,
  EdgeErrorPageArgs,
  EdgeOriginRuleArgs,
  EdgeRateLimitArgs,
  EdgeRedirectArgs,
  MonitorAllowanceArgs,
} from "./ruleArgs";

/** A rule that comes from elsewhere, as `cloudflare.Ruleset` takes it. */
export interface EdgeFragmentRule {
  /** Tells it from the fragment's other rules. Defaults to none, which a single rule needs not. */
  ref?: pulumi.Input<string | undefined>;
  /** What it is for. Defaults to none. */
  description?: pulumi.Input<string | undefined>;
  /** Which requests. */
  expression: pulumi.Input<string>;
  /** The action, as the API writes it. */
  action: pulumi.Input<string>;
  /** The action's parameters. Defaults to none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the provider's own type is deeper than schemas of components go
  actionParameters?: pulumi.Input<any>;
  /** The limit, in the phase of rate limits. Defaults to none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  ratelimit?: pulumi.Input<any>;
  /** Whether it is in force. Defaults to true. */
  enabled?: pulumi.Input<boolean | undefined>;
}

/** Rules of one phase that come from elsewhere: from another stack's output, or from `originSecretHeader`. */
export interface EdgeFragmentArgs {
  /** Tells the fragment from others; the `ref`s of its rules begin with it, so keep it. */
  key: string;
  /** The phase of the zone in which its rules stand: `http_request_late_transform`. */
  phase: string;
  /** The rules. Several have a `ref` each. What is wrong with them is told as soon as they are known. */
  rules: pulumi.Input<pulumi.Input<EdgeFragmentRule>[]>;
  /** Whether they stand before the component's own rules of the phase. Defaults to false: after them. */
  first?: boolean;
}

/** The rules of a zone at Cloudflare's edge. Rules of one kind act in the order in which they stand here. */
export interface EdgeRulesArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /** The zone's plan, to check what it offers. Defaults to `free`. */
  plan?: CloudflarePlan;
  /** The account, for `bulkRedirects` and `monitorAllowance`, whose lists belong to it. */
  accountId?: pulumi.Input<string>;
  /** Redirects; the first that applies decides. Defaults to none. */
  redirects?: EdgeRedirectArgs[];
  /** Redirects from URL to URL, of which there may be thousands. An account has one such list of this component. Defaults to none. */
  bulkRedirects?: BulkRedirectArgs[];
  /** What the edge keeps; of several that apply the last one wins, setting by setting. Defaults to none. */
  cacheRules?: EdgeCacheRuleArgs[];
  /** Pages in place of errors; the first that applies decides. Defaults to none. */
  errorPages?: EdgeErrorPageArgs[];
  /** Limits of requests. Defaults to none. */
  rateLimits?: EdgeRateLimitArgs[];
  /**
   * Paths that health checks ask for through the edge: no rate limit counts them. Must be said where `rateLimits` are; `[]` where nothing
   * asks. Monitors of load balancers ask origins directly and meet no rule.
   */
  monitorPaths?: string[];
  /** Where requests go at the origin. Defaults to none. */
  originRules?: EdgeOriginRuleArgs[];
  /** Settings that are other for some requests. Defaults to none. */
  configRules?: EdgeConfigRuleArgs[];
  /** Uptime services that nothing at the edge stops. Defaults to none. */
  monitorAllowance?: MonitorAllowanceArgs;
  /**
   * The name of a header of answers of status 500 and above that says who made them: `edge` or `origin`. Defaults to no such header.
   */
  errorSourceHeader?: string;
  /** Rules that come from elsewhere, in their order. Defaults to none. */
  fragments?: EdgeFragmentArgs[];
}
