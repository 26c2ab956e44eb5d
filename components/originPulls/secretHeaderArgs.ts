import type * as pulumi from "@pulumi/pulumi";
import type { RulesetRule } from "@pulumi/cloudflare/types/input";
import type { AlbRequiredHeaderArgs } from "../albOrigin/args";

/** A header by which origins know Cloudflare where client certificates cannot be had. */
export interface OriginSecretHeaderArgs {
  /** The hostnames whose requests Cloudflare gives the header: full names. */
  hostnames: string[];
  /** The header's name. Defaults to `x-origin-secret`, which the judge knows to hold a secret. */
  name?: string;
  /** What Cloudflare and the monitors send: a secret of 16 to 128 characters, kept as such. */
  value: pulumi.Input<string>;
  /** What origins take besides, while it is changed: the next value, then the former one. Defaults to none. */
  otherValue?: pulumi.Input<string>;
}

/** The same, for whoever sends the header and whoever demands it. */
export interface OriginSecretHeader {
  /** For `requiredHeader` of an `AlbOrigin`. */
  readonly requiredHeader: AlbRequiredHeaderArgs;
  /** For `health.headers` of a load balancer, whose monitor is refused without it. */
  readonly monitorHeaders: Record<string, pulumi.Input<string>>;
  /** For `fragments` of an `EdgeRules`, or a ruleset of the zone, in the phase `http_request_late_transform`. */
  readonly edgeRule: RulesetRule;
}
