import { request } from "node:https";
import { withinTime } from "../../core/timeLimit";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { doctorUserAgent } from "../../facts/userAgents";
import { answerOf, type HttpAnswer } from "../httpAnswer";

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
  /** Seconds that an answer is waited for. Defaults to what Cloudflare itself waits for an origin at most, and one more. */
  readonly answerSeconds?: number;
}

const { connect, read } = originConnectionLimits;

/**
 * The name as a browser writes it in a URL and in `Host`: with its port, where that is not the usual one. A rehearsal's port stands for
 * the usual one.
 * @param target - The name.
 */
export function authorityOf({ hostname, port, connectTo }: EdgeTarget): string {
  return connectTo !== undefined || port === defaultHttpsPort ? hostname : `${hostname}:${port}`;
}

/**
 * Asks once, as an API's client does: Cloudflare then says in JSON what it made itself.
 * @param target - The name.
 * @param path - The path.
 * @param signal - The deadline of all.
 * @returns The answer, or why there is none.
 */
export function askEdge(
  target: EdgeTarget,
  path: string,
  signal: AbortSignal,
): Promise<HttpAnswer | string> {
  const { hostname, port, connectTo = hostname, trusted } = target;
  const { answerSeconds = connect.seconds + read.seconds + 1 } = target;
  return withinTime(signal, answerSeconds * 1000, (limit) =>
    answerOf(
      request({
        ...{ host: connectTo, port, servername: hostname, path, signal: limit, agent: false },
        ...(trusted === undefined ? {} : { ca: [...trusted] }),
        headers: {
          host: authorityOf(target),
          "user-agent": doctorUserAgent,
          accept: "application/json",
        },
      }),
    ),
  );
}
