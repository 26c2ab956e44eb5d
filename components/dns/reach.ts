import { describeValue, type Problem } from "../../core/problem";
import { addressProblem, isIpAddress } from "../internal/addresses";
import { isPlain } from "../internal/checked";
import { RecordsByName } from "./recordsByName";
import type { SettledRecord } from "./settled";

/**
 * Checks records with each other for what Cloudflare has to reach: a DNS-only address is on its way where a proxied CNAME leads there,
 * and private routing holds for a whole name.
 * @param records - The records in the order of their keys.
 * @returns Every problem, at the record whose address cannot be reached.
 */
export function reachProblems(records: readonly SettledRecord[]): readonly Problem[] {
  const names = new RecordsByName(records);
  const led = new Map<SettledRecord, SettledRecord>();
  for (const alias of records.filter(({ type, proxied }) => type === "CNAME" && proxied)) {
    for (const record of recordsFrom(alias, names)) {
      led.set(record, led.get(record) ?? alias);
    }
  }
  return [
    ...[...led].flatMap(([record, alias]) => unreachedProblem(record, alias)),
    ...mixedRoutingProblems(records),
  ];
}

/** All records on the way from a CNAME on, as far as they are known now. */
function recordsFrom(alias: SettledRecord, names: RecordsByName): ReadonlySet<SettledRecord> {
  const found = new Set<SettledRecord>([alias]);
  // A set is walked in the order in which it grows.
  for (const { type, content } of found) {
    const next = type === "CNAME" && typeof content === "string" ? names.leading(content) : [];
    next.forEach((record) => found.add(record));
  }
  return found;
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
