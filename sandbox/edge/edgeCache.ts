import type { ModelledClock } from "../modelledClock";
import type { RuledSettings } from "../../model/serving/ruled";

/** An answer that is kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
}

interface Entry {
  readonly answer: KeptAnswer;
  readonly storedAtSeconds: number;
  readonly freshSeconds: number;
  readonly staleSeconds: number;
}

/** The largest answer that a rehearsal keeps, in bytes. */
export const largestKept = 1_048_576;

/** The cache of one data center: what rules keep, and what they let be served when the origin fails. */
export class EdgeCache {
  readonly #entries = new Map<string, Entry>();

  /**
   * Is empty.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: ModelledClock) {}

  /**
   * Finds an answer that is fresh.
   * @param url - The URL.
   */
  fresh(url: string): KeptAnswer | undefined {
    const entry = this.#entries.get(url);
    return entry !== undefined && this.#age(entry) < entry.freshSeconds ? entry.answer : undefined;
  }

  /**
   * Finds an answer that may be served in place of an error.
   * @param url - The URL.
   */
  stale(url: string): KeptAnswer | undefined {
    const entry = this.#entries.get(url);
    return entry !== undefined && this.#age(entry) < entry.freshSeconds + entry.staleSeconds
      ? entry.answer
      : undefined;
  }

  /**
   * Keeps an answer.
   * @param url - The URL.
   * @param answer - The answer.
   * @param settings - What rules say.
   */
  keep(url: string, answer: KeptAnswer, settings: RuledSettings): void {
    this.#entries.set(url, {
      answer,
      storedAtSeconds: this.clock.seconds,
      freshSeconds: lifetime(answer.headers, settings),
      staleSeconds: settings.staleIfErrorSeconds ?? 0,
    });
  }

  #age({ storedAtSeconds }: Entry): number {
    return this.clock.seconds - storedAtSeconds;
  }
}

/**
 * For how long an answer is kept: as a rule says, else as the origin does where a rule is about it.
 * Source: Cloudflare docs, cache/how-to/cache-rules/settings and cache/concepts/cache-control.
 * @param headers - The answer's headers.
 * @param settings - What rules say.
 * @returns Seconds; 0 for not at all.
 */
export function lifetime(
  headers: KeptAnswer["headers"],
  { keptSeconds, staleIfErrorSeconds }: RuledSettings,
): number {
  if (keptSeconds !== undefined) {
    return keptSeconds;
  }
  const control = String(headers["cache-control"] ?? "");
  const isPrivate = /\b(?:private|no-store|no-cache)\b/i.test(control);
  const [, seconds] = /\b(?:s-maxage|max-age)=(\d+)/i.exec(control) ?? [];
  return staleIfErrorSeconds === undefined || isPrivate ? 0 : Number(seconds ?? 0);
}
