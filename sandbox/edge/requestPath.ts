import { edgeFailures, type EdgeFailure } from "../../facts/cloudflare/edgeFailures";
import { waitingRoomPage } from "../../facts/cloudflare/waitingRooms";
import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type {
  DeclaredRules,
  RuledAnswer,
  RuledError,
  RuledLimit,
  RuledRoom,
  RuledSettings,
  ShownError,
} from "../../model/serving/ruled";
import { asExpression } from "./asExpression";
import { largestKept, lifetime, type EdgeCache, type KeptAnswer } from "./edgeCache";
import type { Exchange, Outcome } from "./exchange";
import type { OriginAnswer } from "./originAnswer";
import type { Asked, OriginSide } from "./originSide";
import type { RateLimits } from "./rateLimits";
import type { WaitingRooms } from "./waitingRooms";

const nothingRuled: RuledSettings = {
  ...{ port: undefined, address: undefined },
  ...{ keptSeconds: undefined, staleIfErrorSeconds: undefined },
};

/** What a request passes. */
export interface RequestPathParts {
  /** Sends requests on. */
  readonly origins: OriginSide;
  /** What is kept. */
  readonly cache: EdgeCache;
  readonly rooms: WaitingRooms;
  readonly limits: RateLimits;
}

/** The way of a request through the edge: rules, the cache, an origin, and the page of what went wrong. */
export class RequestPath {
  /**
   * Has taken none yet.
   * @param parts - What a request passes.
   */
  constructor(private readonly parts: RequestPathParts) {}

  /**
   * Answers a request.
   * @param exchange - The request.
   * @returns What became of it, once it has ended.
   */
  async serve(exchange: Exchange): Promise<Outcome> {
    const { rules } = exchange.site;
    return rules === undefined
      ? this.#onward(exchange, nothingRuled)
      : this.#throughRules(exchange, rules, asExpression(exchange));
  }

  async #throughRules(
    exchange: Exchange,
    rules: DeclaredRules,
    request: ExpressionRequest,
  ): Promise<Outcome> {
    const counting = rules.limits?.(request) ?? [];
    const refused =
      this.#held(exchange, rules.waitingRoom?.(request)) ??
      this.#refused(exchange, counting, false);
    if (refused !== undefined) {
      return refused;
    }
    const answer = rules.answer(request);
    if (answer !== undefined) {
      return ruled(exchange, answer);
    }
    const settings = rules.settings(request);
    const kept = isKeepable(exchange) ? this.parts.cache.fresh(urlOf(exchange)) : undefined;
    if (kept !== undefined) {
      return fromCache(exchange, kept, "HIT");
    }
    const pageOf = (error: ShownError): RuledError | undefined => rules.errorPage(request, error);
    return (
      this.#refused(exchange, counting, true) ?? (await this.#onward(exchange, settings, pageOf))
    );
  }

  async #onward(
    exchange: Exchange,
    settings: RuledSettings,
    pageOf?: (error: ShownError) => RuledError | undefined,
  ): Promise<Outcome> {
    const asked = await this.parts.origins.ask(exchange, settings);
    const { origin, wasRetried } = asked;
    const { status, by, cause } = await this.#ended(exchange, settings, asked, pageOf);
    return { status, by, cause, origin, wasRetried };
  }

  #held(exchange: Exchange, room: RuledRoom | undefined): Outcome | undefined {
    if (room === undefined) {
      return undefined;
    }
    const { waits, cookie } = this.parts.rooms.enter(room, exchange.header("cookie") ?? "");
    exchange.setCookie(cookie);
    if (!waits) {
      return undefined;
    }
    const { status, title } = room;
    exchange.answerWith({
      ...{ status, body: "You are in line." },
      headers: { "content-type": "text/html", refresh: String(waitingRoomPage.refreshSeconds) },
    });
    return {
      ...{ status, by: "edge", cause: `${title} let it wait` },
      ...{ origin: undefined, wasRetried: false },
    };
  }

  /** Counts by the limits for what the cache does not answer, or by the others. */
  #refused(
    exchange: Exchange,
    limits: readonly RuledLimit[],
    isBehindCache: boolean,
  ): Outcome | undefined {
    const own = limits.filter(({ countsOriginOnly }) => countsOriginOnly === isBehindCache);
    const refused = this.parts.limits.count(own);
    return refused && exchange.limit(refused);
  }

  async #ended(
    exchange: Exchange,
    settings: RuledSettings,
    { result }: Asked,
    pageOf?: (error: ShownError) => RuledError | undefined,
  ): Promise<Pick<Outcome, "status" | "by" | "cause">> {
    const isOfEdge = typeof result === "string";
    const error = shownError(result);
    const { code } = error;
    const isError = code >= lowestServerErrorStatus;
    const stale =
      isError && isKeepable(exchange) ? this.parts.cache.stale(urlOf(exchange)) : undefined;
    const page = isError ? pageOf?.(error) : undefined;
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
    return exchange.pass(this.#kept(exchange, result, settings));
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
        this.parts.cache.keep(
          urlOf(exchange),
          { status, headers, body: Buffer.concat(parts) },
          settings,
        ),
      );
    }
    return answer;
  }
}

function shownError(result: Asked["result"]): ShownError {
  if (typeof result !== "string") {
    return { code: result.status, isOfEdge: false };
  }
  const failure: EdgeFailure = edgeFailures[result];
  return { code: failure.code, detailCode: failure.detailCode, isOfEdge: true };
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

/** A redirect is no error; whatever else is answered in place of the origin is not what visitors came for. */
function ruled(exchange: Exchange, answer: RuledAnswer): Outcome {
  const { status, by, location, retryAfter, page } = answer;
  exchange.answerWith({
    status,
    headers: {
      ...(location === undefined ? {} : { location }),
      ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      ...(page === undefined ? {} : { "content-type": page.contentType ?? "text/html" }),
    },
    body: page?.content ?? "",
  });
  return {
    ...{ status, by: "edge", cause: location === undefined ? `${by} answered` : undefined },
    ...{ origin: undefined, wasRetried: false },
  };
}
