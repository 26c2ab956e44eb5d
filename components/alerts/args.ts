import type * as pulumi from "@pulumi/pulumi";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";

/** A receiver of notifications by HTTP. */
export interface AlertWebhookArgs {
  /**
   * Where to post: an https URL at a public address, on port 443 or 80. Kept secret, since with most receivers whoever knows
   * it can post. Of a URL of Slack, Discord, Feishu or Google Chat the secret goes into `secret`: the end of the path, or the
   * parameter `token` of Google Chat.
   */
  url: pulumi.Input<string>;
  /**
   * Comes with every notification in the header `cf-webhook-auth`; at a chat service, the secret part of its URL. Kept secret.
   * Defaults to none.
   */
  secret?: pulumi.Input<string>;
}

/** Who is told, and of what. */
export interface AlertChoicesArgs {
  /** Whether to tell when a pool or one of its origins turns unhealthy or healthy. Defaults to true where there are pools. */
  poolHealth?: boolean;
  /** Whether to tell when a pool is enabled or disabled. Defaults to true where there are pools. */
  poolEnablement?: boolean;
  /**
   * Whether to tell when an origin anywhere in the account refuses Cloudflare's connections (Error 521). It is about the whole
   * account, so one of an account is enough. Defaults to true in a `HealthAlerts`, and to false in a `ResilientSite`, of which
   * there may be many.
   */
  passiveOriginMonitoring?: boolean;
  /** Whether anybody is told; false mutes everything for a while, and keeps it. Defaults to true. */
  enabled?: boolean;
  /** E-mail addresses to tell. Defaults to none. */
  emails?: string[];
  /** Webhooks to tell, by a key you choose. Defaults to none. */
  webhooks?: Record<string, AlertWebhookArgs>;
  /** PagerDuty services to tell, by a key you choose; needs the Business plan. Defaults to none. */
  pagerDutyServiceIds?: Record<string, pulumi.Input<string>>;
}

/** Whom a `HealthAlerts` tells what. */
export interface HealthAlertsArgs extends AlertChoicesArgs {
  /** The Cloudflare account. */
  accountId: pulumi.Input<string>;
  /** The plan of the account's zones, to check what it offers. Defaults to `free`. */
  plan?: CloudflarePlan;
  /** The load balancer pools to watch, by a key you choose. Defaults to none. */
  poolIds?: Record<string, pulumi.Input<string>>;
}
