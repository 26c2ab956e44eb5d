/**
 * The longest names that AWS takes, in characters.
 * Source: Elastic Load Balancing API reference 2015-12-01, CreateLoadBalancer, CreateTargetGroup and CreateTrustStore (32); Amazon EC2 API
 * reference, CreateSecurityGroup and CreateManagedPrefixList (255), CreateLaunchTemplate (128); Amazon CloudWatch API reference, PutMetricAlarm (255); Amazon EC2 Auto Scaling API reference,
 * CreateAutoScalingGroup (255); Amazon ECS API reference, CreateCluster, CreateService and RegisterTaskDefinition (255); Amazon SNS API reference, CreateTopic (256).
 */
export const nameLengths = {
  alarm: 255,
  ecs: 255,
  launchTemplate: 128,
  loadBalancer: 32,
  prefixList: 255,
  scalingGroup: 255,
  securityGroup: 255,
  targetGroup: 32,
  topic: 256,
  trustStore: 32,
} as const;
