import * as pulumi from "@pulumi/pulumi";
import type { CertificateArgs } from "@pulumi/aws/acm/certificate";
import type { MetricAlarmArgs } from "@pulumi/aws/cloudwatch/metricAlarm";
import type { OriginCaCertificateArgs } from "@pulumi/cloudflare/originCaCertificate";
import type { CertRequestArgs } from "@pulumi/tls/certRequest";
import type { PrivateKeyArgs } from "@pulumi/tls/privateKey";
import { ownEntry } from "../../core/ownEntry";
import { expiryMetric } from "../../facts/aws/certificateManager";
import { CertificateKey } from "./args";
import { chainOf, type PemBundle } from "./pem";
import type { ResolvedCertificate } from "./resolve";

/** How the providers write each kind of key. */
const wireKeys = {
  [CertificateKey.Rsa]: { key: { algorithm: "RSA", rsaBits: 2048 }, requestType: "origin-rsa" },
  [CertificateKey.Ecdsa]: {
    key: { algorithm: "ECDSA", ecdsaCurve: "P256" },
    requestType: "origin-ecc",
  },
} as const;

/**
 * The private key.
 * @param resolved - Which certificate.
 */
export function keyInputs({ keyAlgorithm }: ResolvedCertificate): PrivateKeyArgs {
  return wireKeys[keyAlgorithm].key;
}

/**
 * The certificate request.
 * @param resolved - Which certificate.
 * @param privateKeyPem - The key.
 */
export function requestInputs(
  { hostnames }: ResolvedCertificate,
  privateKeyPem: pulumi.Input<string>,
): CertRequestArgs {
  return {
    privateKeyPem: pulumi.secret(privateKeyPem),
    // Cloudflare names the owner itself; a request without any name is refused by some who check it.
    subject: { organization: "steady-edge" },
    dnsNames: [...hostnames],
  };
}

/**
 * The certificate of Cloudflare's Origin CA.
 * @param resolved - Which certificate.
 * @param csr - The request.
 */
export function certificateInputs(
  { hostnames, keyAlgorithm, validityDays }: ResolvedCertificate,
  csr: pulumi.Input<string>,
): OriginCaCertificateArgs {
  const { requestType } = wireKeys[keyAlgorithm];
  return { csr, hostnames: [...hostnames], requestType, requestedValidity: validityDays };
}

/**
 * The import into Certificate Manager.
 * @param region - Where.
 * @param bundle - The certificate and its key.
 */
export function importInputs(region: string, bundle: pulumi.Output<PemBundle>): CertificateArgs {
  return {
    region,
    certificateBody: pulumi.unsecret(bundle.certificatePem),
    privateKey: bundle.privateKeyPem,
    certificateChain: pulumi.unsecret(bundle.apply((known) => chainOf(known) as string)),
  };
}

/**
 * The alarm that rings before a certificate expires.
 * @param name - Its name, which is the resource's.
 * @param region - Where.
 * @param arn - The certificate that serves.
 * @param resolved - Whom to tell, and when.
 */
export function alarmInputs(
  name: string,
  region: string,
  arn: pulumi.Input<string>,
  { daysLeft, topicArns }: ResolvedCertificate,
): MetricAlarmArgs {
  const topic = ownEntry(topicArns, region);
  return {
    region,
    name,
    alarmDescription: `The origin's certificate expires within ${daysLeft} days: raise its generation`,
    namespace: expiryMetric.namespace,
    metricName: expiryMetric.name,
    dimensions: { [expiryMetric.dimension]: arn },
    statistic: "Minimum",
    comparisonOperator: "LessThanThreshold",
    threshold: daysLeft,
    period: expiryMetric.periodSeconds,
    evaluationPeriods: 1,
    // The metric ends with the certificate, and begins hours after it: an alarm stays as it is in between.
    treatMissingData: "ignore",
    alarmActions: topic === undefined ? [] : [topic],
  };
}
