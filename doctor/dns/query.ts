import { udpBytes } from "../../facts/dnssec";
import {
  CHECKING_DISABLED,
  decode,
  DNSSEC_OK,
  encode,
  RECURSION_DESIRED,
  type Answer,
  type DecodedPacket,
  type RecordType,
} from "dns-packet";
import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { connect, isIP } from "node:net";
import type { DnsServer } from "./server";

/** What a server said, or that it said nothing that can be read. */
export type Reply =
  | {
      readonly kind: "reply";
      /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED`. */
      readonly rcode: string;
      /** Whether the server speaks for the zone itself. */
      readonly isAuthoritative: boolean;
      /** Whether the server asks others: what it answers is then the last word too. */
      readonly isRecursive: boolean;
      /** Where the server sends on to: the name servers of a zone below, and their addresses. */
      readonly authorities: readonly Answer[];
      readonly additionals: readonly Answer[];
      readonly answers: readonly Answer[];
    }
  | { readonly kind: "silent"; readonly why: string };

/** A server's word on a name. */
type Told = Extract<Reply, { readonly kind: "reply" }>;

/**
 * Whether a server says that a name exists, or that it does not. All else says that it could not, or would not, tell.
 * @param reply - What it said.
 */
export function isTold(reply: Reply): reply is Told {
  return reply.kind === "reply" && (reply.rcode === "NOERROR" || reply.rcode === "NXDOMAIN");
}

/**
 * Says why a server's reply is no word on a name.
 * @param reply - What it said.
 */
export function whyNotTold(reply: Reply): string {
  return reply.kind === "silent" ? reply.why : reply.rcode;
}

/** What is asked. */
export interface Question {
  readonly name: string;
  readonly type: RecordType;
  /** Whether a resolver is to leave signatures unchecked. */
  readonly isUnchecked?: boolean;
}

/** Seconds for an answer, and how often it is asked. From memory: resolvers wait about as long. */
const patience = { seconds: 2, tries: 2 } as const;

/**
 * Asks a server over UDP, and over TCP where the answer was cut.
 * @param server - The server.
 * @param question - What is asked.
 * @param signal - The deadline.
 * @returns What it said. Never rejects.
 */
export async function ask(
  server: DnsServer,
  question: Question,
  signal: AbortSignal,
): Promise<Reply> {
  for (let tried = 0; tried < patience.tries && !signal.aborted; tried += 1) {
    const packet = await overUdp(server, question, signal);
    if (typeof packet !== "string") {
      const whole = packet.flag_tc ? await overTcp(server, question, signal) : packet;
      return typeof whole === "string" ? { kind: "silent", why: whole } : read(whole);
    }
    if (packet !== silence) {
      return { kind: "silent", why: packet };
    }
  }
  return { kind: "silent", why: signal.aborted ? "the deadline came first" : silence };
}

const silence = "no answer";

/** The library decodes the code, and its types do not say so. */
function read(packet: DecodedPacket): Reply {
  return {
    kind: "reply",
    rcode: (packet as unknown as { readonly rcode: string }).rcode,
    isAuthoritative: packet.flag_aa,
    isRecursive: packet.flag_ra,
    authorities: packet.authorities ?? [],
    additionals: packet.additionals ?? [],
    answers: packet.answers ?? [],
  };
}

function written({ name, type, isUnchecked = false }: Question, id: number): Buffer {
  return encode({
    ...{ type: "query", id },
    flags: RECURSION_DESIRED | (isUnchecked ? CHECKING_DISABLED : 0),
    questions: [{ name, type }],
    additionals: [
      {
        ...{ type: "OPT", name: ".", udpPayloadSize: udpBytes, flags: DNSSEC_OK, flag_do: true },
        ...{ extendedRcode: 0, ednsVersion: 0, options: [] },
      },
    ],
  });
}

function overUdp(
  { address, port }: DnsServer,
  question: Question,
  signal: AbortSignal,
): Promise<DecodedPacket | string> {
  return new Promise((resolve) => {
    const id = randomInt(65_536);
    const socket = createSocket(isIP(address) === 6 ? "udp6" : "udp4");
    const settle = (outcome: DecodedPacket | string): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", late);
      socket.removeAllListeners().on("error", () => undefined);
      socket.close();
      resolve(outcome);
    };
    const late = (): void => settle("the deadline came first");
    const timer = setTimeout(() => settle(silence), patience.seconds * 1000);
    signal.addEventListener("abort", late, { once: true });
    const fail = (error: NodeJS.ErrnoException): void => settle(error.code ?? error.message);
    socket.on("error", fail);
    socket.on("message", (bytes) => {
      const packet = decoded(bytes);
      if (packet?.id === id) {
        settle(packet);
      }
    });
    // A connected socket hears of refusals, and of nobody else. Without a way there it is given the error in place of an event.
    socket.connect(port, address, (error?: NodeJS.ErrnoException) =>
      error == null ? socket.send(written(question, id)) : fail(error),
    );
  });
}

function overTcp(
  { address, port }: DnsServer,
  question: Question,
  signal: AbortSignal,
): Promise<DecodedPacket | string> {
  return new Promise((resolve) => {
    const request = written(question, randomInt(65_536));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(request.length);
    let heard = Buffer.alloc(0);
    const socket = connect({ host: address, port, signal }, () =>
      socket.write(Buffer.concat([length, request])),
    );
    const settle = (outcome: DecodedPacket | string): void => {
      resolve(outcome);
      socket.destroy();
    };
    socket.setTimeout(patience.seconds * 1000, () => settle("no answer over TCP"));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      settle(`${error.code ?? error.message} over TCP`),
    );
    socket.on("close", () => settle("no answer over TCP"));
    socket.on("data", (part) => {
      heard = Buffer.concat([heard, part]);
      if (heard.length >= 2 && heard.length >= 2 + heard.readUInt16BE(0)) {
        settle(decoded(heard.subarray(2)) ?? "an answer that cannot be read");
      }
    });
  });
}

function decoded(bytes: Buffer): DecodedPacket | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
