import { contains, overlap, type AddressRange } from "../../core/cidrs";

/** What a rule does with packets; `return` sends them back to the chain that they came from. */
export type Verdict = "accept" | "drop" | "reject" | "return";

/** One rule of a packet filter, as it bears on new TCP connections to one port. */
export interface FilterRule {
  /** The rule as written. */
  readonly text: string;
  /** The sources that it is about; undefined where it is about all. */
  readonly sources: readonly AddressRange[] | undefined;
  /** Whether it is about all sources but these. */
  readonly negated: boolean;
  /** Whether such a connection fits the rest of the rule; `maybe` where that hangs on what is not known here. */
  readonly fits: "yes" | "no" | "maybe";
  /** What it does; undefined where the next rule has its turn. */
  readonly action: Verdict | { readonly chain: string } | undefined;
}

/** Chains of rules by name. */
export type Chains = ReadonlyMap<string, readonly FilterRule[]>;

/** What becomes of packets from some addresses. */
export interface Outcome {
  /** The addresses. */
  readonly range: AddressRange;
  /** What becomes of them; `unknown` where it hangs on what is not known here. */
  readonly verdict: Verdict | "unknown";
  /** The rule that decides, or the first that may, as written. */
  readonly rule: string;
}

/** No kernel lets chains jump deeper. Source: Linux, net/netfilter/x_tables.c refuses loops; nf_tables.h, NFT_JUMP_STACK_SIZE 16. */
const deepest = 16;

/**
 * Follows packets through a chain.
 * @param chains - All chains.
 * @param name - The chain to begin with. One that is not there returns all.
 * @param range - Where the packets come from.
 * @param end - What becomes of packets that no rule decides about, and what says so.
 * @returns What becomes of them, by parts of the range that together are the whole, in the order of addresses.
 */
export function follow(
  chains: Chains,
  name: string,
  range: AddressRange,
  end: Pick<Outcome, "verdict" | "rule">,
): Outcome[] {
  const { decided, back } = walk(chains, name, [{ range, doubts: [] }], 0);
  const returned = back.map((packets) => decide(packets, end.verdict, end.rule));
  return [...decided, ...returned].sort((one, other) =>
    one.range.first < other.range.first ? -1 : 1,
  );
}

/** Packets that are still on their way. */
interface Packets {
  readonly range: AddressRange;
  /** What may already have become of them. */
  readonly doubts: readonly Doubt[];
}

/** What may have become of packets, and in a chain how deep: a return leads back to the chain that jumped there. */
interface Doubt extends Pick<Outcome, "verdict" | "rule"> {
  readonly depth: number;
}

/** What a chain does: packets that it decides about, and packets that come back. */
interface Passage {
  readonly decided: readonly Outcome[];
  readonly back: readonly Packets[];
}

function walk(chains: Chains, name: string, start: readonly Packets[], depth: number): Passage {
  const decided: Outcome[] = [];
  const back: Packets[] = [];
  let open = start;
  for (const rule of chains.get(name) ?? []) {
    if (rule.action === undefined || rule.fits === "no") {
      continue;
    }
    const parts = open.flatMap((packets) => split(packets, rule));
    const met = parts.filter(({ isIn }) => isIn).map(({ packets }) => packets);
    const passed = parts.filter(({ isIn }) => !isIn).map(({ packets }) => packets);
    const taken = take(chains, rule, met, depth);
    if (rule.action === "return") {
      back.push(...(rule.fits === "yes" ? met : []));
      open = [
        ...passed,
        ...(rule.fits === "yes" ? [] : met.map((one) => mayHaveReturned(one, rule.text, depth))),
      ];
    } else if (rule.fits === "maybe") {
      open = [...passed, ...taken.back, ...taken.decided.map((one) => doubted(one, depth))];
    } else {
      decided.push(...taken.decided);
      open = [...passed, ...taken.back];
    }
  }
  return { decided, back: [...back, ...open].map((packets) => atEnd(packets, depth)) };
}

function take(
  chains: Chains,
  { action, text }: FilterRule,
  met: readonly Packets[],
  depth: number,
): Passage {
  if (typeof action !== "object") {
    const decided = met.map((packets) => decide(packets, action ?? "return", text));
    return { decided, back: [] };
  }
  return met.length > 0 && depth >= deepest
    ? { decided: met.map(({ range }) => ({ range, verdict: "unknown", rule: text })), back: [] }
    : walk(chains, action.chain, met, met.length === 0 ? deepest : depth + 1);
}

/** Where all ways lead to the same end, it does not matter which is taken. */
function decide({ range, doubts }: Packets, verdict: Outcome["verdict"], rule: string): Outcome {
  const other = doubts.find((doubt) => doubt.verdict !== verdict);
  return other === undefined
    ? { range, verdict, rule }
    : { range, verdict: "unknown", rule: other.rule };
}

function mayHaveReturned({ range, doubts }: Packets, rule: string, depth: number): Packets {
  const isKnown = doubts.some((doubt) => doubt.verdict === "return" && doubt.depth === depth);
  return { range, doubts: isKnown ? doubts : [...doubts, { verdict: "return", rule, depth }] };
}

function doubted({ range, verdict, rule }: Outcome, depth: number): Packets {
  return { range, doubts: [{ verdict, rule, depth }] };
}

/** Packets that might have come back from this chain earlier come back now. */
function atEnd({ range, doubts }: Packets, depth: number): Packets {
  return {
    range,
    doubts: doubts.filter((doubt) => doubt.verdict !== "return" || doubt.depth !== depth),
  };
}

/** Cuts packets at the ends of a rule's sources. */
function split(
  packets: Packets,
  { sources, negated }: FilterRule,
): { readonly packets: Packets; readonly isIn: boolean }[] {
  const { range } = packets;
  const near = (sources ?? [range]).filter((source) => overlap(source, range));
  return cutAt(range, near).map((part) => {
    const isIn = near.some((source) => contains(source, part)) !== negated;
    return { packets: { ...packets, range: part }, isIn };
  });
}

/**
 * Cuts a range where others begin and end: each of them has all of a part, or nothing of it.
 * @param range - The range.
 * @param others - Ranges that overlap it.
 * @returns The parts, in the order of addresses, each with the text of the whole.
 */
export function cutAt(range: AddressRange, others: readonly AddressRange[]): AddressRange[] {
  const edges = others.flatMap(({ first, last }) => [first, last + 1n]);
  const inside = edges.filter((edge) => edge > range.first && edge <= range.last);
  const starts = [range.first, ...new Set(inside)].sort((one, other) => (one < other ? -1 : 1));
  return starts.map((first, index) => ({
    ...range,
    ...{ first, last: (starts[index + 1] ?? range.last + 1n) - 1n },
  }));
}
