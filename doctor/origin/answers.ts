import { lowestServerErrorStatus } from "../../facts/httpStatus";
import type { CauseId } from "../../facts/causes";
import { clientCertificateRefusal } from "../../facts/clientCertificateRefusal";
import { answerHeaderLimits } from "../../facts/cloudflare/originLimits";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import type { Evidence } from "../evidence";
import { witness, type Witness } from "../witness";
import { readHead, valuesOf, type Head } from "./answer";
import { decompressionFault, readBody } from "./body";
import { exchange, open, requestText, type Exchange } from "./exchange";
import { placeOf, type OriginTarget, type Transport } from "./target";

/** One answer of an origin, read. */
export interface Answered {
  /** The status; undefined where what came is no answer. */
  readonly status: number | undefined;
  /** What the server calls itself. */
  readonly server: string | undefined;
  /** What it speaks for or rules out. */
  readonly evidence: readonly Evidence[];
}

/**
 * Asks an origin once, on a connection of its own, and judges the answer byte for byte.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 * @param signal - The deadline.
 * @returns What it answered.
 */
export async function ask(
  target: OriginTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Answered> {
  const socket = await open(target, transport, signal);
  const at = placeOf(target, transport);
  const answer = witness("origin", "answer", at);
  if (socket === undefined) {
    const why = signal.aborted ? "the deadline came first" : "no connection this time";
    return { status: undefined, server: undefined, evidence: [answer.unknown(why)] };
  }
  const got = await exchange(
    socket,
    requestText(target, "close"),
    target.patience.answerSeconds,
    signal,
  );
  socket.destroy();
  return judged(target, got, answer, at);
}

/**
 * Asks an origin that does not answer for the head of its answer alone: where that comes at once, large packets are lost on the way.
 * @param target - The address.
 * @param transport - Over TLS, or in clear.
 * @param signal - The deadline.
 * @returns A fail where it comes; nothing where it does not.
 */
export async function askForHead(
  target: OriginTarget,
  transport: Transport,
  signal: AbortSignal,
): Promise<Evidence[]> {
  const socket = await open(target, transport, signal);
  if (socket === undefined) {
    return [];
  }
  const request = requestText(target, "close", "HEAD");
  const got = await exchange(socket, request, target.patience.answerSeconds, signal);
  socket.destroy();
  return readHead(got.bytes).kind === "head"
    ? [
        witness("origin", "small-answer", placeOf(target, transport)).fail(
          `an answer without a body comes after ${Math.round(got.firstByteMilliseconds ?? 0)} ms, one with a body does not`,
          // Of several packets one may be lost by chance; where the way loses none, it is their size.
          ["network-mtu", "network-loss"],
        ),
      ]
    : [];
}

function judged(target: OriginTarget, got: Exchange, answer: Witness, at: string): Answered {
  const read = readHead(got.bytes);
  const none = { status: undefined, server: undefined };
  if (read.kind === "malformed") {
    return { ...none, evidence: [answer.fail(`the answer ${read.why}`, ["origin-malformed"])] };
  }
  if (read.kind === "incomplete") {
    return { ...none, evidence: [withoutHead(target, got, answer)] };
  }
  const { head, body } = read;
  const [server] = valuesOf(head, "server");
  const evidence = [
    ofStatus(head, got, answer, body),
    ...ofBody(head, body, got, at),
    ofHeaders(head, at),
  ];
  return { status: head.status, server, evidence };
}

/** What it is where the connection ends, or nothing more comes, before the head has ended. */
function withoutHead(target: OriginTarget, got: Exchange, { fail, unknown }: Witness): Evidence {
  const came = got.bytes.length === 0 ? "no byte of an answer" : "a part of the head";
  const { answerSeconds } = target.patience;
  switch (got.end) {
    case "reset":
      // In TLS 1.3 a server says only after the handshake that it wants one.
      if (got.code?.includes("CERTIFICATE_REQUIRED") === true) {
        return fail(
          `a client certificate is demanded (${got.code})`,
          ["client-certificate-missing"],
          {
            weight: "setting",
          },
        );
      }
      return fail(`the connection is reset (${got.code ?? "no code"}) after ${came}`, [
        "origin-resets",
      ]);
    case "closed":
      return fail(`the connection is closed after ${came}`, [
        got.bytes.length === 0 ? "origin-resets" : "origin-truncates",
      ]);
    case "timeout":
      return fail(
        `${came} within ${answerSeconds} s; Cloudflare waits ${originConnectionLimits.read.seconds} s`,
        ["origin-slow"],
        { weight: answerSeconds < originConnectionLimits.read.seconds ? "setting" : "experiment" },
      );
    case "open":
    case "too-long":
      return fail("the head has no end", ["origin-headers-too-large"]);
    case "deadline":
      return unknown("the deadline came before an answer");
  }
}

/** What an answer that is whole rules out: nothing of it says that others are. */
const shownByAnswer: readonly CauseId[] = ["origin-down", "origin-unreachable"];

function ofStatus(
  head: Head,
  got: Exchange,
  { pass, fail, unknown }: Witness,
  body: Buffer,
): Evidence {
  const { status } = head;
  const first = `${status} after ${Math.round(got.firstByteMilliseconds ?? 0)} ms`;
  if (status === 503 && valuesOf(head, "retry-after").length > 0) {
    return fail(`${first}, with Retry-After`, ["maintenance"], {
      rulesOut: shownByAnswer,
    });
  }
  if (status >= lowestServerErrorStatus) {
    return fail(`${first}: the origin itself answers with the error`, ["origin-answers-5xx"], {
      rulesOut: shownByAnswer,
    });
  }
  if (
    status === clientCertificateRefusal.status &&
    clientCertificateRefusal.words.test(body.toString("latin1"))
  ) {
    return fail(`${first}: a client certificate is demanded`, ["client-certificate-missing"], {
      weight: "setting",
    });
  }
  return status === 401 || status === 403
    ? unknown(`${first}, to this machine: what Cloudflare is answered cannot be seen from here`)
    : pass(first, [...shownByAnswer, "origin-answers-5xx", "origin-slow", "origin-resets"]);
}

function ofBody(head: Head, body: Buffer, got: Exchange, at: string): Evidence[] {
  const { pass, fail, unknown } = witness("origin", "body", at);
  if (got.end === "too-long" || got.end === "deadline") {
    return [unknown(`${body.length} bytes came; the rest was not looked at`)];
  }
  const read = readBody(head, body, got.end);
  if (read.kind === "malformed") {
    return [fail(read.why, ["origin-malformed"])];
  }
  if (read.kind !== "right") {
    return [fail(read.why, ["origin-truncates"])];
  }
  const fault = decompressionFault(head, read.bytes);
  return [
    fault === undefined
      ? pass(`${read.bytes.length} bytes, as its head says`, [
          "origin-truncates",
          "origin-malformed",
          "origin-compression-broken",
        ])
      : fail(`the body cannot be decompressed (${fault})`, ["origin-compression-broken"]),
  ];
}

function ofHeaders(head: Head, at: string): Evidence {
  const { pass, fail } = witness("origin", "headers", at);
  const seen = `${head.bytes} bytes of headers, ${head.longestBytes} in the longest`;
  const { documented, documentedEach, refused } = answerHeaderLimits;
  if (head.bytes > refused) {
    return fail(`${seen}; Cloudflare takes ${refused}`, ["origin-headers-too-large"]);
  }
  if (head.bytes > documented || head.longestBytes > documentedEach) {
    return fail(
      `${seen}; Cloudflare's pages name ${documented} and ${documentedEach}, another one ${refused}`,
      ["origin-headers-too-large"],
      { weight: "setting" },
    );
  }
  const twice = valuesOf(head, "content-length").length > 1;
  return twice
    ? fail(
        "Content-Length stands there twice, with one value: some hops refuse that",
        ["origin-malformed"],
        {
          weight: "setting",
        },
      )
    : pass(seen, ["origin-headers-too-large"]);
}
