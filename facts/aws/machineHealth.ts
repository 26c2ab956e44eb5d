/**
 * What an Auto Scaling group or a service of ECS replaces as unwell, and for how many seconds a new machine or task is left alone.
 * Source: Amazon EC2 Auto Scaling user guide, health-check-grace-period and health-checks-overview; the seconds of a group are the provider's
 * (the API's own are 0): AWS Terraform provider, aws_autoscaling_group, health_check_grace_period. Amazon ECS API reference, CreateService
 * (healthCheckGracePeriodSeconds).
 */
export const groupHealth = {
  /** Whether the machine itself runs. */
  machine: "EC2",
  /** What the load balancer finds, beside that. */
  balancer: "ELB",
  graceSeconds: 300,
  graceSecondsOfService: 0,
} as const;
