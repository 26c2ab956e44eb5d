import {
  apiErrors as awsErrors,
  providerRetries as awsRetries,
} from "../../../facts/aws/apiErrors";
import {
  apiErrors,
  hangSeconds,
  providerRetries as cloudflareRetries,
} from "../../../facts/cloudflare/apiErrors";
import { ownEntry } from "../../../core/ownEntry";
import type { Account } from "../account/account";
import type { Fault, Faults } from "../faults";
import { hidden, masked, textsIn, type Journal } from "../journal";
import type { Properties } from "../values";
import { ApiError, NoAnswer } from "./apiError";

/** A call that a provider makes of an API. */
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
  /** Names of the secret properties of the body. */
  readonly secrets?: Iterable<string>;
}

/** What the client works on. */
export interface ApiClientParts {
  readonly account: Account;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Real seconds per second that the provider waits. */
  readonly timeScale: number;
}

/** The API client inside a provider: retries, gives up, and writes every attempt into the journal. */
export class ApiClient {
  private readonly waiting = new Set<() => void>();

  /**
   * Makes a client.
   * @param parts - The account behind the API, its journal and faults, and how fast time runs.
   */
  constructor(private readonly parts: ApiClientParts) {}

  /** Ends every wait at once, as a provider does that is told to cancel. */
  cancel(): void {
    for (const wake of [...this.waiting]) {
      wake();
    }
  }

  /**
   * Makes a call, and makes it again after 429, 5xx and broken connections as the real providers do.
   * @param request - The call.
   * @param effect - What the API does; runs at once and alone, and throws `ApiError` to refuse.
   * @returns What the effect returned.
   * @throws {ApiError | NoAnswer} Where the API refuses, or still fails after the last retry.
   */
  async send<T>(request: ApiRequest, effect: () => T): Promise<T> {
    const policy = request.service === "aws" ? awsRetries : cloudflareRetries;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.attempt(request, effect, attempt);
      } catch (error) {
        const retried = error instanceof ApiError ? error.retried : error instanceof NoAnswer;
        const cancelled = error instanceof NoAnswer && error.reason === "cancelled";
        if (!retried || cancelled || attempt >= policy.retries) {
          throw error;
        }
        const backoff = Math.min(policy.longestSeconds, policy.firstSeconds * 2 ** attempt);
        const asked = error instanceof ApiError ? error.more.retryAfterSeconds : undefined;
        if (await this.wait(asked ?? backoff)) {
          throw new NoAnswer("cancelled");
        }
      }
    }
  }

  private async attempt<T>(request: ApiRequest, effect: () => T, attempt: number): Promise<T> {
    const fault = this.parts.faults.take(request);
    const before = this.parts.account.revision;
    try {
      await this.applyFault(fault, request);
      const result = effect();
      if (fault?.kind === "drop") {
        throw new NoAnswer("connection reset by peer");
      }
      this.record(request, attempt, before, { ok: true, status: 200 });
      return result;
    } catch (thrown) {
      const error = thrown instanceof ApiError ? withoutSecrets(thrown, request) : thrown;
      if (error instanceof ApiError || error instanceof NoAnswer) {
        this.record(request, attempt, before, error.outcome);
      }
      throw error;
    }
  }

  private async applyFault(fault: Fault | undefined, request: ApiRequest): Promise<void> {
    if (fault?.kind === "rateLimited") {
      const isAws = request.service === "aws";
      const { status, code } = isAws ? awsErrors.rateLimited : apiErrors.rateLimited;
      const words = isAws
        ? "Request limit exceeded."
        : "Please wait and consider throttling your request speed";
      throw new ApiError(status, code, words, { retryAfterSeconds: fault.retryAfterSeconds });
    }
    if (fault?.kind === "serverError") {
      throw new ApiError(fault.status ?? 500, undefined, "Internal Server Error");
    }
    if (fault?.kind === "refused") {
      throw new ApiError(fault.status, fault.code, fault.message);
    }
    if (fault?.kind === "hang") {
      throw new NoAnswer((await this.wait(hangSeconds)) ? "cancelled" : "request timed out");
    }
    if (fault?.kind === "drop" && fault.reached !== true) {
      throw new NoAnswer("connection reset by peer");
    }
  }

  private wait(seconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (cancelled: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve(cancelled);
      };
      const wake = () => end(true);
      const timer = setTimeout(() => end(false), seconds * 1000 * this.parts.timeScale);
      this.waiting.add(wake);
    });
  }

  private record(
    request: ApiRequest,
    attempt: number,
    before: number,
    outcome: { ok: boolean; status: number },
  ): void {
    const { service, method, path, type, id, body } = request;
    this.parts.journal.record({
      service,
      method,
      path: hidden(path, secretTexts(request)),
      type,
      ...(id === undefined ? {} : { id }),
      ...(body === undefined ? {} : { body: masked(body, request.secrets ?? []) }),
      attempt,
      changed: this.parts.account.revision !== before,
      outcome,
    });
  }
}

/** APIs repeat in their words what they were sent. */
function withoutSecrets(error: ApiError, request: ApiRequest): ApiError {
  const { status, code, words, more } = error;
  return new ApiError(status, code, hidden(words, secretTexts(request)), more);
}

function secretTexts({ body = {}, secrets = [] }: ApiRequest): string[] {
  return [...secrets].flatMap((name) => textsIn(ownEntry(body, name)));
}
