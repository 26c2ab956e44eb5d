import type * as pulumi from "@pulumi/pulumi";

/** The kind of a certificate's key. */
export const CertificateKey = {
  /** RSA with 2048 bits: every server and every client takes it. */
  Rsa: "rsa",
  /** ECDSA on the curve P-256: cheaper for the origin, taken by all that is not very old. */
  Ecdsa: "ecdsa",
} as const;

/** The kind of a certificate's key. */
export type CertificateKey = (typeof CertificateKey)[keyof typeof CertificateKey];

/** A certificate that was issued elsewhere. */
export interface ExistingCertificateArgs {
  /** The certificate, as PEM: the origin's own alone. */
  certificatePem: pulumi.Input<string>;
  /** Its private key, as PEM and not encrypted. Kept secret. */
  privateKeyPem: pulumi.Input<string>;
  /**
   * The certificates between it and a public authority, as PEM. Defaults to the
   * root of Cloudflare's Origin CA where that issued it, else to none.
   */
  chainPem?: pulumi.Input<string>;
}

/** Which certificate an origin gets. */
export interface OriginCertificateArgs {
  /** The zone's name, for example `example.com`. Must be known at preview. */
  zoneName: string;
  /**
   * The names to cover: full names, or wildcards of one level such as `*.example.com`. 1 to 200. Defaults to the zone's name and
   * the wildcard beneath it.
   */
  hostnames?: string[];
  /** The kind of the key. Defaults to `rsa`. */
  keyAlgorithm?: CertificateKey;
  /** For how many days it is issued: 7, 30, 90, 365, 730, 1095 or 5475. Defaults to 5475, fifteen years. */
  validityDays?: number;
  /**
   * With how many days left a preview is refused until the certificate is rotated, and the alarms ring. Less than `validityDays`.
   * Defaults to 30, or to a third of `validityDays` where that is less.
   */
  expiryRefusedWithinDays?: number;
  /** Which generation serves, from 1. Another number makes another key and certificate. Defaults to 1. */
  generation?: number;
  /**
   * Other generations that stay beside it: former ones that something may still serve, or the next one. Defaults to none.
   */
  keptGenerations?: number[];
  /**
   * Whether Cloudflare revokes a certificate when it leaves the program: whoever still serves it answers 526. It counts for what leaves
   * after an `up` with it. Defaults to false.
   */
  revokeRetired?: boolean;
  /** AWS regions into whose Certificate Manager it is imported, for load balancers there. Defaults to none. */
  acmRegions?: string[];
  /** SNS topics that are told before it expires, by the region, one of `acmRegions`. Defaults to none. */
  expiryTopicArns?: Record<string, pulumi.Input<string>>;
  /**
   * A certificate that you have already, of Cloudflare's Origin CA or of a public authority, in the place of one that is issued. Then
   * nothing is asked of Cloudflare, and renewing it is yours.
   */
  existing?: ExistingCertificateArgs;
}
