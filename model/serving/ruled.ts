import type { ExpressionRequest } from "../../core/expressions/requests";

/** What the rules of the edge do with requests for a hostname. A rule of which it is not known whether it applies does nothing. */
export interface DeclaredRules {
  /**
   * Asks the rules and Workers before the cache and the origin.
   * @param request - The request.
   * @returns The answer that one of them makes, which may come after a waiting room and rate limits; undefined where the request goes on.
   */
  readonly answer: (request: ExpressionRequest) => RuledAnswer | undefined;
  /**
   * Asks which waiting room a request passes, by its URL after rewrites. Defaults to none for all.
   * @param request - The request.
   * @returns The room; undefined where none counts the visitor, and where the request is answered before.
   */
  readonly waitingRoom?: ((request: ExpressionRequest) => RuledRoom | undefined) | undefined;
  /**
   * Asks which rate limits count a request: none where it is answered before them. Defaults to none for all.
   * @param request - The request.
   */
  readonly limits?: ((request: ExpressionRequest) => readonly RuledLimit[]) | undefined;
  /**
   * Asks how a request goes on.
   * @param request - The request.
   */
  readonly settings: (request: ExpressionRequest) => RuledSettings;
  /**
   * Asks for the page of an error.
   * @param request - The request.
   * @param error - The error.
   * @returns The page; undefined for the usual one.
   */
  readonly errorPage: (request: ExpressionRequest, error: ShownError) => RuledError | undefined;
}

/** An error that a page is asked for. */
export interface ShownError {
  /** Its status. */
  readonly code: number;
  /** Its code of the 1xxx class; undefined for none. */
  readonly detailCode?: number | undefined;
  /** Whether the edge made it; else the origin did. */
  readonly isOfEdge: boolean;
}

/** A waiting room, with what lets a visitor pass. */
export interface RuledRoom {
  /** What to call it in a sentence. */
  readonly title: string;
  /** The cookie by which it knows visitors. */
  readonly cookie: string;
  readonly newUsersPerMinute: number;
  readonly totalActiveUsers: number;
  /** Seconds for which a visitor is in without asking for anything. */
  readonly sessionSeconds: number;
  /** The status that those get who wait. */
  readonly status: number;
}

/** A page that is shown in place of what visitors asked for. */
export interface RuledPage {
  readonly content: string;
  /** Its type; undefined for HTML. */
  readonly contentType: string | undefined;
}

/** A rate limit that counts a request. */
export interface RuledLimit {
  /** What to call it in a sentence. */
  readonly title: string;
  /** What it counts the request under, in one data center. */
  readonly key: string;
  /** How many requests may come within a period. */
  readonly requests: number;
  readonly periodSeconds: number;
  /** For how many seconds those are refused that came too often; 0 for until the period is over. */
  readonly refusedSeconds: number;
  /** The status that those get. */
  readonly status: number;
  /** Whether only requests count that the cache does not answer. */
  readonly countsOriginOnly: boolean;
  /** The page that those get. Defaults to Cloudflare's own. */
  readonly page?: RuledPage | undefined;
}

/** An answer that a rule or a Worker makes in place of the origin. */
export interface RuledAnswer {
  readonly status: number;
  /** The rule or the Worker. */
  readonly by: string;
  /** Where it sends the visitor; undefined where it does not. */
  readonly location: string | undefined;
  /** When the visitor may come again, as `Retry-After` says it; undefined where it does not. */
  readonly retryAfter: string | undefined;
  /** The page that it shows. Defaults to none. */
  readonly page?: RuledPage | undefined;
}

/** How a request goes on. What no rule says is undefined. */
export interface RuledSettings {
  /** The port that the origin is asked at. */
  readonly port: number | undefined;
  /** The hostname or address that is connected to in place of the origin's. */
  readonly address: string | undefined;
  /** For how many seconds the edge keeps the answer; 0 for not at all. */
  readonly keptSeconds: number | undefined;
  /** For how many seconds after that it serves the answer where the origin fails. */
  readonly staleIfErrorSeconds: number | undefined;
}

/** The page of an error. */
export interface RuledError extends Partial<RuledPage> {
  /** The status that visitors get. Defaults to that of the error. */
  readonly status?: number | undefined;
}
