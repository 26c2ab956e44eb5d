import { lowestServerErrorStatus } from "../httpStatus";
/** How an exchange between Cloudflare and an origin can fail, and what visitors see then. */
export interface EdgeFailure {
  /** The status of the answer. */
  readonly code: number;
  /** The code of the 1xxx class that stands on the page too; undefined for none. */
  readonly detailCode?: number;
  /** What happened, as a sentence without a full stop. */
  readonly cause: string;
  /** Rows of `rehearsalConstants` that this follows from. */
  readonly basedOn: readonly string[];
}

/**
 * The failures that the edge makes an answer of its own for.
 * Source: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-5xx-errors (error-520 to error-530), and
 * load-balancing/understand-basics/health-details for a load balancer that has no pool left.
 */
export const edgeFailures = {
  refused: { code: 521, cause: "the origin refused the connection", basedOn: [] },
  connectTimeout: {
    code: 522,
    cause: "the origin did not answer the connection in time",
    basedOn: ["connect"],
  },
  unacknowledged: {
    code: 522,
    cause: "the origin did not acknowledge the request in time",
    basedOn: ["acknowledge", "retransmission"],
  },
  unreachable: { code: 523, cause: "no route led to the origin", basedOn: [] },
  unresolved: {
    code: 530,
    detailCode: 1016,
    cause: "the origin's name did not resolve",
    basedOn: [],
  },
  noPool: {
    code: 530,
    detailCode: 1016,
    cause: "no pool was left, and the fallback pool was switched off",
    basedOn: [],
  },
  tunnelDown: {
    code: 530,
    detailCode: 1033,
    cause: "no connector of the tunnel was there",
    basedOn: ["tunnelDown"],
  },
  tunnelService: {
    code: 502,
    cause: "the tunnel's connector did not reach the service",
    basedOn: [],
  },
  readTimeout: {
    code: 524,
    cause: "the origin did not begin its answer in time",
    basedOn: ["read"],
  },
  writeTimeout: {
    code: 524,
    cause: "the origin did not take the request in time",
    basedOn: ["write"],
  },
  handshake: { code: 525, cause: "the TLS handshake with the origin failed", basedOn: [] },
  handshakeTimeout: {
    code: 525,
    cause: "the TLS handshake with the origin did not end in time",
    basedOn: ["handshake"],
  },
  certificate: { code: 526, cause: "the origin's certificate was not valid", basedOn: [] },
  emptyAnswer: {
    code: 520,
    cause: "the origin closed the connection without an answer",
    basedOn: [],
  },
  reusedConnection: {
    code: 520,
    cause: "the origin closed an idle connection just as it was used again",
    basedOn: ["reusedConnection", "idle"],
  },
  keepAlive: {
    code: 520,
    cause: "the origin no longer answered on the connection",
    basedOn: ["keepAliveProbes"],
  },
  malformedAnswer: { code: 520, cause: "the origin's answer was not HTTP", basedOn: [] },
  largeHeaders: {
    code: 520,
    cause: "the headers of the origin's answer were too large",
    basedOn: ["headerBytes", "headerLineBytes"],
  },
} as const satisfies Readonly<Record<string, EdgeFailure>>;

/** A failure, by its name in `edgeFailures`. */
export type EdgeFailureName = keyof typeof edgeFailures;

/** What is broken off once its first bytes are on their way keeps its status. */
export const brokenOff = "the origin's answer broke off";

/**
 * What Cloudflare's pages and structured errors say of a code.
 * Source: Cloudflare docs, fundamentals/reference/error-responses (category, seconds until a retry); titles from the pages of the codes.
 * The names of 502, 522, 524 and 1015 are from answers that people quoted; the others are made after them.
 */
export interface EdgeErrorPage {
  /** Its title, without `Error 522: `. */
  readonly title: string;
  /** `error_name`. */
  readonly name: string;
  /** `error_category`. */
  readonly category: "origin" | "ssl" | "dns" | "config" | "rate_limit";
  /** Seconds of `Retry-After`; undefined where a retry does not help. */
  readonly retryAfterSeconds: number | undefined;
}

/** The pages by their codes: of the 1xxx class where there is one, else of the status. */
export const edgeErrorPages: Readonly<Record<number, EdgeErrorPage>> = {
  502: page("Bad gateway", "origin_bad_gateway", "origin", 60),
  504: page("Gateway time-out", "origin_gateway_timeout", "origin", 120),
  520: page("Web server is returning an unknown error", "origin_unknown_error", "origin", 60),
  521: page("Web server is down", "origin_down", "origin", 120),
  522: page("Connection timed out", "connection_timeout", "origin", 120),
  523: page("Origin is unreachable", "origin_unreachable", "origin", 120),
  524: page("A timeout occurred", "origin_response_timeout", "origin", 120),
  525: page("SSL handshake failed", "ssl_handshake_failed", "ssl", undefined),
  526: page("Invalid SSL certificate", "invalid_ssl_certificate", "ssl", undefined),
  1015: page("You are being rate limited", "rate_limited", "rate_limit", 30),
  1016: page("Origin DNS error", "origin_dns_error", "dns", undefined),
  1033: page("Cloudflare Tunnel error", "argo_tunnel_error", "config", 120),
};

/** Statuses of the errors of an origin for which Cloudflare has a page of its own, ascending. */
export const edgeErrorStatuses: readonly number[] = [
  ...new Set([
    ...Object.keys(edgeErrorPages).map(Number),
    ...Object.values(edgeFailures).map(({ code }) => code),
  ]),
]
  .filter((code) => code >= lowestServerErrorStatus && code < 1000)
  .sort((one, other) => one - other);

/**
 * What `cf-error-type` says of an error that Cloudflare made.
 * Source: Cloudflare docs, support/troubleshooting/http-status-codes/cloudflare-error-headers, which names 52x, 1000, 1016, 1101 and 1102,
 * and nothing for 502 and 504: those that it does not name are made after them.
 * @param code - The status.
 * @param detailCode - The code of the 1xxx class; undefined for none.
 * @returns Undefined where there is no such header.
 */
export function errorType(code: number, detailCode: number | undefined): string | undefined {
  return detailCode === undefined
    ? code >= 520 && code <= 526
      ? "52x"
      : undefined
    : String(detailCode);
}

function page(
  title: string,
  name: string,
  category: EdgeErrorPage["category"],
  retryAfterSeconds: number | undefined,
): EdgeErrorPage {
  return { title, name, category, retryAfterSeconds };
}

/**
 * Why a probe failed, in the words of Cloudflare's events.
 * Source: Cloudflare docs, load-balancing/troubleshooting/common-error-codes.
 */
export const probeFailures = {
  refused: "TCP connection failed",
  connectTimeout: "TCP Timeout",
  unreachable: "No route to host",
  unresolved: "DNS Unknown Host",
  timeout: "HTTP timeout occurred",
  reset: "Connection Reset by Peer",
  handshake: "TLS Handshake Failure",
  untrusted: "TLS untrusted certificate",
  nameMismatch: "TLS name mismatch",
  code: "Response code mismatch",
  body: "Response body mismatch",
  invalid: "HTTP Invalid Response",
} as const;
