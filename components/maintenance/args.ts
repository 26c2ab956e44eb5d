import type * as pulumi from "@pulumi/pulumi";

/** What visitors are told, and for how long. */
export interface MaintenanceContentArgs {
  /**
   * When the maintenance ends: an instant in UTC such as `2026-12-01T04:00:00Z`, at most 31 days ahead. Visitors are told to come
   * back then, and every preview after it is refused until the maintenance is taken away or given more time.
   */
  until: string;
  /** The page's title. Defaults to `Down for maintenance`. */
  title?: string;
  /** What the page says below its title, as plain text. Defaults to a sentence that names the end. */
  message?: string;
}

/** Which hostnames are under maintenance. */
export interface MaintenancePageArgs extends MaintenanceContentArgs {
  /** The Cloudflare account, which gets the Worker. */
  accountId: pulumi.Input<string>;
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /** The hostnames, which must be proxied: the zone's name or names below it, at least one. */
  hostnames: string[];
}
