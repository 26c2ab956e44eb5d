import { retriedCodes } from "../../facts/cloudflare/loadBalancing";
import type { DeclaredOrigin, DeclaredSite } from "../../model/serving/declaredSite";
import type { EdgeFailureName } from "../../facts/cloudflare/edgeFailures";
import type { Exchange, Outcome } from "./exchange";
import type { OriginAnswer } from "./originAnswer";
import type { OriginConnections } from "./originConnections";
import { OriginFailure } from "./originFailure";
import { routeTo, type RouteChange } from "./originRoute";
import type { Chosen, Steering } from "./steering";

/** An answer of an origin, or why there is none. */
type Asked =
  | { readonly chosen: Chosen | undefined; readonly answer: OriginAnswer }
  | { readonly chosen: Chosen | undefined; readonly failure: EdgeFailureName };

/** Sends requests on to origins, once more where Cloudflare does. */
export class OriginSide {
  /**
   * Has sent nothing yet.
   * @param connections - To origins.
   * @param steering - Picks origins.
   * @param random - Between 0 and 1.
   */
  constructor(
    private readonly connections: OriginConnections,
    private readonly steering: Steering,
    private readonly random: () => number,
  ) {}

  /**
   * Sends a request to an origin, and its answer to the visitor.
   * @param exchange - The request.
   * @param change - What rules change of the way to the origin.
   * @returns What became of it.
   */
  async serve(exchange: Exchange, change: RouteChange): Promise<Outcome> {
    const body = await exchange.body();
    const ask = (chosen: Chosen | undefined, origin: DeclaredOrigin): Promise<Asked> =>
      this.#ask(exchange, body, change, chosen, origin);
    const { loadBalancer } = exchange.site;
    if (loadBalancer === undefined) {
      const origin = this.#address(exchange.site);
      return origin === undefined
        ? { ...exchange.fail("unresolved"), origin: undefined, wasRetried: false }
        : this.#end(exchange, await ask(undefined, origin), false);
    }
    const { hostname } = exchange.site;
    const first = this.steering.choose(hostname, loadBalancer, exchange.visitor);
    if (first === undefined) {
      return { ...exchange.fail("noPool"), origin: undefined, wasRetried: false };
    }
    const asked = await ask(first, first.origin);
    const second = isRetried(asked)
      ? this.steering.another(hostname, loadBalancer, exchange.visitor, first)
      : undefined;
    return second === undefined
      ? this.#end(exchange, asked, false)
      : this.#end(exchange, await ask(second, second.origin), true);
  }

  async #end(exchange: Exchange, asked: Asked, wasRetried: boolean): Promise<Outcome> {
    const done =
      "answer" in asked ? await exchange.pass(asked.answer) : exchange.fail(asked.failure);
    return { ...done, origin: asked.chosen?.key, wasRetried };
  }

  async #ask(
    exchange: Exchange,
    body: Buffer | undefined,
    change: RouteChange,
    chosen: Chosen | undefined,
    origin: DeclaredOrigin,
  ): Promise<Asked> {
    const { site } = exchange;
    const ended = chosen && this.steering.begin(chosen);
    try {
      const route = routeTo(site, origin, change);
      const request = exchange.toOrigin(route.host, body);
      const answer = await this.connections.ask(route, request, site.readTimeoutSeconds);
      answer.body.once("close", () => ended?.());
      return { chosen, answer };
    } catch (error) {
      ended?.();
      if (error instanceof OriginFailure) {
        return { chosen, failure: error.kind };
      }
      throw error;
    }
  }

  /** One of the records' addresses, at random. */
  #address({ addresses }: DeclaredSite): DeclaredOrigin | undefined {
    return addresses[Math.floor(this.random() * addresses.length)];
  }
}

function isRetried(asked: Asked): boolean {
  return "failure" in asked && retriedCodes.includes(new OriginFailure(asked.failure).failure.code);
}
