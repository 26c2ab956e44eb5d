import { getOrCreate } from "../../core/getOrCreate";
import { amazonAuthorities } from "../../facts/aws/certificateManager";
import { unknownValue } from "../../core/known";
import { CaaTag } from "../../facts/cloudflare/dnsRecordFields";
import { isServiceName } from "../../model/graph/hostnames";
import type { Inventory } from "../../model/graph/inventory";
import type { PlanChange } from "../../model/plan/plan";
import { recordType } from "../../model/traffic/dnsRecords";
import { authoritiesFor } from "../../model/traffic/serviceRecords";
import { shownByAmazon } from "../../model/origin/showsTrusted";
import { acmCertificate, provesNames } from "../../model/tls/certificates";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { unrenewed } from "./renewedCertificates";
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
    .filter((name) => !isServiceName(name))
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
      return isBorne(context, served, is)
        ? []
        : [
            shutOut(context, hostname, changes, {
              left: [...is],
              out,
              certificates: refused(context, hostname),
            }),
          ];
    }
  }
  return [];
}

/** Whether the plan holds all that answers beneath a name, and all of it shows certificates of an authority that may still issue them. */
function isBorne(
  { plan, after }: RiskContext,
  served: readonly string[],
  left: ReadonlySet<string>,
): boolean {
  return (
    plan.whole &&
    served.length > 0 &&
    amazonAuthorities.some((authority) => left.has(authority)) &&
    served.every((name) => shownByAmazon(after, name) !== undefined)
  );
}

/** The certificates of AWS Certificate Manager at and beneath a name that it may renew no longer, and might. */
function refused({ before, after }: RiskContext, hostname: string): ModelResource[] {
  const mayRenew = (model: TrafficModel, name: string): boolean => {
    const tag = name.startsWith("*.") ? CaaTag.IssueWildcard : CaaTag.Issue;
    const may = authoritiesFor(model.inventory, name.replace(/^\*\./, ""), tag);
    return may === undefined || amazonAuthorities.some((authority) => may.has(authority));
  };
  return after.inventory
    .ofType("acmCertificate")
    .filter(provesNames)
    .filter((resource) => {
      const { hostnames } = acmCertificate(after.inventory, resource);
      const known = hostnames === unknownValue ? [] : hostnames;
      return known.some(
        (name) =>
          typeof name === "string" &&
          (name === hostname || name.endsWith(`.${hostname}`)) &&
          mayRenew(before, name) &&
          !mayRenew(after, name),
      );
    });
}

/** What CAA records come to say. */
interface Issuers {
  /** The authorities that may issue. */
  readonly left: readonly string[];
  /** Those that may no longer. None where all might. */
  readonly out: readonly string[];
  /** Certificates of the plan that cannot be renewed. */
  readonly certificates: readonly ModelResource[];
}

/** Says of authorities that they may no longer issue certificates for a name. */
function shutOut(
  { after }: RiskContext,
  hostname: string,
  changes: readonly PlanChange[],
  { left, out, certificates }: Issuers,
): Risk {
  const may = left.filter((authority) => authority !== "").sort();
  const who = may.length === 0 ? ["no authority"] : say`only ${names(may)}`;
  const others = out.length === 0 ? ["every other authority"] : names([...out].sort());
  const own = certificates.length === 0 ? undefined : unrenewed(after, certificates);
  const ends =
    own === undefined
      ? say`a certificate that it renews now ends without another`
      : say`AWS Certificate Manager is among these, ${own.consequence}`;
  return {
    id: "other-record-changed",
    severity: own?.severity ?? "medium",
    ...{ subject: hostname, title: hostname },
    consequence: say`From this change on ${who} may issue certificates for ${hostname} and names beneath it, by its CAA records: ${others} is refused, and ${ends}.`,
    cause: changes.map((change) => causeOf(change)),
    hint: say`See at every origin and service who issues its certificate, and name each of them in a CAA record.`,
  };
}
