import { withinTime } from "../core/timeLimit";

/** What went wrong between the provider and a service, in one sentence for the user. */
export class ServiceError extends Error {}

/** Who is called, and what for. */
export interface ServiceCall {
  /** The service, with its address: `Zabbix at https://zabbix.example.com`. */
  readonly service: string;
  /** What is asked of it: `host.create`. */
  readonly action: string;
  /** Where. */
  readonly url: string;
  /** The HTTP method. */
  readonly method: string;
  /** Headers beside those of JSON. */
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent as JSON; nothing where it is undefined. */
  readonly body?: unknown;
  /** Which argument holds the address, for the error. */
  readonly urlArgument: string;
  /** How long an answer is waited for, in milliseconds. */
  readonly timeoutMilliseconds: number;
  /** Ends the call early. */
  readonly cancelled: AbortSignal;
}

/** What a service answered. */
export interface ServiceAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Headers. */
  readonly headers: Headers;
  /** The body as JSON; undefined where it is empty or none. */
  readonly json: unknown;
  /** What the body is where it is no JSON, to be read after "with"; undefined where it is JSON. */
  readonly notJson: string | undefined;
}

/** An object in an answer. */
export type Answered = Readonly<Record<string, unknown>>;

/**
 * Whether a value of an answer is an object.
 * @param value - Anything that JSON can say.
 */
export function isAnswered(value: unknown): value is Answered {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The longest answer that is read, in bytes: one object of these APIs has a few kilobytes. */
const longestAnswer = 4 * 1024 * 1024;

/**
 * Calls a service once. Redirects are not followed, so that credentials go nowhere else.
 * @param call - Whom, and what for.
 * @returns The answer, whatever its status.
 * @throws {ServiceError} Where none comes.
 */
export function callService(call: ServiceCall): Promise<ServiceAnswer> {
  return withinTime(call.cancelled, call.timeoutMilliseconds, (signal) => answered(call, signal));
}

async function answered(call: ServiceCall, signal: AbortSignal): Promise<ServiceAnswer> {
  const asked = `${call.service} did not answer ${call.action}`;
  try {
    const response = await fetch(call.url, {
      method: call.method,
      headers: {
        Accept: "application/json",
        ...(call.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      redirect: "manual",
      signal,
    });
    return answerOf(response, await bodyOf(response));
  } catch (error) {
    if (call.cancelled.aborted) {
      throw new ServiceError(`${asked}: cancelled`);
    }
    if (signal.aborted) {
      throw new ServiceError(`${asked} within ${call.timeoutMilliseconds / 1000} s`);
    }
    throw new ServiceError(`${asked}: ${reasonOf(error)}; check ${call.urlArgument}`);
  }
}

/** The body as text, given up where it is longer than any answer. */
async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > longestAnswer) {
      throw new Error(`its answer is longer than ${longestAnswer} characters`);
    }
  }
  return text;
}

function answerOf({ status, headers }: Response, text: string): ServiceAnswer {
  const answer = { status, headers, json: undefined };
  if (text.trim() === "") {
    return { ...answer, notJson: "an empty body" };
  }
  try {
    return { ...answer, json: JSON.parse(text), notJson: undefined };
  } catch {
    const type = headers.get("content-type")?.split(";")[0] ?? "no content type";
    const isCut = /^\s*[[{"]/.test(text);
    return { ...answer, notJson: isCut ? "JSON that is broken or cut off" : `no JSON (${type})` };
  }
}

/** `fetch` hides what happened in the cause of its error. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (cause as { code?: unknown }).code;
  return typeof code === "string" ? code : cause instanceof Error ? cause.message : "no answer";
}
