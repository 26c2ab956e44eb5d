import { request as ask } from "node:http";
import type { Socket } from "node:net";
import { answerLimits } from "../../facts/cloudflare/originAnswers";
import type { ModelledClock } from "../modelledClock";
import {
  hasLargeHeaders,
  onwardHeaders,
  type OriginAnswer,
  type OriginRequest,
} from "./originAnswer";
import { answerFailure, OriginFailure } from "./originFailure";
import { limitWrites } from "./writeLimit";

/** A request over a connection of HTTP/1.1. */
export interface Http1Asking {
  readonly socket: Socket;
  /** Whether it has carried a request before. */
  readonly wasUsed: boolean;
  readonly request: OriginRequest;
  readonly readTimeoutSeconds: number;
  readonly clock: ModelledClock;
}

/** Room for the parser above the limit, so that what is too large can be told from what is no HTTP. */
const parsedBytes = 8 * answerLimits.headerBytes;

/**
 * Sends a request, and waits for the headers of the answer.
 * @param asking - The request, and what it goes over. When the answer has ended and the connection can be used again, it emits `free`.
 * @throws {OriginFailure} Where no answer comes.
 */
export function askOverHttp1(asking: Http1Asking): Promise<OriginAnswer> {
  const { socket, wasUsed, request, readTimeoutSeconds, clock } = asking;
  const { method, path, headers, body } = request;
  return new Promise((resolve, reject) => {
    const sent = ask({
      createConnection: () => socket,
      ...{ method, path, setHost: false, maxHeaderSize: parsedBytes },
      headers: listed(headers, body),
    });
    // Node takes a request without an agent for the last one of its connection, unless a table of headers says otherwise.
    sent.shouldKeepAlive = true;
    // It holds between two parts of an answer too.
    sent.setTimeout(clock.milliseconds(readTimeoutSeconds), () =>
      sent.destroy(new OriginFailure("readTimeout")),
    );
    sent.on("error", (error) => reject(answerFailure(error, wasUsed)));
    sent.once("response", (answer) => {
      if (hasLargeHeaders(answer.rawHeaders)) {
        sent.destroy(new OriginFailure("largeHeaders"));
        return;
      }
      const { statusCode: status = 0 } = answer;
      resolve({ status, headers: onwardHeaders(answer.headers), body: answer });
    });
    sent.end(body);
    if (body !== undefined) {
      const written = limitWrites(socket, clock, (failure) => sent.destroy(failure));
      sent.once("response", written).once("close", written);
    }
  });
}

/** Names and values in turn, which Node writes as they are: of an object it makes a table first, for every request. */
function listed(headers: OriginRequest["headers"], body: Buffer | undefined): string[] {
  const list = ["connection", "keep-alive"];
  if (body !== undefined) {
    list.push("content-length", String(body.length));
  }
  for (const [name, value] of Object.entries(headers)) {
    for (const each of typeof value === "string" ? [value] : value) {
      list.push(name, each);
    }
  }
  return list;
}
