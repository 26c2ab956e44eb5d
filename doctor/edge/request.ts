import { request } from "node:https";
import type { IncomingHttpHeaders } from "node:http";
import { doctorUserAgent } from "../../facts/userAgents";

/** A name that is asked through Cloudflare. */
export interface EdgeTarget {
  readonly hostname: string;
  /** The path that is asked for, with its query. */
  readonly path: string;
  readonly port: number;
  /** Where to connect instead of where DNS leads: for a rehearsal. Defaults to DNS. */
  readonly connectTo?: string;
  /** Roots that are trusted beside the public ones, as PEM. Defaults to none. */
  readonly trusted?: readonly string[];
}

/** What came through Cloudflare. */
export interface EdgeAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  readonly body: string;
}

/** Of a body more than this is not looked at, in bytes. */
const longestBody = 256 * 1024;

/**
 * Asks once, as an API's client does: Cloudflare then says in JSON what it made itself.
 * @param target - The name.
 * @param path - The path.
 * @param signal - The deadline.
 * @returns The answer, or why there is none.
 */
export function askEdge(
  target: EdgeTarget,
  path: string,
  signal: AbortSignal,
): Promise<EdgeAnswer | string> {
  return new Promise((resolve) => {
    const { hostname, port, connectTo = hostname, trusted } = target;
    const asked = request({
      ...{ host: connectTo, port, servername: hostname, path, signal, agent: false },
      ...(trusted === undefined ? {} : { ca: [...trusted] }),
      headers: { host: hostname, "user-agent": doctorUserAgent, accept: "application/json" },
    });
    asked.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
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
