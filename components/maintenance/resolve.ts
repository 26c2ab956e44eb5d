import type * as pulumi from "@pulumi/pulumi";
import type { MaintenanceContentArgs } from "./args";

/** What visitors are told, with nothing left open. */
export interface ResolvedMaintenanceContent {
  /** When it ends. */
  readonly until: Date;
  /** The page's title. */
  readonly title: string;
  /** What the page says. */
  readonly message: string;
}

/** Which hostnames are under maintenance, with nothing left open. */
export interface ResolvedMaintenance extends ResolvedMaintenanceContent {
  /** The account, behind its check. */
  readonly accountId: pulumi.Input<string>;
  /** The zone, behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** The hostnames, canonical and sorted. */
  readonly hostnames: readonly string[];
}

/**
 * Fills in the defaults of what visitors are told.
 * @param content - What they are told; it has passed the checks.
 */
export function resolveContent({
  until: text,
  title = "Down for maintenance",
  message,
}: MaintenanceContentArgs): ResolvedMaintenanceContent {
  const until = new Date(text);
  return { until, title, message: message ?? `We expect to be back by ${until.toUTCString()}.` };
}
