import { patternsOf, type LogPattern } from "../pattern";

const row = patternsOf("haproxy");

/**
 * HAProxy's log. Of a request the message is its status and its termination state, such as `504 sH--`.
 *
 * Source: HAProxy configuration manual, section 8.5 (session state at disconnection), and this project's runs.
 */
export const haproxyPatterns: readonly LogPattern[] = [
  row("server-down", /^Server \S+ is DOWN, reason: /, "a server failed its health checks", [
    "upstream-down",
  ]),
  row(
    "no-server",
    /^(?:backend|proxy) \S+ has no server available/,
    "a backend has no server left",
    ["upstream-down"],
  ),
  row("refused", /^\d{3} SC/, "the application refuses connections", ["upstream-down"]),
  row("connect-timeout", /^\d{3} sC/, "the application's address does not answer", [
    "upstream-unreachable",
  ]),
  row("closed-early", /^\d{3} SH/, "the application closed the connection before it answered", [
    "upstream-closes-early",
    "upstream-resets",
  ]),
  row("read-timeout", /^\d{3} s[HD]/, "the application does not answer in time", ["upstream-slow"]),
  row("truncated", /^\d{3} SD/, "the application closed the connection amid its answer", [
    "upstream-closes-early",
  ]),
  row("malformed", /^502 PH/, "the application's answer is not HTTP", ["upstream-malformed"]),
  row("queue", /^\d{3} sQ/, "a request waited too long for a free server", ["web-server-slots"]),
];
