import { readRange, type AddressFamily, type AddressRange } from "../../core/cidrs";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { isJson, type Json } from "../json";
import { listOf, nameInTable, nameOf } from "./nftablesJson";
import type { FilterRule } from "./packetFilter";

/** A rule with what it is read for, and the sets that it may name, by {@link nameInTable}. */
export interface Reading {
  readonly family: AddressFamily;
  readonly port: number;
  readonly rule: Json;
  readonly sets: ReadonlyMap<string, readonly unknown[]>;
}

type Fits = FilterRule["fits"];

/** What a rule's parts ask of a connection. */
export interface Asked {
  readonly fits: Fits;
  readonly sources?: readonly AddressRange[] | undefined;
  readonly negated?: boolean;
}

/** Parts of a rule that ask nothing. */
const plain = new Set(
  [
    "counter",
    "log",
    "comment",
    "accept",
    "drop",
    "reject",
    "return",
    "jump",
    "goto",
    "vmap",
    "set",
  ].concat(["mangle", "notrack"]),
);

/**
 * What one part of a rule asks of a connection.
 * @param part - The part.
 * @param reading - The rule, and what it is read for.
 * @returns What it asks; `maybe` where the part is not known here.
 */
export function askedBy(part: Json, reading: Reading): Asked {
  const [name = ""] = Object.keys(part);
  if (name === "match" && isJson(part.match)) {
    return matched(part.match, reading);
  }
  const isTarget = isJson(part.xt) && part.xt.type === "target";
  return { fits: plain.has(name) || isTarget ? "yes" : "maybe" };
}

/**
 * Whether a new connection over TCP from outside fits one match.
 * @param match - The match.
 * @param reading - The rule that it is of, and what it is read for.
 * @returns What it asks; `maybe` where the match is not known here.
 */
export function matched({ op, left, right }: Json, reading: Reading): Asked {
  const { family, port, sets, rule } = reading;
  const negated = op === "!=";
  const values = valuesOf(right, (name) => sets.get(nameInTable(rule, name)));
  const answer = (holds: boolean): Asked => ({ fits: holds !== negated ? "yes" : "no" });
  const key = keyOf(left);
  if (values === undefined || !["==", "!=", "in"].includes(nameOf(op))) {
    return { fits: "maybe" };
  }
  switch (key) {
    case "ip saddr":
    case "ip6 saddr": {
      const sources = values.flatMap((value) => rangeOf(value) ?? []);
      return (key === "ip saddr") !== (family === "ipv4")
        ? { fits: "no" }
        : sources.length < values.length
          ? { fits: "maybe" }
          : { fits: "yes", sources, negated };
    }
    case "tcp dport":
    case "th dport":
      return answer(values.some((value) => isAmong(port, value)));
    case "udp dport":
      return { fits: "no" };
    case "meta l4proto":
    case "ip protocol":
    case "ip6 nexthdr":
      return answer(protocolSpellings.tcp.some((name) => values.map(String).includes(name)));
    case "meta nfproto":
      return answer(values.includes(family));
    case "ct state":
      return answer(values.includes("new"));
    case "meta iif":
    case "meta iifname":
      return values.every((value) => value === "lo") ? answer(false) : { fits: "maybe" };
    default:
      return { fits: "maybe" };
  }
}

function keyOf(left: unknown): string {
  const { payload, meta, ct } = isJson(left) ? left : {};
  if (isJson(payload)) {
    return `${nameOf(payload.protocol)} ${nameOf(payload.field)}`;
  }
  return isJson(meta) ? `meta ${nameOf(meta.key)}` : isJson(ct) ? `ct ${nameOf(ct.key)}` : "";
}

/** What stands on the right of a match, one by one; undefined where it is a set that is not there. */
function valuesOf(
  right: unknown,
  setOf: (name: string) => readonly unknown[] | undefined,
): readonly unknown[] | undefined {
  const name = nameOf(right);
  const values = name.startsWith("@")
    ? setOf(name.slice(1))
    : isJson(right) && Object.hasOwn(right, "set")
      ? listOf(right.set)
      : listOf(right);
  return values?.map((value) => {
    const { elem } = isJson(value) ? value : {};
    return isJson(elem) ? elem.val : value;
  });
}

function rangeOf(value: unknown): AddressRange | undefined {
  if (typeof value === "string") {
    return readRange(value);
  }
  const { prefix, range } = isJson(value) ? value : {};
  if (isJson(prefix)) {
    return readRange(`${nameOf(prefix.addr)}/${Number(prefix.len)}`);
  }
  const [first, last] = listOf(range).map((end) => readRange(nameOf(end)));
  return first === undefined || last === undefined
    ? undefined
    : { ...first, last: last.last, text: `${first.text}-${last.text}` };
}

function isAmong(port: number, value: unknown): boolean {
  const [from, to] = listOf(isJson(value) ? value.range : [value, value]).map(Number);
  return from !== undefined && to !== undefined && port >= from && port <= to;
}
