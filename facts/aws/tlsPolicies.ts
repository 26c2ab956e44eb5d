/**
 * Security policies of AWS load balancers that let clients speak TLS 1.0 or 1.1, each with the oldest version.
 *
 * Source: Elastic Load Balancing user guides, describe-ssl-policies, for Application and Network Load Balancers.
 */
export const oldTlsPolicies: Readonly<Record<string, "1.0" | "1.1">> = {
  "ELBSecurityPolicy-2015-05": "1.0",
  "ELBSecurityPolicy-2016-08": "1.0",
  "ELBSecurityPolicy-FS-2018-06": "1.0",
  "ELBSecurityPolicy-TLS-1-0-2015-04": "1.0",
  "ELBSecurityPolicy-TLS13-1-0-2021-06": "1.0",
  "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04": "1.0",
  "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09": "1.0",
  "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09": "1.0",
  "ELBSecurityPolicy-FS-1-1-2019-08": "1.1",
  "ELBSecurityPolicy-TLS-1-1-2017-01": "1.1",
  "ELBSecurityPolicy-TLS13-1-1-2021-06": "1.1",
  "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04": "1.1",
};

/**
 * The security policy of a listener that names none, made by anything but the console.
 * Source: Elastic Load Balancing user guide, describe-ssl-policies, "Considerations".
 */
export const defaultTlsPolicy = "ELBSecurityPolicy-2016-08";

/**
 * The security policy that AWS recommends: TLS 1.2 and 1.3.
 * Source: Elastic Load Balancing user guide, describe-ssl-policies, "Considerations".
 */
export const recommendedTlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
