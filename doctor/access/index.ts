import { parseCidrs } from "../../core/cidrs";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import type { Evidence } from "../evidence";
import { witness, type Witness } from "../witness";
import { readIptables, type Iptables } from "./iptables";
import { follow, type Outcome } from "./packetFilter";

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
  const outcomes = parseCidrs(cloudflareRanges[rules.family]).flatMap((range) =>
    follow(rules.chains, "INPUT", range, endOf(rules)),
  );
  const refused = [...grouped(outcomes)].map(([, group]) => said(group, port, told));
  const elsewhere = rules.elsewhere.map((rule) =>
    told.unknown(`a rule of another table is not followed: ${rule}`),
  );
  const all = [...refused.filter((one) => one !== undefined), ...elsewhere];
  return all.length === 0
    ? [
        told.pass(
          `every ${familyNames[rules.family]} range of Cloudflare is let in at port ${port}`,
        ),
      ]
    : all;
}

const familyNames = { ipv4: "IPv4", ipv6: "IPv6" } as const;

/** The chain's policy has the last word. */
function endOf({ policy }: Iptables): Pick<Outcome, "verdict" | "rule"> {
  return policy === undefined
    ? { verdict: "unknown", rule: "no policy of INPUT is written" }
    : { verdict: policy, rule: `policy of INPUT: ${policy}` };
}

function grouped(outcomes: readonly Outcome[]): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.verdict} ${outcome.rule}`;
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return groups;
}

function said(
  group: readonly Outcome[],
  port: number,
  { fail, unknown }: Witness,
): Evidence | undefined {
  const [{ verdict, rule = "" } = { verdict: "accept" }] = group;
  if (verdict === "accept") {
    return undefined;
  }
  const isWhole = ({ range }: Outcome): boolean =>
    parseCidrs([range.text]).some(
      ({ first, last }) => first === range.first && last === range.last,
    );
  const ranges = [
    ...new Set(group.map((one) => (isWhole(one) ? one.range.text : `part of ${one.range.text}`))),
  ];
  const what = `${ranges.join(", ")} at port ${port}: ${rule}`;
  if (verdict === "unknown") {
    return unknown(`it is not known whether Cloudflare is let in from ${what}`);
  }
  const isBan = rule.startsWith("-A f2b-");
  const done = verdict === "reject" ? "refused" : "dropped";
  return fail(`Cloudflare is ${done} from ${what}`, [
    isBan ? "cloudflare-banned" : "cloudflare-blocked",
  ]);
}
