/** What a monitor speaks. */
export const MonitorType = {
  /** HTTP in clear. */
  Http: "http",
  /** HTTP with TLS. */
  Https: "https",
  /** A TCP connection and nothing else. */
  Tcp: "tcp",
  /** UDP with ICMP as the answer that nobody is there. Enterprise only. */
  UdpIcmp: "udp_icmp",
  /** An echo. Enterprise only. */
  IcmpPing: "icmp_ping",
  /** Mail. Enterprise only. */
  Smtp: "smtp",
} as const;

/** What a monitor speaks. Source: validators of the Cloudflare provider, load_balancer_monitor. */
export type MonitorType = (typeof MonitorType)[keyof typeof MonitorType];

/** Monitors that ask for a path and look at a code. Source: Cloudflare docs, load-balancing/monitors. */
export const httpMonitorTypes: readonly string[] = [MonitorType.Http, MonitorType.Https];

/**
 * Monitors that have no port of their own. Source: Cloudflare API reference, load_balancers/monitors, `port` ("must be
 * defined for TCP, UDP and SMTP checks").
 */
export const monitorTypesWithPort: readonly string[] = [
  MonitorType.Tcp,
  MonitorType.UdpIcmp,
  MonitorType.Smtp,
];

/** The longest interval of a monitor, in seconds. Source: Cloudflare docs, load-balancing/reference/limitations. */
export const maximumMonitorIntervalSeconds = 3600;

/**
 * What Cloudflare does where a monitor leaves a value out. Source: schema of the Cloudflare provider,
 * load_balancer_monitor.
 */
export const monitorDefaults = {
  type: MonitorType.Http,
  method: "GET",
  path: "/",
  expectedCodes: "",
  intervalSeconds: 60,
  timeoutSeconds: 5,
  retries: 2,
  consecutiveDown: 0,
  consecutiveUp: 0,
  allowInsecure: false,
  followRedirects: false,
} as const;
