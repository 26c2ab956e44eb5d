/**
 * UptimeRobot's API 3. Source, where no other is named: the code of its own Terraform provider, uptimerobot/terraform-provider-uptimerobot,
 * commit b41c1c3: internal/client/client.go (address, statuses that are tried again), internal/client/monitor.go (fields),
 * internal/provider/monitor/monitor_schema.go (limits).
 */
export const uptimeRobotApi = {
  /** Address of the API. */
  url: "https://api.uptimerobot.com/v3",
  /** Attempts at a call that is answered with 429. */
  attemptsAtLimit: 8,
  /** Attempts at a call that is answered with 5xx or not at all, where a second one does no harm. */
  attemptsAtFailure: 4,
  /** The longest wait that a `Retry-After` is followed for, in seconds. */
  longestRetryAfter: 120,
  /** Seconds that a deleted monitor may still be answered. */
  longestDeletion: 120,
} as const;

/** Seconds between two checks that the API takes; which of them depends on the plan: 300 at least on Free (from memory). */
export const uptimeRobotInterval = { minimum: 30, maximum: 86_400 } as const;

/** Words of the API for a monitor. */
export const uptimeRobotWords = {
  http: "HTTP",
  keyword: "KEYWORD",
  alertWhenMissing: "ALERT_NOT_EXISTS",
  caseSensitive: 0,
  paused: "PAUSED",
} as const;
