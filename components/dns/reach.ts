import { addressTypes } from "../../facts/cloudflare/dnsRecordTypes";
import { describeValue, type Problem } from "../../facts/problem";
import { addressProblem, isIpAddress } from "../internal/addresses";
import { isPlain } from "../internal/checked";
import type { SettledRecord } from "./settled";

/**
 * Checks records with each other for what Cloudflare has to reach: a DNS-only address is on its way where a proxied CNAME leads there,
 * and private routing holds for a whole name.
 * @param records - The records in the order of their keys.
 * @returns Every problem, at the record whose address cannot be reached.
 */
export function reachProblems(records: readonly SettledRecord[]): readonly Problem[] {
  const names = new AnsweringRecords(records);
  const led = new Map<SettledRecord, SettledRecord>();
  for (const alias of records.filter(({ type, proxied }) => type === "CNAME" && proxied)) {
    for (const record of names.from(alias)) {
      led.set(record, led.get(record) ?? alias);
    }
  }
  return [
    ...[...led].flatMap(([record, alias]) => unreachedProblem(record, alias)),
    ...mixedRoutingProblems(records),
  ];
}

/**
 * The records that answer for a name on all name servers of Cloudflare: its own, or those of the wildcard beside its nearest existing
 * parent. A name is taken to exist also where something stands only beneath it, which the standard ones do not do: of it nothing is said.
 * Source: Cloudflare docs, dns/foundation-dns/setup (Differences from standard nameservers).
 */
class AnsweringRecords {
  readonly #byName = new Map<string, SettledRecord[]>();
  readonly #existing = new Set<string>();

  constructor(records: readonly SettledRecord[]) {
    for (const record of records) {
      this.#byName.set(record.name, [...(this.#byName.get(record.name) ?? []), record]);
      [record.name, ...parentsOf(record.name)].forEach((name) => this.#existing.add(name));
    }
  }

  /** All records on the way from a CNAME on, as far as they are known now. */
  from(alias: SettledRecord): ReadonlySet<SettledRecord> {
    const found = new Set<SettledRecord>([alias]);
    // A set is walked in the order in which it grows.
    for (const { type, content } of found) {
      const next = type === "CNAME" && typeof content === "string" ? this.#at(content) : [];
      next.forEach((record) => found.add(record));
    }
    return found;
  }

  #at(name: string): readonly SettledRecord[] {
    const encloser = [name, ...parentsOf(name)].find((each) => this.#existing.has(each));
    const found = this.#byName.get(encloser === name ? name : `*.${encloser}`) ?? [];
    return found.filter(({ type }) => addressTypes.includes(type));
  }
}

/** The names above a name, the nearest first. */
function parentsOf(name: string): readonly string[] {
  return [...name.matchAll(/\./g)].map(({ index }) => name.slice(index + 1));
}

function unreachedProblem(record: SettledRecord, alias: SettledRecord): readonly Problem[] {
  const { content, proxied, path } = record;
  if (proxied || !isPlain(content) || content === undefined || !isIpAddress(content)) {
    return [];
  }
  const problem = addressProblem(`${path}.content`, content);
  return problem === undefined
    ? []
    : [{ ...problem, rule: `${problem.rule}, since ${alias.path}, which is proxied, leads there` }];
}

/** All A and AAAA records of a name are routed privately if one is. Source: Cloudflare docs, dns/private-origins/private-network-routing. */
function mixedRoutingProblems(records: readonly SettledRecord[]): readonly Problem[] {
  const routed = records.filter(({ privateRouting }) => privateRouting === true);
  return records.flatMap((record) => {
    const other = routed.find(({ name }) => name === record.name);
    return other === undefined || record.privateRouting === true || !record.proxied
      ? []
      : [
          {
            path: `${record.path}.privateRouting`,
            rule: `be the same as that of ${other.path}, which has the same name`,
            got: describeValue(record.privateRouting),
            wayOut: "Cloudflare routes all of them privately if one is",
          },
        ];
  });
}
