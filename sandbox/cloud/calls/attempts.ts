import { apiErrors as awsErrors } from "../../../facts/aws/apiErrors";
import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { Account } from "../account/account";
import type { Fault, Faults } from "../faults";
import { hidden, masked, secretTexts, type Journal } from "../journal";
import { ApiError, NoAnswer } from "./apiError";
import type { ApiRequest } from "./apiRequest";

/** What every call meets, whichever door it came through. */
export interface AttemptParts {
  readonly account: Account;
  readonly journal: Journal;
  readonly faults: Faults;
}

/** How the caller lives through an attempt. */
export interface AttemptOptions {
  /** 0 for the first attempt, then one more for each retry. Defaults to 0. */
  readonly attempt?: number;
  /**
   * Waits where no answer comes, until the caller gives up.
   * @returns How it gave up.
   */
  hang(): Promise<NoAnswer>;
}

/** The attempts at calls of the account's APIs: each meets its fault, has its effect, and is one line in the journal. */
export class Attempts {
  /**
   * Makes the attempts of one cloud.
   * @param parts - The account behind the APIs, its journal and faults.
   */
  constructor(private readonly parts: AttemptParts) {}

  /**
   * Makes one attempt at a call.
   * @param request - The call.
   * @param effect - What the API does; runs at once and alone, and throws `ApiError` to refuse.
   * @param options - Which attempt it is, and how the caller waits.
   * @returns What the effect returned.
   * @throws {ApiError | NoAnswer} Where the API refuses, or does not answer.
   */
  async make<T>(request: ApiRequest, effect: () => T, options: AttemptOptions): Promise<T> {
    const fault = this.parts.faults.take(request);
    const before = this.parts.account.revision;
    const record = (outcome: { ok: boolean; status: number }) =>
      this.record(request, options.attempt ?? 0, before, outcome);
    try {
      await meetBefore(fault, request, options);
      const result = effect();
      meetAfter(fault);
      record({ ok: true, status: 200 });
      return result;
    } catch (thrown) {
      const error = thrown instanceof ApiError ? withoutSecrets(thrown, request) : thrown;
      if (error instanceof ApiError || error instanceof NoAnswer) {
        record(error.outcome);
      }
      throw error;
    }
  }

  private record(
    request: ApiRequest,
    attempt: number,
    before: number,
    outcome: { ok: boolean; status: number },
  ): void {
    const { service, method, path, type, id, body, redact = (one) => one } = request;
    this.parts.journal.record({
      service,
      method,
      path: hidden(path, secretTexts(body, request.secrets)),
      type,
      ...(id === undefined ? {} : { id }),
      ...(body === undefined ? {} : { body: redact(masked(body, request.secrets ?? [])) }),
      attempt,
      changed: this.parts.account.revision !== before,
      outcome,
    });
  }
}

/** The faults that keep a call from the API. */
async function meetBefore(
  fault: Fault | undefined,
  request: ApiRequest,
  options: AttemptOptions,
): Promise<void> {
  if (fault?.kind === "rateLimited") {
    const isAws = request.service === "aws";
    const { status, code } = isAws ? awsErrors.rateLimited : apiErrors.rateLimited;
    const words = isAws
      ? "Request limit exceeded."
      : "Please wait and consider throttling your request speed";
    throw new ApiError(status, code, words, { retryAfterSeconds: fault.retryAfterSeconds });
  }
  if (fault?.kind === "serverError") {
    const { status = 500, form } = fault;
    throw new ApiError(status, undefined, "Internal Server Error", { form });
  }
  if (fault?.kind === "refused") {
    throw new ApiError(fault.status, fault.code, fault.message);
  }
  if (fault?.kind === "hang") {
    throw await options.hang();
  }
  if (fault?.kind === "drop" && fault.reached !== true) {
    throw new NoAnswer("connection reset by peer");
  }
}

/** The faults that keep the answer from the caller. */
function meetAfter(fault: Fault | undefined): void {
  if (fault?.kind === "drop") {
    throw new NoAnswer("connection reset by peer");
  }
  if (fault?.kind === "truncated") {
    throw new NoAnswer("unexpected EOF");
  }
}

/** APIs repeat in their words what they were sent. */
function withoutSecrets(error: ApiError, request: ApiRequest): ApiError {
  const { status, code, words, more } = error;
  return new ApiError(
    status,
    code,
    hidden(words, secretTexts(request.body, request.secrets)),
    more,
  );
}
