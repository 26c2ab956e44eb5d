import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { readIptables, type Iptables } from "./iptables";
import { follow, type Outcome } from "./packetFilter";
import { refusals } from "./refusals";

export { inForceForSite } from "./apacheSections";
export { apacheAccessEvidence } from "./apacheAccess";
export { auditEvidence } from "./audit";
export { fail2banEvidence } from "./fail2ban";
export { firewalldEvidence } from "./firewalld";
export { nftablesEvidence } from "./nftables";
export { nginxAccessEvidence } from "./nginxAccess";
export { nginxLimitsEvidence } from "./nginxLimits";
export { routesEvidence } from "./routes";
export { stateEvidence } from "./state";
export { ufwEvidence } from "./ufw";

/**
 * Says which of Cloudflare's addresses the rules of iptables let in. Those of ufw, firewalld with its iptables backend and fail2ban are
 * among them, for these programs write their own there.
 * @param text - What `iptables-save` or `iptables -S` wrote, or the same of ip6tables.
 * @param port - The port that Cloudflare connects to.
 * @param at - How the text is named in what is said of it.
 * @returns A failure for every rule that refuses some; unknown for every one that cannot be followed; a pass where all are let in.
 */
export function iptablesEvidence(text: string, port: number, at: string): Evidence[] {
  // Rules that were followed to their end do refuse: they weigh as much as a log that tells of it.
  const told = witness("access", "iptables", at, "log");
  const rules = readIptables(text, port);
  if (rules === undefined) {
    return [told.unknown("the text has no rule of iptables")];
  }
  const found = refusals({ families: [rules.family], port }, told, (range) =>
    follow(rules.chains, "INPUT", range, endOf(rules)),
  );
  const elsewhere = rules.elsewhere.map((rule) =>
    told.unknown(`a rule of another table is not followed: ${rule}`),
  );
  // That all are let in is not said while another table may drop them.
  return elsewhere.length === 0
    ? found
    : [...found.filter(({ outcome }) => outcome !== "pass"), ...elsewhere];
}

/** The chain's policy has the last word. */
function endOf({ policy }: Iptables): Pick<Outcome, "verdict" | "rule"> {
  return policy === undefined
    ? { verdict: "unknown", rule: "no policy of INPUT is written" }
    : { verdict: policy, rule: `policy of INPUT: ${policy}` };
}
