import {
  edgeCertificateNames,
  type EdgeCoverage,
  type ZoneEdge,
} from "../../model/traffic/edgeTls";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownLink, zoneOf, zoneTokens } from "../../model/graph/links";
import type { PlanChange } from "../../model/plan/plan";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { unknownValue, type Known } from "../../core/known";
import type { Severity } from "../findings/severity";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { bareText, names, type Phrase, say, titleOf } from "../words/words";

/** What becomes of the certificates of one hostname. */
interface Fate {
  readonly hostname: string;
  readonly now: EdgeCoverage;
  readonly id:
    | "edge-certificate-lost"
    | "edge-certificate-missing"
    | "edge-certificate-pending"
    | "edge-certificate-unknown";
  readonly severity: Severity;
}

/**
 * Finds hostnames that visitors are shown no certificate for any more, and new ones that none covers, as far as the plan says.
 * @returns The risks, one for all hostnames of a zone that fare alike.
 */
export function edgeCertificateRisks(context: RiskContext): Risk[] {
  const alike = new Map<string, Fate[]>();
  for (const fate of fates(context)) {
    getOrCreate(alike, [fate.id, fate.severity, fate.now.zone.zone].join("\n"), () => []).push(
      fate,
    );
  }
  const found = [...alike.values()].map((group) => riskOf(context, group));
  const said = new Set(found.flatMap(({ cause }) => cause.map(({ change }) => change)));
  return [...found, ...packRisks(context, said)];
}

function fates(context: RiskContext): Fate[] {
  const { plan, before, after } = context;
  if (plan.changes.length === 0) {
    return [];
  }
  return after.hostnames.flatMap((path): Fate[] => {
    const now = after.edgeTls.coverage(path);
    // In a paused zone no certificate of the edge is shown.
    if (now === undefined || now.zone.paused === "yes") {
      return [];
    }
    const { hostname } = path;
    const served = before.pathOf(hostname);
    const found = before.edgeTls.coverage(served);
    const old = found?.zone.paused === "yes" ? undefined : found;
    if (now.covered === "yes") {
      // Who was shown no certificate before loses nothing while the new one is made.
      const isWorse = old === undefined || old.covered === "yes";
      const severity = severityOfPending(old, served.answeredAt !== undefined);
      return isWorse && isPending(context, now)
        ? [{ hostname, now, id: "edge-certificate-pending", severity }]
        : [];
    }
    if (now.covered === "no" && old !== undefined) {
      const wasDoubtful = old.covered === "unknown" && old.zone.name === now.zone.name;
      const isLost = old.covered === "yes" || wasDoubtful;
      return isLost ? [{ hostname, now, id: "edge-certificate-lost", severity: "high" }] : [];
    }
    const isUnknown = now.covered === "unknown";
    const isTold = now.zone.name === undefined || now.zone.partial === "unknown";
    if (old !== undefined || (isUnknown && (now.isNear || !isTold))) {
      return [];
    }
    const stood = served.answeredAt !== undefined;
    const severity = isUnknown ? (stood ? "medium" : "low") : stood ? "high" : "medium";
    const id = isUnknown ? "edge-certificate-unknown" : "edge-certificate-missing";
    return [{ hostname, now, id, severity }];
  });
}

/** Whether only certificates cover a hostname that are ordered by the plan and not active yet when it is let through. */
function isPending(context: RiskContext, { ofItself, coveredBy, resource }: EdgeCoverage): boolean {
  return (
    ofItself !== "yes" &&
    coveredBy.length > 0 &&
    coveredBy.every((pack) => isOrdered(context, pack) && comesBefore(context, resource, pack))
  );
}

/**
 * Whether a pack is ordered by the plan, so that Cloudflare has yet to make its certificate. Those that are uploaded are there, and an old
 * one that is kept goes on: also the former one of an `EdgeCertificate`, which waits before it lets that go.
 */
function isOrdered({ changes }: RiskContext, { key, type }: ModelResource): boolean {
  const change = modelType(type) === "certificatePack" ? changes.get(key) : undefined;
  return (
    change?.operation === "create" ||
    (change?.operation === "replace" && isDeleted(change) && !isAwaited(change))
  );
}

/** Whether a program waits until a certificate is active. */
function isAwaited({ after }: PlanChange): boolean {
  return after?.parent?.includes(waitingComponent) === true;
}

const waitingComponent = "steady-edge:index:EdgeCertificate::";

/** Whether a hostname is let through before a certificate is active that the plan orders. */
function comesBefore(
  { changes }: RiskContext,
  { key }: ModelResource,
  pack: ModelResource,
): boolean {
  const order = changes.get(pack.key);
  const waits = changes.get(key)?.after?.dependencies.includes(pack.key) === true;
  return !(order !== undefined && isAwaited(order) && waits);
}

function severityOfPending(old: EdgeCoverage | undefined, stood: boolean): Severity {
  return old?.covered === "yes" || (old === undefined && stood)
    ? "high"
    : old === undefined
      ? "low"
      : "medium";
}

function riskOf(context: RiskContext, group: readonly Fate[]): Risk {
  const [{ id, severity, now } = {} as Fate] = group;
  const hostnames = group.map(({ hostname }) => hostname);
  const own = group.flatMap((fate) => ownChanges(context, fate));
  const switches = id === "edge-certificate-lost" ? certificateChanges(context, now.zone) : [];
  const packs = group.flatMap((fate) =>
    fate.now.coveredBy.flatMap(({ key }) => context.changes.get(key) ?? []),
  );
  const causing =
    id === "edge-certificate-pending"
      ? [...new Set([...own, ...packs])]
      : switches.length > 0
        ? switches
        : own;
  return {
    ...{ id, severity, subject: hostnames[0] ?? "", title: bareText(names(hostnames)) },
    about: [...hostnames, ...group.map((fate) => fate.now.resource.key)],
    consequence: say`${names(hostnames)}: ${consequences[id](now, hostnames.length === 1 ? ["it"] : ["them"])}`,
    cause: causing.map((change) => causeOf(change)),
    hint:
      id === "edge-certificate-pending"
        ? say`Order the certificate in an update of its own, keep the old one until it is active, and let the names through Cloudflare then; EdgeCertificate waits for it.`
        : say`Order a certificate pack with these hostnames first and wait until it is active, or choose names with a hyphen for the dot.`,
  };
}

/** Changes of what answers for a hostname, before and after. */
function ownChanges({ before, changes }: RiskContext, { hostname, now }: Fate): PlanChange[] {
  const { records, loadBalancer } = before.pathOf(hostname);
  const keys = [now.resource, ...records.map(({ resource }) => resource), loadBalancer?.resource];
  return [...new Set(keys.flatMap((resource) => changes.get(resource?.key ?? "") ?? []))];
}

/** A certificate that another stack or the dashboard holds is not in the plan. */
const consequences: Readonly<Record<Fate["id"], (now: EdgeCoverage, them: Phrase) => Phrase>> = {
  "edge-certificate-lost": (_now, them) =>
    say`from this change on no certificate at the edge covers ${them}, unless one does that this plan does not hold: every browser shows a TLS error before it asks for anything.`,
  "edge-certificate-missing": ({ zone }, them) =>
    zone.universalSsl === "no"
      ? say`Universal SSL is off in ${zone.title} and no certificate of this plan covers ${them}: every browser shows a TLS error, unless a certificate does that this plan does not hold.`
      : say`Universal SSL does not reach so far in ${zone.title} and no certificate of this plan covers ${them}: every browser shows a TLS error, unless a certificate does that this plan does not hold.`,
  "edge-certificate-pending": (_now, them) =>
    say`no certificate at the edge covers ${them} but one that this change orders, and Cloudflare issues that only after the order, in minutes or more: until it is active every browser shows a TLS error. The provider does not wait for it.`,
  "edge-certificate-unknown": ({ zone }, them) =>
    say`whether a certificate at the edge covers ${them} is not known, since ${[zone.name === undefined ? "the zone's name, its set-up" : "the set-up of its zone"]} and its certificates are not in this plan; in a full set-up Universal SSL reaches one label below the zone, and where nothing else covers ${them}, every browser shows a TLS error.`,
};

const switchTypes = ["universalSsl", "totalTls", "zone"];
const certificateTypes = ["certificatePack", "customCertificate", "keylessCertificate"] as const;

function certificateChanges({ plan }: RiskContext, zone: ZoneEdge): PlanChange[] {
  return plan.changes.filter((change) => {
    const name = modelType(change.type) ?? "";
    const goes = change.operation !== "create" && isCertificate(name);
    return !change.leftover && (goes || switchTypes.includes(name)) && isOfZone(change, zone);
  });
}

function isCertificate(type: string): boolean {
  return certificateTypes.some((each) => each === type);
}

/** Whether a change is of a zone or of what belongs to it, as far as is known. */
function isOfZone({ key, type, before, after }: PlanChange, { zone, resource }: ZoneEdge): boolean {
  if (modelType(type) === "zone") {
    return key === resource?.key;
  }
  const own = [...zone.split(" or "), resource?.key, resource?.id, unknownLink];
  const tokens = [before, after].flatMap(zoneTokens);
  return tokens.some((token) => own.includes(token));
}

/** Certificates that go, where the plan does not show whose certificate they are, nor that others cover all their names. */
function packRisks(context: RiskContext, said: ReadonlySet<PlanChange>): Risk[] {
  return changesOf(context, certificateTypes, ["replace", "delete"])
    .filter((change) => isDeleted(change) && !said.has(change))
    .flatMap((change): Risk[] => {
      const left = uncoveredNames(context, change);
      const isKnown = left !== unknownValue;
      return isKnown && left.length === 0
        ? []
        : [
            {
              id: "edge-certificate-gone",
              severity:
                change.operation === "delete" || change.deleteFirst === true ? "high" : "medium",
              subject: change.key,
              title: isKnown ? titleOf(left) : change.name,
              consequence: say`Visitors of ${isKnown ? names(left) : say`the hostnames of ${change.name}`} get a TLS error until another certificate at the edge covers them.`,
              cause: [causeOf(change, change.replacedFor)],
              hint: say`Order the new certificate first and wait until it is active.`,
              about: isKnown ? left : [],
            },
          ];
    });
}

/** The names of a certificate that goes which nothing covers that stays: what is ordered in its place is not active yet. */
function uncoveredNames(context: RiskContext, { before }: PlanChange): Known<readonly string[]> {
  const { after } = context;
  const own = before === undefined ? unknownValue : edgeCertificateNames(before);
  if (before === undefined || own === unknownValue) {
    return unknownValue;
  }
  const zone = after.edgeTls.zone(zoneOf(before));
  return own.filter(
    (name) =>
      after.edgeTls.coversName(zone, name, (each) => !isOrdered(context, each)) !== "yes" &&
      !after.edgeTls.isReached(zone, name),
  );
}
