/** What says whom a health check of Route 53 asks, and for what. Source: the package `@pulumi/aws` 7, route53.HealthCheck. */
export const healthCheckQuestions = [
  ...["type", "fqdn", "ipAddress", "port", "resourcePath", "searchString", "enableSni"],
  ...["childHealthchecks", "childHealthThreshold", "cloudwatchAlarmName", "cloudwatchAlarmRegion"],
  ...["routingControlArn", "insufficientDataHealthStatus"],
] as const;
