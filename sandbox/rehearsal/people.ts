import type { IncomingHttpHeaders } from "node:http";
import { visitorHeaders, visitorNetwork } from "../edge/visitor";

/**
 * How many visitors come, each again and again: fewer than the least that a waiting room lets in at the same time, which is 200, since a
 * rehearsal is no test of load; and more than pools have origins by far, so that sessions spread as they do on sites.
 */
const visitors = 100;

/** The visitors of a rehearsal: each has an address, and keeps its cookies as browsers do. */
export class People {
  readonly #cookies = Array.from({ length: visitors }, () => new Map<string, string>());

  /**
   * What a visitor sends along.
   * @param turn - The number of the request: visitors come in turn.
   */
  headersOf(turn: number): Record<string, string> {
    const cookies = [...this.#of(turn)].map(([name, value]) => `${name}=${value}`).join("; ");
    return {
      [visitorHeaders.address]: `${visitorNetwork}${1 + (turn % visitors)}`,
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
      if (name !== undefined && value !== undefined) {
        this.#of(turn).set(name, value);
      }
    }
  }

  #of(turn: number): Map<string, string> {
    return this.#cookies[turn % visitors] ?? new Map<string, string>();
  }
}
