import { getOrCreate } from "../../core/getOrCreate";
import { oldTlsVersions, TlsVersion } from "../../facts/cloudflare/zoneSettings";
import { unknownValue, type Known } from "../../core/known";
import type { PlanChange } from "../../model/plan/plan";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { zoneOf } from "../../model/graph/links";
import { hostnameMinimum } from "../../model/tls/minimumVersions";
import { isPaused, leavesFullSetup, type ZoneTls } from "../../model/tls/zoneTls";
import { isNewHostname, isNewZone } from "./newZones";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";
import { enteredPhrase } from "./destinations";
import { hostnamePullsRisks, pullsRisks } from "./originPulls";
import { zoneHttpRisks } from "./zoneHttp";

/** Finds zones whose TLS becomes weaker, or stricter than origins or visitors may bear. */
export function zoneRisks(context: RiskContext): Risk[] {
  const before = new Map(context.before.tls.map((zone) => [zone.zone, zone]));
  const zones = context.after.tls.flatMap((now) => {
    const old = before.get(now.zone);
    const isNew = isNewZone(context, now.zone);
    return [
      ...(isNew ? [] : versionRisks(context, old, now)),
      ...(isNew ? [] : pullsRisks(context, old, now, causes(context, now))),
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

/** Zones whose proxy is switched off or on. */
function pausedZoneRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "zone", ["update", "replace"]).flatMap((change): Risk[] => {
    const [was, is] = [isPaused(change.before), isPaused(change.after)];
    const zone = change.after && after.inventory.byKey(change.after.key);
    if (zone !== undefined && leavesFullSetup(change.before, change.after)) {
      return [setupRisk(context, change)];
    }
    if (zone === undefined || was === is) {
      return [];
    }
    const served = after.hostnames
      .filter((path) => after.edgeTls.coverage(path)?.zone.resource === zone)
      .map(({ hostname }) => hostname)
      .filter((hostname) => before.pathOf(hostname).proxied === "yes");
    if (is === "yes") {
      const isHarmless =
        context.plan.whole && after.edgeTls.proxies(zone, after.hostnames) === "no";
      return isHarmless ? [] : [pausedRisk(change, served)];
    }
    return was === "yes" && is === "no" && served.length > 0 ? [unpausedRisk(change, served)] : [];
  });
}

/** Source: Cloudflare docs, dns/zone-setups (in a partial or secondary set-up other name servers answer for the zone). */
function setupRisk({ before }: RiskContext, change: PlanChange): Risk {
  const name = title(change.after);
  const zone = change.before && before.inventory.byKey(change.before.key);
  const served = before.hostnames
    .filter((path) => before.edgeTls.coverage(path)?.zone.resource === zone)
    .map(({ hostname }) => hostname);
  return {
    ...{ id: "zone-paused", severity: "high", subject: change.key, title: name, about: served },
    consequence: say`From this change on other name servers answer for ${served.length === 0 ? say`every hostname of ${name}` : names(served)}: what is not set up there has no address, or leads past Cloudflare, Universal SSL covers no name by itself, and whoever still asks Cloudflare's name servers gets no answer.`,
    cause: [causeOf(change, ["type"])],
    hint: say`Set up every name at the other DNS, with its CNAME to Cloudflare, and move the name servers first.`,
  };
}

function pausedRisk(change: PlanChange, served: readonly string[]): Risk {
  const name = title(change.after);
  const who = served.length === 0 ? say`Every hostname of ${name}` : names(served);
  return {
    id: "zone-paused",
    severity: "high",
    subject: change.key,
    title: name,
    consequence: say`${who}: from this change on Cloudflare only answers DNS for ${name}, and visitors go straight to the origins, whose addresses are public then. An origin that lets in Cloudflare alone answers nobody, and one with a certificate of the Origin CA is trusted by no browser.`,
    cause: [causeOf(change, ["paused"])],
    hint: say`Leave the zone on, and set proxied to false on the records that are to be reached without Cloudflare.`,
  };
}

/** The same happens to a single record that is proxied from now on. */
function unpausedRisk(change: PlanChange, served: readonly string[]): Risk {
  return {
    id: "zone-unpaused",
    severity: "medium",
    subject: change.key,
    title: title(change.after),
    consequence: enteredPhrase(served),
    cause: [causeOf(change, ["paused"])],
    hint: say`Check the origins' firewalls and certificates first, then take paused out.`,
  };
}

function causes({ changes }: RiskContext, { resources }: ZoneTls): Risk["cause"] {
  return resources.flatMap(({ key }) => {
    const change = changes.get(key);
    return change === undefined ? [] : [causeOf(change)];
  });
}

/** Finds certificates that go while something shows them. */
export function certificateRisks(context: RiskContext): Risk[] {
  const going = changesOf(context, "originCertificate", gone).filter(isDeleted);
  const takers = going.length === 0 ? new Map<string, string[]>() : takersOf(context);
  return going.map((change): Risk => {
    const next = change.deleteFirst === false ? (takers.get(change.key) ?? []) : [];
    const own = context.before.certificates.find(({ resource }) => resource.key === change.key);
    const hostnames = own && own.hostnames !== unknownValue ? own.hostnames : [];
    const known = hostnames.filter((each) => each !== unknownValue);
    const shown = known.length > 0 ? say` for ${names(known)}` : [];
    return {
      id: "certificate-revoked",
      severity: next.length > 0 ? "medium" : "high",
      subject: change.key,
      title: change.name,
      consequence: say`Deleting ${change.name} revokes it: an origin that still shows it${shown} is answered with Error 526 from that moment until it shows another.${next.length > 0 ? say` ${names(next)} takes the new one in this update before that, and what else shows the old one does not.` : []}`,
      cause: [causeOf(change, change.replacedFor)],
      hint: say`Make the new certificate in one update, install it at the origins, and delete the old one in a later update.`,
    };
  });
}

/** Names of changed resources that take something made anew, by what they take. */
function takersOf({ plan, changes }: RiskContext): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, dependencies } of plan.after.filter((each) => changes.has(each.key))) {
    dependencies.forEach((each) => getOrCreate(found, each, () => []).push(name));
  }
  return found;
}
