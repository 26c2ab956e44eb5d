import type { Duplex } from "node:stream";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { readHead, valuesOf } from "./answer";
import { exchange, open, requestText, type Exchange } from "./exchange";
import { placeOf, type OriginTarget, type Transport } from "./target";

/** How many requests are made on one connection. */
const requestsOnOne = 3;

/** After which servers close, whatever their keep-alive. Source: RFC 9112, section 9.6; nginx and Apache as run here. */
const badRequest = 400;

const cloudflareIdle = originConnectionLimits.idle.seconds;

/** What was seen of a connection while it was used. */
interface Used {
  readonly answers: number;
  /** The status of the last one; undefined where there was none. */
  readonly status: number | undefined;
  readonly last: Exchange;
  /** What the last answer says of the connection. */
  readonly says: string;
  /** Seconds that a Keep-Alive header names; undefined without one. */
  readonly namedSeconds: number | undefined;
}

/**
 * Makes some requests on one connection, and then waits for the origin to close it. What closes early allows errors and shows none:
 * Cloudflare asks again where it can.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 * @param signal - The deadline.
 * @returns One evidence for the requests on a connection, and one for its idle time.
 */
export async function examineKeepAlive(
  target: OriginTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const at = placeOf(target, transport);
  const requests = witness("origin", "requests-per-connection", at, "setting");
  const socket = await open(target, transport, signal);
  if (socket === undefined) {
    return [requests.unknown("no connection to ask on")];
  }
  const used = await use(socket, target, signal);
  if (used.last.end === "open") {
    const idle = await idleSeconds(socket, target.patience.idleSeconds, signal);
    socket.destroy();
    return [
      requests.pass(`${used.answers} answers on one connection`),
      ofIdle(target, at, idle, used),
    ];
  }
  socket.destroy();
  if (used.last.end !== "closed" && used.last.end !== "reset") {
    return [requests.unknown(`the connection was not seen to the end (${used.last.end})`)];
  }
  if (used.status === badRequest) {
    return [requests.unknown("closes the connection on which it refused a request")];
  }
  // A server at its limit says so in its last answer; where it does not, the connection was left idle for too long, however short.
  const isSaid = /close/i.test(used.says);
  return [
    requests.fail(
      `closes the connection after ${used.answers} ${used.answers === 1 ? "answer" : "answers"}, ${isSaid ? "and says so" : "without a word"}`,
      [isSaid ? "keep-alive-limit" : "keep-alive-too-short"],
    ),
  ];
}

async function use(socket: Duplex, target: OriginTarget, signal: AbortSignal): Promise<Used> {
  let used: Used | undefined;
  for (let asked = 0; asked < requestsOnOne; asked += 1) {
    const last = await exchange(
      socket,
      requestText(target, "keep-alive"),
      target.patience.answerSeconds,
      signal,
    );
    const read = readHead(last.bytes);
    const head = read.kind === "head" ? read.head : { headers: [] };
    const named = /timeout=(\d+)/.exec(valuesOf(head, "keep-alive").join())?.[1];
    used = {
      status: read.kind === "head" ? read.head.status : undefined,
      ...{ last, answers: asked + (read.kind === "head" ? 1 : 0) },
      says: read.kind === "head" ? valuesOf(head, "connection").join() : (used?.says ?? ""),
      namedSeconds: named === undefined ? used?.namedSeconds : Number(named),
    };
    if (last.end !== "open") {
      break;
    }
  }
  return used as Used;
}

/** Seconds until the other side closes; undefined where it has not within the wait. */
function idleSeconds(
  socket: Duplex,
  seconds: number,
  signal: AbortSignal,
): Promise<number | undefined> {
  const began = performance.now();
  return new Promise((resolve) => {
    const timer = setTimeout(() => settle(undefined), seconds * 1000);
    const late = (): void => settle(undefined);
    const ended = (): void => settle((performance.now() - began) / 1000);
    const settle = (outcome: number | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
      resolve(outcome);
    };
    signal.addEventListener("abort", late, { once: true });
    socket.once("end", ended).once("close", ended).resume();
  });
}

function ofIdle(
  { patience }: OriginTarget,
  at: string,
  idle: number | undefined,
  { namedSeconds }: Used,
): Evidence {
  const { pass, fail, unknown } = witness("origin", "idle-timeout", at, "setting");
  const against = `Cloudflare keeps it for ${cloudflareIdle} s`;
  if (idle !== undefined) {
    return fail(`closes an idle connection after ${Math.round(idle)} s; ${against}`, [
      "keep-alive-too-short",
    ]);
  }
  if (namedSeconds !== undefined && namedSeconds < cloudflareIdle) {
    return fail(`says that it keeps an idle connection for ${namedSeconds} s; ${against}`, [
      "keep-alive-too-short",
    ]);
  }
  return patience.idleSeconds >= cloudflareIdle
    ? pass(`keeps an idle connection for ${patience.idleSeconds} s`, ["keep-alive-too-short"])
    : unknown(`keeps an idle connection for ${patience.idleSeconds} s; longer was not waited`);
}
