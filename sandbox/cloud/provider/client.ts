import { providerRetries as awsRetries } from "../../../facts/aws/apiCalls";
import {
  hangSeconds,
  providerRetries as cloudflareRetries,
} from "../../../facts/cloudflare/apiCalls";
import { ApiError, NoAnswer } from "../calls/apiError";
import type { ApiCaller, ApiRequest } from "../calls/apiRequest";
import type { Attempts } from "../calls/attempts";

/** What the client works on. */
export interface ApiClientParts {
  readonly attempts: Attempts;
  /** Real seconds per second that the provider waits. */
  readonly timeScale: number;
}

/** The API client inside a provider: makes a call again where it failed, and gives up. */
export class ApiClient implements ApiCaller {
  private readonly waiting = new Set<() => void>();

  /**
   * Makes a client.
   * @param parts - The API that it calls, and how fast time runs.
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
    const hang = () => this.hang();
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.parts.attempts.make(request, effect, { attempt, hang });
      } catch (error) {
        const isRetried = (error instanceof ApiError || error instanceof NoAnswer) && error.retried;
        if (!isRetried || attempt >= policy.retries) {
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

  private async hang(): Promise<NoAnswer> {
    return new NoAnswer((await this.wait(hangSeconds)) ? "cancelled" : "request timed out");
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
}
