import { request as requestInClear, type IncomingHttpHeaders } from "node:http";
import { request as requestOverTls } from "node:https";
import { forwardedProtocol } from "../../facts/cloudflare/originLimits";
import { doctorUserAgent } from "../../facts/userAgents";

/** Where an application is asked. */
export interface ApplicationPlace {
  readonly address: string;
  readonly port: number;
  readonly isTls: boolean;
}

/** What an application answered. */
export interface ApplicationAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The beginning of the body. */
  readonly body: string;
}

/** Of a body more than this is not looked at, in signs. */
const longestBody = 256 * 1024;

/** Milliseconds that an answer is waited for: how slow the origin is, another step says. */
const answerMilliseconds = 15_000;

/**
 * Asks an application once, as Cloudflare would.
 * @param place - Where.
 * @param hostname - The name: SNI and Host.
 * @param path - The path with its query.
 * @param signal - The deadline.
 * @returns The answer, or why there is none. The certificate is taken as it is: another step judges it.
 */
export function askApplication(
  place: ApplicationPlace,
  hostname: string,
  path: string,
  signal: AbortSignal,
): Promise<ApplicationAnswer | string> {
  const late = AbortSignal.any([signal, AbortSignal.timeout(answerMilliseconds)]);
  const { address: host, port, isTls } = place;
  const headers = {
    ...{ host: hostname, "user-agent": doctorUserAgent, accept: "*/*" },
    [forwardedProtocol.name]: forwardedProtocol.value,
  };
  const options = { host, port, path, headers, signal: late, agent: false } as const;
  return new Promise((resolve) => {
    const asked = isTls
      ? requestOverTls({ ...options, servername: hostname, rejectUnauthorized: false })
      : requestInClear(options);
    asked.on("error", ({ code, name, message }: NodeJS.ErrnoException) =>
      resolve(name === "AbortError" ? "no answer in time" : (code ?? message)),
    );
    asked.on("response", (response) => {
      let body = "";
      const settle = (): void =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
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
