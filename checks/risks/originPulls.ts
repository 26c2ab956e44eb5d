import { shownCertificate } from "../../model/origin/clientCertificates";
import { haveProbeZones } from "../../model/origin/probes";
import { pullingHostnames } from "../../model/tls/originPulls";
import type { ZoneTls } from "../../model/tls/zoneTls";
import { names, say, titleOf } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds zones in which Cloudflare comes to show origins a client certificate, or ceases to.
 * @param old - How the zone was; undefined where the plan does not say.
 * @param now - How it is.
 * @param cause - What changes of it.
 */
export function pullsRisks(
  context: RiskContext,
  old: ZoneTls | undefined,
  now: ZoneTls,
  cause: Risk["cause"],
): Risk[] {
  const [was, is] = [old?.originPulls ?? "no", now.originPulls];
  if (was === is || was === "unknown" || is === "unknown") {
    return [];
  }
  const about = {
    subject: now.zone,
    title: now.title,
    cause,
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

/** Hostnames for which Cloudflare ceases to show a client certificate. Where a listener demands one, another risk tells more. */
export function hostnamePullsRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  const changes = changesOf(context, "hostnamePulls", ["update", "replace", "delete"]);
  const own = changes.length === 0 ? [] : [...pullingHostnames(before.inventory)];
  const met = own.filter(
    (name) =>
      after.pathOf(name).answeredAt !== undefined && shownCertificate(after, name).shown === "no",
  );
  return met.length === 0
    ? []
    : [
        {
          ...{ id: "origin-pulls-off", severity: "medium", subject: met[0] ?? "" },
          ...{ title: titleOf(met), about: met, cause: changes.map((change) => causeOf(change)) },
          consequence: say`Cloudflare no longer shows the origins of ${names(met)} a client certificate from this change on: an origin that demands it refuses every request, with Error 520 or 525, or 400 of a web server.`,
          hint: say`Let the origins stop demanding the certificate first.`,
        },
      ];
}
