import { patternsOf, type LogPattern } from "../pattern";

const row = patternsOf("node");

/**
 * What Node.js applications say of failures: on standard error, or through pino and winston.
 *
 * Source: this project's runs of Node 20, pino and winston; Node.js documentation, errors, Common system errors; knex and pg for the
 * words of a pool without a free connection (from memory).
 */
export const nodePatterns: readonly LogPattern[] = [
  row("heap", /^.{0,100}JavaScript heap out of memory/, "Node has no heap left", [
    "node-heap-exhausted",
  ]),
  row(
    "module",
    /^(?:\w{0,40}Error(?: \[\w{1,60}\])?: )?Cannot find (?:module|package) /,
    "a module is missing",
    ["dependency-missing"],
  ),
  row(
    "port",
    /^(?:Error: )?listen E(?:ADDRINUSE|ACCES|ADDRNOTAVAIL)\b/,
    "the application cannot take its port",
    ["upstream-down"],
  ),
  row(
    "database-refused",
    /^(?:Error: )?connect ECONNREFUSED \S+:(?:3306|5432|27017|1433)\b/,
    "the database does not listen",
    ["database-down"],
  ),
  row(
    "cache-refused",
    /^(?:Error: )?connect ECONNREFUSED \S+:(?:6379|11211)\b/,
    "the cache does not listen",
    ["cache-down"],
  ),
  row(
    "refused",
    /^(?:Error: )?connect ECONNREFUSED\b/,
    "what the application needs does not listen",
    ["database-down", "cache-down", "upstream-down"],
  ),
  row(
    "timeout",
    /^(?:Error: )?connect E(?:TIMEDOUT|HOSTUNREACH|NETUNREACH)\b/,
    "what the application needs does not answer",
    ["database-unreachable", "upstream-unreachable"],
  ),
  row(
    "name",
    /^(?:Error: )?getaddrinfo E(?:NOTFOUND|AI_AGAIN)\b/,
    "a name that the application needs cannot be resolved",
    ["upstream-name-unresolved"],
  ),
  row(
    "database-connections",
    /^(?:\w{0,40}(?:[Ee]rror): )?.{0,60}(?:Timeout acquiring a connection|too many clients already|Too many connections|remaining connection slots|timeout exceeded when trying to connect)/,
    "the application gets no connection to its database",
    ["database-connections"],
  ),
  row(
    "database-access",
    /^(?:\w{0,40}(?:[Ee]rror): )?(?:password authentication failed|(?:ER_ACCESS_DENIED_ERROR: )?Access denied for user)/,
    "the database refuses the application",
    ["database-access"],
  ),
  row("open-files", /^(?:Error: )?EMFILE\b/, "the application has no file handle left", [
    "open-files-exhausted",
  ]),
  row("disk-full", /^(?:Error: )?ENOSPC\b/, "the application's disk is full", ["disk-full"]),
  row("error", /^./, "the application fails", ["application-error"]),
];
