import { getOrCreate } from "../../core/getOrCreate";
import { dnsRecordSize } from "../../facts/cloudflare/dnsRecordTypes";
import { planLimits, type CloudflarePlan } from "../../facts/cloudflare/plans";
import { describeValue, type Problem } from "../../core/problem";
import { parentHostnames } from "../../core/hostnames";
import { isPlain } from "../internal/checked";
import {
  allowsBeside,
  delegatedProblem,
  isDelegation,
  isTakenBy,
  sameAs,
} from "../internal/zoneNames";
import type { ResolvedRecord } from "./resolve";

/**
 * Checks records against each other: what the API refuses together, and what makes some of them useless.
 * @param records - The records in the order of their keys.
 * @param zone - The zone's canonical name.
 * @param plan - The zone's plan.
 * @returns Every problem, at the later of two records.
 */
export function conflictProblems(
  records: readonly ResolvedRecord[],
  zone: string,
  plan: CloudflarePlan,
): readonly Problem[] {
  const byName = grouped(records, ({ name }) => name);
  return [
    ...quotaProblems(records, plan),
    ...formerKeyProblems(records),
    ...byName.flatMap((same) => [
      ...duplicateProblems(same),
      ...cnameProblems(same, zone),
      ...mixedProxyProblems(same),
      ...lengthProblems(same),
    ]),
    ...delegationProblems(records, zone),
  ];
}

function quotaProblems(
  records: readonly ResolvedRecord[],
  plan: CloudflarePlan,
): readonly Problem[] {
  const limit = planLimits[plan].dnsRecords;
  return records.length <= limit
    ? []
    : [
        {
          path: "records",
          rule: `have at most ${limit} entries on the plan ${plan}`,
          actual: `${records.length} records`,
        },
      ];
}

/** A former key that is still in use would make one live record the property of two entries. */
function formerKeyProblems(records: readonly ResolvedRecord[]): readonly Problem[] {
  const taken = new Set(records.map(({ key }) => key));
  return records.flatMap(({ path, formerKey }) => {
    if (formerKey === undefined) {
      return [];
    }
    const isTaken = typeof formerKey !== "string" || formerKey === "" || taken.has(formerKey);
    taken.add(formerKey);
    return isTaken
      ? [
          {
            path: `${path}.formerKey`,
            rule: "be a key that no record has now, given to one record only",
            actual: describeValue(formerKey),
          },
        ]
      : [];
  });
}

/** Code 81058: an identical record exists. */
function duplicateProblems(same: readonly ResolvedRecord[]): readonly Problem[] {
  const seen = new Map<string, ResolvedRecord>();
  return same.flatMap((record) => {
    const { value } = record;
    const first = value === undefined ? undefined : seen.get(value);
    if (value !== undefined && first === undefined) {
      seen.set(value, record);
    }
    return first === undefined
      ? []
      : [
          {
            path: record.path,
            rule: `differ from ${first.path}`,
            actual: sameAs(record),
          },
        ];
  });
}

/** Code 81053: a CNAME stands alone. Beside other types it hides them, unless Cloudflare flattens it. */
function cnameProblems(same: readonly ResolvedRecord[], zone: string): readonly Problem[] {
  const cname = same.find(({ type }) => type === "CNAME");
  if (cname === undefined) {
    return [];
  }
  return same
    .filter((other) => other !== cname && !allowsBeside(cname, other, zone))
    .map((other) => ({
      path: `${other.path}.name`,
      rule: `be another name than that of ${cname.path}: a CNAME allows no ${other.type} beside it`,
      actual: JSON.stringify(other.name),
    }));
}

function mixedProxyProblems(same: readonly ResolvedRecord[]): readonly Problem[] {
  const [first, ...others] = same.filter(({ type }) => type === "A" || type === "AAAA");
  return others
    .filter(({ proxied }) => proxied !== first?.proxied)
    .map((other) => ({
      path: `${other.path}.proxied`,
      rule: `be the same as that of ${first?.path}, which has the same name`,
      actual: `${other.proxied}`,
      hint: "Cloudflare treats all of them as proxied if one is",
    }));
}

function lengthProblems(same: readonly ResolvedRecord[]): readonly Problem[] {
  return grouped(same, ({ type }) => type).flatMap((group) => {
    const length = group.reduce(
      (sum, { content }) => sum + (typeof content === "string" ? content.length : 0),
      0,
    );
    const [first] = group;
    return first === undefined || length <= dnsRecordSize.contentLength
      ? []
      : [
          {
            path: `${group.at(-1)?.path}.content`,
            rule: `leave the ${first.type} records of ${first.name} at ${dnsRecordSize.contentLength} characters together`,
            actual: `${length} characters`,
          },
        ];
  });
}

/** Records at or below a delegation are never asked for: other name servers answer there. */
function delegationProblems(records: readonly ResolvedRecord[], zone: string): readonly Problem[] {
  const delegations = records.filter((record) => isDelegation(record, zone));
  const byName = firsts(delegations, ({ name }) => name);
  const byServer = firsts(delegations, ({ name, content }) =>
    serverKey(name, isPlain(content) ? `${content}` : serverKnownLater),
  );
  return records.flatMap((record) => {
    const { name } = record;
    const above = [...parentHostnames(name).reverse(), name]
      .flatMap((each) => byName.get(each) ?? [])
      .find((delegation) => {
        const servers = [name, serverKnownLater].map((one) => serverKey(delegation.name, one));
        const glued = servers.flatMap((server) => byServer.get(server) ?? []);
        return isTakenBy(record, delegation, glued);
      });
    return above === undefined ? [] : [delegatedProblem(record, above)];
  });
}

/** Stands for every name server that is not known yet. */
const serverKnownLater = "";

function serverKey(delegated: string, server: string): string {
  return `${delegated} ${server}`;
}

function firsts<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map([...items].reverse().map((item) => [keyOf(item), item]));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    getOrCreate(groups, keyOf(item), () => []).push(item);
  }
  return [...groups.values()];
}
