import { patternsOf, type LogPattern } from "../pattern";

const fpm = patternsOf("php-fpm");
const slow = patternsOf("php-fpm-slow");
const php = patternsOf("php");

/**
 * PHP-FPM's logs, and what PHP, WordPress and Laravel say of failures. A message of the source `php` comes without what stands before it
 * (`PHP Fatal error:  `, `production.ERROR: `).
 *
 * Source: this project's runs of PHP-FPM 8.2 with mysqli and PDO under one fault each; php-src, sapi/fpm/fpm/fpm_children.c and
 * fpm_process_ctl.c. What Redis and Laravel say is from memory of their messages.
 */
export const phpPatterns: readonly LogPattern[] = [
  fpm("started", /^ready to handle connections/, "PHP-FPM started or reloaded", [], {
    isStart: true,
  }),
  fpm(
    "max-children",
    /^\[pool [^\]]{1,80}\] server reached (?:pm\.)?max_children setting/,
    "a pool of PHP-FPM has no free worker",
    ["php-fpm-pool-exhausted"],
  ),
  fpm(
    "terminating",
    /^\[pool [^\]]{1,80}\] child \d+, script .{1,2000} execution timed out \([\d.]+ sec\), terminating/,
    "PHP-FPM ends a script over request_terminate_timeout",
    ["php-fpm-terminates"],
  ),
  fpm(
    "slow",
    /^\[pool [^\]]{1,80}\] child \d+, script .{1,2000} executing too slow \([\d.]+ sec\)/,
    "a script takes longer than request_slowlog_timeout",
    ["upstream-slow"],
  ),
  fpm(
    "child-killed",
    /^\[pool [^\]]{1,80}\] child \d+ exited on signal 9\b/,
    "a worker of PHP-FPM was killed",
    ["memory-exhausted"],
  ),
  fpm(
    "child-crashed",
    /^\[pool [^\]]{1,80}\] child \d+ exited on signal (?:4|6|7|8|11)\b/,
    "a worker of PHP-FPM crashed",
    ["php-fpm-worker-crash"],
  ),
  fpm(
    "not-started",
    /^(?:FPM initialization failed|unable to bind listening socket)/,
    "PHP-FPM does not start",
    ["php-fpm-down"],
  ),
  fpm("open-files", /^.{0,80}Too many open files/, "PHP-FPM has no file handle left", [
    "open-files-exhausted",
  ]),
  slow(
    "trace",
    /^\[pool [^\]]{1,80}\] pid \d+/,
    "a script takes longer than request_slowlog_timeout",
    ["upstream-slow"],
  ),
  php(
    "memory-limit",
    /^Allowed memory size of \d+ bytes exhausted/,
    "a script reached memory_limit",
    ["application-memory-limit"],
  ),
  php(
    "time-limit",
    /^Maximum execution time of \d+ seconds? exceeded/,
    "a script reached max_execution_time",
    ["application-time-limit"],
  ),
  php(
    "disk-full",
    /^.{0,200}(?:No space left on device|possibly out of free disk space|Failed to write session data)/,
    "PHP's disk is full",
    ["disk-full"],
  ),
  php(
    "cache-refused",
    /^(?:Uncaught )?(?:Predis\\\S+|RedisException|Redis): ?.{0,80}(?:refused|went away|timed out)/i,
    "the cache does not answer",
    ["cache-down"],
  ),
  php(
    "database-connections",
    /^.{0,200}(?:Too many connections|\[1040\]|remaining connection slots|too many clients already)/,
    "the database has no free connection",
    ["database-connections"],
  ),
  php(
    "database-access",
    /^.{0,200}(?:Access denied for user|\[10(?:44|45|49)\]|Unknown database|password authentication failed)/,
    "the database refuses the application",
    ["database-access"],
  ),
  php(
    "database-timeout",
    /^(?:Uncaught )?(?:mysqli_sql_exception|PDOException|SQLSTATE|Illuminate\\Database).{0,120}(?:timed out|No route to host)/,
    "the database's address does not answer",
    ["database-unreachable"],
  ),
  php(
    "database-refused",
    /^(?:Uncaught )?(?:(?:mysqli_sql_exception|PDOException|SQLSTATE|Illuminate\\Database).{0,120}(?:Connection refused|No such file or directory|server has gone away)|Error establishing a database connection)/,
    "the database does not answer",
    ["database-down"],
  ),
  php(
    "dependency",
    /^(?:Uncaught Error: )?(?:Failed opening required|Class ["'][^"']{1,200}["'] not found|Call to undefined function (?:mysqli|mb|curl|imagecreate|gd|json|simplexml)_)/,
    "a file or extension that PHP needs is missing",
    ["dependency-missing"],
  ),
  php("error", /^./, "a script fails", ["application-error"]),
];
