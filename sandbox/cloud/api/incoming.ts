import type { Place } from "../resources/handler";
import type { ApiRequest } from "../calls/apiRequest";
import type { SdkShapes } from "../types/shapes";
import type { Properties, PropertyValue } from "../values";

/** A request that reached a route, taken apart. */
export interface Incoming {
  /** Path below `/client/v4`. */
  readonly path: string;
  /** What stands in the path at the route's placeholders, by Pulumi's names: `zoneId`, `accountId`, `id`, … */
  readonly params: Readonly<Record<string, string>>;
  /** What follows the question mark. */
  readonly query: URLSearchParams;
  /** The body; empty where none was sent. */
  readonly body: Properties;
}

/** What an answer says about the list in it. */
export interface ResultInfo {
  readonly page?: number;
  readonly per_page?: number;
  readonly count?: number;
  readonly total_count?: number;
  readonly total_pages?: number;
  /** Where the next page begins, as the official clients read it. */
  readonly cursor?: string;
  /** The same, as the reference writes it. */
  readonly cursors?: { readonly after: string };
}

/** An answer without its envelope. */
export interface Answer {
  /** HTTP status. Defaults to 200; 204 has no body. */
  readonly status?: number;
  /** Goes into `result`. */
  readonly result: PropertyValue;
  /** Goes into `result_info`. Defaults to none. */
  readonly info?: ResultInfo;
  /** Goes over the wire as it is, in place of an envelope. Defaults to none. */
  readonly file?: string;
  /** Goes into `messages`. Defaults to none. */
  readonly messages?: readonly { readonly code: number; readonly message: string }[];
}

/** A request understood: the call that it is, for the journal and the faults, and what the API does. */
export interface UnderstoodCall {
  readonly request: ApiRequest;
  /** Runs at once and alone; throws `ApiError` to refuse. */
  readonly effect: () => Answer;
}

/** What the API works on. */
export interface ApiParts {
  readonly place: Place;
  /** What the installed SDK declares of Cloudflare's types. */
  readonly shapes: SdkShapes;
}

/**
 * Understands the requests of one route.
 * @throws {ApiError} Where the request cannot be one of the route's.
 */
export type Operation = (incoming: Incoming, parts: ApiParts) => Promise<UnderstoodCall>;
