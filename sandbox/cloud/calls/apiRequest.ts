import type { Properties } from "../values";

/** A call of an API, whoever makes it. */
export interface ApiRequest {
  /** Which API. */
  readonly service: "cloudflare" | "aws";
  /** HTTP method; `GET` for what only reads. */
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path of the v4 API, or `<service>.<region>/<Action>` for AWS. */
  readonly path: string;
  /** Pulumi type token of the object that the call is about. */
  readonly type: string;
  /** Its id; absent where it has none yet. */
  readonly id?: string;
  /** What is sent. */
  readonly body?: Properties;
  /** Names of the secret properties of the body, or where they stand inside one, e.g. `bindings[1].text`. */
  readonly secrets?: Iterable<string>;
  /** Takes further secrets out of a body for the journal, where nobody said which values are secret. Defaults to none. */
  readonly redact?: (body: Properties) => Properties;
}

/** Makes calls of an API. */
export interface ApiCaller {
  /**
   * Makes a call.
   * @param request - The call.
   * @param effect - What the API does; runs at once and alone, and throws `ApiError` to refuse.
   * @returns What the effect returned.
   * @throws {ApiError | NoAnswer} Where the API refuses, or does not answer.
   */
  send<T>(request: ApiRequest, effect: () => T): Promise<T>;
}
