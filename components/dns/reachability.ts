import { describeValue, type Problem } from "../../core/problem";
import { addressProblem, isIpAddress } from "../internal/addresses";
import { isPlain } from "../internal/checked";
import { RecordsByName } from "./recordsByName";
import type { ResolvedRecord } from "./resolve";

/**
 * Checks records with each other for what Cloudflare has to reach: a DNS-only address is on its way where a proxied CNAME leads there,
 * and private routing holds for a whole name.
 * @param records - The records in the order of their keys.
 * @returns Every problem, at the record whose address cannot be reached.
 */
export function reachabilityProblems(records: readonly ResolvedRecord[]): readonly Problem[] {
  const names = new RecordsByName(records);
  const reached = new Map<ResolvedRecord, ResolvedRecord>();
  const walked = new Set<string>();
  for (const alias of records.filter(({ type, proxied }) => type === "CNAME" && proxied)) {
    follow(alias, names, reached, walked);
  }
  return [
    ...[...reached].flatMap(([record, alias]) => unreachedProblem(record, alias)),
    ...mixedRoutingProblems(records),
  ];
}

/** Adds all records on the way from a CNAME on, as far as they are known now. What is on the way of another one leads no further. */
function follow(
  alias: ResolvedRecord,
  names: RecordsByName,
  reached: Map<ResolvedRecord, ResolvedRecord>,
  walked: Set<string>,
): void {
  const found = new Set(reached.has(alias) ? [] : [alias]);
  // A set is walked in the order in which it grows.
  for (const record of found) {
    reached.set(record, alias);
    const { type, content } = record;
    if (type === "CNAME" && typeof content === "string" && !walked.has(content)) {
      walked.add(content);
      const next = names.leading(content).filter((each) => !reached.has(each));
      next.forEach((each) => found.add(each));
    }
  }
}

function unreachedProblem(record: ResolvedRecord, alias: ResolvedRecord): readonly Problem[] {
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
function mixedRoutingProblems(records: readonly ResolvedRecord[]): readonly Problem[] {
  const routed = records.filter(({ privateRouting }) => privateRouting === true).reverse();
  const firstOf = new Map(routed.map((record) => [record.name, record]));
  return records.flatMap((record) => {
    const other = firstOf.get(record.name);
    return other === undefined || record.privateRouting === true || !record.proxied
      ? []
      : [
          {
            path: `${record.path}.privateRouting`,
            rule: `be the same as that of ${other.path}, which has the same name`,
            actual: describeValue(record.privateRouting),
            hint: "Cloudflare routes all of them privately if one is",
          },
        ];
  });
}
