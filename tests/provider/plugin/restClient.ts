import { object, text, type Properties } from "../../../sandbox/cloud/values";

/** A refusal of the API, as a provider tells it. */
export class Refusal extends Error {
  /**
   * Makes the refusal.
   * @param status - HTTP status.
   * @param words - The API's words, with its code.
   */
  constructor(
    readonly status: number,
    words: string,
  ) {
    super(words);
  }
}

/** What is sent, as JSON or as a form. */
type Body = Properties | readonly Properties[] | FormData;

/** A client of the v4 API, as small as it can be: one call, one answer, no second try. */
export class RestClient {
  /**
   * Makes the client.
   * @param url - Base URL of the API.
   * @param token - The token that it is called with.
   */
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /**
   * Makes a call.
   * @param method - HTTP method.
   * @param path - Path beneath the base URL.
   * @param body - What is sent, as JSON or a form. Absent: nothing.
   * @returns The result; empty where there is none.
   * @throws {Refusal} Where the API refuses.
   */
  async call(method: string, path: string, body?: Body): Promise<Properties> {
    return object((await this.#envelope(method, path, body)).result);
  }

  /**
   * Lists a collection, first page only.
   * @param path - Path beneath the base URL.
   * @returns Its objects.
   */
  async list(path: string): Promise<Properties[]> {
    return (await this.#envelope("GET", path)).result as Properties[];
  }

  /**
   * Reads what stands in no envelope.
   * @param path - Path beneath the base URL.
   * @returns The text.
   */
  async text(path: string): Promise<string> {
    return (await this.#send("GET", path)).text();
  }

  #send(method: string, path: string, body?: Body): Promise<Response> {
    const authorization = `Bearer ${this.token}`;
    const isForm = body instanceof FormData;
    return fetch(`${this.url}${path}`, {
      method,
      headers: { authorization, ...(isForm ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
  }

  async #envelope(method: string, path: string, body?: Body): Promise<Properties> {
    const response = await this.#send(method, path, body);
    const answered = await response.text();
    const envelope = (answered === "" ? {} : JSON.parse(answered)) as Properties;
    if (!response.ok) {
      const [error] = (envelope.errors ?? []) as Properties[];
      throw new Refusal(
        response.status,
        `${text(error?.message)} (${JSON.stringify(error?.code)})`,
      );
    }
    return envelope;
  }
}
