import { decode, encode, streamEncode, type Answer, type Packet } from "dns-packet";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import type { DnsServer } from "../../../doctor/dns";

/** What a server of a test answers: records, a code instead, or nothing at all. */
export type Said =
  | {
      readonly answers?: readonly Answer[];
      readonly rcode?: number;
      readonly isAuthoritative?: boolean;
      /** Whether it neither speaks for the zone nor asks others. */
      readonly isLame?: boolean;
      /** Whether the answer comes over TCP alone. */
      readonly isCut?: boolean;
    }
  | "nothing";

/** Codes on the wire. Source: RFC 1035, section 4.1.1. */
export const rcodes = { servfail: 2, nxdomain: 3, refused: 5 } as const;

/** Asked for a name and a type, and whether signatures are to be left unchecked. */
export type Saying = (name: string, type: string, isUnchecked: boolean) => Said;

const authoritative = 1 << 10;
const truncated = 1 << 9;
const recursive = 1 << 7;

/** DNS servers of a test on loopback, ended together. */
export class DnsServers {
  readonly #open: (Socket | Server)[] = [];

  /** Starts one over UDP, and over TCP at the same port. */
  async start(saying: Saying): Promise<DnsServer> {
    const udp = createSocket("udp4");
    udp.on("message", (bytes, { port, address }) => {
      const reply = replyTo(bytes, saying, "udp");
      if (reply !== undefined) {
        udp.send(encode(reply), port, address);
      }
    });
    const tcp = createServer((socket) => {
      socket
        .on("error", () => undefined)
        .on("data", (part) => {
          const reply = replyTo(part.subarray(2), saying, "tcp");
          if (reply !== undefined) {
            socket.end(streamEncode(reply));
          }
        });
    });
    const port = await listenBoth(udp, tcp);
    this.#open.push(udp, tcp);
    return { address: "127.0.0.1", port };
  }

  /** Ends all. */
  async stop(): Promise<void> {
    await Promise.all(
      this.#open.splice(0).map((open) => {
        const closed = once(open, "close");
        open.close();
        return closed;
      }),
    );
  }
}

/** Others may have the port over UDP that was free over TCP: then another one is tried. */
async function listenBoth(udp: Socket, tcp: Server): Promise<number> {
  for (;;) {
    tcp.listen(0, "127.0.0.1");
    await once(tcp, "listening");
    const { port } = tcp.address() as AddressInfo;
    udp.bind(port, "127.0.0.1");
    const isBound = await once(udp, "listening").then(
      () => true,
      () => false,
    );
    if (isBound) {
      return port;
    }
    const closed = once(tcp, "close");
    tcp.close();
    await closed;
  }
}

function replyTo(bytes: Buffer, saying: Saying, over: "udp" | "tcp"): Packet | undefined {
  const { id, questions = [], flag_cd: isUnchecked } = decode(bytes);
  const [question] = questions;
  const said = question && saying(question.name.toLowerCase(), question.type, isUnchecked);
  if (said === undefined || said === "nothing") {
    return undefined;
  }
  const isCut = over === "udp" && said.isCut === true;
  return {
    ...{ type: "response", id, questions },
    flags:
      (said.rcode ?? 0) |
      (said.isAuthoritative ? authoritative : said.isLame ? 0 : recursive) |
      (isCut ? truncated : 0),
    answers: isCut ? [] : [...(said.answers ?? [])],
  };
}
