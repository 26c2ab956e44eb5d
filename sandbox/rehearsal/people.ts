import type { IncomingHttpHeaders } from "node:http";
import type { ModelledClock } from "../modelledClock";
import { visitorHeaders, visitorNetwork } from "../edge/visitor";

/**
 * How many visitors come, each again and again: fewer than the least that a waiting room lets in at the same time, which is 200, since a
 * rehearsal is no test of load; and more than pools have origins by far, so that sessions spread as they do on sites.
 */
const visitors = 100;

/** A cookie that a visitor keeps. */
interface KeptCookie {
  readonly value: string;
  /** Modelled seconds from which it is gone; without Max-Age it stays. */
  readonly untilSeconds: number;
}

/** The visitors of a rehearsal: each has an address, and keeps its cookies as browsers do, for as long as their Max-Age says. */
export class People {
  readonly #cookies = Array.from({ length: visitors }, () => new Map<string, KeptCookie>());

  /**
   * Have no cookies yet.
   * @param clock - Modelled time.
   */
  constructor(private readonly clock: Pick<ModelledClock, "seconds">) {}

  /**
   * What a visitor sends along.
   * @param turn - The number of the request: visitors come in turn.
   */
  headersOf(turn: number): Record<string, string> {
    const kept = [...this.#of(turn)].filter(([, cookie]) => this.#isKept(cookie));
    const cookies = kept.map(([name, { value }]) => `${name}=${value}`).join("; ");
    return {
      [visitorHeaders.address]: `${visitorNetwork}${1 + (turn % visitors)}`,
      // Browsers send it, and Cloudflare shows pages of `CustomPages` to no one else; so said, answers stay as origins wrote them.
      "accept-encoding": "identity",
      ...(cookies === "" ? {} : { cookie: cookies }),
    };
  }

  /**
   * Keeps the cookies that a visitor is given.
   * @param turn - The number of the request.
   * @param headers - The headers of the answer.
   */
  keep(turn: number, headers: IncomingHttpHeaders): void {
    for (const cookie of headers["set-cookie"] ?? []) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      const [, seconds = Infinity] = /;\s*max-age=(-?\d+)\s*(?:;|$)/i.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) {
        const untilSeconds = this.clock.seconds + Number(seconds);
        this.#of(turn).set(name, { value, untilSeconds });
      }
    }
  }

  #isKept({ untilSeconds }: KeptCookie): boolean {
    return this.clock.seconds < untilSeconds;
  }

  #of(turn: number): Map<string, KeptCookie> {
    return this.#cookies[turn % visitors] ?? new Map<string, KeptCookie>();
  }
}
