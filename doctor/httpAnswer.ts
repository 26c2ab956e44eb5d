import type { ClientRequest, IncomingHttpHeaders } from "node:http";

/** What a server answered. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  readonly body: string;
}

/** Of a body more than this is not looked at, in UTF-16 code units. */
const longestBody = 256 * 1024;

/**
 * Sends a request without a body, and reads what is answered.
 * @param asked - The request, not ended yet.
 * @returns The answer, or why there is none.
 */
export function answerOf(asked: ClientRequest): Promise<HttpAnswer | string> {
  return new Promise((resolve) => {
    asked.on("error", ({ code, name, message }: NodeJS.ErrnoException) =>
      resolve(name === "AbortError" ? "no answer in time" : (code ?? message)),
    );
    asked.on("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      let body = "";
      const settle = (): void => resolve({ status, headers, body });
      response.setEncoding("utf8").on("data", (part: string) => {
        body += part;
        if (body.length > longestBody) {
          settle();
          response.destroy();
        }
      });
      response.on("end", settle).on("error", settle).on("close", settle);
    });
    asked.end();
  });
}
