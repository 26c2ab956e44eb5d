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
  /** Webhooks to tell, by a key you choose; needs a zone of the account on the Pro plan or above, which is not checked. Defaults to none. */
  webhooks?: Record<string, AlertWebhookArgs>;
  /** PagerDuty services to tell, by a key you choose; needs the Business plan. Defaults to none. */
  pagerDutyServiceIds?: Record<string, pulumi.Input<string>>;
}

/** Certificates of an account whose end, or whose trouble with being issued, is told; as Cloudflare names the notifications. */
export const AlertedCertificates = {
  /** Universal SSL: whenever one is validated, issued or renewed, or cannot be. */
  Universal: "universal",
  /** Advanced certificates: the same, and their end. */
  Advanced: "advanced",
  /** The client certificate of a zone for Authenticated Origin Pulls, as `OriginPulls` makes it: 30 and 14 days before its end. */
  OriginPulls: "origin-pulls",
  /** Client certificates of single hostnames for Authenticated Origin Pulls: the same. */
  HostnameOriginPulls: "hostname-origin-pulls",
  /** Authorities that were uploaded to know visitors' client certificates (mTLS): the same. */
  ClientAuthorities: "client-authorities",
} as const;

/** Certificates of an account whose end, or whose trouble with being issued, is told. */
export type AlertedCertificates = (typeof AlertedCertificates)[keyof typeof AlertedCertificates];

/** An Application Load Balancer of AWS whose errors are told by CloudWatch. */
export interface AlbAlarmsArgs {
  /** The end of its ARN, `app/…`: `loadBalancer.arnSuffix` of an `AlbOrigin`. */
  loadBalancerArnSuffix: pulumi.Input<string>;
  /** The end of its target group's ARN, `targetgroup/…`: `targetGroup.arnSuffix` of an `AlbOrigin`. */
  targetGroupArnSuffix: pulumi.Input<string>;
  /** Its region, for example `eu-central-1`. Defaults to the provider's region. */
  region?: string;
  /** Errors of one kind in a minute that are too many, in two minutes of three. Defaults to 5. */
  errorsPerMinute?: number;
  /**
   * The SNS topic of that region that is told, by its ARN. Defaults to a topic of its own, to which `emails` are subscribed: each must
   * confirm the first mail.
   */
  topicArn?: pulumi.Input<string>;
}

/** Whom a `HealthAlerts` tells what. */
export interface HealthAlertsArgs extends AlertChoicesArgs {
  /** The Cloudflare account. */
  accountId: pulumi.Input<string>;
  /** The plan of the account's zones, to check what it offers. Defaults to `free`. */
  plan?: CloudflarePlan;
  /** The load balancer pools to watch, by a key you choose. Defaults to none. */
  poolIds?: Record<string, pulumi.Input<string>>;
  /** Zones whose origins' rate of 5xx errors to watch, by a key you choose; needs the Enterprise plan. Defaults to none. */
  errorRateZoneIds?: Record<string, pulumi.Input<string>>;
  /** Tunnels to watch, by a key you choose. Defaults to none. */
  tunnelIds?: Record<string, pulumi.Input<string>>;
  /** Certificates to tell of. It is about the whole account, so one of an account is enough. Defaults to none. */
  certificates?: AlertedCertificates[];
  /** Application Load Balancers of AWS to watch, by a key you choose. Defaults to none. */
  albs?: Record<string, AlbAlarmsArgs>;
}
