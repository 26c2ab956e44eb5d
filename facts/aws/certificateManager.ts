/**
 * How AWS Certificate Manager tells that certificates expire: a metric of each certificate, published twice a day until it has expired.
 * Source: AWS Certificate Manager user guide, cloudwatch-metrics.
 */
export const expiryMetric = {
  namespace: "AWS/CertificateManager",
  name: "DaysToExpiry",
  dimension: "CertificateArn",
  periodSeconds: 86_400,
} as const;

/**
 * How many characters the first name of a requested certificate may have, which becomes its common name, and how many names a
 * certificate takes at most; the quota is 10 until it is raised. Source: AWS Certificate Manager API reference, RequestCertificate;
 * user guide, acm-limits.
 */
export const requestedCertificates = { firstNameLength: 64, maximumNames: 100 } as const;

/** Kinds of keys that a requested certificate may have, as the API writes them. Source: the same, RequestCertificate. */
export const requestedKeys = { rsa: "RSA_2048", ecdsa: "EC_prime256v1" } as const;
