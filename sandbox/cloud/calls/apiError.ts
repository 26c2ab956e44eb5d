import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { CallOutcome } from "../journal";

/** What may be known of a refusal besides the API's own words. */
export interface RefusalDetails {
  /** What the Retry-After header says, if there is one. */
  readonly retryAfterSeconds?: number | undefined;
  /** The form of the answer's body. Defaults to the API's own, JSON. */
  readonly form?: "html" | undefined;
  /** What the API names as the cause, with a code of its own. Defaults to nothing. */
  readonly cause?: { readonly code: number; readonly message: string } | undefined;
  /** What it means and what to do; the stand-in's own words, which follow the API's in the error that users see. */
  readonly means?: string | undefined;
}

/** A refusal by one of the stand-in APIs. */
export class ApiError extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "ApiError";

  /**
   * Makes the refusal.
   * @param status - HTTP status.
   * @param code - The API's error code; undefined where none is published.
   * @param words - The API's words; never a secret.
   * @param more - What else is known of it.
   */
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    readonly words: string,
    readonly more: RefusalDetails = {},
  ) {
    const refusal = code === undefined ? words : `${words} (${code})`;
    super(more.means === undefined ? refusal : `${refusal}. ${more.means}`);
  }

  /** Whether the providers try again after it. */
  get retried(): boolean {
    return this.status === apiErrors.rateLimited.status || this.status >= 500;
  }

  /** The refusal as the journal writes it. */
  get outcome(): CallOutcome {
    const code = this.code === undefined ? {} : { code: this.code };
    return { ok: false, status: this.status, ...code, message: this.words };
  }
}

/** A call that got no answer: the connection broke, or the provider stopped waiting. */
export class NoAnswer extends Error {
  /** Tells this error apart in logs. */
  override readonly name = "NoAnswer";

  /**
   * Makes the silence.
   * @param reason - What happened, as the provider says it.
   */
  constructor(
    readonly reason:
      "connection reset by peer" | "request timed out" | "unexpected EOF" | "cancelled",
  ) {
    super(reason);
  }

  /**
   * Whether the providers try again after it. A body that breaks off is no reason to.
   * Source: cloudflare-go v6, internal/requestconfig/requestconfig.go (Execute tries again after what sending a request returned;
   * the body is read after the last attempt).
   */
  get retried(): boolean {
    return this.reason === "connection reset by peer" || this.reason === "request timed out";
  }

  /** The silence as the journal writes it. */
  get outcome(): CallOutcome {
    return { ok: false, status: 0, message: this.reason };
  }
}
