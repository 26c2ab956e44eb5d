import type { CauseId } from "../../facts/causes";
import type { LogSource } from "./line";

/** One kind of line that matters. */
export interface LogPattern {
  /** Its name among the findings, such as `nginx-upstream-refused`. */
  readonly id: string;
  /** In whose log. */
  readonly source: LogSource;
  /** How the message begins; anchored, so that text which a visitor sends, and a server quotes, is never taken for the server's. */
  readonly pattern: RegExp;
  /** What the line says, as a sentence without a full stop. */
  readonly says: string;
  /** The causes that write it; several where the line cannot tell them apart. None where it only marks a moment. */
  readonly causes: readonly CauseId[];
  /** That it tells of a cause only where the client may be Cloudflare: not where it names another public address. Defaults to no. */
  readonly ofClient?: true;
  /** That it marks a reload or start of the server. Defaults to no. */
  readonly isStart?: true;
}

/**
 * Makes rows of a table.
 * @param source - Whose lines they are.
 * @returns A function that makes one row.
 */
export function patternsOf(
  source: LogSource,
): (
  name: string,
  pattern: RegExp,
  says: string,
  causes: readonly CauseId[],
  more?: Pick<LogPattern, "ofClient" | "isStart">,
) => LogPattern {
  return (name, pattern, says, causes, more = {}) => ({
    id: `${source}-${name}`,
    source,
    pattern,
    says,
    causes,
    ...more,
  });
}
