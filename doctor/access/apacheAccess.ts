import { contains, overlap, readRange, type AddressRange } from "../../core/cidrs";
import { apacheHosts } from "../configuration/apacheHosts";
import { directiveText, everyDirective, named, type Directive } from "../configuration/directive";
import type { Evidence } from "../evidence";
import { witness } from "../witness";
import { cutAt } from "./packetFilter";
import { namedRanges, realAddressOf, somebody } from "./realAddress";
import { eachOnce, rangesText } from "./refusals";

/**
 * Says whom `Require` of Apache refuses, for the folder of the site and for `<Location "/">`, and whether mod_evasive counts Cloudflare
 * as one visitor. What `.htaccess` files say is not read.
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

type Scopes = readonly (readonly Directive[])[];

function ofHost(scopes: Scopes, host: string): Evidence[] {
  const requires = requiresOf(scopes);
  const [first] = requires;
  if (first === undefined) {
    return [];
  }
  const { pass, fail } = witness("access", "apache-access", `${host}: ${first.at}`, "setting");
  const all = scopes.flat();
  const real = realAddressOf(
    named(all, "remoteipheader").at(-1)?.args[0],
    named(all, "remoteiptrustedproxy", "remoteipinternalproxy").flatMap(({ args }) => args),
  );
  const refused = real.unknown.flatMap((range) =>
    pieces(range, requires).filter((piece) => isLetIn(requires, piece) === false),
  );
  const text = requires.map(ruleText).join("; ").slice(0, 200);
  const isByCloudflare = real.known.some((range) => isLetIn(requires, range) === true);
  const isShut = somebody.some((range) => isLetIn(requires, range) === false);
  if (refused.length > 0) {
    const ranges = rangesText(refused.map((range) => ({ range })));
    return [fail(`Apache refuses Cloudflare from ${ranges}: ${text}`, ["cloudflare-denied"])];
  }
  return isByCloudflare && isShut
    ? [
        fail(
          `Apache knows visitors' addresses behind ${namedRanges(real.known)}, and lets in Cloudflare's alone: ${text}`,
          ["cloudflare-denied"],
        ),
      ]
    : [pass("no rule for addresses refuses Cloudflare")];
}

function ruleText(directive: Directive): string {
  const inner = (directive.block ?? []).map(ruleText).join("; ");
  return directive.block === undefined ? directiveText(directive) : `<${directive.name}> ${inner}`;
}

const groups = ["requireall", "requireany", "requirenone"];

/**
 * The rules in force: of `<Location "/">`, or else of the narrowest folder around the site's that has any.
 * Source: Apache docs, "How the sections are merged", and mod_authz_core, AuthMerging, which is off where nobody sets it.
 */
function requiresOf(scopes: Scopes): Directive[] {
  const all = scopes.flat();
  const location = named(all, "location").filter(({ args }) => args[0] === "/");
  const site = scopes.flatMap((scope) => named(scope, "documentroot").slice(-1))[0]?.args[0];
  const folders = named(all, "directory")
    .filter(({ args: [path = ""] }) => site !== undefined && isWithinFolder(site, path))
    .sort((one, other) => (other.args[0] ?? "").length - (one.args[0] ?? "").length);
  return (
    [...location, ...folders]
      .map(({ block }) => named(block, "require", ...groups))
      .find((found) => found.length > 0) ?? []
  );
}

function isWithinFolder(path: string, folder: string): boolean {
  const above = folder.replace(/\/+$/, "");
  return `${path}/`.startsWith(`${above}/`);
}

/** Cuts a range at the ends of all sources that rules name. */
function pieces(range: AddressRange, requires: readonly Directive[]): AddressRange[] {
  const sources = everyDirective(requires)
    .flatMap(({ args }) => args.map(sourceOf))
    .filter((source) => source !== undefined)
    .filter((source) => overlap(source, range));
  return cutAt(range, sources);
}

/** Addresses may be cut short: `10.1` is `10.1.0.0/16`. Source: Apache docs, mod_authz_host. */
function sourceOf(text: string): AddressRange | undefined {
  const [, short] = /^(\d{1,3}(?:\.\d{1,3}){0,2})\.?$/.exec(text) ?? [];
  const parts = short?.split(".") ?? [];
  return short === undefined
    ? readRange(text)
    : readRange(`${[...parts, "0", "0", "0"].slice(0, 4).join(".")}/${parts.length * 8}`);
}

/** Undefined where it hangs on what is not an address. */
function isLetIn(requires: readonly Directive[], range: AddressRange): boolean | undefined {
  return anyOf(requires.map((one) => holds(one, range)));
}

function holds({ name, args, block = [] }: Directive, range: AddressRange): boolean | undefined {
  const inner = block.map((one) => holds(one, range));
  switch (name) {
    case "requireall": {
      const opposite = anyOf(inner.map((one) => (one === undefined ? undefined : !one)));
      return opposite === undefined ? undefined : !opposite;
    }
    case "requireany":
      return anyOf(inner);
    case "requirenone": {
      const some = anyOf(inner);
      return some === undefined ? undefined : !some;
    }
  }
  const isNegated = args[0]?.toLowerCase() === "not";
  const [kind = "", ...values] = isNegated ? args.slice(1) : args;
  const answer = answerOf(kind.toLowerCase(), values, range);
  return answer === undefined ? undefined : answer !== isNegated;
}

function answerOf(
  kind: string,
  values: readonly string[],
  range: AddressRange,
): boolean | undefined {
  switch (kind) {
    case "all":
      return values[0]?.toLowerCase() === "granted";
    case "local":
      return false;
    case "ip": {
      const sources = values.map(sourceOf).filter((source) => source !== undefined);
      return sources.some((source) => source.family === range.family && contains(source, range));
    }
    default:
      return undefined;
  }
}

function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
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
