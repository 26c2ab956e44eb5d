import { patternsOf, type LogPattern } from "../pattern";

const row = patternsOf("nginx");
const fastcgi = '(?=.*, upstream: "fastcgi:)';

/**
 * nginx's error log, of what stands behind it.
 *
 * Source: this project's runs of nginx 1.22 under one fault each; nginx, src/event/ngx_event_connect.c (a
 * connection that fails at once names its address) and src/http/ngx_http_upstream.c for what was not provoked (FastCGI's own words).
 */
export const nginxUpstreamPatterns: readonly LogPattern[] = [
  row(
    "fpm-socket-missing",
    new RegExp(`^connect\\(\\) to unix:\\S+ failed \\(2: ${fastcgi}`),
    "PHP-FPM's socket is not there",
    ["php-fpm-down"],
  ),
  row(
    "fpm-socket-rights",
    new RegExp(`^connect\\(\\) to unix:\\S+ failed \\(13: ${fastcgi}`),
    "nginx may not open PHP-FPM's socket",
    ["php-fpm-socket-rights"],
  ),
  row(
    "fpm-backlog-full",
    new RegExp(`^connect\\(\\) to unix:\\S+ failed \\(11: ${fastcgi}`),
    "the queue of PHP-FPM's socket is full",
    ["php-fpm-pool-exhausted"],
  ),
  row(
    "fpm-refused",
    new RegExp(`^connect\\(\\) (?:to \\S+ )?failed \\(111: ${fastcgi}`),
    "PHP-FPM refuses connections",
    ["php-fpm-down"],
  ),
  row(
    "fpm-connect-timeout",
    new RegExp(
      `^upstream timed out \\(110: Connection timed out\\) while connecting to upstream${fastcgi}`,
    ),
    "PHP-FPM does not accept connections in time",
    ["php-fpm-pool-exhausted", "upstream-unreachable"],
  ),
  row(
    "fpm-read-timeout",
    new RegExp(
      `^upstream timed out \\(110: Connection timed out\\) while (?:reading|sending)${fastcgi}`,
    ),
    "PHP-FPM does not answer in time",
    ["upstream-slow", "php-fpm-pool-exhausted"],
  ),
  row(
    "fpm-reset",
    new RegExp(
      `^(?:recv|readv|writev)\\(\\) failed \\((?:104|32): [^)]{1,40}\\) while (?:reading response header from|reading|sending request to) upstream${fastcgi}`,
    ),
    "a worker of PHP-FPM went away amid a request",
    ["php-fpm-worker-crash", "memory-exhausted", "php-fpm-terminates", "php-fpm-socket-rights"],
  ),
  row(
    "fpm-closed-early",
    new RegExp(
      `^upstream prematurely closed (?:connection|FastCGI stdout) while reading response header from upstream${fastcgi}`,
    ),
    "a worker of PHP-FPM closed the connection amid a request",
    ["php-fpm-worker-crash", "memory-exhausted", "php-fpm-terminates", "php-fpm-socket-rights"],
  ),
  row(
    "primary-script-unknown",
    /^FastCGI sent in stderr: "Primary script unknown"/,
    "PHP-FPM does not find the script",
    ["wrong-root"],
  ),
  row(
    "upstream-socket-missing",
    /^connect\(\) to unix:\S+ failed \(2: /,
    "the application's socket is not there",
    ["upstream-down"],
  ),
  row(
    "upstream-refused",
    /^connect\(\) (?:to \S+ )?failed \(111: /,
    "the application refuses connections",
    ["upstream-down"],
  ),
  row(
    "upstream-no-route",
    /^connect\(\) (?:to \S+ )?failed \((?:101|113): /,
    "there is no route to the application",
    ["upstream-unreachable"],
  ),
  row(
    "upstream-connect-timeout",
    /^upstream timed out \(110: Connection timed out\) while connecting to upstream/,
    "the application's address does not answer",
    ["upstream-unreachable"],
  ),
  row(
    "upstream-tls-timeout",
    /^upstream timed out \(110: Connection timed out\) while SSL handshaking to upstream/,
    "the application does not answer a TLS handshake",
    ["upstream-tls"],
  ),
  row(
    "upstream-read-timeout",
    /^upstream timed out \(110: Connection timed out\) while (?:reading|sending)/,
    "the application does not answer in time",
    ["upstream-slow"],
  ),
  row(
    "upstream-closed-early",
    /^upstream prematurely closed connection while reading response header from upstream/,
    "the application closed the connection before it answered",
    ["upstream-closes-early"],
  ),
  row(
    "upstream-truncated",
    /^upstream prematurely closed connection while reading upstream/,
    "the application closed the connection amid its answer",
    ["upstream-closes-early"],
  ),
  row(
    "upstream-reset",
    /^(?:recv|readv|writev)\(\) failed \((?:104|32): [^)]{1,40}\) while (?:reading response header from|reading|sending request to) upstream/,
    "the application broke the connection off",
    ["upstream-resets"],
  ),
  row(
    "upstream-header-too-big",
    /^upstream sent too big header/,
    "the application's header is larger than nginx's buffer",
    ["upstream-headers-too-large"],
  ),
  row(
    "upstream-malformed",
    /^upstream sent (?:invalid (?:header|chunked response)|no valid HTTP|unsupported FastCGI)/,
    "the application's answer is not HTTP",
    ["upstream-malformed"],
  ),
  row(
    "upstream-tls",
    /^(?:upstream SSL certificate |SSL_do_handshake\(\) failed \([^)]{1,300}\) while SSL handshaking to upstream)/,
    "TLS with the application fails",
    ["upstream-tls"],
  ),
  row(
    "upstream-name",
    /^(?:\S+ could not be resolved|(?:send|recv)\(\) failed \(\d+: [^)]{1,60}\) while resolving)/,
    "the application's name cannot be resolved",
    ["upstream-name-unresolved"],
  ),
  row(
    "upstream-name-at-start",
    /^host not found in upstream /,
    "nginx does not start, because it cannot resolve the application's name",
    ["upstream-name-unresolved", "web-server-configuration"],
  ),
  row("no-live-upstreams", /^no live upstreams /, "every server of the group has failed", [
    "upstream-down",
    "upstream-unreachable",
    "upstream-slow",
  ]),
  row(
    "upstream-disabled",
    /^upstream server temporarily disabled /,
    "a server of the group has failed",
    ["upstream-down", "upstream-unreachable", "upstream-slow"],
  ),
];
