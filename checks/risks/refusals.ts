import { ttlOfProxied } from "../../constraints/dnsRecords";
import { title } from "../../model/graph/title";
import { guardedDeletions, type GuardedDeletion } from "../../model/plan/guardedDeletions";
import type { PlanChange } from "../../model/plan/plan";
import { dnsRecordFields } from "../../model/traffic/apiFields";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { nameConflictRisks } from "./nameConflicts";
import { say } from "../words/words";

/** Finds what will stop the update half-way, and live objects that an import deletes. */
export function refusalRisks(context: RiskContext): Risk[] {
  const { changes } = context.plan;
  return [
    ...changes.filter(({ importReplacement }) => importReplacement).map(importRisk),
    ...context.refused.map((change) => protectRisk(change, true)),
    ...changes.filter(isProtected).map((change) => protectRisk(change, false)),
    ...guardedDeletions(context.plan).map(guardRisk),
    ...nameConflictRisks(context),
    ...ttlRisks(context),
  ];
}

/** Proxied records with a TTL: the preview takes them, the provider refuses. Source: `apiErrors.recordTtlProxied`. */
function ttlRisks(context: RiskContext): Risk[] {
  const written = changesOf(context, "dnsRecord", ["create", "update", "replace"]);
  return written.flatMap((change): Risk[] => {
    const own = change.after && context.after.inventory.byKey(change.after.key);
    const fields = own && dnsRecordFields(own);
    const hostname = (own && context.after.inventory.hostnameOf(own)) ?? change.name;
    return fields === undefined || ttlOfProxied.holds(fields, undefined) !== "no"
      ? []
      : [
          {
            id: "record-ttl-refused",
            severity: "medium",
            subject: change.key,
            title: hostname,
            consequence: say`The record of ${hostname} is proxied and has a TTL of ${String(fields.ttl)} seconds: the preview takes it, but the update is refused and stops half-way, and what answers now goes on.`,
            cause: [causeOf(change, ["ttl", "proxied"])],
            hint: say`Set ttl to 1 where proxied is true.`,
          },
        ];
  });
}

function importRisk(change: PlanChange): Risk {
  const name = title(change.after ?? change.before);
  return {
    id: "live-object-deleted",
    severity: "high",
    subject: change.key,
    title: name,
    consequence: say`The import option of ${name} makes this update import the object anew and delete the live one, ${change.before?.id ?? "which is already managed"}: whatever it serves stops.`,
    cause: [causeOf(change)],
    hint: say`Take the import option out of the program before this update; adopt objects with pulumi import --file.`,
  };
}

/** What is made in its place is made first, and what names the old one is changed before it goes. */
function guardRisk({ change, guard }: GuardedDeletion): Risk {
  const name = title(change.before);
  const late = change.deleteFirst === true ? [] : say`, when all else is done`;
  const answer = guard.code === undefined ? say`AWS refuses` : say`AWS answers ${guard.code} to`;
  return {
    ...{ id: "object-refused", severity: "medium", subject: change.key, title: name },
    consequence: say`${name} has ${guard.property} set: ${answer} its deletion${late}, and the update ends as failed. What it serves it goes on serving.`,
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Switch ${guard.property} off in an update before this one, if it is really to go.`,
  };
}

function isProtected({ operation, before, leftover }: PlanChange): boolean {
  return (
    !leftover && (operation === "delete" || operation === "replace") && before?.protect === true
  );
}

function protectRisk(change: PlanChange, isRefused: boolean): Risk {
  const name = title(change.before);
  return {
    id: "protected-resource",
    severity: "medium",
    subject: change.key,
    title: name,
    consequence: say`${name} is protected: Pulumi refuses to ${change.operation === "delete" ? say`delete` : say`replace`} it, and the update stops before it is whole.${isRefused ? say` What it serves it goes on serving.` : []}`,
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Leave it as it is, or lift the protection in an update of its own if it is really to go.`,
  };
}
