import { iptablesEvidence } from "../../access";
import type { Judge } from "./subject";

/** Whether Cloudflare is let in, by what the host's programs say. */
export const judgeAccess: Judge = ({ bundle, target: { port } }) =>
  bundle.texts.flatMap(({ from, text, isCut }) => {
    const at = `${bundle.host.name}: ${from}${isCut ? " (cut)" : ""}`;
    return from === "iptables-save" || from === "ip6tables-save"
      ? iptablesEvidence(text, port, at)
      : [];
  });
