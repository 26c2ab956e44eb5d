import { oldTlsVersions, strictModes } from "../../../facts/cloudflare/zoneSettings";
import { title } from "../../model/reasons";
import type { ZoneTls } from "../../model/zoneTls";
import { causeOf, changesOf, type Risk, type RiskContext } from "../risk";
import { say, type Phrase } from "../words";

/**
 * Finds zones whose TLS becomes weaker, or stricter than origins or visitors may bear.
 * @param context - The plan.
 * @returns The risks.
 */
export function zoneRisks(context: RiskContext): Risk[] {
  const before = new Map(context.before.tls.map((zone) => [zone.zone, zone]));
  return context.after.tls.flatMap((now) => {
    const old = before.get(now.zone);
    return [
      ...modeRisks(context, old, now),
      ...versionRisks(context, old, now),
      ...pullsRisks(context, old, now),
    ];
  });
}

/** What visitors meet in each mode that is not strict. Source: Cloudflare docs, ssl/origin-configuration/ssl-modes. */
const consequences: Readonly<Record<string, Phrase>> = {
  full: say`any certificate of the origin is believed, an expired or foreign one too: whoever gets between Cloudflare and the origin reads and changes everything, and a wrong origin goes unnoticed`,
  flexible: say`Cloudflare speaks to the origin in clear on port 80: an origin that redirects to HTTPS answers in an endless circle, one that listens on 443 only answers with Error 521`,
  off: say`visitors are sent to plain HTTP: sites with HSTS are out of reach, and everything is read on the way`,
};

function modeRisks(context: RiskContext, old: ZoneTls | undefined, now: ZoneTls): Risk[] {
  const [was, is] = [old?.mode, now.mode];
  if (typeof is !== "string" || was === is || typeof was !== "string") {
    return [];
  }
  const weaker = !strictModes.includes(is);
  return [
    {
      kind: weaker ? "tls-weaker" : "tls-stricter",
      severity: weaker ? "high" : "medium",
      subject: now.zone,
      title: now.title,
      consequence: weaker
        ? say`From this change on, for every hostname of ${now.title}, ${consequences[is] ?? say`the origin need not show a valid certificate`}.`
        : say`From this change on every origin of ${now.title} must show a certificate that is valid and covers its hostname; one that does not is answered with Error 526 at once.`,
      causes: causes(context, now),
      wayOut: weaker
        ? say`Keep ssl at strict, and give the origin that cannot show a valid certificate one of the Origin CA.`
        : say`See that each origin has a valid certificate first; steady-edge doctor and openssl s_client show it.`,
      covers: ["tls-not-strict"],
    },
  ];
}

const gone = ["replace", "delete"] as const;

/**
 * Finds zones that go, with all that answers in them.
 * @param context - The plan.
 * @returns The risks.
 */
export function lostZoneRisks(context: RiskContext): Risk[] {
  return changesOf(context, "zone", gone).map((change): Risk => {
    const name = title(change.before);
    return {
      kind: "zone-lost",
      severity: "high",
      subject: change.key,
      title: name,
      consequence: say`With the zone ${name} all that is in it goes, whoever made it: no hostname of ${name} is answered, no mail is delivered, and a zone made anew may have other name servers.`,
      causes: [causeOf(change, change.replacedFor)],
      wayOut: say`Keep the zone: set protect or retainOnDelete on it, in an update before this one.`,
      covers: [],
    };
  });
}

function versionRisks(context: RiskContext, old: ZoneTls | undefined, now: ZoneTls): Risk[] {
  const [was, is] = [old?.minimumVersion, now.minimumVersion];
  if (typeof was !== "string" || typeof is !== "string" || !(Number(is) > Number(was))) {
    return [];
  }
  return [
    {
      kind: "tls-version-raised",
      severity: oldTlsVersions.includes(was) ? "low" : "medium",
      subject: now.zone,
      title: now.title,
      consequence: say`Visitors of ${now.title} who speak no TLS ${is} meet an error from this change on; until now TLS ${was} was enough.`,
      causes: causes(context, now),
      wayOut: say`See in the zone's analytics how many visitors speak less than TLS ${is} first.`,
      covers: [],
    },
  ];
}

function pullsRisks(context: RiskContext, old: ZoneTls | undefined, now: ZoneTls): Risk[] {
  const [was, is] = [old?.originPulls ?? "no", now.originPulls];
  if (was === is || was === "unknown" || is === "unknown") {
    return [];
  }
  const on = is === "yes";
  return [
    {
      kind: on ? "origin-pulls-on" : "origin-pulls-off",
      severity: "medium",
      subject: now.zone,
      title: now.title,
      consequence: on
        ? say`Cloudflare shows the origins of ${now.title} a client certificate from now on; a monitor without probeZone shows none and finds an origin that demands one down.`
        : say`Cloudflare no longer shows the origins of ${now.title} its client certificate: an origin that demands it refuses every request.`,
      causes: causes(context, now),
      wayOut: on
        ? say`Give every monitor its probeZone first, and let origins demand the certificate only after this change.`
        : say`Let the origins stop demanding the certificate first.`,
      covers: ["monitor-without-probe-zone"],
    },
  ];
}

function causes({ changes }: RiskContext, { resources }: ZoneTls): Risk["causes"] {
  return resources.flatMap(({ key }) => {
    const change = changes.get(key);
    return change === undefined ? [] : [causeOf(change)];
  });
}

/**
 * Finds certificates that go while something shows them.
 * @param context - The plan.
 * @returns The risks.
 */
export function certificateRisks(context: RiskContext): Risk[] {
  return [
    ...changesOf(context, "originCertificate", gone).map((change): Risk => ({
      kind: "certificate-revoked",
      severity: "high",
      subject: change.key,
      title: change.name,
      consequence: say`Deleting ${change.name} revokes it: an origin that still shows it is answered with Error 526 from that moment.`,
      causes: [causeOf(change, change.replacedFor)],
      wayOut: say`Make the new certificate in one update, install it at the origins, and delete the old one in a later update.`,
      covers: [],
    })),
    ...changesOf(context, "certificatePack", gone).map((change): Risk => ({
      kind: "edge-certificate-gone",
      severity: change.operation === "delete" || change.deleteFirst === true ? "high" : "medium",
      subject: change.key,
      title: change.name,
      consequence: say`Visitors of the hostnames of ${change.name} get a TLS error until another certificate at the edge covers them.`,
      causes: [causeOf(change, change.replacedFor)],
      wayOut: say`Order the new certificate first and wait until it is active.`,
      covers: [],
    })),
  ];
}
