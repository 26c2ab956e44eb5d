import { getOrCreate } from "../../core/getOrCreate";
import { oldTlsVersions, TlsVersion } from "../../facts/cloudflare/zoneSettings";
import { unknownValue, type Known } from "../../core/known";
import { title } from "../../model/graph/title";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { zoneOf } from "../../model/graph/links";
import { hostnameMinimum } from "../../model/tls/minimumVersions";
import { haveProbeZones } from "../../model/origin/probes";
import type { ZoneTls } from "../../model/tls/zoneTls";
import { isNewHostname, isNewZone } from "./newZones";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import type { PlanResource } from "../../model/plan/plan";
import { names, say } from "../words/words";
import { isPresentedByNone } from "./unpresentedCertificates";
import { hostnamePullsRisks } from "./hostnamePulls";
import { pausedZoneRisks } from "./pausedZones";
import { zoneHttpRisks } from "./zoneHttp";

/** Finds zones whose TLS becomes weaker, or stricter than origins or visitors may bear. */
export function zoneRisks(context: RiskContext): Risk[] {
  const before = new Map(context.before.tls.map((zone) => [zone.zone, zone]));
  const zones = context.after.tls.flatMap((now) => {
    const old = before.get(now.zone);
    const isNew = isNewZone(context, now.zone);
    return [
      ...(isNew ? [] : versionRisks(context, old, now)),
      ...(isNew ? [] : pullsRisks(context, old, now)),
      ...zoneHttpRisks(old, now, context, isNew).map((risk) => ({
        ...risk,
        cause: causes(context, now),
      })),
    ];
  });
  return [
    ...[...zones, ...hostnameVersionRisks(context)],
    ...[...pausedZoneRisks(context), ...hostnamePullsRisks(context)],
  ];
}

const gone = ["replace", "delete"] as const;

/** Finds zones that go, with all that answers in them. */
export function lostZoneRisks(context: RiskContext): Risk[] {
  return changesOf(context, "zone", gone)
    .filter(isDeleted)
    .map((change): Risk => {
      const name = title(change.before);
      return {
        id: "zone-lost",
        severity: "high",
        subject: change.key,
        title: name,
        consequence: say`With the zone ${name} all that is in it goes, whoever made it: no hostname of ${name} is answered, no mail is delivered, and a zone made anew may have other name servers.`,
        cause: [causeOf(change, change.replacedFor)],
        hint: say`Keep the zone: set protect or retainOnDelete on it, in an update before this one.`,
      };
    });
}

function versionRisks(context: RiskContext, old: ZoneTls | undefined, now: ZoneTls): Risk[] {
  const { zone: subject, title } = now;
  const found = versionRisk(subject, title, old?.minimumVersion, now.minimumVersion);
  return found.map((risk) => ({ ...risk, cause: causes(context, now) }));
}

/** Hostnames whose minimum of TLS goes up: their own, or that of the zone where their own goes. */
function hostnameVersionRisks(context: RiskContext): Risk[] {
  const written = changesOf(context, "hostnameTlsSetting", [
    ...(["create", "update", "replace", "delete"] as const),
  ]);
  return written.filter(isDeleted).flatMap((change) => {
    const { before, after } = change;
    const [old, now] = [before, after].map((side) => side && hostnameMinimum(side));
    const title = (after === undefined ? old : now)?.title;
    const was = old?.version ?? zoneMinimum(context.before, after ?? before);
    const is = now?.version ?? zoneMinimum(context.after, after ?? before);
    return title === undefined || isNewHostname(context, title)
      ? []
      : versionRisk(change.key, title, was, is).map((risk) => ({
          ...risk,
          cause: [causeOf(change)],
        }));
  });
}

/** What holds for a hostname that has no minimum of its own. */
function zoneMinimum(
  { tls }: TrafficModel,
  setting: ModelResource | undefined,
): Known<string> | undefined {
  const zone = setting && zoneOf(setting);
  return tls.find((each) => each.zone === zone)?.minimumVersion;
}

/** Where the earlier minimum is not known, only one that turns many away is told. */
function versionRisk(
  subject: string,
  title: string,
  was: Known<string> | undefined,
  is: Known<string> | undefined,
): Risk[] {
  const raised =
    typeof is === "string" &&
    (typeof was === "string" ? Number(is) > Number(was) : is === TlsVersion.V1_3);
  if (!raised) {
    return [];
  }
  const before =
    typeof was === "string"
      ? say`; until now TLS ${was} was enough`
      : say`; what was enough until now, the plan does not say`;
  return [
    {
      id: "tls-version-raised",
      severity:
        typeof was === "string" && oldTlsVersions.includes(was) && is !== TlsVersion.V1_3
          ? "low"
          : "medium",
      ...{ subject, title },
      consequence: say`Visitors of ${title} who speak no TLS ${is} meet an error from this change on${before}.`,
      cause: [],
      hint: say`See in the zone's analytics how many visitors speak less than TLS ${is} first.`,
    },
  ];
}

function pullsRisks(context: RiskContext, old: ZoneTls | undefined, now: ZoneTls): Risk[] {
  const [was, is] = [old?.originPulls ?? "no", now.originPulls];
  if (was === is || was === "unknown" || is === "unknown") {
    return [];
  }
  const about = {
    subject: now.zone,
    title: now.title,
    cause: causes(context, now),
  };
  if (is === "no") {
    return [
      {
        ...{ id: "origin-pulls-off", severity: "medium", ...about },
        consequence: say`Cloudflare no longer shows the origins of ${now.title} its client certificate: an origin that demands it refuses every request.`,
        hint: say`Let the origins stop demanding the certificate first.`,
      },
    ];
  }
  return haveProbeZones(context.after, now.zone) === "yes"
    ? [
        {
          ...{ id: "origin-pulls-on", severity: "low", ...about },
          consequence: say`Cloudflare and every monitor of ${now.title} show its origins a client certificate from now on: one that asks for none serves as before, and one that checks those it is shown may refuse this one.`,
          hint: say`Let origins demand the certificate only after this change, and see before it that those which ask for one trust who issued it.`,
        },
      ]
    : [
        {
          ...{ id: "origin-pulls-on", severity: "medium", ...about },
          consequence: say`Cloudflare shows the origins of ${now.title} a client certificate from now on; a monitor without probeZone shows none and finds an origin that demands one down.`,
          hint: say`Give every monitor its probeZone first, and let origins demand the certificate only after this change.`,
        },
      ];
}

function causes({ changes }: RiskContext, { resources }: ZoneTls): Risk["cause"] {
  return resources.flatMap(({ key }) => {
    const change = changes.get(key);
    return change === undefined ? [] : [causeOf(change)];
  });
}

/** Finds certificates that go while something shows them. */
export function certificateRisks(context: RiskContext): Risk[] {
  const going = changesOf(context, "originCertificate", gone).filter(
    (change) => isDeleted(change) && !isPresentedByNone(context, change),
  );
  const takers = going.length === 0 ? new Map<string, PlanResource[]>() : takersOf(context);
  return going.map((change): Risk => {
    const next = change.deleteFirst === false ? (takers.get(change.key) ?? []) : [];
    const showing = next.filter(({ type }) => !keeping.has(modelType(type)));
    const own = context.before.certificates.find(({ resource }) => resource.key === change.key);
    const hostnames = own && own.hostnames !== unknownValue ? own.hostnames : [];
    const known = hostnames.filter((each) => each !== unknownValue);
    const shown = known.length > 0 ? say` for ${names(known)}` : [];
    const called = names(next.map(({ name }) => name));
    const taken =
      showing.length > 0
        ? say` ${called} takes the new one in this update before that, and what else shows the old one does not.`
        : next.length > 0
          ? say` ${called} keeps the new one in this update, and servers that read it only when they start or deploy show the old one until then.`
          : [];
    return {
      id: "certificate-revoked",
      severity: showing.length > 0 ? "medium" : "high",
      subject: change.key,
      title: change.name,
      consequence: say`Deleting ${change.name} revokes it: an origin that still shows it${shown} is answered with Error 526 from that moment until it shows another.${taken}`,
      cause: [causeOf(change, change.replacedFor)],
      hint: say`Make the new certificate in one update, install it at the origins, and delete the old one in a later update.`,
    };
  });
}

/** What keeps a certificate for servers that read it later. */
const keeping: ReadonlySet<ModelTypeName | undefined> = new Set([
  ...(["secretVersion", "parameter", "bucketObject", "launchTemplate"] as const),
]);

/** Changed resources that take something made anew, by what they take. */
function takersOf({ plan, changes }: RiskContext): ReadonlyMap<string, PlanResource[]> {
  const found = new Map<string, PlanResource[]>();
  for (const each of plan.after.filter(({ key }) => changes.has(key))) {
    each.dependencies.forEach((key) => getOrCreate(found, key, () => []).push(each));
  }
  return found;
}
