/**
 * How an Auto Scaling group exchanges its machines where a program does not say.
 * Source: Amazon EC2 Auto Scaling API reference, RefreshPreferences (MinHealthyPercentage) and user guide, instance-refresh-overview (new machines
 * begin before old ones end only where the minimum is 100 percent); AWS re:Post, "auto scaling refresh instances without downtime" (the only machine
 * of a group ends at once where it is less); AWS Terraform provider,
 * internal/service/autoscaling/group.go (preferences without a minimum are sent with 90).
 */
export const instanceRefresh = {
  /** The least share that stays well, in percent. */
  keptPercent: 90,
  /** The share with which new machines begin before old ones end. */
  beginsFirstPercent: 100,
} as const;
