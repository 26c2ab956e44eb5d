import { readFile } from "node:fs/promises";
import ipaddr from "ipaddr.js";
import { ruleProtocols } from "../../../facts/aws/securityGroups";
import type { Bundle } from "../format";
import { attempt, output, type Gathering } from "./gathering";

/** A socket that accepts connections. */
type Listener = NonNullable<Bundle["listeners"]>[number];

/** The state of a socket that listens. Source: Linux, include/net/tcp_states.h, TCP_LISTEN. */
const listening = "0A";

/**
 * Reads which sockets accept connections, and how many wait at each.
 * @param gathering - Told what could not be read.
 * @returns The sockets; undefined where nothing could be read.
 */
export async function readListeners(gathering: Gathering): Promise<Listener[] | undefined> {
  const read = async (file: string): Promise<Listener[] | undefined> =>
    attempt(gathering, file, async () => listenersOf(await readFile(file, "latin1")));
  const [ipv4, ipv6] = [await read("/proc/net/tcp"), await read("/proc/net/tcp6")];
  const told = await output(gathering, "ss", ["-H", "-l", "-n", "-t", "-x"]);
  const unix = told === undefined ? [] : listenersOfSs(told);
  if (told === undefined) {
    const what = "how many connections may wait at each socket, and at Unix sockets";
    gathering.unread.push({ what, why: "ss is not installed, or does not say it" });
  }
  const tcp = [...(ipv4 ?? []), ...(ipv6 ?? [])];
  return ipv4 === undefined && ipv6 === undefined && unix.length === 0
    ? undefined
    : [
        ...tcp.map((one) => ({ ...one, ...backlogOf(one, unix) })),
        ...unix.filter(({ path }) => path !== undefined),
      ];
}

/**
 * Joins two looks at the sockets.
 * @param first - What the first saw.
 * @param second - What the second saw.
 * @returns The sockets of the second.
 */
export function joinLooks(
  first: readonly Listener[] | undefined,
  second: readonly Listener[] | undefined,
): Listener[] | undefined {
  const before = new Map((first ?? []).map((one) => [keyOf(one), one.waiting]));
  return second?.map((one) => {
    const { waiting } = one;
    const earlier = before.get(keyOf(one));
    return waiting === undefined
      ? one
      : {
          ...one,
          waiting: {
            most: Math.max(waiting.most, earlier?.most ?? 0),
            // What was not there before had nobody waiting.
            least: Math.min(waiting.least, earlier?.least ?? 0),
          },
        };
  });
}

function keyOf({ address = "", port = 0, path = "" }: Listener): string {
  return `${address} ${port} ${path}`;
}

function backlogOf(one: Listener, told: readonly Listener[]): Pick<Listener, "backlog"> {
  const { backlog } = told.find((other) => keyOf(other) === keyOf(one)) ?? {};
  return backlog === undefined ? {} : { backlog };
}

/**
 * Reads `/proc/net/tcp` or `/proc/net/tcp6`. Of a listening socket its receive queue is how many connections wait.
 * Source: proc(5); Linux, net/ipv4/tcp_ipv4.c, get_tcp4_sock.
 * @param text - Its content.
 * @returns The sockets that listen.
 */
export function listenersOf(text: string): Listener[] {
  return text.split("\n").flatMap((line) => {
    const [, local = "", , state, queues = ""] = line.trim().split(/\s+/);
    const [host = "", port = ""] = local.split(":");
    const waiting = Number.parseInt(queues.split(":")[1] ?? "", 16);
    const address = addressOf(host);
    return state !== listening || address === undefined || Number.isNaN(waiting)
      ? []
      : [{ address, port: Number.parseInt(port, 16), waiting: { most: waiting, least: waiting } }];
  });
}

/** Words of four bytes, each with its last byte first, as the processors that Node runs on have them. */
function addressOf(hex: string): string | undefined {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => [
    ...Buffer.from(word, "hex").reverse(),
  ]);
  return bytes.length === 4 || bytes.length === 16
    ? ipaddr.fromByteArray(bytes).toString()
    : undefined;
}

/**
 * Reads what `ss -H -l -n -t -x` wrote. Source: ss(8): of a listening socket Recv-Q waits, and Send-Q may.
 * @param text - Its output.
 * @returns The sockets that listen.
 */
export function listenersOfSs(text: string): Listener[] {
  return text.split("\n").flatMap((line): Listener[] => {
    const [kind = "", state, most = "", backlog = "", local = ""] = line.trim().split(/\s+/);
    const waiting = { most: Number(most), least: Number(most) };
    const rest = { waiting, backlog: Number(backlog) };
    const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(local) ?? [];
    const address = /^\*?$/.test(host) ? "::" : host.replace(/^\[|\]$|%\w+/g, "");
    if (state !== "LISTEN" || !/^\d+$/.test(most) || !/^\d+$/.test(backlog)) {
      return [];
    }
    return kind === ruleProtocols.tcp
      ? [{ address, port: Number(port), ...rest }]
      : kind === "u_str" || kind === "u_seq"
        ? [{ path: local, ...rest }]
        : [];
  });
}
