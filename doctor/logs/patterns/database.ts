import { patternsOf, type LogPattern } from "../pattern";

const mysql = patternsOf("mysql");
const postgresql = patternsOf("postgresql");

/**
 * MariaDB's, MySQL's and PostgreSQL's logs.
 *
 * Source: this project's runs of MariaDB 10.11 and PostgreSQL 15; PostgreSQL, src/backend/utils/init/postinit.c and
 * src/backend/libpq/auth.c; MySQL reference manual, error reference.
 */
export const databasePatterns: readonly LogPattern[] = [
  mysql(
    "connections",
    /^(?:Aborted connection .{1,300}\(Too many connections\)|Too many connections)/,
    "the database has no free connection",
    ["database-connections"],
  ),
  mysql("access", /^Access denied for user /, "the database refuses a user", ["database-access"]),
  mysql(
    "disk-full",
    /^.{0,300}(?:No space left on device|Errcode: 28\b|Disk is full|The table '[^']{1,80}' is full)/,
    "the database's disk is full",
    ["disk-full"],
  ),
  mysql("crashed", /^(?:mysqld|mariadbd) got signal \d+/, "the database crashed", [
    "database-down",
  ]),
  mysql("aborting", /^Aborting$/, "the database does not start", ["database-down"]),
  postgresql(
    "connections",
    /^FATAL: +(?:remaining connection slots are reserved|sorry, too many clients already|too many connections for )/,
    "the database has no free connection",
    ["database-connections"],
  ),
  postgresql(
    "access",
    /^FATAL: +(?:password authentication failed|no pg_hba\.conf entry|pg_hba\.conf rejects|(?:role|database) "[^"]{1,80}" does not exist)/,
    "the database refuses a user",
    ["database-access"],
  ),
  postgresql(
    "disk-full",
    /^(?:ERROR|FATAL|PANIC): +could not (?:write|extend).{1,300}No space left on device/,
    "the database's disk is full",
    ["disk-full"],
  ),
  postgresql(
    "not-ready",
    /^FATAL: +the database system is (?:starting up|shutting down|in recovery mode|not yet accepting connections)/,
    "the database does not take connections",
    ["database-down"],
  ),
  postgresql(
    "killed",
    /^LOG: +server process \(PID \d+\) was terminated by signal 9\b/,
    "a process of the database was killed",
    ["memory-exhausted"],
  ),
  postgresql(
    "crashed",
    /^LOG: +server process \(PID \d+\) was terminated by signal \d+/,
    "a process of the database crashed",
    ["database-down"],
  ),
];
