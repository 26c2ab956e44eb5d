import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ownEntry } from "../../core/ownEntry";
import { rateLimitError } from "../../facts/cloudflare/requestPhases";
import { brokenOff, edgeFailures, type EdgeFailureName } from "../../facts/cloudflare/edgeFailures";
import { replacedErrorCodes } from "../../facts/cloudflare/originAnswers";
import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { DeclaredSite } from "../../model/serving/declaredSite";
import type { RuledError } from "../../model/serving/ruled";
import type { EdgeAnswered } from "./edge";
import { errorPage, withPage, type EdgePage, type PageSubject } from "./errorPage";
import { onwardHeaders, type OriginAnswer, type OriginRequest } from "./originAnswer";
import type { Refused } from "./rateLimits";
import { visitorHeaders, visitorOf, type Visitor } from "./visitor";

/** What became of a request, but for when. */
export type Outcome = Pick<EdgeAnswered, "status" | "by" | "cause" | "origin" | "wasRetried">;

/** What an exchange does not know of a page. */
type AboutPage = Pick<PageSubject, "code" | "detail"> &
  Partial<Pick<PageSubject, "detailCode" | "isOfEdge" | "retryAfterSeconds">>;

const visitorsOwn: ReadonlySet<string> = new Set(Object.values(visitorHeaders));

/** One request of a visitor, and the answer to it. */
export class Exchange {
  readonly visitor: Visitor;
  readonly rayId = randomUUID().slice(-17).replace("-", "");
  readonly #cookies: string[] = [];
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  /**
   * Begins it.
   * @param request - The request.
   * @param response - Where the answer goes.
   * @param site - The site that is asked for.
   */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    readonly site: DeclaredSite,
  ) {
    this.#request = request;
    this.#response = response;
    this.visitor = visitorOf(request);
  }

  /** The path with its query. */
  get url(): string {
    return this.#request.url ?? "/";
  }

  /** The method. */
  get method(): string {
    return this.#request.method ?? "GET";
  }

  /** The visitor's address. */
  get address(): string {
    return this.visitor.address;
  }

  /** The headers of the request that are the visitor's own. */
  get headers(): Record<string, string | string[]> {
    return onwardHeaders(this.#request.headers, visitorsOwn);
  }

  /**
   * A header of the request.
   * @param name - Its name in lower case.
   */
  header(name: string): string | undefined {
    const value = ownEntry(this.#request.headers, name);
    return typeof value === "string" ? value : value?.[0];
  }

  /**
   * The request as it goes to an origin.
   * @param host - The Host header.
   * @param body - The body; undefined for none.
   */
  toOrigin(host: string, body: Buffer | undefined): OriginRequest {
    const { address, country } = this.visitor;
    const headers = this.headers;
    const own = {
      "cf-connecting-ip": address,
      "x-forwarded-for": address,
      "cf-ipcountry": country,
    };
    // Assigned, and not spread: objects of so many spread names are slow, and every request has one.
    Object.assign(headers, this.site.sentHeaders, own);
    headers.host = host;
    headers["cf-ray"] = this.rayId;
    headers["x-forwarded-proto"] = schemes.encrypted;
    return { method: this.method, path: this.url, body, headers };
  }

  /** The request's body; undefined where it has none. */
  async body(): Promise<Buffer | undefined> {
    const { headers } = this.#request;
    const hasBody = headers["content-length"] !== undefined || "transfer-encoding" in headers;
    if (!hasBody) {
      return undefined;
    }
    const parts: Buffer[] = [];
    for await (const part of this.#request) {
      parts.push(part as Buffer);
    }
    return Buffer.concat(parts);
  }

  /**
   * Gives the visitor a cookie with the answer.
   * @param cookie - As it stands in `Set-Cookie`.
   */
  setCookie(cookie: string): void {
    this.#cookies.push(cookie);
  }

  /**
   * Answers with a page of the edge's own.
   * @param page - The page.
   */
  answerWith({ status, headers, body }: EdgePage): void {
    const length = { "content-length": Buffer.byteLength(body) };
    this.#response.writeHead(status, { ...this.#withCookies(headers), ...length });
    this.#response.end(this.method === "HEAD" ? undefined : body);
  }

  /**
   * Answers with the page of a failure.
   * @param kind - The failure.
   * @returns What became of the request, but for the origin.
   */
  fail(kind: EdgeFailureName): Pick<Outcome, "status" | "by" | "cause"> {
    const { code, cause, ...more } = edgeFailures[kind];
    const detailCode = "detailCode" in more ? more.detailCode : undefined;
    this.answerWith(this.#page({ code, detail: cause, detailCode }));
    return { status: code, by: "edge", cause };
  }

  /**
   * Answers with a page that the zone has for an error.
   * @param code - The error.
   * @param cause - What the edge failed with; undefined where the origin answered the error.
   * @param page - The page.
   * @returns What became of the request, but for the origin.
   */
  failWith(
    code: number,
    cause: string | undefined,
    { status = code, content = "", contentType = "text/html" }: RuledError,
  ): Pick<Outcome, "status" | "by" | "cause"> {
    const headers = { "content-type": contentType, "cf-ray": `${this.rayId}-RHS` };
    this.answerWith({ status, headers, body: content });
    return cause === undefined
      ? { status, by: "origin", cause: `the origin answered ${code}` }
      : { status, by: "edge", cause };
  }

  /**
   * Passes on an origin's answer.
   * @param answer - The answer.
   * @returns What became of the request, once the answer has ended.
   */
  async pass({
    status,
    headers,
    body,
  }: OriginAnswer): Promise<Pick<Outcome, "status" | "by" | "cause">> {
    const cause = status >= lowestServerErrorStatus ? `the origin answered ${status}` : undefined;
    if (replacedErrorCodes.includes(status)) {
      body.resume();
      this.answerWith(
        this.#page({ code: status, detail: `The origin answered ${status}`, isOfEdge: false }),
      );
      return { status, by: "origin", cause };
    }
    const own = { server: "cloudflare", "cf-ray": `${this.rayId}-RHS` };
    this.#response.writeHead(status, { ...this.#withCookies(headers), ...own });
    const isWhole = await this.#flow(body);
    return { status, by: "origin", cause: isWhole ? cause : brokenOff };
  }

  /**
   * Answers a request that comes too often.
   * @param refused - The limit that it is over.
   * @returns What became of the request.
   */
  limit({ limit, leftSeconds }: Refused): Outcome {
    const { status, title, page } = limit;
    const retryAfterSeconds = Math.ceil(leftSeconds);
    const detailCode = rateLimitError;
    const detail = "Requests came too often";
    const usual = this.#page({ ...{ code: status, detailCode, detail }, retryAfterSeconds });
    this.answerWith(page === undefined ? usual : withPage(usual, page));
    return {
      ...{ status, by: "edge", cause: `${title} refused it` },
      ...{ origin: undefined, wasRetried: false },
    };
  }

  /** Cookies of the edge's beside those of the origin. */
  #withCookies(headers: EdgePage["headers"]): EdgePage["headers"] {
    const own = [headers["set-cookie"] ?? []].flat();
    return this.#cookies.length === 0
      ? headers
      : { ...headers, "set-cookie": [...own, ...this.#cookies] };
  }

  #page({ isOfEdge = true, ...subject }: AboutPage): EdgePage {
    const { hostname } = this.site;
    const accept = this.header("accept");
    return errorPage({ hostname, rayId: this.rayId, accept, isOfEdge, ...subject });
  }

  /** Whether the body came whole; where it did not, the visitor's connection breaks off too. */
  #flow(body: OriginAnswer["body"]): Promise<boolean> {
    return new Promise((resolve) => {
      body.once("error", () => {
        this.#response.destroy();
        resolve(false);
      });
      body.once("aborted", () => {
        this.#response.destroy();
        resolve(false);
      });
      // A visitor who leaves is no fault of the origin.
      this.#response.once("close", () => {
        body.destroy();
        resolve(true);
      });
      body.pipe(this.#response);
    });
  }
}
