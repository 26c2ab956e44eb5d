import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { lowestServerErrorStatus } from "../../facts/httpStatus";
import { schemes } from "../../facts/cloudflare/expressionLanguage";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { RuledAnswer, RuledSettings } from "../../model/serving/declaredSite";
import { largestKept, lifetime, type EdgeCache, type KeptAnswer } from "./edgeCache";
import type { Exchange, Outcome } from "./exchange";
import type { OriginAnswer } from "./originAnswer";
import type { Asked, OriginSide } from "./originSide";

const nothingRuled: RuledSettings = {
  ...{ port: undefined, address: undefined },
  ...{ keptSeconds: undefined, staleIfErrorSeconds: undefined },
};

/** The way of a request through the edge: rules, the cache, an origin, and the page of what went wrong. */
export class RequestPath {
  /**
   * Has taken none yet.
   * @param origins - Sends requests on.
   * @param cache - What is kept.
   */
  constructor(
    private readonly origins: OriginSide,
    private readonly cache: EdgeCache,
  ) {}

  /**
   * Answers a request.
   * @param exchange - The request.
   * @returns What became of it, once it has ended.
   */
  async serve(exchange: Exchange): Promise<Outcome> {
    const { rules } = exchange.site;
    const request = asExpression(exchange);
    const answer = rules?.answer(request);
    if (answer !== undefined) {
      return ruled(exchange, answer);
    }
    const settings = rules?.settings(request) ?? nothingRuled;
    const kept = isKeepable(exchange) ? this.cache.fresh(urlOf(exchange)) : undefined;
    if (kept !== undefined) {
      return fromCache(exchange, kept, "HIT");
    }
    const asked = await this.origins.ask(exchange, settings);
    const { origin, wasRetried } = asked;
    return { ...(await this.#ended(exchange, request, settings, asked)), origin, wasRetried };
  }

  async #ended(
    exchange: Exchange,
    request: ExpressionRequest,
    settings: RuledSettings,
    { result, cookie }: Asked,
  ): Promise<Pick<Outcome, "status" | "by" | "cause">> {
    const isOfEdge = typeof result === "string";
    const code = isOfEdge ? edgeFailures[result].code : result.status;
    const isError = code >= lowestServerErrorStatus;
    const stale = isError && isKeepable(exchange) ? this.cache.stale(urlOf(exchange)) : undefined;
    const page = isError ? exchange.site.rules?.errorPage(request, code, isOfEdge) : undefined;
    if (!isOfEdge && (stale !== undefined || page !== undefined)) {
      result.body.resume();
    }
    if (stale !== undefined) {
      return fromCache(exchange, stale, "STALE");
    }
    if (page !== undefined) {
      return exchange.failWith(code, isOfEdge ? edgeFailures[result].cause : undefined, page);
    }
    if (isOfEdge) {
      return exchange.fail(result);
    }
    const more: Record<string, string> = cookie === undefined ? {} : { "set-cookie": cookie };
    return exchange.pass(this.#kept(exchange, result, settings), more);
  }

  /** Keeps what a rule lets it, and gives the answer on. */
  #kept(exchange: Exchange, answer: OriginAnswer, settings: RuledSettings): OriginAnswer {
    const { status, headers } = answer;
    if (status !== 200 || !isKeepable(exchange) || lifetime(headers, settings) <= 0) {
      return answer;
    }
    const length = Number(headers["content-length"] ?? 0);
    if (length <= largestKept) {
      const parts: Buffer[] = [];
      answer.body.on("data", (part) => parts.push(part as Buffer));
      answer.body.once("end", () =>
        this.cache.keep(urlOf(exchange), { status, headers, body: Buffer.concat(parts) }, settings),
      );
    }
    return answer;
  }
}

function isKeepable({ method }: Exchange): boolean {
  return method === "GET" || method === "HEAD";
}

function urlOf({ site, url }: Exchange): string {
  return `${site.hostname}${url}`;
}

function fromCache(exchange: Exchange, kept: KeptAnswer, status: "HIT" | "STALE"): Outcome {
  exchange.answerWith({
    status: kept.status,
    headers: { ...kept.headers, "cf-cache-status": status },
    body: kept.body,
  });
  return {
    ...{ status: kept.status, by: "cache", cause: undefined },
    ...{ origin: undefined, wasRetried: false },
  };
}

function ruled(exchange: Exchange, answer: RuledAnswer): Outcome {
  const { status, by, location, retryAfter } = answer;
  exchange.answerWith({
    status,
    headers: {
      ...(location === undefined ? {} : { location }),
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
    },
    body: "",
  });
  return {
    ...{ status, by: "edge", cause: `${by} answered`, origin: undefined, wasRetried: false },
  };
}

function asExpression(exchange: Exchange): ExpressionRequest {
  const { site, visitor, method, url } = exchange;
  const [path = "/", query = ""] = url.split("?", 2);
  return {
    ...{ scheme: schemes.encrypted, host: site.hostname, path, query, method },
    ...{ clientAddress: visitor.address, country: visitor.country },
    headers: exchange.headers,
    hasNoOtherHeaders: true,
    fields: { "http.cookie": exchange.header("cookie") ?? "", "cf.client.bot": false },
  };
}
