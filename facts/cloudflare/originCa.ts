/**
 * For how many days, and for how many hostnames at most, Origin CA issues a certificate.
 *
 * Source: validators of the Cloudflare provider, origin_ca_certificate (days); Cloudflare docs, ssl/origin-configuration/origin-ca
 * (200 hostnames).
 */
export const originCaCertificates = {
  days: [7, 30, 90, 365, 730, 1095, 5475],
  defaultDays: 5475,
  maximumHostnames: 200,
} as const;

/** Who issues for a request of each type. Source: the published roots, Cloudflare docs, ssl/static/origin_ca_rsa_root.pem and _ecc_root.pem. */
export const originCaIssuers = {
  "origin-rsa": {
    ...{ country: "US", province: "California", locality: "San Francisco" },
    organization: "CloudFlare, Inc.",
    organizationalUnit: "CloudFlare Origin SSL Certificate Authority",
  },
  "origin-ecc": {
    ...{ country: "US", province: "California", locality: "San Francisco" },
    organization: "CloudFlare, Inc.",
    organizationalUnit: "CloudFlare Origin SSL ECC Certificate Authority",
  },
} as const;
