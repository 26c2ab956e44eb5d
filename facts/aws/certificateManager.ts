/**
 * How AWS Certificate Manager tells that certificates expire: a metric of each certificate, looked at by the day, and published no more
 * once the certificate has expired. It was seen every twelve hours, which AWS does not promise.
 * Source: AWS CDK API reference, aws-certificatemanager, ICertificate.metricDaysToExpiry and its source, certificate-base.ts; the hours:
 * a reader's measurement in 2021, on DevelopersIO.
 */
export const expiryMetric = {
  namespace: "AWS/CertificateManager",
  name: "DaysToExpiry",
  dimension: "CertificateArn",
  periodSeconds: 86_400,
} as const;

/**
 * How many characters the first name of a requested certificate may have, which becomes its common name, and how many names a
 * certificate takes at most; the quota is 10 until it is raised, and does not count for imported ones. Source: AWS Certificate Manager
 * API reference, RequestCertificate; user guide, acm-limits.
 */
export const requestedCertificates = { firstNameLength: 64, maximumNames: 100 } as const;

/**
 * Where the CNAME records lead by which ACM finds out whose a name is, for as long as it renews a certificate for it.
 * Source: AWS Certificate Manager user guide, dns-validation and dns-renewal-validation.
 */
export const validationDomain = "acm-validations.aws";

/** Kinds of keys that a requested certificate may have, as the API writes them. Source: the same, RequestCertificate. */
export const requestedKeys = { rsa: "RSA_2048", ecdsa: "EC_prime256v1" } as const;

/**
 * The names by which CAA records let AWS Certificate Manager issue and renew certificates: one of them is enough.
 * Source: AWS Certificate Manager user guide, setup-caa.
 */
export const amazonAuthorities: readonly string[] = [
  ...["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"],
];
