/** What checks from outside may ask, where the services have limits in common. */
export const checkLimits = {
  /** Seconds between two checks; what each service takes of them stands in its own file. */
  interval: { minimum: 1, maximum: 86_400 },
  /** Seconds until an answer counts as none. Source: UptimeRobot's API 3, `timeout`: 60 at most; the others take more. */
  timeout: { minimum: 1, maximum: 60 },
} as const;
