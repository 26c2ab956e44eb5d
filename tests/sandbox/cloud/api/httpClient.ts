import type { CloudApi } from "../../../../sandbox/cloud/api/cloudApi";

/** A JSON answer in the API's envelope. */
export interface Envelope {
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly messages: readonly { readonly code: number; readonly message: string }[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects
  readonly result: any;
  readonly result_info?: Readonly<Record<string, unknown>>;
}

/** What came back. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Envelope;
}

/** A client of the API, as plain as `curl`. */
export class HttpClient {
  constructor(private readonly api: CloudApi) {}

  async call(method: string, path: string, body?: unknown): Promise<HttpAnswer> {
    const response = await this.raw(
      method,
      path,
      body === undefined ? {} : { body: JSON.stringify(body) },
    );
    const text = await response.text();
    const { status, headers } = response;
    return { status, headers, body: (text === "" ? undefined : JSON.parse(text)) as Envelope };
  }

  raw(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.api.token}`, ...init.headers };
    return fetch(`${this.api.url}${path}`, { method, ...init, headers });
  }

  /** The result of a call that must succeed. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test reads what it expects
  async ok(method: string, path: string, body?: unknown): Promise<any> {
    const { status, body: envelope } = await this.call(method, path, body);
    if (status >= 300) {
      throw new Error(`${method} ${path}: ${status} ${JSON.stringify(envelope)}`);
    }
    return envelope?.result;
  }

  /** Status and code of a call that must be refused. */
  async refused(method: string, path: string, body?: unknown): Promise<[number, number]> {
    const { status, body: envelope } = await this.call(method, path, body);
    return [status, envelope.errors[0]?.code ?? -1];
  }
}
