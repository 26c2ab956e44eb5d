import type * as pulumi from "@pulumi/pulumi";
import { resolveDaysLeft } from "../originCertificate/resolve";
import type { OriginPullsArgs, OriginPullsMode } from "./args";

/** By which client certificate origins know Cloudflare, with nothing left open. */
export interface ResolvedOriginPulls {
  /** The zone, behind its check. */
  readonly zoneId: pulumi.Input<string>;
  /** Its name, canonical. */
  readonly zoneName: string;
  /** How far client certificates are. */
  readonly mode: OriginPullsMode;
  /** The probe zones of the monitors; those known late are behind their checks. */
  readonly monitorProbeZones: Readonly<Record<string, pulumi.Input<string>>>;
  /** Where trust stores stand. */
  readonly trustStoreRegions: readonly string[];
  /** For how many days the certificate counts. */
  readonly validityDays: number;
  /** With how many days left the next one is made. */
  readonly daysLeft: number;
  /** Which certificate it is. */
  readonly generation: number;
  /** Tags of AWS. */
  readonly tags: OriginPullsArgs["tags"];
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The arguments.
 * @param checked - What the checks gate.
 */
export function resolveOriginPulls(
  args: OriginPullsArgs,
  checked: Pick<ResolvedOriginPulls, "zoneId" | "zoneName" | "monitorProbeZones">,
): ResolvedOriginPulls {
  const { mode, trustStoreRegions = [], validityDays = 1825, generation = 1, tags } = args;
  const daysLeft = resolveDaysLeft({ validityDays });
  return { ...checked, mode, trustStoreRegions, validityDays, daysLeft, generation, tags };
}
