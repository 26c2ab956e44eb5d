import type { ApiError } from "../calls/apiError";
import type { Answer } from "./incoming";

/** An answer as it goes over the wire. */
export interface WireAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Header names and values beyond those of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; empty for none. */
  readonly body: string;
}

/** What stands in `code` where none is published: codes are numbers there. */
const unpublishedCode = 0;

const json = { "content-type": "application/json" };
const plain = { "content-type": "text/plain; charset=utf-8" };

/**
 * Puts an answer into the API's envelope.
 * @param answer - The answer.
 * @returns What goes over the wire.
 */
export function successEnvelope(answer: Answer): WireAnswer {
  const { status = 200, result, info, messages = [], file } = answer;
  if (file !== undefined) {
    return { status, headers: plain, body: file };
  }
  const envelope = {
    ...{ result, success: true, errors: [], messages },
    ...(info === undefined ? {} : { result_info: info }),
  };
  return status === 204
    ? { status, headers: {}, body: "" }
    : { status, headers: json, body: JSON.stringify(envelope) };
}

/**
 * Puts a refusal into the API's envelope, or onto a page where it is the page of what stands in front of the API.
 * @param error - The refusal.
 * @returns What goes over the wire. What the refusal means, in the stand-in's own words, is a message.
 */
export function failureEnvelope({ status, code, words, more }: ApiError): WireAnswer {
  const headers: Record<string, string> =
    more.retryAfterSeconds === undefined ? {} : { "retry-after": `${more.retryAfterSeconds}` };
  if (more.form === "html") {
    const body = `<html>\r\n<head><title>${status} ${words}</title></head>\r\n<body>\r\n<center><h1>${status} ${words}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`;
    return { status, headers: { ...headers, "content-type": "text/html" }, body };
  }
  const messages = more.means === undefined ? [] : [{ code: unpublishedCode, message: more.means }];
  const chain = more.cause === undefined ? {} : { error_chain: [more.cause] };
  const errors = [{ code: Number(code ?? unpublishedCode), message: words, ...chain }];
  const body = JSON.stringify({ success: false, errors, messages, result: null });
  return { status, headers: { ...headers, ...json }, body };
}

/**
 * The refusal of a request that is none, before any route.
 * @param status - HTTP status.
 * @param words - What is wrong with it.
 * @returns What goes over the wire.
 */
export function badRequest(status: number, words: string): WireAnswer {
  const errors = [{ code: unpublishedCode, message: words }];
  const body = JSON.stringify({ success: false, errors, messages: [], result: null });
  return { status, headers: json, body };
}
