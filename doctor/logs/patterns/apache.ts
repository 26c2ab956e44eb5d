import { patternsOf, type LogPattern } from "../pattern";

const row = patternsOf("apache");

/**
 * Apache's error log. A message begins with its module's name, here and in the table.
 *
 * Source: this project's runs of Apache 2.4.71 under one fault each; Apache httpd, docs/log-message-tags for numbers that were not
 * provoked (AH00072, AH00489, AH00493, AH02565). Lines that only follow another (AH00898, AH00959, AH01067, AH01079, AH01084, AH01097,
 * AH01106, AH01114, AH02003) are not counted.
 */
export const apachePatterns: readonly LogPattern[] = [
  row(
    "started",
    /^\S+ AH00(?:163|489|292): .*resuming normal operations/,
    "Apache started or reloaded",
    [],
    { isStart: true },
  ),
  row("slots", /^\S+ AH00(?:161|484): /, "Apache has no free worker", ["web-server-slots"]),
  row(
    "child-killed",
    /^\S+ AH00052: child pid \d+ exit signal Killed/,
    "a process of Apache was killed",
    ["memory-exhausted"],
  ),
  row(
    "child-crashed",
    /^\S+ AH0005[012]: child pid \d+ exit signal /,
    "a process of Apache crashed",
    ["web-server-crash"],
  ),
  row(
    "fpm-refused",
    /^\S+ \((?:111|2)\)[^:]{1,60}: AH0(?:0957|2454): FCGI: /,
    "PHP-FPM does not listen",
    ["php-fpm-down"],
  ),
  row(
    "fpm-socket-rights",
    /^\S+ \(13\)[^:]{1,60}: AH0(?:0957|2454): FCGI: /,
    "Apache may not open PHP-FPM's socket",
    ["php-fpm-socket-rights"],
  ),
  row(
    "fpm-backlog-full",
    /^\S+ \(11\)[^:]{1,60}: AH0(?:0957|2454): FCGI: /,
    "the queue of PHP-FPM's socket is full",
    ["php-fpm-pool-exhausted"],
  ),
  row(
    "fpm-connect-timeout",
    /^\S+ \((?:70007|110)\)[^:]{1,60}: AH0(?:0957|2454): FCGI: /,
    "PHP-FPM does not accept connections in time",
    ["php-fpm-pool-exhausted", "upstream-unreachable"],
  ),
  row(
    "fpm-reset",
    /^\S+ \((?:104|20014|32)\)[^:]{1,60}: AH01075: /,
    "a worker of PHP-FPM went away amid a request",
    ["php-fpm-worker-crash", "memory-exhausted", "php-fpm-terminates", "php-fpm-socket-rights"],
  ),
  row(
    "fpm-read-timeout",
    /^\S+ \(70007\)[^:]{1,60}: AH01075: /,
    "PHP-FPM does not answer in time",
    ["upstream-slow", "php-fpm-pool-exhausted"],
  ),
  row(
    "primary-script-unknown",
    /^\S+ AH01071: Got error 'Primary script unknown/,
    "PHP-FPM does not find the script",
    ["wrong-root"],
  ),
  row(
    "upstream-refused",
    /^\S+ \((?:111|2)\)[^:]{1,60}: AH0(?:0957|2454): /,
    "the application refuses connections",
    ["upstream-down"],
  ),
  row(
    "upstream-unreachable",
    /^\S+ \((?:70007|110|113|101)\)[^:]{1,60}: AH00957: /,
    "the application's address does not answer",
    ["upstream-unreachable"],
  ),
  row(
    "upstream-read-timeout",
    /^\S+ \((?:70007|110)\)[^:]{1,60}: AH01102: /,
    "the application does not answer in time",
    ["upstream-slow"],
  ),
  row(
    "upstream-closed-early",
    /^\S+ \((?:20014|70014)\)[^:]{1,60}: AH01102: /,
    "the application closed the connection before it answered",
    ["upstream-closes-early"],
  ),
  row(
    "upstream-reset",
    /^\S+ \((?:104|32)\)[^:]{1,60}: AH01102: /,
    "the application broke the connection off",
    ["upstream-resets"],
  ),
  row(
    "upstream-truncated",
    /^\S+ (?:\(\d+\)[^:]{1,60}: )?AH01110: /,
    "the application closed the connection amid its answer",
    ["upstream-closes-early"],
  ),
  row(
    "upstream-malformed",
    /^\S+ (?:\(\d+\)[^:]{1,60}: )?AH10404: /,
    "the application's answer is not HTTP",
    ["upstream-malformed"],
  ),
  row(
    "upstream-header-too-big",
    /^\S+ (?:\(\d+\)[^:]{1,60}: )?AH10124: /,
    "the application's header is larger than Apache takes",
    ["upstream-headers-too-large"],
  ),
  row(
    "upstream-tls",
    /^ssl AH02(?:276|411): (?:Certificate Verification: Error|SSL Proxy: )(?!.{0,60}\bclient\b)/,
    "TLS with the application fails",
    ["upstream-tls"],
  ),
  row(
    "upstream-name",
    /^\S+ (?:\([^)]{1,10}\)[^:]{1,60}: )?AH00898: DNS lookup failure/,
    "the application's name cannot be resolved",
    ["upstream-name-unresolved"],
  ),
  row("open-files", /^\S+ \(2[34]\)Too many open files/, "Apache has no file handle left", [
    "open-files-exhausted",
  ]),
  row("disk-full", /^\S+ \(28\)No space left on device: /, "Apache's disk is full", ["disk-full"]),
  row("bind", /^\S+ \((?:98|13|99)\)[^:]{1,60}: AH00072: /, "Apache cannot take its port", [
    "origin-down",
    "web-server-configuration",
  ]),
  row(
    "htaccess",
    /^core \/\S{1,1000}: (?:Invalid command '|\S{1,100} not allowed here$|\S{1,100} (?:takes|requires) |Illegal override option )/,
    "Apache does not take what an .htaccess says",
    ["web-server-configuration"],
  ),
  row("key-mismatch", /^ssl AH0256[2-5]: /, "Apache does not take its certificate", [
    "web-server-configuration",
  ]),
  row(
    "denied",
    /^(?:authz_core AH01630|access_compat AH01797): /,
    "an access rule refuses a client",
    ["cloudflare-denied"],
    {
      ofClient: true,
    },
  ),
  row(
    "evasive",
    /^evasive20 client denied by server configuration/,
    "mod_evasive refuses a client",
    ["cloudflare-rate-limited"],
    { ofClient: true },
  ),
  row(
    "modsecurity",
    /^security2 ModSecurity: Access denied with code/,
    "ModSecurity refuses a request",
    ["module-denies"],
  ),
  row(
    "plain-to-tls",
    /^ssl AH01996: /,
    "a client speaks plain HTTP to the port for TLS",
    ["encryption-mode"],
    { ofClient: true },
  ),
];
