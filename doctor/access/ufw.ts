import { readRange, type AddressFamily } from "../../core/cidrs";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { follow, type FilterRule, type Verdict } from "./packetFilter";
import { refusals } from "./refusals";

const actions: ReadonlyMap<string, Verdict> = new Map([
  ["ALLOW", "accept"],
  ["LIMIT", "accept"],
  ["DENY", "drop"],
  ["REJECT", "reject"],
]);

/**
 * Says which of Cloudflare's addresses ufw lets in.
 * @param text - What `ufw status` or `ufw status verbose` wrote.
 * @param port - The port that Cloudflare connects to.
 * @param at - How the text is named in what is said of it.
 * @returns As for iptables, and a failure for each rule that limits Cloudflare as one visitor; unknown where the text is none of its.
 */
export function ufwEvidence(text: string, port: number, at: string): Evidence[] {
  const told = witness("access", "ufw", at, "log");
  if (/^Status: inactive/m.test(text)) {
    return [told.pass("ufw is not active")];
  }
  if (!/^Status: active/m.test(text)) {
    return [told.unknown("the text is not what ufw status writes")];
  }
  const [, word = ""] = /^Default: (\w+) \(incoming\)/m.exec(text) ?? [];
  const verdict: Verdict | "unknown" = actions.get(word.toUpperCase()) ?? "unknown";
  const end = {
    verdict,
    rule: verdict === "unknown" ? "ufw's default is not said" : `Default: ${word}`,
  };
  const of = (family: AddressFamily): FilterRule[] =>
    text.split("\n").flatMap((line) => ruleOf(line, family, port));
  const [ipv4, ipv6] = [of("ipv4"), of("ipv6")];
  const families: AddressFamily[] = ipv6.length > 0 ? ["ipv4", "ipv6"] : ["ipv4"];
  const limits = [...ipv4, ...ipv6].filter(
    ({ text: rule, fits, sources }) =>
      /\bLIMIT\b/.test(rule) && fits !== "no" && sources === undefined,
  );
  return [
    ...refusals({ families, port }, told, (range) =>
      follow(new Map([["in", range.family === "ipv4" ? ipv4 : ipv6]]), "in", range, end),
    ),
    ...[...new Set(limits.map((one) => one.text))].map((rule) =>
      // Whether as many came at once is not seen here.
      told.fail(
        `it counts each address of Cloudflare's as one visitor: ${rule}`,
        ["cloudflare-rate-limited"],
        { weight: "setting" },
      ),
    ),
  ];
}

/** Source: ufw(8): the first rule that fits decides. `LIMIT` refuses who came six times within 30 seconds. */
const row = /^(.{1,200}?)\s{2,}(ALLOW|DENY|REJECT|LIMIT)(?: IN)?\s+(\S.*?)(?:\s+#.*)?\s*$/;

function ruleOf(line: string, family: AddressFamily, port: number): FilterRule[] {
  const [, to = "", action = "", from = ""] =
    row.exec(line.replace(/(\(v6\)\)?) (?=ALLOW|DENY|REJECT|LIMIT)/, "$1  ")) ?? [];
  const isIpv6 = /\(v6\)/.test(line) || from.includes(":");
  const source = /^Anywhere/.test(from) ? undefined : readRange(from.split(" ")[0] ?? "");
  const verdict = actions.get(action);
  if (verdict === undefined || isIpv6 !== (family === "ipv6")) {
    return [];
  }
  const isUnread = source === undefined && !/^Anywhere/.test(from);
  const fits = fitOf(to.replace(/ \(v6\)/, ""), port);
  return [
    {
      ...{ text: line.trim().replace(/\s{2,}/g, " "), negated: false, action: verdict },
      sources: source === undefined ? undefined : [source],
      fits: fits !== "no" && isUnread ? "maybe" : fits,
    },
  ];
}

function fitOf(to: string, port: number): FilterRule["fits"] {
  const [, ports, protocol] = /^([\d,:]+)(?:\/(tcp|udp))?(?: |$)/.exec(to) ?? [];
  if (ports !== undefined) {
    const isIn = ports.split(",").some((one) => {
      const [from = "", until = from] = one.split(":");
      return port >= Number(from) && port <= Number(until);
    });
    return isIn && protocol !== "udp" ? "yes" : "no";
  }
  // Of one interface or one address of the host, or by an application's name.
  return to === "Anywhere" ? "yes" : "maybe";
}
