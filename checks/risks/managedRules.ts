import { ownEntry } from "../../core/ownEntry";
import { managedRulesetNames, usualOwasp } from "../../facts/cloudflare/managedRulesets";
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
  return (after ?? []).flatMap((now) => {
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
          consequence: say`From this change on the managed ruleset ${ownEntry(managedRulesetNames, now.id) ?? now.id} refuses more of what is sent to ${hostnames}: ${listed(why)}. Forms with code or markup, uploads and calls of APIs that look like an attack to it are answered with Error 403.`,
          hint: say`Let it log first, see in the security events that it meets no request of your own, and except what it does.`,
        }));
  });
}

function tightened(now: ManagedRules, old: ManagedRules | undefined): Phrase[] {
  const was = old ?? { ...usualOwasp, onlyLogs: "no", isWhole: "no", action: undefined };
  const isActing = was.onlyLogs === "yes";
  return [
    ...(isActing ? [say`it acts, and only logged until now`] : []),
    ...(now.isWhole === "yes" && was.isWhole === "no"
      ? [say`rules are on that are off by default`]
      : []),
    ...(now.action !== undefined && now.action !== was.action && !isActing
      ? [say`all its rules do ${now.action}, whatever each does by itself`]
      : []),
    ...(now.paranoia > Math.max(was.paranoia, old === undefined ? usualOwasp.paranoia : 0)
      ? [say`it is at paranoia level ${now.paranoia}`]
      : []),
    ...(now.threshold < was.threshold ? [say`it acts from a score of ${now.threshold} on`] : []),
  ];
}
