import { cause, type CauseFact } from "./cause";

/**
 * The causes that a doctor tells apart, each with what visitors see of it.
 *
 * Sources: the article on Error 502 that the project grew from (its groups); Cloudflare docs,
 * support/troubleshooting/http-status-codes/cloudflare-5xx-errors (codes); this project's own runs of nginx, Apache and PHP-FPM under one
 * fault each (what a server answers for a fault behind it).
 */
export const causes = {
  // The machine and its web server.
  "origin-down": cause("origin", [521, 502], "Nothing listens at the origin's port"),
  "origin-unreachable": cause("network", [522, 523], "Packets to the origin go unanswered"),
  "origin-slow": cause(
    "origin",
    [524, 504],
    "The origin takes longer than the wait for its answer",
  ),
  "origin-resets": cause("origin", [520, 502], "The origin breaks connections off"),
  "origin-truncates": cause(
    "origin",
    [520, 502],
    "The origin's answers break off, or their length is not what is said",
  ),
  "origin-malformed": cause("origin", [520, 502], "The origin's answers are not HTTP"),
  "origin-headers-too-large": cause(
    "origin",
    [520, 502],
    "The origin's headers are larger than a hop takes",
  ),
  "origin-compression-broken": cause(
    "origin",
    [502, 520],
    "The origin's compressed answers cannot be read",
  ),
  "origin-http2-broken": cause("origin", [520], "The origin offers HTTP/2 and does not keep to it"),
  "keep-alive-too-short": cause(
    "origin",
    [520, 502],
    "The origin closes idle connections before the hop in front of it does",
  ),
  "keep-alive-limit": cause(
    "origin",
    [520, 502],
    "The origin closes connections after a number of requests",
  ),
  "stranger-among-addresses": cause(
    "cloudflare",
    [502, 520, 526],
    "One of the addresses is another server",
  ),
  "web-server-crash": cause("origin", [502, 520], "The web server's processes crash"),
  "web-server-slots": cause(
    "origin",
    [502, 504, 522],
    "The web server has no free process or connection",
  ),
  "web-server-configuration": cause(
    "origin",
    [521, 500],
    "The web server does not take its configuration",
  ),
  "wrong-root": cause(
    "origin",
    [404, 403, 500],
    "The web server looks for the site in the wrong folder",
  ),
  "open-files-exhausted": cause("origin", [500, 502], "A process has no file handle left"),
  "disk-full": cause("origin", [500, 502], "The disk is full"),
  "memory-exhausted": cause("origin", [502, 520], "The system killed a process for its memory"),
  "cpu-exhausted": cause("origin", [504, 524], "The processor has no time left"),
  // What stands behind the web server.
  "upstream-down": cause("origin", [502, 503], "The application does not listen"),
  "upstream-unreachable": cause("origin", [504, 503], "The application's address goes unanswered"),
  "upstream-slow": cause(
    "origin",
    [504, 502],
    "The application takes longer than the web server waits",
  ),
  "upstream-closes-early": cause(
    "origin",
    [502],
    "The application closes connections before it has answered",
  ),
  "upstream-resets": cause("origin", [502], "The application breaks connections off"),
  "upstream-malformed": cause("origin", [502], "The application's answers are not HTTP"),
  "upstream-headers-too-large": cause(
    "origin",
    [502],
    "The application's headers are larger than the web server takes",
  ),
  "upstream-tls": cause(
    "origin",
    [502, 500],
    "The web server does not accept the application's certificate",
  ),
  "upstream-name-unresolved": cause(
    "origin",
    [502, 500],
    "The web server cannot resolve the application's name",
  ),
  "php-fpm-down": cause("origin", [502, 503], "PHP-FPM does not run"),
  "php-fpm-pool-exhausted": cause("origin", [502, 504], "PHP-FPM has no free worker"),
  "php-fpm-socket-rights": cause("origin", [502], "The web server may not open PHP-FPM's socket"),
  "php-fpm-terminates": cause("origin", [502, 504], "PHP-FPM ends scripts that take too long"),
  "php-fpm-worker-crash": cause("origin", [502], "PHP-FPM's workers crash"),
  "application-error": cause("origin", [500], "The application fails"),
  "application-memory-limit": cause("origin", [500], "Scripts reach their memory limit"),
  "application-time-limit": cause("origin", [500, 504], "Scripts reach their time limit"),
  "dependency-missing": cause(
    "origin",
    [500, 502],
    "A module or file that the application needs is missing",
  ),
  "node-heap-exhausted": cause("origin", [502], "Node has no heap left"),
  "database-down": cause("origin", [500, 502, 503], "The database does not listen"),
  "database-unreachable": cause("origin", [500, 504], "The database's address goes unanswered"),
  "database-connections": cause("origin", [500, 503], "The database has no free connection"),
  "database-access": cause(
    "origin",
    [500],
    "The database refuses the application's password or database",
  ),
  "cache-down": cause("origin", [500, 502], "The cache does not listen"),
  // TLS between Cloudflare and the origin.
  "certificate-expired": cause(
    "cloudflare",
    [526],
    "The origin's certificate has expired, or does not count yet",
  ),
  "certificate-wrong-name": cause(
    "cloudflare",
    [526],
    "The origin's certificate is for other names",
  ),
  "certificate-untrusted": cause(
    "cloudflare",
    [526],
    "The origin's certificate comes from nobody whom Cloudflare trusts",
  ),
  "certificate-chain-incomplete": cause(
    "cloudflare",
    [526],
    "The origin does not show the certificates between its own and the root",
  ),
  "certificate-not-reloaded": cause(
    "cloudflare",
    [526],
    "The origin shows another certificate than the one on its disk",
  ),
  "tls-version": cause(
    "cloudflare",
    [525],
    "The origin speaks no version of TLS that Cloudflare does",
  ),
  "tls-handshake": cause("cloudflare", [525], "The TLS handshake with the origin fails"),
  "plain-http-on-tls-port": cause(
    "cloudflare",
    [525, 520],
    "The origin speaks plain HTTP where TLS is expected",
  ),
  "client-certificate-missing": cause(
    "cloudflare",
    [400, 403, 520, 525],
    "The origin demands a client certificate that Cloudflare does not show",
  ),
  "encryption-mode": cause(
    "cloudflare",
    [301, 525, 526],
    "The zone's encryption mode and the origin do not fit",
  ),
  // Who is let in.
  "cloudflare-blocked": cause(
    "cloudflare",
    [522, 521, 403],
    "A firewall does not let Cloudflare in",
  ),
  "cloudflare-banned": cause(
    "cloudflare",
    [521, 522, 403],
    "fail2ban or its like has banned an address of Cloudflare's",
  ),
  "cloudflare-rate-limited": cause(
    "cloudflare",
    [503, 429, 502],
    "A limit counts Cloudflare as one visitor",
  ),
  "cloudflare-denied": cause(
    "cloudflare",
    [403],
    "The web server's access rules refuse Cloudflare",
  ),
  "module-denies": cause("cloudflare", [403, 406], "A security module refuses requests"),
  "route-swallows-cloudflare": cause(
    "network",
    [522, 523],
    "A route leads answers to Cloudflare elsewhere",
  ),
  // Names.
  "dns-retired-address": cause(
    "cloudflare",
    [521, 522, 523],
    "A record leads to an address that was given up",
  ),
  "dns-missing-record": cause("cloudflare", [530, 523], "A name has no record"),
  "dns-delegation": cause("cloudflare", [], "The zone's delegation is broken"),
  "dnssec-broken": cause("cloudflare", [], "The zone's signatures do not fit what its parent says"),
  "dns-not-proxied": cause("cloudflare", [], "The name does not go through Cloudflare"),
  // Cloudflare's own side.
  "edge-rule-answers": cause(
    "cloudflare",
    [403, 429, 503],
    "A rule of the zone answers in the origin's place",
  ),
  "edge-load-balancer-down": cause(
    "cloudflare",
    [530, 503],
    "Every pool of the load balancer is down",
  ),
  "edge-tunnel-down": cause(
    "cloudflare",
    [530, 502],
    "The tunnel has no connection, or its service does not answer",
  ),
  "edge-worker-error": cause("cloudflare", [500, 503], "A Worker fails"),
  "edge-own-error": cause("cloudflare", [502, 504], "Cloudflare itself fails"),
  "origin-answers-5xx": cause(
    "origin",
    [500, 502, 503, 504],
    "The origin itself answers with the error",
  ),
  // The way.
  "network-loss": cause("network", [522, 524, 520], "Packets are lost on the way"),
  "network-latency": cause("network", [522, 524], "The way is slow"),
  "network-mtu": cause("network", [520, 522, 524], "Large packets are lost on the way"),
  maintenance: cause("origin", [503], "The site is in maintenance"),
  "clock-wrong": cause("origin", [526, 525], "The origin's clock is wrong"),
} as const satisfies Readonly<Record<string, CauseFact>>;

/** What a doctor calls a cause. */
export type CauseId = keyof typeof causes;
