import type { CloudApi } from "../../../../sandbox/cloud/api/cloudApi";
import type { Properties } from "../../../../sandbox/cloud/values";
import { startCloud, type Cloud } from "../../../../sandbox/startCloud";

/** A JSON answer in the API's envelope. */
export interface Envelope<Result> {
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly messages: readonly { readonly code: number; readonly message: string }[];
  readonly result: Result;
  readonly result_info?: Readonly<Record<string, unknown>>;
}

/** What came back. */
export interface HttpAnswer<Result> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Envelope<Result>;
}

/** An object of an answer. */
export type Answered = Properties & { readonly id: string };

/** A client of the API, as plain as `curl`. */
export class HttpClient {
  constructor(private readonly api: CloudApi) {}

  async call<Result = Answered>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<HttpAnswer<Result>> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await this.raw(method, path, init);
    const text = await response.text();
    const { status, headers } = response;
    const envelope = text === "" ? {} : (JSON.parse(text) as object);
    return { status, headers, body: envelope as Envelope<Result> };
  }

  raw(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.api.token}`, ...init.headers };
    return fetch(`${this.api.url}${path}`, { method, ...init, headers });
  }

  /** The result of a call that must succeed. */
  async ok<Result = Answered>(method: string, path: string, body?: unknown): Promise<Result> {
    const answer = await this.call<Result>(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body.result;
  }

  /** Status and code of a call that must be refused. */
  async refused(method: string, path: string, body?: unknown): Promise<[number, number]> {
    const { status, body: envelope } = await this.call(method, path, body);
    return [status, envelope.errors[0]?.code ?? -1];
  }
}

/** A cloud, and a client of its API. */
export interface HttpAtDoor {
  readonly cloud: Cloud;
  readonly client: HttpClient;
}

/**
 * Starts a cloud for each test of the suite, and ends it after it.
 * @returns What is there from the suite's `beforeEach` on.
 */
export function httpAtDoor(): HttpAtDoor {
  const here = {} as { -readonly [Name in keyof HttpAtDoor]: HttpAtDoor[Name] };
  beforeEach(async () => {
    here.cloud = await startCloud();
    here.client = new HttpClient(await here.cloud.openApi());
  });
  afterEach(() => here.cloud.stop());
  return here;
}
