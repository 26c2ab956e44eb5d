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
