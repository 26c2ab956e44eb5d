/** What says whom a health check of Route 53 asks, and for what. Source: the package `@pulumi/aws` 7, route53.HealthCheck. */
export const healthCheckQuestions = [
  ...["type", "fqdn", "ipAddress", "port", "resourcePath", "searchString", "enableSni"],
  ...["childHealthchecks", "childHealthThreshold", "cloudwatchAlarmName", "cloudwatchAlarmRegion"],
  ...["routingControlArn", "insufficientDataHealthStatus"],
] as const;

/** The type of a health check that counts how many others are healthy. Source: Amazon Route 53 API reference, HealthCheckConfig (Type). */
export const calculatedHealthCheck = "CALCULATED";

/** Types whose records lead on. Source: Amazon Route 53 developer guide, ResourceRecordTypes. */
export const leadingTypes: ReadonlySet<string> = new Set(["A", "AAAA", "CNAME"]);

/**
 * The place of a record that is told wherever no other one of its name is meant, of those by country and by network.
 * Source: Amazon Route 53 API reference, GeoLocation (CountryCode) and CidrRoutingConfig (LocationName).
 */
export const everywhere = "*";
