import type { LogLine, LogSource } from "../line";
import type { LogPattern } from "../pattern";
import { apachePatterns } from "./apache";
import { databasePatterns } from "./database";
import { haproxyPatterns } from "./haproxy";
import { nginxPatterns } from "./nginx";
import { nginxUpstreamPatterns } from "./nginxUpstream";
import { nodePatterns } from "./node";
import { phpPatterns } from "./php";
import { systemPatterns } from "./system";

/** Every kind of line that matters. Of the rows of one server, the first that fits a line is its own. */
const logPatterns: readonly LogPattern[] = [
  ...nginxUpstreamPatterns,
  ...nginxPatterns,
  ...apachePatterns,
  ...phpPatterns,
  ...systemPatterns,
  ...databasePatterns,
  ...haproxyPatterns,
  ...nodePatterns,
];

interface Rows {
  readonly rows: readonly LogPattern[];
  /** All of them in one: most lines fit none, and one look is to tell. */
  readonly some: RegExp;
}

const bySource = new Map<LogSource, Rows>(
  [...new Set(logPatterns.map(({ source }) => source))].map((source) => {
    const rows = logPatterns.filter((row) => row.source === source);
    const parts = rows.map(({ pattern }) => `(?:${pattern.source})`);
    const flags = rows.some(({ pattern }) => pattern.flags.includes("i")) ? "i" : "";
    return [source, { rows, some: new RegExp(parts.join("|"), flags) }];
  }),
);

/**
 * Finds the kind of a line.
 * @param line - The line, without what stands before its message.
 * @returns The row; undefined where the line does not matter.
 */
export function patternOf({ source, message }: LogLine): LogPattern | undefined {
  const known = bySource.get(source);
  return known?.some.test(message) === true
    ? known.rows.find(({ pattern }) => pattern.test(message))
    : undefined;
}
