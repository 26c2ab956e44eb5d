import type { CauseId } from "./causes";

/** A page that a server or an application shows in place of the site. */
export interface ApplicationPage {
  /** What it says, as a sentence without a full stop. */
  readonly says: string;
  /** The statuses that it comes with. */
  readonly statuses: readonly number[];
  /** What stands in it. */
  readonly text: RegExp;
  /** What it comes from; several where the page does not say. */
  readonly causes: readonly CauseId[];
}

const fails = [500, 502, 503, 504] as const;

const closes: readonly CauseId[] = [
  ...(["upstream-down", "php-fpm-down", "php-fpm-socket-rights", "upstream-resets"] as const),
  ...(["upstream-closes-early", "php-fpm-worker-crash", "php-fpm-terminates"] as const),
  ...(["upstream-malformed", "upstream-headers-too-large", "upstream-tls"] as const),
];

const waits: readonly CauseId[] = [
  ...(["upstream-slow", "upstream-unreachable", "php-fpm-pool-exhausted"] as const),
];

/**
 * Pages of errors, the more telling ones first: those of applications, and then those of web servers, which tell no more than how it
 * failed.
 *
 * Sources: WordPress, wp-includes/functions.php (dead_db, wp_maintenance) and class-wp-fatal-error-handler.php; Laravel, error views and
 * the messages of PDO, Predis and PHP that its debug page shows; Node.js documentation, errors (codes, MODULE_NOT_FOUND); nginx,
 * ngx_http_special_response.c; Apache, util_script and http_protocol.c (get_canned_error_string); AWS documentation, Application Load
 * Balancers, troubleshooting (answers of awselb). The words of MySQL and PostgreSQL are those of their error references.
 */
export const applicationPages: readonly ApplicationPage[] = [
  page(
    "the database has no free connection",
    /Too many connections|\[1040\]|too many clients already/,
    ["database-connections"],
  ),
  page(
    "the database refuses the application",
    /Access denied for user|Unknown database|\[10(?:44|45|49)\]|password authentication failed/,
    ["database-access"],
  ),
  page(
    "the database does not take connections",
    /SQLSTATE\[(?:HY000|08006)\][^<]{0,80}(?:Connection refused|No such file or directory)|ECONNREFUSED[^<]{0,40}:(?:3306|5432|27017)\b/,
    ["database-down"],
  ),
  page(
    "the database's address goes unanswered",
    /SQLSTATE\[(?:HY000|08006)\][^<]{0,80}(?:timed out|No route to host)|ETIMEDOUT[^<]{0,40}:(?:3306|5432|27017)\b/,
    ["database-unreachable"],
  ),
  page("WordPress has no connection to its database", /Error establishing a database connection/, [
    ...(["database-down", "database-access", "database-connections"] as const),
    "database-unreachable",
  ]),
  page(
    "the cache does not take connections",
    /Connection refused \[tcp:\/\/[^\]]{1,80}:(?:6379|11211)\]|RedisException|ECONNREFUSED[^<]{0,40}:(?:6379|11211)\b/,
    ["cache-down"],
  ),
  page(
    "a module or a file is missing",
    /Cannot find module|MODULE_NOT_FOUND|Failed opening required|Class (?:"|&quot;)[^<]{1,200} not found|Call to undefined function/,
    ["dependency-missing"],
  ),
  page("a script reached its memory limit", /Allowed memory size of \d+ bytes exhausted/, [
    "application-memory-limit",
  ]),
  page("a script reached its time limit", /Maximum execution time of \d+ seconds? exceeded/, [
    "application-time-limit",
  ]),
  page("the disk is full", /No space left on device/, ["disk-full"]),
  page(
    "the site is in maintenance",
    /Briefly unavailable for scheduled maintenance|<title>Service Unavailable<\/title>[^]{0,4000}503/,
    ["maintenance"],
    [503],
  ),
  page(
    "the application fails",
    /There has been a critical error on this website|Whoops, looks like something went wrong|Uncaught (?:Error|\w*Exception)/,
    ["application-error"],
  ),
  page("nginx has no whole answer of what is behind it", /<center>nginx/, closes, [502]),
  page("nginx waited in vain for what is behind it", /<center>nginx/, waits, [504]),
  page(
    "Apache has no whole answer of what is behind it",
    /Error reading from remote server|The proxy server received an invalid response/,
    closes,
    [502],
  ),
  page(
    "Apache does not reach what is behind it",
    /temporarily unable to service your\s+request due to maintenance downtime or capacity/,
    ["upstream-down", "php-fpm-down", "php-fpm-socket-rights"],
    [503],
  ),
  page(
    "Apache waited in vain for what is behind it",
    /The gateway did not receive a timely response/,
    waits,
    [504],
  ),
];

function page(
  says: string,
  text: RegExp,
  causes: readonly CauseId[],
  statuses: readonly number[] = fails,
): ApplicationPage {
  return { says, statuses, text, causes };
}
