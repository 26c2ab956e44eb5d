import type { Readable } from "node:stream";
import { ownEntry, setEntry } from "../../core/ownEntry";
import { answerLimits } from "../../facts/cloudflare/originAnswers";

/** A request as it goes to an origin. */
export interface OriginRequest {
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** Headers by their names in lower case, without those of a hop. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** The body; undefined for none. */
  readonly body: Buffer | undefined;
}

/** An origin's answer whose headers have come. */
export interface OriginAnswer {
  readonly status: number;
  /** Headers by their names in lower case, without those of a hop. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Readable;
}

/** Headers of a single hop. Source: RFC 9110, section 7.6.1, and what older programs send. */
const hopHeaders: ReadonlySet<string> = new Set([
  ...["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding"],
  ...["upgrade", "http2-settings"],
]);

/**
 * The headers that go on to the next hop.
 * @param headers - The headers as they came.
 * @param kept - Names of others that stay. Defaults to none.
 */
export function onwardHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  kept?: ReadonlySet<string>,
): Record<string, string | string[]> {
  const onward: Record<string, string | string[]> = {};
  // A loop: this runs twice for every request, and lists of entries cost more than all else that is done there.
  for (const name of Object.keys(headers)) {
    const value = ownEntry(headers, name);
    const stays = hopHeaders.has(name) || name.startsWith(":") || kept?.has(name) === true;
    if (value !== undefined && !stays) {
      setEntry(onward, name, value);
    }
  }
  return onward;
}

/**
 * Whether Cloudflare refuses an answer for the size of its headers.
 * @param raw - Names and values in turn.
 */
export function hasLargeHeaders(raw: readonly string[]): boolean {
  let total = 0;
  for (let index = 0; index < raw.length; index += 2) {
    const size = (raw[index]?.length ?? 0) + (raw[index + 1]?.length ?? 0) + ": \r\n".length;
    total += size;
    if (size > answerLimits.headerLineBytes) {
      return true;
    }
  }
  return total > answerLimits.headerBytes;
}
