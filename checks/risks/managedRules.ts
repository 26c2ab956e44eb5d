import { ownEntry } from "../../core/ownEntry";
import {
  managedRulesetNames,
  usualOwasp,
  usualSensitivity,
} from "../../facts/cloudflare/managedRulesets";
import { managedRules, type ManagedRules } from "../../model/rules/managedRules";
import { listed, say, type Phrase } from "../words/words";
import { isNewZone } from "./newZones";
import { zoneRisk } from "./zoneProducts";
import type { Risk, RiskContext } from "./risk";

/** Finds managed rulesets that come to refuse more readily than they, or what stands by default, did. */
export function managedRuleRisks(context: RiskContext): Risk[] {
  if (!context.changesOfType.has("ruleset")) {
    return [];
  }
  const [before, after] = [context.before, context.after].map(({ inventory }) =>
    managedRules(inventory),
  );
  const found = [...(after ?? []), ...lostRuns(before ?? [], after ?? [])];
  return found.flatMap((now) => {
    // One that is run several times, for some requests each, is compared with the run that it is most like.
    const olds = (before ?? []).filter(({ zone, id }) => zone === now.zone && id === now.id);
    const reasons = (olds.length === 0 ? [undefined] : olds).map((old) => tightened(now, old));
    const why =
      now.onlyLogs === "yes"
        ? []
        : reasons.reduce((one, other) => (other.length < one.length ? other : one));
    const change = context.changes.get(now.resource.key);
    return why.length === 0 || change === undefined || isNewZone(context, now.zone)
      ? []
      : zoneRisk(context, change, (hostnames) => ({
          ...{ id: "managed-rules-tightened", severity: "medium" },
          ...(now.isOfFloods ? floodWords(hostnames, why) : attackWords(now.id, hostnames, why)),
        }));
  });
}

type Words = Pick<Risk, "consequence" | "hint">;

function attackWords(id: string, hostnames: Phrase, why: readonly Phrase[]): Words {
  return {
    consequence: say`From this change on the managed ruleset ${ownEntry(managedRulesetNames, id) ?? id} refuses more of what is sent to ${hostnames}: ${listed(why)}. Forms with code or markup, uploads and calls of APIs that look like an attack to it are answered with Error 403.`,
    hint: say`Let it log first, see in the security events that it meets no request of your own, and except what it does.`,
  };
}

/** Source: Cloudflare docs, ddos-protection/managed-rulesets/http/http-overrides/override-examples (applications that look like a flood). */
function floodWords(hostnames: Phrase, why: readonly Phrase[]): Words {
  return {
    consequence: say`From this change on Cloudflare takes requests to ${hostnames} for a flood more readily: ${listed(why)}. Mobile apps, API clients and rushes of visitors that look like one are challenged or answered with an error while it lasts; whoever lowered it may have done so for them.`,
    hint: say`See in the security events of HTTP DDoS what it would meet, and leave it lower for these hostnames and paths by the expression of the override.`,
  };
}

/** What fights floods does so in every zone, as usual where nobody says otherwise any more. */
function lostRuns(before: readonly ManagedRules[], after: readonly ManagedRules[]): ManagedRules[] {
  return before
    .filter(
      (old) => old.isOfFloods && !after.some(({ zone, id }) => zone === old.zone && id === old.id),
    )
    .map((old) => ({
      ...{ ...old, onlyLogs: "no", isWhole: "no", action: undefined },
      ...{ overrides: new Map(), spares: undefined, sensitivity: usualSensitivity },
    }));
}

function tightened(now: ManagedRules, old: ManagedRules | undefined): Phrase[] {
  const was = old ?? {
    ...{ ...usualOwasp, onlyLogs: "no", isWhole: "no", action: undefined },
    ...{ overrides: new Map<string, never>(), sensitivity: usualSensitivity },
  };
  const isActing = was.onlyLogs === "yes";
  return [
    ...(isActing ? [say`it acts, and only logged until now`] : []),
    ...(now.isWhole === "yes" && was.isWhole === "no"
      ? [say`rules are on that are off by default`]
      : []),
    ...(now.spares !== "off" && now.sensitivity > was.sensitivity
      ? [say`its sensitivity is raised`]
      : []),
    ...unsparedParts(now, was.overrides),
    ...(!now.isOfFloods && now.action !== undefined && now.action !== was.action && !isActing
      ? [say`all its rules do ${now.action}, whatever each does by itself`]
      : []),
    ...(now.paranoia > Math.max(was.paranoia, old === undefined ? usualOwasp.paranoia : 0)
      ? [say`it is at paranoia level ${now.paranoia}`]
      : []),
    ...(now.threshold < was.threshold ? [say`it acts from a score of ${now.threshold} on`] : []),
  ];
}

/** Rules and categories that were off, only logged or acted less readily, and do so no longer. */
function unsparedParts(now: ManagedRules, old: ManagedRules["overrides"]): Phrase[] {
  return [...old].flatMap(([name, { spares, sensitivity = usualSensitivity }]): Phrase[] => {
    const own = now.overrides.get(name);
    if ((own ?? now).spares !== undefined) {
      return [];
    }
    return spares !== undefined
      ? [say`${name} acts, which ${[spares === "off" ? "was off" : "only logged"]} until now`]
      : sensitivity < (own?.sensitivity ?? now.sensitivity)
        ? [say`${name} acts more readily`]
        : [];
  });
}
