/** A limit of the connection between Cloudflare and an origin. */
export interface ConnectionLimit {
  /** Seconds until the limit is reached. */
  readonly seconds: number;
  /** The error that the visitor sees then. */
  readonly code: number;
  /** What older or other pages of Cloudflare's docs say, in seconds. */
  readonly alsoDocumented: readonly number[];
}

/**
 * The limits between Cloudflare and an origin.
 * Source: Cloudflare docs, fundamentals/reference/connection-limits; other figures from
 * support/troubleshooting/http-status-codes/cloudflare-5xx-errors and speed/optimization/protocol/http2-to-origin.
 */
export const originConnectionLimits = {
  /** From SYN to SYN+ACK. */
  connect: { seconds: 19, code: 522, alsoDocumented: [15] },
  /** Until the request is acknowledged. */
  acknowledge: { seconds: 90, code: 522, alsoDocumented: [] },
  /** Until the answer begins, and between two parts of it. Enterprise zones may set up to 6000. */
  read: { seconds: 120, code: 524, alsoDocumented: [100, 125] },
  /** Until a part of the request has been written. */
  write: { seconds: 30, code: 524, alsoDocumented: [] },
  /** How long an idle connection is kept for the next request: origins must keep theirs longer. */
  idle: { seconds: 900, code: 520, alsoDocumented: [] },
} as const satisfies Record<string, ConnectionLimit>;

/**
 * The setting of a zone by which Enterprise changes the read timeout, in seconds.
 * Source: Cloudflare docs, error-524; types of the package `@pulumi/cloudflare` 6, `ZoneSetting`.
 */
export const readTimeoutSetting = "proxy_read_timeout";

/**
 * How Cloudflare finds out that nobody is at the other end of a connection on which nothing waits for an acknowledgement.
 * Source: Cloudflare docs, fundamentals/reference/connection-limits (TCP Keep-Alive Interval: 30 s, 520) and tcp-connections ("does not
 * respond to two keep-alives"); the seconds between the two are from an older copy of the latter.
 */
const originKeepAlive = {
  /** Seconds of silence after which it asks. */
  seconds: 30,
  /** Seconds that it waits for an answer, and asks again. */
  betweenSeconds: 15,
  /** How often it asks. */
  probes: 2,
} as const;

/**
 * Seconds after which TCP sends again first what nobody acknowledges; each time after that it waits twice as long. Source: RFC 6298, sections
 * 2 and 5.5, whose least is a second; systems begin earlier where a connection was fast, and Cloudflare's are not known.
 */
export const firstRetransmissionSeconds = 1;

/** Seconds after which a connection is given up at the latest whose other end went silent with nothing left to acknowledge. */
export const severedSeconds =
  originKeepAlive.seconds + originKeepAlive.probes * originKeepAlive.betweenSeconds;
