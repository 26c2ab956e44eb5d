import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { connect, constants, type ClientHttp2Session, type IncomingHttpHeaders } from "node:http2";
import type { TLSSocket } from "node:tls";
import { originHttp2 } from "../../facts/cloudflare/originAnswers";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { ModelledClock } from "../modelledClock";
import {
  hasLargeHeaders,
  onwardHeaders,
  type OriginAnswer,
  type OriginRequest,
} from "./originAnswer";
import { answerFailure, OriginFailure } from "./originFailure";
import { limitWrites } from "./writeLimit";

/** A connection of HTTP/2 to an origin, which carries many requests at the same time. */
export class Http2Connection {
  readonly #session: ClientHttp2Session;
  #used = 0;
  #streams = 0;

  /**
   * Begins it.
   * @param socket - The connection, after a handshake that agreed on HTTP/2.
   * @param clock - Modelled time.
   * @param onEnd - Told when it can carry no more.
   */
  constructor(
    readonly socket: TLSSocket,
    private readonly clock: ModelledClock,
    onEnd: () => void,
  ) {
    this.#session = connect("https://origin.invalid", { createConnection: () => socket });
    this.#session.on("error", onEnd).on("goaway", onEnd).on("close", onEnd);
    this.#session.setTimeout(clock.milliseconds(originConnectionLimits.idle.seconds), () =>
      this.#session.close(),
    );
  }

  /** Whether it takes another request now. */
  get hasRoom(): boolean {
    const most = Math.min(
      originHttp2.streams,
      this.#session.remoteSettings.maxConcurrentStreams ?? Infinity,
    );
    return !this.#session.closed && !this.#session.destroyed && this.#streams < most;
  }

  /**
   * Sends a request, and waits for the headers of the answer.
   * @param request - The request.
   * @param readTimeoutSeconds - Modelled seconds until the answer must have begun.
   * @throws {OriginFailure} Where no answer comes.
   */
  ask(request: OriginRequest, readTimeoutSeconds: number): Promise<OriginAnswer> {
    const wasUsed = this.#used++ > 0;
    this.#streams += 1;
    return new Promise((resolve, reject) => {
      const stream = this.#session.request(requestHeaders(request), {
        endStream: request.body === undefined,
      });
      stream.setTimeout(this.clock.milliseconds(readTimeoutSeconds), () =>
        stream.destroy(new OriginFailure("readTimeout")),
      );
      stream.on("error", (error) => reject(answerFailure(error, wasUsed)));
      stream.once("close", () => {
        this.#streams -= 1;
        reject(answerFailure(undefined, wasUsed));
      });
      stream.once("response", (headers: IncomingHttpHeaders & { ":status"?: number }) => {
        if (hasLargeHeaders(flat(headers))) {
          stream.destroy(new OriginFailure("largeHeaders"));
          return;
        }
        const { ":status": status = 0 } = headers;
        resolve({ status, headers: onwardHeaders(headers), body: stream });
      });
      if (request.body !== undefined) {
        stream.end(request.body);
        const written = limitWrites(stream, this.clock, (failure) => stream.destroy(failure));
        stream.once("response", written).once("close", written);
      }
    });
  }

  /**
   * Ends it at once.
   * @param failure - What the requests meet that it carries. Defaults to an answer that does not come.
   */
  end(failure?: OriginFailure): void {
    this.#session.destroy(failure);
  }
}

function requestHeaders({
  method,
  path,
  headers,
}: OriginRequest): Record<string, string | string[]> {
  const { host = "", ...others } = headers;
  return {
    ...others,
    [constants.HTTP2_HEADER_METHOD]: method,
    [constants.HTTP2_HEADER_PATH]: path,
    [constants.HTTP2_HEADER_AUTHORITY]: host,
    [constants.HTTP2_HEADER_SCHEME]: schemes.encrypted,
  };
}

function flat(headers: IncomingHttpHeaders): string[] {
  return Object.entries(headers).flatMap(([name, value]) => [name, String(value)]);
}
