import type { Evidence } from "../evidence";
import { witness } from "../witness";

/** A line of traceroute. */
export interface TraceHop {
  readonly number: number;
  /** Who answered first; undefined where nobody did. */
  readonly host: string | undefined;
  /** What an answer says of the way: `H` no way to the host, `N` none to the network, `X` forbidden; undefined where it says nothing. */
  readonly flag: string | undefined;
}

/** What traceroute found. */
export interface Trace {
  readonly destination: string;
  readonly hops: readonly TraceHop[];
}

const title = /^traceroute to \S+ \(([0-9A-Fa-f.:]+)\)/;
const hopLine = /^\s*(\d{1,3})\s+(.*)$/;

/**
 * Reads what `traceroute -n` wrote (2.1).
 * @param text - Its output.
 * @returns The hops; undefined where it is none.
 */
export function readTraceroute(text: string): Trace | undefined {
  const [first = "", ...lines] = text.split(/\r?\n/);
  const destination = title.exec(first)?.[1];
  if (destination === undefined) {
    return undefined;
  }
  const hops = lines.flatMap((line): TraceHop[] => {
    const [, number, rest = ""] = hopLine.exec(line) ?? [];
    return number === undefined
      ? []
      : [
          {
            number: Number(number),
            host: /(?:^|\s)([0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*)(?=\s+[\d.]+ ms)/.exec(rest)?.[1],
            flag: /!([A-Z\d]+)/.exec(rest)?.[1],
          },
        ];
  });
  return { destination, hops };
}

/** Answers of routers that there is no way. Source: traceroute(8), Debian 12. */
const noWay: ReadonlySet<string> = new Set(["H", "N"]);

/**
 * Judges a trace: an answer that there is no way is the network's, silence is nobody's.
 * @param trace - The trace.
 * @returns What it says.
 */
export function judgeTrace({ destination, hops }: Trace): Evidence {
  const { pass, fail, unknown } = witness("network", "trace", destination);
  const refusing = hops.find(({ flag }) => flag !== undefined && noWay.has(flag));
  if (refusing !== undefined) {
    return fail(
      `hop ${refusing.number} (${refusing.host ?? "unnamed"}) answers that there is no way (!${refusing.flag ?? ""})`,
      ["origin-unreachable"],
    );
  }
  const reached = hops.find(({ host }) => host === destination);
  if (reached !== undefined) {
    return pass(`reached after ${reached.number} hops`, ["origin-unreachable"]);
  }
  const last = hops.filter(({ host }) => host !== undefined).at(-1);
  return unknown(
    `silent behind hop ${last?.number ?? 0}: the address may drop such packets, which is right`,
  );
}
