import { getOrCreate } from "../../core/getOrCreate";
import { CaaTag } from "../../facts/cloudflare/dnsRecordFields";
import type { Inventory } from "../../model/graph/inventory";
import type { PlanChange } from "../../model/plan/plan";
import { recordType } from "../../model/traffic/dnsRecords";
import { authoritiesFor } from "../../model/traffic/serviceRecords";
import { names, say } from "../words/words";
import { isNewHostname } from "./newZones";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/** Finds CAA records that come to keep an authority from issuing certificates which it may issue now. */
export function certificateAuthorityRisks(context: RiskContext): Risk[] {
  const found = new Map<string, PlanChange[]>();
  for (const change of changesOf(context, "dnsRecord", ["create", "update", "replace", "delete"])) {
    for (const [side, { inventory }] of [
      [change.before, context.before],
      [change.after, context.after],
    ] as const) {
      const hostname = side && recordType(side) === "CAA" ? hostnameIn(inventory, side.key) : "";
      if (hostname !== "") {
        const changes = getOrCreate(found, hostname, () => []);
        changes.push(...(changes.includes(change) ? [] : [change]));
      }
    }
  }
  return [...found].flatMap(([hostname, changes]) => authorityRisk(context, hostname, changes));
}

function hostnameIn(inventory: Inventory, key: string): string {
  const own = inventory.byKey(key);
  return (own && inventory.hostnameOf(own)) ?? "";
}

function authorityRisk(
  context: RiskContext,
  hostname: string,
  changes: readonly PlanChange[],
): Risk[] {
  const served = context.after.hostnames
    .map((path) => path.hostname)
    .filter((name) => name === hostname || name.endsWith(`.${hostname}`));
  const isNew = served.length > 0 && served.every((name) => isNewHostname(context, name));
  const isGone = served.length === 0 && context.before.servingState(hostname) === "yes";
  if (isNew || isGone) {
    return [];
  }
  for (const tag of [CaaTag.Issue, CaaTag.IssueWildcard] as const) {
    const [was, is] = [context.before, context.after].map(({ inventory }) =>
      authoritiesFor(inventory, hostname, tag),
    );
    const out = [...(was ?? [])].filter((authority) => is?.has(authority) === false);
    if (is !== undefined && (was === undefined || out.length > 0)) {
      return [shutOut(hostname, changes, [...is], out)];
    }
  }
  return [];
}

/**
 * Says of authorities that they may issue no longer.
 * @param hostname - The name whose CAA records say so.
 * @param changes - What changes of them.
 * @param left - Those that may.
 * @param out - Those that may no longer. None where all might.
 */
function shutOut(
  hostname: string,
  changes: readonly PlanChange[],
  left: readonly string[],
  out: readonly string[],
): Risk {
  const may = left.filter((authority) => authority !== "").sort();
  const who = may.length === 0 ? ["no authority"] : say`only ${names(may)}`;
  const others = out.length === 0 ? ["every other authority"] : names([...out].sort());
  return {
    id: "other-record-changed",
    severity: "medium",
    ...{ subject: hostname, title: hostname },
    consequence: say`From this change on ${who} may issue certificates for ${hostname} and names beneath it, by its CAA records: ${others} is refused, and a certificate that it renews now ends without another.`,
    cause: changes.map((change) => causeOf(change)),
    hint: say`See at every origin and service who issues its certificate, and name each of them in a CAA record.`,
  };
}
