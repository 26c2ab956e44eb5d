import { dnsRecordFields } from "../../model/traffic/apiFields";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import { cnameStandsAlone } from "../../constraints/dnsRecords";
import { getOrCreate } from "../../core/getOrCreate";
import { dnsTtl } from "../../facts/cloudflare/dnsRecordTypes";
import { title } from "../../model/graph/title";
import { compare } from "../../core/order";
import { recordType } from "../../model/traffic/dnsRecords";
import type { PlanChange } from "../../model/plan/plan";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { mostNames, names, say } from "../words/words";

/**
 * Finds what will stop the update half-way, and live objects that an import deletes.
 * @param context - The plan.
 * @returns The risks.
 */
export function refusalRisks(context: RiskContext): Risk[] {
  const { changes } = context.plan;
  return [
    ...changes.filter(({ importReplacement }) => importReplacement).map(importRisk),
    ...changes.filter(isProtected).map(protectRisk),
    ...cnameRisks(context),
    ...ttlRisks(context),
  ];
}

/** Proxied records with a TTL: the preview takes them, the provider refuses. Source: `apiErrors.recordTtlProxied`. */
function ttlRisks(context: RiskContext): Risk[] {
  const written = changesOf(context, "dnsRecord", ["create", "update", "replace"]);
  return written.flatMap((change): Risk[] => {
    if (change.after === undefined) {
      return [];
    }
    const { ttl, proxied } = dnsRecordFields(change.after);
    const own = context.after.inventory.byKey(change.after.key);
    const hostname = (own && context.after.inventory.hostnameOf(own)) ?? change.name;
    return proxied !== true || typeof ttl !== "number" || ttl === dnsTtl.automatic
      ? []
      : [
          {
            kind: "record-refused",
            severity: "medium",
            subject: change.key,
            title: hostname,
            consequence: say`The record of ${hostname} is proxied and has a TTL of ${ttl} seconds: the preview takes it, but the update is refused and stops half-way, and what answers now goes on.`,
            causes: [causeOf(change, ["ttl", "proxied"])],
            wayOut: say`Set ttl to 1 where proxied is true.`,
            covers: ["refused-by-api"],
          },
        ];
  });
}

function importRisk(change: PlanChange): Risk {
  const name = title(change.after ?? change.before);
  return {
    kind: "live-object-deleted",
    severity: "high",
    subject: change.key,
    title: name,
    consequence: say`The import option of ${name} makes this update import the object anew and delete the live one, ${change.before?.id ?? "which is already managed"}: whatever it serves stops.`,
    causes: [causeOf(change)],
    wayOut: say`Take the import option out of the program before this update; adopt objects with pulumi import --file.`,
    covers: ["import-replacement", "serving-path-removed"],
  };
}

function isProtected({ operation, before, leftover }: PlanChange): boolean {
  return (
    !leftover && (operation === "delete" || operation === "replace") && before?.protect === true
  );
}

function protectRisk(change: PlanChange): Risk {
  const name = title(change.before);
  return {
    kind: "protected-resource",
    severity: "medium",
    subject: change.key,
    title: name,
    consequence: say`${name} is protected: Pulumi refuses to ${change.operation === "delete" ? say`delete` : say`replace`} it, and the update stops before it is whole.`,
    causes: [causeOf(change, change.replacedFor)],
    wayOut: say`Leave it as it is, or lift the protection in an update of its own if it is really to go.`,
    covers: [],
  };
}

/** Records of one name that stand until the end of an update, by type. */
type Leaving = Map<string, Set<PlanChange>>;

/** Records that are created while one that they cannot stand beside is only deleted at the end. */
function cnameRisks(context: RiskContext): Risk[] {
  const leaving = leavingRecords(context);
  const { inventory } = context.after;
  return changesOf(context, "dnsRecord", ["create", "replace"]).flatMap((change): Risk[] => {
    const own = change.after && inventory.byKey(change.after.key);
    const hostname = own && inventory.hostnameOf(own);
    const type = recordType(change.after);
    const there = hostname === undefined ? undefined : leaving.get(hostname);
    const others = [...(there ?? [])]
      .filter(([standing]) => cannotStandBeside(type, standing))
      .map(([, records]) => records);
    // A replacement of which the plan does not tell the order is a gap or a refusal: the gap says both.
    const isItself = others.some((records) => records.has(change)) && change.deleteFirst !== false;
    const itself = isItself ? change : undefined;
    const count = others.reduce((sum, { size }) => sum + size, 0) - (isItself ? 1 : 0);
    return hostname === undefined || count === 0
      ? []
      : [conflictRisk(hostname, change, firstOf(others, itself), count)];
  });
}

function cannotStandBeside(type: string, standing: string): boolean {
  return cnameStandsAlone.holds({ type }, { beside: [{ type: standing }] }) === "no";
}

/** As many as are named. */
function firstOf(
  groups: readonly Iterable<PlanChange>[],
  apart: PlanChange | undefined,
): PlanChange[] {
  const first: PlanChange[] = [];
  for (const changes of groups) {
    for (const change of changes) {
      if (first.length === mostNames) {
        return first;
      }
      if (change !== apart) {
        first.push(change);
      }
    }
  }
  return first;
}

function leavingRecords(context: RiskContext): ReadonlyMap<string, Leaving> {
  const { inventory } = context.before;
  const leaving = new Map<string, Leaving>();
  const gone = changesOf(context, "dnsRecord", ["delete", "replace"]);
  for (const change of gone.filter(({ deleteFirst }) => deleteFirst !== true)) {
    const own = change.before && inventory.byKey(change.before.key);
    const hostname = own && inventory.hostnameOf(own);
    if (hostname !== undefined) {
      const there = getOrCreate(leaving, hostname, () => new Map<string, Set<PlanChange>>());
      getOrCreate(there, recordType(change.before), () => new Set()).add(change);
    }
  }
  return leaving;
}

function conflictRisk(
  hostname: string,
  change: PlanChange,
  others: readonly PlanChange[],
  count: number,
): Risk {
  const causes = [...new Set([change, ...others])].sort((left, right) =>
    compare(left.key, right.key),
  );
  const standing = names(
    others.map(({ name }) => name),
    count,
  );
  return {
    kind: "record-refused",
    severity: "medium",
    subject: change.key,
    title: hostname,
    consequence: say`Cloudflare refuses the new record of ${hostname} with ${apiErrors.recordConflicts.code}, since ${standing} still stands when it is created: the update stops half-way, and the old record goes on.`,
    causes: causes.map((each) => causeOf(each, each.replacedFor)),
    wayOut: say`Set deleteBeforeReplace on the record, or keep its logical name so that one replaces the other, and expect a moment without it.`,
    covers: ["serving-path-removed", "cname-conflict"],
  };
}
