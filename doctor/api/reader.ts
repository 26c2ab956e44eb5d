import type { Cloudflare } from "cloudflare" with { "resolution-mode": "import" };
import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** Where the account is read, and by whom. */
export interface ApiAccess {
  /** An API token; it is shown nowhere. */
  readonly token: string;
  /** The API's address. Defaults to Cloudflare's own. */
  readonly baseUrl?: string;
}

/** Milliseconds for one answer of the API. */
const answerMilliseconds = 15_000;

/** Reads an account by the official client: only what exists is asked for, and nothing is changed. */
export class AccountReader {
  /** What could not be read, and why. */
  readonly unread: Evidence[] = [];

  private constructor(
    readonly client: Cloudflare,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Loads the client, which is much and has no use without a token.
   * @param access - Where, and by whom.
   * @param signal - The deadline.
   */
  static async open({ token, baseUrl }: ApiAccess, signal: AbortSignal): Promise<AccountReader> {
    const { default: Client } = await import("cloudflare");
    const client = new Client({
      ...{ apiToken: token, apiKey: null, apiEmail: null, userServiceKey: null },
      ...{ maxRetries: 1, timeout: answerMilliseconds, logLevel: "off" },
      baseURL: baseUrl ?? null,
    });
    return new AccountReader(client, signal);
  }

  /**
   * Makes a call that reads.
   * @param what - What it reads, for what is said where it fails.
   * @param call - The call, given the options of the request.
   * @returns Its answer; undefined where there is none, which is kept among `unread`.
   */
  async read<T>(
    what: string,
    call: (client: Cloudflare, options: { readonly signal: AbortSignal }) => PromiseLike<T>,
  ): Promise<T | undefined> {
    try {
      return await call(this.client, { signal: this.signal });
    } catch (error) {
      this.unread.push(witness("edge", "account", what, "setting").unknown(whyNot(error)));
      return undefined;
    }
  }

  /**
   * Reads a list to its end, page by page.
   * @param what - What it lists, for what is said where it fails.
   * @param call - The call, given the options of the request.
   * @returns What is on it, up to `mostListed`; undefined where a page could not be read, which is kept among `unread`.
   */
  list<T>(
    what: string,
    call: (
      client: Cloudflare,
      options: { readonly signal: AbortSignal },
    ) => PromiseLike<AsyncIterable<T>>,
  ): Promise<T[] | undefined> {
    return this.read(what, async (client, options) => {
      const all: T[] = [];
      for await (const each of await call(client, options)) {
        if (all.push(each) === mostListed) {
          break;
        }
      }
      return all;
    });
  }
}

/** Of a longer list the rest is not read. */
export const mostListed = 20_000;

/** By the status alone: what else stands in an error may hold the request with its token. */
function whyNot(error: unknown): string {
  const { status, name } = error as { readonly status?: number; readonly name?: string };
  switch (status) {
    case undefined:
      return `the API was not reached (${name ?? "an error"})`;
    case 400:
    case 401:
      return `the API does not take the token (${status})`;
    case 403:
      return "the token may not read it (403)";
    case 404:
      return "the API has none (404)";
    default:
      return `the API answered ${status}`;
  }
}
