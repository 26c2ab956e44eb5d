import { request as requestInClear } from "node:http";
import { request as requestOverTls } from "node:https";
import { withinTime } from "../../core/timeLimit";
import { forwardedProtocol } from "../../facts/cloudflare/originLimits";
import { doctorUserAgent } from "../../facts/userAgents";
import { answerOf, type HttpAnswer } from "../httpAnswer";

/** Where an application is asked. */
export interface ApplicationPlace {
  readonly address: string;
  readonly port: number;
  readonly isTls: boolean;
}

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
): Promise<HttpAnswer | string> {
  const { address: host, port, isTls } = place;
  const headers = {
    ...{ host: hostname, "user-agent": doctorUserAgent, accept: "*/*" },
    [forwardedProtocol.name]: forwardedProtocol.value,
  };
  return withinTime(signal, answerMilliseconds, (late) => {
    const options = { host, port, path, headers, signal: late, agent: false } as const;
    return answerOf(
      isTls
        ? requestOverTls({ ...options, servername: hostname, rejectUnauthorized: false })
        : requestInClear(options),
    );
  });
}
