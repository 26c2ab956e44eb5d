import { patternsOf, type LogPattern } from "../pattern";

const kernel = patternsOf("kernel");
const systemd = patternsOf("systemd");
const fail2ban = patternsOf("fail2ban");

/**
 * The kernel's ring buffer, systemd's own lines and fail2ban's.
 *
 * Source: this project's runs of a cgroup out of memory and of fail2ban 1.0.2; Linux, mm/oom_kill.c, arch/x86/mm/fault.c and
 * net/netfilter/nf_conntrack_core.c; systemd, src/core/unit.c (`Failed with result`).
 */
export const systemPatterns: readonly LogPattern[] = [
  kernel(
    "out-of-memory",
    /^(?:Memory cgroup out of memory|Out of memory(?: \([^)]{1,40}\))?): Killed process \d+ \(/,
    "the kernel killed a process for its memory",
    ["memory-exhausted"],
  ),
  kernel(
    "segfault-php",
    /^php-?fpm[\w.]{0,8}\[\d+\]: segfault at /,
    "a worker of PHP-FPM crashed",
    ["php-fpm-worker-crash"],
  ),
  kernel(
    "segfault-web",
    /^(?:nginx|apache2|httpd|haproxy)\[\d+\]: segfault at /,
    "a process of the web server crashed",
    ["web-server-crash"],
  ),
  kernel(
    "conntrack",
    /^(?:nf_conntrack: )+table full, dropping packet/,
    "the table of connections is full, and the kernel drops packets",
    ["network-loss"],
  ),
  systemd(
    "oom-kill",
    /^[\w@.-]{1,80}\.service: Failed with result 'oom-kill'/,
    "a service was killed for its memory",
    ["memory-exhausted"],
  ),
  systemd(
    "php-fpm-failed",
    /^php[\w.-]{0,12}fpm[\w@.-]{0,40}\.service: Failed with result '/,
    "PHP-FPM's service failed",
    ["php-fpm-down"],
  ),
  systemd(
    "web-failed",
    /^(?:nginx|apache2|httpd|haproxy|caddy)\.service: Failed with result '/,
    "the web server's service failed",
    ["origin-down"],
  ),
  systemd(
    "database-failed",
    /^(?:mariadb|mysqld?|postgresql)[\w@.-]{0,40}\.service: Failed with result '/,
    "the database's service failed",
    ["database-down"],
  ),
  systemd(
    "cache-failed",
    /^(?:redis|valkey|memcached)[\w@.-]{0,40}\.service: Failed with result '/,
    "the cache's service failed",
    ["cache-down"],
  ),
  fail2ban("ban", /^\[[^\]]{1,80}\] Ban /, "fail2ban bans a client", ["cloudflare-banned"], {
    ofClient: true,
  }),
];
