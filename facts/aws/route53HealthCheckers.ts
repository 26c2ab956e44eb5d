/**
 * The IPv4 addresses from which Route 53 asks whether what records lead to is well.
 * Source: AWS IP address ranges (ip-ranges.json, service ROUTE53_HEALTHCHECKS), compared with copies in public repositories on
 * 30 November 2026: of the blocks beneath 15.177.0.0 some have the first alone, which is listed here; those of China and GovCloud are left out.
 */
export const route53HealthCheckers: readonly string[] = [
  ...["15.177.0.0/18", "54.183.255.128/26", "54.228.16.0/26", "54.232.40.64/26"],
  ...["54.241.32.64/26", "54.243.31.192/26", "54.244.52.192/26", "54.245.168.0/26"],
  ...["54.248.220.0/26", "54.250.253.192/26", "54.251.31.128/26", "54.252.79.128/26"],
  ...["54.252.254.192/26", "54.255.254.192/26", "107.23.255.0/26", "176.34.159.192/26"],
  "177.71.207.128/26",
];
