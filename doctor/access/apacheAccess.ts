import { overlap } from "../../core/cidrs";
import { apacheHosts } from "../configuration/apacheHosts";
import { everyDirective, named, type Directive } from "../configuration/directive";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { compatRules } from "./apacheCompat";
import { requireRules } from "./apacheRequire";
import type { ApacheRules, Scopes } from "./apacheSections";
import { cutAt } from "./packetFilter";
import { namedRanges, realAddressOf, somebody } from "./realAddress";
import { eachOnce, rangesText } from "./refusals";

/**
 * Says whom `Require`, `Allow` and `Deny` of Apache refuse, for the folder of the site and for `<Location "/">`, and whether mod_evasive
 * counts Cloudflare as one visitor. Of `.htaccess` files what a collection reads stands among the directives.
 * @param directives - Apache's directives.
 * @param hostname - The name that visitors ask for; undefined where it is not known.
 * @param at - How the host is named in what is said of it.
 */
export function apacheAccessEvidence(
  directives: readonly Directive[],
  hostname: string | undefined,
  at: string,
): Evidence[] {
  const { all, asked } = apacheHosts(directives, hostname);
  const among = asked.length > 0 ? asked : all.length > 0 ? all : [[]];
  const access = among.flatMap((host) => ofHost([host, directives], at));
  return eachOnce([...access, ...evasiveEvidence(directives, at)]);
}

/** Both modules have to let a request in. */
function ofHost(scopes: Scopes, host: string): Evidence[] {
  return [requireRules(scopes), compatRules(scopes)].flatMap((rules) =>
    rules === undefined ? [] : [judged(rules, scopes.flat(), host)],
  );
}

function judged(rules: ApacheRules, all: readonly Directive[], host: string): Evidence {
  const { at, text, sources, isLetIn } = rules;
  const { pass, fail } = witness("access", "apache-access", `${host}: ${at}`, "setting");
  const real = realAddressOf(
    named(all, "remoteipheader").at(-1)?.args[0],
    named(all, "remoteiptrustedproxy", "remoteipinternalproxy").flatMap(({ args }) => args),
  );
  const refused = real.unknown.flatMap((range) =>
    cutAt(
      range,
      sources.filter((source) => overlap(source, range)),
    ).filter((piece) => isLetIn(piece) === false),
  );
  const shown = text.slice(0, 200);
  if (refused.length > 0) {
    const ranges = rangesText(refused.map((range) => ({ range })));
    return fail(`Apache refuses Cloudflare from ${ranges}: ${shown}`, ["cloudflare-denied"]);
  }
  const isByCloudflare = real.known.some((range) => isLetIn(range) === true);
  const isShut = somebody.some((range) => isLetIn(range) === false);
  return isByCloudflare && isShut
    ? fail(
        `Apache knows visitors' addresses behind ${namedRanges(real.known)}, and lets in Cloudflare's alone: ${shown}`,
        ["cloudflare-denied"],
      )
    : pass("no rule for addresses refuses Cloudflare");
}

/** It counts by the address of the connection, or by what mod_remoteip makes of it: which, differs between its builds. */
function evasiveEvidence(directives: readonly Directive[], host: string): Evidence[] {
  const all = everyDirective(directives);
  const load = named(all, "loadmodule").find(({ args }) =>
    /^evasive\d*_module$/.test(args[0] ?? ""),
  );
  if (load === undefined) {
    return [];
  }
  const { fail, unknown, pass } = witness(
    "access",
    "mod-evasive",
    `${host}: ${load.at}`,
    "setting",
  );
  const isOff = named(all, "dosenabled").at(-1)?.args[0]?.toLowerCase() === "off";
  if (isOff) {
    return [pass("mod_evasive is off")];
  }
  const spared = named(all, "doswhitelist").flatMap(({ args }) => args);
  if (spared.some((arg) => /^(?:104|172|162)\./.test(arg))) {
    return [unknown("whether its DOSWhitelist has all of Cloudflare's ranges is not followed")];
  }
  return named(all, "remoteipheader").length > 0
    ? [unknown("whether mod_evasive counts by what mod_remoteip says is not known")]
    : [
        fail("mod_evasive counts each address of Cloudflare's as one visitor", [
          "cloudflare-rate-limited",
        ]),
      ];
}
