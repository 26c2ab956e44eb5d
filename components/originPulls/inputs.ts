import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { TrustStoreArgs } from "@pulumi/aws/lb/trustStore";
import type { BucketArgs } from "@pulumi/aws/s3/bucket";
import type { BucketObjectv2Args } from "@pulumi/aws/s3/bucketObjectv2";
import type { BucketPublicAccessBlockArgs } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import type { CertRequestArgs } from "@pulumi/tls/certRequest";
import type { LocallySignedCertArgs } from "@pulumi/tls/locallySignedCert";
import type { PrivateKeyArgs } from "@pulumi/tls/privateKey";
import type { SelfSignedCertArgs } from "@pulumi/tls/selfSignedCert";
import type { ResolvedOriginPulls } from "./resolve";

const hoursPerDay = 24;

/** The authority outlives all that it signs. */
const authorityDays = 20 * 365;

/** Keys that Cloudflare, load balancers and every web server take. */
export const keyInputs: PrivateKeyArgs = { algorithm: "RSA", rsaBits: 2048 };

/**
 * The certificate of the zone's own authority.
 * @param resolved - What is made.
 * @param privateKeyPem - The authority's key.
 */
export function authorityInputs(
  { zoneName }: ResolvedOriginPulls,
  privateKeyPem: pulumi.Input<string>,
): SelfSignedCertArgs {
  return {
    privateKeyPem: pulumi.secret(privateKeyPem),
    subject: { commonName: `Origin pulls of ${zoneName}`, organization: "steady-edge" },
    isCaCertificate: true,
    allowedUses: ["cert_signing", "crl_signing"],
    validityPeriodHours: authorityDays * hoursPerDay,
  };
}

/**
 * The request for what Cloudflare shows.
 * @param resolved - What is made.
 * @param privateKeyPem - Its key.
 */
export function requestInputs(
  { zoneName }: ResolvedOriginPulls,
  privateKeyPem: pulumi.Input<string>,
): CertRequestArgs {
  return {
    privateKeyPem: pulumi.secret(privateKeyPem),
    subject: { commonName: `Cloudflare for ${zoneName}`, organization: "steady-edge" },
  };
}

/**
 * What Cloudflare shows: no authority, which it would refuse.
 * @param resolved - What is made.
 * @param certRequestPem - The request.
 * @param authority - Who signs it.
 */
export function leafInputs(
  { validityDays, daysLeft }: ResolvedOriginPulls,
  certRequestPem: pulumi.Input<string>,
  authority: { readonly certPem: pulumi.Input<string>; readonly keyPem: pulumi.Input<string> },
): LocallySignedCertArgs {
  return {
    certRequestPem,
    caCertPem: authority.certPem,
    caPrivateKeyPem: pulumi.secret(authority.keyPem),
    allowedUses: ["client_auth", "digital_signature", "key_encipherment"],
    validityPeriodHours: validityDays * hoursPerDay,
    earlyRenewalHours: daysLeft * hoursPerDay,
  };
}

/**
 * The bucket from which a trust store is read.
 * @param region - Where.
 * @param resolved - What is made.
 */
export function bucketInputs(region: string, { tags }: ResolvedOriginPulls): BucketArgs {
  return { region, tags };
}

/**
 * Keeps a bucket from being opened to anybody.
 * @param region - Where.
 * @param bucket - The bucket.
 */
export function shutInputs(
  region: string,
  bucket: pulumi.Input<string>,
): BucketPublicAccessBlockArgs {
  return {
    ...{ region, bucket, blockPublicAcls: true, blockPublicPolicy: true },
    ...{ ignorePublicAcls: true, restrictPublicBuckets: true },
  };
}

/**
 * The authority's certificate as an object. Another one has another key, by which the trust store learns of it.
 * @param region - Where.
 * @param bucket - The bucket.
 * @param certPem - The certificate.
 * @param resolved - What is made.
 */
export function bundleInputs(
  region: string,
  bucket: pulumi.Input<string>,
  certPem: pulumi.Output<string>,
  { tags }: ResolvedOriginPulls,
): BucketObjectv2Args {
  const key = certPem.apply((pem) => {
    const digest = createHash("sha256").update(`${pem}`).digest("hex");
    return `authority-${digest.slice(0, 16)}.pem`;
  });
  return { region, bucket, key, content: certPem, contentType: "application/x-pem-file", tags };
}

/** The provider puts 26 characters after it, and the name of a trust store has at most 32 (`nameLengths.trustStore`). */
const trustStorePrefix = "pulls-";

/**
 * The trust store.
 * @param region - Where.
 * @param bucket - The bucket.
 * @param key - The object in it.
 * @param resolved - What is made.
 */
export function trustStoreInputs(
  region: string,
  bucket: pulumi.Input<string>,
  key: pulumi.Input<string>,
  { tags }: ResolvedOriginPulls,
): TrustStoreArgs {
  return {
    region,
    namePrefix: trustStorePrefix,
    caCertificatesBundleS3Bucket: bucket,
    caCertificatesBundleS3Key: key,
    tags,
  };
}
