import { sameNameConstraints } from "../../constraints/dnsRecords";
import { brokenRules, type Constraint } from "../../constraints/constraint";
import type { NamedRecordFields, RecordsBeside } from "../../constraints/dnsRecords";
import { getOrCreate } from "../../core/getOrCreate";
import { sortedByKey } from "../../core/order";
import type { PlanChange } from "../../model/plan/plan";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { recordType } from "../../model/traffic/dnsRecords";
import { Waiting } from "./waiting";
import { mostNames, names, say } from "../words/words";

/** Records of one name that stand when others come to it, by type. */
type Standing = Map<string, Set<PlanChange>>;

/**
 * Finds records that are created at a name, or get it in place, while one that they cannot stand beside goes only at the end, or may
 * get another name only later.
 */
export function nameConflictRisks(context: RiskContext): Risk[] {
  const standing = leavingRecords(context);
  const waiting = new Waiting(context);
  const coming = changesOf(context, "dnsRecord", ["create", "replace", "update"]).filter(
    (change) => change.operation !== "update" || hostnames(context, change).moves,
  );
  return coming.flatMap((change): Risk[] => {
    const { now } = hostnames(context, change);
    const type = recordType(change.after);
    const there = now === undefined ? undefined : standing.get(now);
    const broken = [...(there ?? [])].flatMap(([other, records]) =>
      conflicts(type, other).map((rule) => ({ rule, records })),
    );
    // A replacement whose order the plan does not tell is a gap or a refusal: the gap says both.
    const isItself =
      broken.some(({ records }) => records.has(change)) && change.deleteFirst !== false;
    const others = firstOf(
      broken.map(({ records }) => records),
      (other) => (other !== change || !isItself) && !waiting.waits(change, other),
    );
    const count = broken.reduce((sum, { records }) => sum + records.size, 0) - (isItself ? 1 : 0);
    const [first] = broken;
    return now === undefined || others.length === 0 || first === undefined
      ? []
      : [conflictRisk(now, change, others, { count, code: first.rule.error.code ?? "" })];
  });
}

/** The hostnames of a record before and after, and whether it gets another one. */
function hostnames(
  { before, after }: RiskContext,
  change: PlanChange,
): { readonly old: string | undefined; readonly now: string | undefined; readonly moves: boolean } {
  const [was, is] = [
    change.before && before.inventory.byKey(change.before.key),
    change.after && after.inventory.byKey(change.after.key),
  ];
  const old = was && before.inventory.hostnameOf(was);
  const now = is && after.inventory.hostnameOf(is);
  return { old, now, moves: old !== undefined && now !== undefined && old !== now };
}

/** Which of the API's rules a record breaks beside one that stands at its name. */
function conflicts(
  type: string,
  standing: string,
): readonly Constraint<NamedRecordFields, RecordsBeside>[] {
  return brokenRules<
    NamedRecordFields,
    RecordsBeside,
    Constraint<NamedRecordFields, RecordsBeside>
  >(sameNameConstraints, { type }, { beside: [{ type: standing }] }).map(({ rule }) => rule);
}

/** As many as are named. */
function firstOf(
  groups: readonly Iterable<PlanChange>[],
  counts: (change: PlanChange) => boolean,
): PlanChange[] {
  const first: PlanChange[] = [];
  for (const changes of groups) {
    for (const change of changes) {
      if (first.length === mostNames) {
        return first;
      }
      if (counts(change)) {
        first.push(change);
      }
    }
  }
  return first;
}

/** What stands at a name until the end of the update, or until it gets another name. */
function leavingRecords(context: RiskContext): ReadonlyMap<string, Standing> {
  const leaving = new Map<string, Standing>();
  const gone = changesOf(context, "dnsRecord", ["delete", "replace", "update"]);
  for (const change of gone.filter(({ deleteFirst }) => deleteFirst !== true)) {
    const { old, moves } = hostnames(context, change);
    if (old !== undefined && (change.operation !== "update" || moves)) {
      const there = getOrCreate(leaving, old, () => new Map<string, Set<PlanChange>>());
      getOrCreate(there, recordType(change.before), () => new Set()).add(change);
    }
  }
  return leaving;
}

function conflictRisk(
  hostname: string,
  change: PlanChange,
  others: readonly PlanChange[],
  { count, code }: { readonly count: number; readonly code: string },
): Risk {
  const causes = sortedByKey(new Set([change, ...others]));
  const standing = names(
    others.map(({ name }) => name),
    others.length < mostNames ? others.length : count,
  );
  const isRename = change.operation === "update";
  const moves = others.every(({ operation }) => operation === "update");
  return {
    id: "record-refused",
    severity: "medium",
    subject: change.key,
    title: hostname,
    consequence: moves
      ? say`${change.name} comes to ${hostname} where ${standing} stands until it gets another name, and nothing makes it wait: where it is asked for first, Cloudflare refuses it with ${code}, and the update stops half-way.`
      : isRename
        ? say`Cloudflare refuses to give ${change.name} the name ${hostname} with ${code}, since ${standing} still stands there: the update stops half-way, and the old record goes on.`
        : say`Cloudflare refuses the new record of ${hostname} with ${code}, since ${standing} still stands when it is created: the update stops half-way, and the old record goes on.`,
    cause: causes.map((each) => causeOf(each, each.replacedFor)),
    hint: moves
      ? say`Let ${change.name} depend on ${standing}, so that it comes after.`
      : isRename
        ? say`Take ${standing} away in an update before this one, and expect a moment without it.`
        : say`Set deleteBeforeReplace on the record, or keep its logical name so that one replaces the other, and expect a moment without it.`,
  };
}
