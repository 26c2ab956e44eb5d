import type { ApiRequest } from "../calls/apiRequest";
import type { Place } from "../resources/handler";
import type { Properties } from "../values";

/** What a function answers. */
export interface InvokeAnswer {
  /** What the program gets. */
  readonly properties: Properties;
  /** Names of the properties that are secret. Defaults to none. */
  readonly secrets?: readonly string[];
}

/** An invoke as a call of an API. */
export interface InvokeCall {
  /** The call. */
  readonly request: Omit<ApiRequest, "type">;
  /** What the API answers. */
  answer(): InvokeAnswer;
}

/**
 * Turns an invoke into a call of an API.
 * @throws {Error} Where the stand-ins do not serve the function.
 */
export type InvokeRouter = (
  token: string,
  args: Properties,
  place: Place,
) => { readonly request: ApiRequest; readonly answer: () => InvokeAnswer };

/** Turns the arguments of one function into a call. */
export type Invoke = (args: Properties, place: Place) => InvokeCall;
