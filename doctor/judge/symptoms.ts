import type { CauseId } from "../../facts/causes";

const databases = [
  "database-down",
  "database-unreachable",
  "database-connections",
  "database-access",
] as const;

const resources = [
  "disk-full",
  "memory-exhausted",
  "cpu-exhausted",
  "open-files-exhausted",
] as const;

const application = [
  ...["application-error", "application-memory-limit", "application-time-limit"],
  ...["dependency-missing", "node-heap-exhausted", "cache-down", ...databases],
] as const;

const phpFpm = [
  ...["php-fpm-down", "php-fpm-pool-exhausted", "php-fpm-socket-rights"],
  ...["php-fpm-terminates", "php-fpm-worker-crash"],
] as const;

const upstream = [
  ...["upstream-down", "upstream-unreachable", "upstream-slow", "upstream-closes-early"],
  ...["upstream-resets", "upstream-malformed", "upstream-headers-too-large", "upstream-tls"],
  ...["upstream-name-unresolved"],
] as const;

/**
 * Causes that may have another one behind them: where both are found, the one behind comes first, and the other is what is seen of it.
 * Source: what the servers of this project's own recordings answered for a fault behind them; from memory where it is a machine's.
 */
export const symptoms: Readonly<Partial<Record<CauseId, readonly CauseId[]>>> = {
  "origin-answers-5xx": list(
    [...upstream, ...phpFpm, ...application, ...resources],
    ["web-server-slots", "wrong-root", "maintenance", "cloudflare-rate-limited", "module-denies"],
    ["web-server-configuration"],
  ),
  "origin-slow": list(
    ["upstream-slow", "upstream-unreachable", "php-fpm-pool-exhausted", "web-server-slots"],
    ["application-time-limit", "network-mtu", "network-latency", ...databases, ...resources],
  ),
  "origin-resets": list(
    ["web-server-crash", "keep-alive-too-short", "keep-alive-limit", "module-denies"],
    ["upstream-malformed", "upstream-closes-early", "upstream-resets"],
    ["web-server-slots", "node-heap-exhausted", ...resources],
  ),
  "origin-truncates": list(
    ["web-server-crash", "upstream-closes-early", "upstream-resets", "upstream-malformed"],
    ["node-heap-exhausted", ...phpFpm, ...resources],
  ),
  "origin-down": list(
    ["web-server-configuration", "web-server-crash", "node-heap-exhausted", "cloudflare-banned"],
    ["dns-retired-address", ...resources],
  ),
  "origin-unreachable": list(["dns-retired-address", "web-server-slots"]),
  "cloudflare-blocked": list(["cloudflare-banned", "route-swallows-cloudflare"]),
  "certificate-expired": list(["certificate-not-reloaded", "clock-wrong"]),
  "certificate-wrong-name": list(["stranger-among-addresses", "dns-retired-address"]),
  "certificate-untrusted": list(["stranger-among-addresses", "dns-retired-address"]),
  "tls-handshake": list(
    ["tls-version", "plain-http-on-tls-port", "client-certificate-missing"],
    ["web-server-slots", "web-server-crash", ...resources],
    ["network-latency", "network-loss", "network-mtu"],
  ),
  "application-error": list(
    ["application-memory-limit", "application-time-limit", "dependency-missing"],
    ["cache-down", "disk-full", "open-files-exhausted", "maintenance", ...databases],
  ),
  "upstream-down": list([
    "php-fpm-down",
    "node-heap-exhausted",
    "dependency-missing",
    ...resources,
  ]),
  "upstream-resets": list(["php-fpm-worker-crash", "php-fpm-terminates", "memory-exhausted"]),
  "upstream-closes-early": list([
    "php-fpm-worker-crash",
    "node-heap-exhausted",
    "memory-exhausted",
  ]),
  "upstream-slow": list([
    "php-fpm-pool-exhausted",
    "database-unreachable",
    "database-connections",
    "cpu-exhausted",
  ]),
  "php-fpm-worker-crash": list(["memory-exhausted"]),
  // Scripts that take long fill a pool, and a full pool lets scripts wait: what more speaks for comes first.
  "php-fpm-pool-exhausted": list([
    ...(["upstream-slow", "application-time-limit", "php-fpm-terminates"] as const),
    ...(["database-unreachable", "database-connections", "cpu-exhausted"] as const),
  ]),
  "web-server-crash": list(["memory-exhausted"]),
  "database-down": list(["disk-full", "memory-exhausted"]),
};

/** Of two that may each be behind the other: the first is, where a witness names it alone. */
export const rootFirst: readonly (readonly [root: CauseId, seen: CauseId])[] = [
  ["upstream-slow", "php-fpm-pool-exhausted"],
];

function list(...groups: readonly (readonly CauseId[])[]): readonly CauseId[] {
  return groups.flat();
}

/**
 * The causes that may be behind another one, at any depth.
 * @param cause - The one that is seen.
 * @returns Those behind it, without itself.
 */
export function behind(cause: CauseId): ReadonlySet<CauseId> {
  const found = new Set<CauseId>();
  const open = [...(symptoms[cause] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next !== cause && !found.has(next)) {
      found.add(next);
      open.push(...(symptoms[next] ?? []));
    }
  }
  return found;
}
