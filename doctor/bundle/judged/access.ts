import {
  apacheAccessEvidence,
  fail2banEvidence,
  firewalldEvidence,
  iptablesEvidence,
  nftablesEvidence,
  nginxAccessEvidence,
  nginxLimitsEvidence,
  routesEvidence,
  ufwEvidence,
} from "../../access";
import type { Evidence } from "../../evidence";
import type { Bundle } from "../format";
import type { Judge } from "./subject";
import { configurationsOf } from "./subject";

/** Whether Cloudflare is let in, by what the host's programs say and its web servers are told. */
export const judgeAccess: Judge = ({ bundle, servers, target }) => {
  const host = bundle.host.name;
  return [
    ...bundle.texts.flatMap((text) => ofText(bundle, text, target.port)),
    ...nginxAccessEvidence(servers, host),
    ...nginxLimitsEvidence(servers, host),
    ...configurationsOf(bundle, "apache").flatMap(({ directives }) =>
      apacheAccessEvidence(directives, target.hostname, host),
    ),
  ];
};

type Text = Bundle["texts"][number];

type Reader = (text: string, port: number, at: string) => Evidence[];

const readers: Readonly<Record<Text["from"], Reader>> = {
  "iptables-save": iptablesEvidence,
  "ip6tables-save": iptablesEvidence,
  nft: nftablesEvidence,
  ufw: ufwEvidence,
  firewalld: firewalldEvidence,
  fail2ban: (text, _port, at) => fail2banEvidence(text, at),
  "ip route": (text, _port, at) => routesEvidence(text, at),
  "ip -6 route": (text, _port, at) => routesEvidence(text, at),
};

/**
 * What is cut off may lack the rule that decides: only what it refuses is said of it. Rules of iptables are among those of nftables too,
 * where their extensions (`xt`) cannot be followed: iptables-save has them in full.
 */
function ofText({ host, texts }: Bundle, { from, text, isCut }: Text, port: number): Evidence[] {
  const isTwice = from === "nft" && texts.some((one) => one.from === "iptables-save");
  return readers[from](text, port, `${host.name}: ${from}`).filter(
    ({ outcome, seen }) =>
      !(isCut && outcome === "pass") && !(isTwice && outcome === "unknown" && /\bxt\b/.test(seen)),
  );
}
