import { readRange } from "../../core/cidrs";
import { cloudflare } from "../addresses";
import { directiveText, named, type Directive } from "../configuration/directive";
import { inForce, type Levels, type NginxServer } from "../configuration/nginxServers";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { follow, type FilterRule, type Outcome } from "./packetFilter";
import { namedRanges, realAddressOf, somebody, type RealAddress } from "./realAddress";
import { eachOnce, grouped, rangesText } from "./refusals";

/**
 * Says whom `allow` and `deny` of nginx refuse, for the site as a whole: its server, `location /` and the locations of PHP. Refusing
 * all in a location of its own, as for an administrator's page, is nobody's fault.
 * @param servers - The servers that answer.
 * @param at - How the host is named in what is said of it.
 * @returns A failure for each rule that refuses Cloudflare, or visitors where nginx knows their addresses; a pass where rules refuse
 * neither. Nothing where there is no such rule.
 */
export function nginxAccessEvidence(servers: readonly NginxServer[], at: string): Evidence[] {
  return eachOnce(servers.flatMap(wholeLevels).flatMap((levels) => ofLevels(levels, at)));
}

/** The blocks that the whole site, or its scripts, are answered in. */
function wholeLevels({ http, block }: NginxServer): Levels[] {
  const wide = named(block, "location").filter(
    ({ args }) => args.at(-1) === "/" || /\\\.php/.test(args.at(-1) ?? ""),
  );
  return [[block, http], ...wide.map((location) => [location.block ?? [], block, http])];
}

/**
 * Says for which of Cloudflare's ranges nginx knows its visitors' addresses.
 * @param levels - A block with those around it.
 */
export function nginxRealAddress(levels: Levels): RealAddress {
  const header = inForce(levels, "real_ip_header").at(-1)?.args[0];
  const trusted = inForce(levels, "set_real_ip_from").flatMap(({ args }) => args.slice(0, 1));
  return realAddressOf(header, trusted);
}

function ofLevels(levels: Levels, host: string): Evidence[] {
  const rules = inForce(levels, "allow", "deny");
  const [first] = rules;
  if (first === undefined) {
    return [];
  }
  const { pass, fail, unknown } = witness(
    "access",
    "nginx-access",
    `${host}: ${first.at}`,
    "setting",
  );
  if (inForce(levels, "satisfy")[0]?.args[0] === "any") {
    return [unknown("who is refused by address may be let in by a password")];
  }
  const real = nginxRealAddress(levels);
  const refused = refusedBy(rules, real.unknown);
  const visitors = real.known.length > 0 ? refusedBy(rules, somebody) : [];
  // Where only some visitors are let in, but not by Cloudflare's own addresses, that is what was wanted.
  const isMeant = !rules.some(
    ({ name, args: [source = ""] }) =>
      name === "allow" && cloudflare.some(({ text }) => text === source),
  );
  const found = [
    ...grouped(refused).map((group) =>
      fail(`nginx refuses Cloudflare from ${rangesText(group)}: ${group[0]?.rule}`, [
        "cloudflare-denied",
      ]),
    ),
    ...(visitors.length === 0 || isMeant
      ? []
      : [
          fail(
            `nginx knows visitors' addresses behind ${namedRanges(real.known)}, and lets in Cloudflare's alone: ${visitors[0]?.rule}`,
            ["cloudflare-denied"],
          ),
        ]),
  ];
  return found.length > 0 ? found : [pass("no rule for addresses refuses Cloudflare")];
}

function refusedBy(rules: readonly Directive[], ranges: RealAddress["unknown"]): Outcome[] {
  const chain = new Map([["in", rules.map(ruleOf)]]);
  const end = { verdict: "accept", rule: "" } as const;
  return ranges
    .flatMap((range) => follow(chain, "in", range, end))
    .filter(({ verdict }) => verdict === "reject");
}

/** The first that fits decides. Source: nginx docs, ngx_http_access_module. */
function ruleOf(directive: Directive): FilterRule {
  const [source = ""] = directive.args;
  const range = source === "all" ? undefined : readRange(source);
  const isOther = source !== "all" && range === undefined;
  return {
    ...{ text: directiveText(directive), negated: false },
    sources: range === undefined ? undefined : [range],
    fits: isOther ? "no" : "yes",
    action: directive.name === "allow" ? "accept" : "reject",
  };
}
