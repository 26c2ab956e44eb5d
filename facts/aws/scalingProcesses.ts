/**
 * The processes of an Auto Scaling group without which nothing takes the place of a machine that falls.
 * Source: Amazon EC2 Auto Scaling user guide, as-suspend-resume-processes.
 */
export const replacingProcesses: readonly string[] = [
  ...["Launch", "AddToLoadBalancer", "HealthCheck", "ReplaceUnhealthy"],
];

/** Those without which nothing is added where a machine falls or more are needed. Source: that of `replacingProcesses`. */
export const keepingProcesses: readonly string[] = [
  ...replacingProcesses,
  ...["AlarmNotification", "ScheduledActions"],
];

/** Those without which no machine that is found unwell is ended. Source: that of `replacingProcesses`, and suspend-resume-considerations. */
export const endingProcesses: readonly string[] = ["HealthCheck", "ReplaceUnhealthy", "Terminate"];
