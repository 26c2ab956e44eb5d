import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { dnsTtl } from "../../../facts/cloudflare/dnsRecordTypes";
import { title } from "../../model/reasons";
import { compare } from "../../model/inventory";
import type { PlanChange } from "../../model/plan";
import { modelType } from "../../model/resourceTypes";
import { readText } from "../../model/reading";
import { causeOf, changesOf, type Risk, type RiskContext } from "../risk";
import { names, say } from "../words";

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
    const { ttl, proxied } = change.after?.properties ?? {};
    const own = change.after && context.after.inventory.byKey(change.after.key);
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
            covers: [],
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

const addressTypes = new Set(["A", "AAAA", "CNAME"]);

/** Records that are created while one that they cannot stand beside is only deleted at the end. */
function cnameRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const leaving = new Map<string, PlanChange[]>();
  const gone = changesOf(context, "dnsRecord", ["delete", "replace"]);
  for (const change of gone.filter(({ deleteFirst }) => deleteFirst !== true)) {
    const own = change.before && before.inventory.byKey(change.before.key);
    const hostname = own && before.inventory.hostnameOf(own);
    if (hostname !== undefined && addressTypes.has(typeOf(change.before))) {
      leaving.set(hostname, [...(leaving.get(hostname) ?? []), change]);
    }
  }
  return changesOf(context, "dnsRecord", ["create", "replace"]).flatMap((change): Risk[] => {
    const own = change.after && after.inventory.byKey(change.after.key);
    const hostname = own && after.inventory.hostnameOf(own);
    const others = (leaving.get(hostname ?? "") ?? []).filter((each) => conflict(each, change));
    // A replacement of which the plan does not tell the order is a gap or a refusal: the gap says both.
    const known = others.filter((each) => each !== change || each.deleteFirst === false);
    return hostname === undefined || known.length === 0
      ? []
      : [conflictRisk(hostname, change, known)];
  });
}

function conflict(old: PlanChange, now: PlanChange): boolean {
  const types = [typeOf(old.before), typeOf(now.after)];
  return types.every((type) => addressTypes.has(type)) && types.includes("CNAME");
}

function conflictRisk(hostname: string, change: PlanChange, others: readonly PlanChange[]): Risk {
  const causes = [...new Set([change, ...others])].sort((left, right) =>
    compare(left.key, right.key),
  );
  return {
    kind: "record-refused",
    severity: "medium",
    subject: change.key,
    title: hostname,
    consequence: say`Cloudflare refuses the new record of ${hostname} with ${apiErrors.recordConflicts.code}, since ${names(others.map(({ name }) => name))} still stands when it is created: the update stops half-way, and the old record goes on.`,
    causes: causes.map((each) => causeOf(each, each.replacedFor)),
    wayOut: say`Set deleteBeforeReplace on the record, or keep its logical name so that one replaces the other, and expect a moment without it.`,
    covers: ["serving-path-removed", "cname-conflict"],
  };
}

function typeOf(resource: PlanChange["after"]): string {
  const type = resource && readText(resource.properties.type);
  return typeof type === "string" && modelType(resource?.type ?? "") === "dnsRecord"
    ? type.toUpperCase()
    : "";
}

/** What other records are for, and what happens without them. */
const purposes: Readonly<Record<string, string>> = {
  MX: "mail for it is not delivered",
  NS: "the names that are delegated there are not found",
  CAA: "any authority may issue certificates for it, or none of those that renew them now",
};

/**
 * Finds records that serve no visitors but are missed all the same.
 * @param context - The plan.
 * @returns The risks.
 */
export function otherRecordRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "dnsRecord", ["delete"]).flatMap((change): Risk[] => {
    const own = change.before && before.inventory.byKey(change.before.key);
    const hostname = own && before.inventory.hostnameOf(own);
    const type = typeOf(change.before);
    const without = purposes[type];
    const others = after.inventory
      .atName(hostname ?? "")
      .filter(({ properties }) => properties.type === type);
    return hostname === undefined || without === undefined || others.length > 0
      ? []
      : [
          {
            kind: "other-record-lost",
            severity: "medium",
            subject: change.key,
            title: hostname,
            consequence: [
              ...say`${hostname} has no ${type} record after this change: `,
              without,
              ".",
            ],
            causes: [causeOf(change)],
            wayOut: say`Keep it, or add what takes its place in the same update.`,
            covers: [],
          },
        ];
  });
}
