/**
 * What an Application Load Balancer does where nobody says otherwise. Source: Elastic Load Balancing user guide,
 * edit-load-balancer-attributes, edit-target-group-attributes, target-group-health-checks; thresholds from the schema of the AWS provider 7,
 * aws_lb_target_group (the API's own are 5 and 2).
 */
export const albDefaults = {
  idleTimeoutSeconds: 60,
  clientKeepAliveSeconds: 3600,
  deregistrationDelaySeconds: 300,
  healthCheckIntervalSeconds: 30,
  /**
   * Of groups that lead to machines and addresses. Source: the same guide, target-group-health-checks, HealthCheckTimeoutSeconds. The API
   * reference, CreateTargetGroup, said 5 for HTTP and HTTPS as well, and says 6 for HTTP and 10 for HTTPS today.
   */
  healthCheckTimeoutSeconds: 5,
  healthyThreshold: 3,
  unhealthyThreshold: 3,
  /** Targets of a load balancer of which a plan does not say how many it has: what a rehearsal takes. */
  targets: 2,
} as const;

/** Source: Elastic Load Balancing user guide, load-balancer-troubleshooting (HTTP 502, 504). */
export const albLimits = {
  /** Seconds until a target's connection, or its TLS handshake, is given up. */
  connectSeconds: 10,
} as const;
