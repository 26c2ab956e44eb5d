import type * as pulumi from "@pulumi/pulumi";
import { originCaCertificates } from "../../facts/cloudflare/originCa";
import { CertificateKey, type OriginCertificateArgs } from "./args";
import type { PemBundle } from "./pem";

/** Days that are enough to rotate a certificate. */
const usualDaysLeft = 30;

/** Which certificate an origin gets, with nothing left open. */
export interface ResolvedCertificate {
  /** The names to cover: canonical, sorted. */
  readonly hostnames: readonly string[];
  /** The kind of the key. */
  readonly keyAlgorithm: CertificateKey;
  /** For how many days it is issued. */
  readonly validityDays: number;
  /** With how many days left it is refused. */
  readonly daysLeft: number;
  /** Which generation serves. */
  readonly generation: number;
  /** All generations, that which serves among them. */
  readonly generations: readonly number[];
  /** Whether what leaves the program is revoked. */
  readonly revokeRetired: boolean;
  /** The regions of Certificate Manager. */
  readonly acmRegions: readonly string[];
  /** Whom the alarm of a region tells; late values are behind their checks. */
  readonly topicArns: Readonly<Record<string, pulumi.Input<string>>>;
  /** A certificate that was issued elsewhere, behind its check; undefined where one is issued. */
  readonly existing: pulumi.Output<PemBundle> | undefined;
}

/**
 * With how many days left a certificate is refused.
 * @param args - How long it is valid, and what the user asked for.
 */
export function resolveDaysLeft(
  args: Pick<OriginCertificateArgs, "validityDays" | "expiryRefusedWithinDays" | "existing">,
): number {
  const validity = args.validityDays ?? originCaCertificates.defaultDays;
  return args.expiryRefusedWithinDays ?? Math.min(usualDaysLeft, Math.floor(validity / 3));
}

/**
 * Fills in the defaults of arguments that have passed the checks.
 * @param args - The arguments.
 * @param checked - What the checks gate, and the canonical names.
 */
export function resolveOriginCertificate(
  args: OriginCertificateArgs,
  checked: Pick<ResolvedCertificate, "hostnames" | "topicArns" | "existing">,
): ResolvedCertificate {
  const generation = args.generation ?? 1;
  return {
    ...checked,
    hostnames: [...checked.hostnames].sort(),
    keyAlgorithm: args.keyAlgorithm ?? CertificateKey.Rsa,
    validityDays: args.validityDays ?? originCaCertificates.defaultDays,
    daysLeft: resolveDaysLeft(args),
    generation,
    generations: [generation, ...(args.keptGenerations ?? [])],
    revokeRetired: args.revokeRetired ?? false,
    acmRegions: args.acmRegions ?? [],
  };
}
