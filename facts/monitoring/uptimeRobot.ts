/**
 * UptimeRobot's API 3. Source, where no other is named: the code of its own Terraform provider, uptimerobot/terraform-provider-uptimerobot,
 * commit b41c1c3: internal/client/client.go (address, statuses that are tried again), internal/client/monitor.go (fields, filters of the
 * list, which takes tags), internal/provider/monitor/monitor_schema.go (limits; tags in small letters), monitor_crud_create.go there (a
 * create that is answered with an error and has made the monitor; the waits before it is listed; GET where no method is given).
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
  /** Seconds between the looks for a monitor whose create was not answered: the list may not have it at once. */
  looksAfterSeconds: [0, 0.25, 0.5, 1, 2],
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
  /**
   * How the URL is asked. Without it the API takes HEAD, whose answer holds no text to look for. Source: its specification, as
   * GoSuccessHQ/uptimerobot-api has it (commit db97487, CreateHttpMonitorDto).
   */
  method: "GET",
} as const;
