import type { AddressFamily } from "../../core/cidrs";
import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { isJson, parseJson, type Json } from "../json";
import { nameInTable, listOf, nameOf } from "./nftablesJson";
import { askedBy, matched, type Asked, type Reading } from "./nftablesMatches";
import { nftablesText } from "./nftablesText";
import type { FilterRule, Verdict } from "./packetFilter";

/** A chain that packets to this host come through. */
export interface BaseChain {
  readonly name: string;
  readonly families: readonly AddressFamily[];
  readonly policy: Verdict;
  /** Which comes first: those before routing, and then by priority. */
  readonly order: readonly [number, number];
}

/** The rules of nftables, as they bear on new TCP connections to one port. */
export interface Nftables {
  /** The chains that packets come through, in their order. */
  readonly bases: readonly BaseChain[];
  /** All chains, by family of the packets. */
  readonly chains: Readonly<Record<AddressFamily, ReadonlyMap<string, readonly FilterRule[]>>>;
}

const familiesOf: ReadonlyMap<unknown, readonly AddressFamily[]> = new Map([
  ["inet", ["ipv4", "ipv6"]],
  ["ip", ["ipv4"]],
  ["ip6", ["ipv6"]],
]);

/**
 * Reads what `nft -j list ruleset` wrote. Source: libnftables-json(5).
 * @param text - Its output.
 * @param port - The port that connections come to.
 * @returns The rules; undefined where the text is none of its.
 */
export function readNftables(text: string, port: number): Nftables | undefined {
  const objects = objectsOf(text);
  const of = (kind: string): Json[] =>
    (objects ?? []).flatMap((one) => [ownEntry(one, kind)].filter(isJson));
  const sets = new Map(
    [...of("set"), ...of("map")].map((set) => [nameInTable(set, set.name), listOf(set.elem)]),
  );
  const chainsFor = (family: AddressFamily): ReadonlyMap<string, FilterRule[]> => {
    const chains = new Map<string, FilterRule[]>();
    for (const rule of of("rule")) {
      const chain = getOrCreate(chains, nameInTable(rule, rule.chain), () => []);
      for (const one of rulesOf({ family, port, rule, sets })) {
        chain.push(one);
      }
    }
    return chains;
  };
  return objects === undefined
    ? undefined
    : {
        bases: of("chain")
          .flatMap(baseOf)
          .sort((one, other) => one.order[0] - other.order[0] || one.order[1] - other.order[1]),
        chains: { ipv4: chainsFor("ipv4"), ipv6: chainsFor("ipv6") },
      };
}

function objectsOf(text: string): readonly Json[] | undefined {
  const whole = parseJson(text);
  const objects = isJson(whole) ? whole.nftables : undefined;
  return Array.isArray(objects) ? objects.filter(isJson) : undefined;
}

function baseOf(chain: Json): BaseChain[] {
  const families = familiesOf.get(chain.family);
  const hooks = ["prerouting", "input"].indexOf(nameOf(chain.hook));
  // What only translates addresses lets everything through.
  return families === undefined || hooks === -1 || chain.type !== "filter"
    ? []
    : [
        {
          ...{ name: nameInTable(chain, chain.name), families },
          policy: chain.policy === "drop" ? "drop" : "accept",
          order: [hooks, Number(chain.prio)],
        },
      ];
}

/** A rule is one, or with a verdict map one for each of its verdicts. */
function rulesOf(reading: Reading): FilterRule[] {
  const { rule } = reading;
  const parts = listOf(rule.expr).filter(isJson);
  const text = `${nameInTable(rule, rule.chain)}: ${nftablesText(parts)}`;
  const asked = parts.map((part) => askedBy(part, reading));
  const ends = parts.flatMap((part) => actionOf(part, rule));
  // A match that is not told stands before the verdict, and a target that is not told is the only one.
  const end = ends.at(-1);
  const map = parts.map(({ vmap }) => vmap).find(isJson);
  if (map === undefined) {
    return [ruleOf(text, asked, end)];
  }
  const data = nameOf(map.data);
  const pairs = data.startsWith("@")
    ? (reading.sets.get(nameInTable(rule, data.slice(1))) ?? [])
    : listOf(isJson(map.data) ? map.data.set : undefined);
  return pairs.filter(Array.isArray).map(([key, verdict]: unknown[]) => {
    const match = { op: "==", left: map.key, right: key };
    const action = isJson(verdict) ? actionOf(verdict, rule)[0] : undefined;
    return ruleOf(text, [...asked, matched(match, reading)], action);
  });
}

function ruleOf(text: string, asked: readonly Asked[], end: Action | undefined): FilterRule {
  const [source, ...others] = asked.filter(({ sources }) => sources !== undefined);
  const fits = asked.map((one) => one.fits);
  // Two questions about the source are more than a rule holds.
  const isUnsure = fits.includes("maybe") || others.length > 0 || end?.isGoto === true;
  return {
    ...{ text, sources: source?.sources, negated: source?.negated === true },
    fits: fits.includes("no") ? "no" : isUnsure ? "maybe" : "yes",
    action: end?.action,
  };
}

interface Action {
  readonly action: FilterRule["action"];
  readonly isGoto: boolean;
}

function actionOf(part: Json, rule: Json): Action[] {
  const verdict = (["accept", "drop", "reject", "return"] as const).find((one) =>
    Object.hasOwn(part, one),
  );
  const jump = [part.jump, part.goto].find(isJson);
  if (verdict !== undefined) {
    return [{ action: verdict, isGoto: false }];
  }
  if (Object.hasOwn(part, "xt")) {
    return ofExtension(part.xt);
  }
  return jump === undefined
    ? []
    : [{ action: { chain: nameInTable(rule, jump.target) }, isGoto: part.jump === undefined }];
}

/** Targets of iptables after which the next rule has its turn are none of these. Where none is named, it may be any. */
const extensions: ReadonlyMap<unknown, Verdict> = new Map([
  ["REJECT", "reject"],
  ["DROP", "drop"],
]);

function ofExtension(xt: unknown): Action[] {
  const { type, name } = isJson(xt) ? xt : {};
  const action = type === "target" ? extensions.get(name) : type === undefined ? "drop" : undefined;
  return action === undefined ? [] : [{ action, isGoto: false }];
}
