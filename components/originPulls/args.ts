import type * as pulumi from "@pulumi/pulumi";

/** How far client certificates are. Each step is an `up` of its own. */
export const OriginPullsMode = {
  /** All is prepared; Cloudflare shows origins no certificate, and none may demand one. */
  Off: "off",
  /** Cloudflare shows its certificate; none may demand it, but all can see it. */
  Observe: "observe",
  /** Origins may demand it. */
  Enforce: "enforce",
} as const;

/** How far client certificates are. */
export type OriginPullsMode = (typeof OriginPullsMode)[keyof typeof OriginPullsMode];

/** By which client certificate origins know Cloudflare. */
export interface OriginPullsArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /** How far they are. Take the steps one by one, up and down: `off`, `observe`, `enforce`. */
  mode: OriginPullsMode;
  /**
   * The `probeZone` of every monitor that probes the origins, by a key you choose: one without it shows no certificate, and origins that
   * demand one look down to it. Needed for `enforce`; `{}` where nothing probes. Defaults to none.
   */
  monitorProbeZones?: Record<string, pulumi.Input<string>>;
  /** AWS regions whose load balancers get a trust store. Defaults to none. */
  trustStoreRegions?: string[];
  /**
   * For how many days Cloudflare's certificate counts, 30 to 3650. The first `up` of its last 30 days, or of its last third where that
   * is less, makes the next one. Defaults to 1825, five years.
   */
  validityDays?: number;
  /** Which key and certificate Cloudflare shows, from 1. Another number makes others, of the same authority. Defaults to 1. */
  generation?: number;
  /** Tags for what is made in AWS. Defaults to none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}
