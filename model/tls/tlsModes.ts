import { SslMode, strictModes, tlsSettings } from "../../facts/cloudflare/zoneSettings";
import { allOf, certain, type Certainty } from "../../core/certainty";
import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readList, readText } from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import { type ModelObject, type ModelResource } from "../graph/resources";
import { zoneTitle } from "./zoneTls";

/** An encryption mode towards origins, wherever it is said: a setting of the zone, a page rule, a configuration rule. */
export interface TlsMode {
  /** The resource that says it. */
  readonly resource: ModelResource;
  /** Where in the resource, written like code. Absent for the resource as a whole. */
  readonly place?: string;
  /** The zone as the resources refer to it. */
  readonly zone: string;
  /** The hostnames that it is for, as far as the resource names them, in one text; else the zone's title. */
  readonly title: string;
  /** The hostnames that the resource names, those of page rules with their wildcards; none where it names none. */
  readonly hostnames: readonly string[];
  /** Whether it is for the zone as a whole, or for some of its requests only. */
  readonly scope: "zone" | "requests";
  /** Whether it is for every request for the hostnames that it names. */
  readonly isOfWholeHosts: boolean;
  /** `off`, `flexible`, `full`, `strict` or `origin_pull`. */
  readonly mode: Known<string>;
  /** Whether origins need not show a valid certificate because of it. */
  readonly isWeak: Certainty;
}

/**
 * Reads every encryption mode.
 * @param inventory - The resources.
 * @returns The modes: those of zones, of page rules and of configuration rules, each kind sorted by key.
 */
export function tlsModes(inventory: Inventory): TlsMode[] {
  return [
    ...inventory.ofType("zoneSetting").flatMap((setting) => {
      const { settingId, value } = setting.properties;
      return settingId === tlsSettings.sslMode.id
        ? modeOf(inventory, setting, { scope: "zone" }, readText(value), "yes")
        : [];
    }),
    ...inventory.ofType("pageRule").flatMap((rule) => pageRuleMode(inventory, rule)),
    ...inventory.ofType("ruleset").flatMap((ruleset) => rulesetModes(inventory, ruleset)),
  ];
}

type Where = Pick<TlsMode, "place" | "scope"> & {
  readonly hostnames?: readonly string[];
  readonly isOfWholeHosts?: boolean;
};

function modeOf(
  inventory: Inventory,
  resource: ModelResource,
  { hostnames = [], isOfWholeHosts = false, ...where }: Where,
  mode: Known<string> | undefined,
  on: Certainty,
): TlsMode[] {
  if (mode === undefined || on === "no") {
    return [];
  }
  const zone = zoneOf(resource);
  const title = hostnames.length === 0 ? zoneTitle(inventory, zone.split(" or ")) : undefined;
  const isWeak = mode === unknownValue ? "unknown" : certain(!strictModes.includes(mode));
  return [
    {
      resource,
      zone,
      title: title ?? hostnames.join(", "),
      ...{ hostnames, isOfWholeHosts, mode },
      isWeak: allOf([isWeak, on]),
      ...where,
    },
  ];
}

/** A page rule without a status is off. Source: Cloudflare API reference, page rules, create (`status`). */
function pageRuleMode(inventory: Inventory, rule: ModelResource): TlsMode[] {
  const { actions, status, target } = rule.properties;
  const said = readText(status);
  const on = said === unknownValue ? "unknown" : certain(said === "active");
  const pattern = readText(target);
  const host = typeof pattern === "string" ? hostOfPattern(pattern) : undefined;
  const hostnames = host === undefined ? [] : [host];
  const mode = isObject(actions) ? readText(actions.ssl) : undefined;
  const isOfWholeHosts = typeof pattern === "string" && /^(?:[^/]*:\/\/)?[^/]+\/\*$/.test(pattern);
  const where = { place: "actions.ssl", scope: "requests", hostnames, isOfWholeHosts } as const;
  return modeOf(inventory, rule, where, mode, on);
}

/** The host of a URL pattern, wildcards as written. */
function hostOfPattern(pattern: string): string | undefined {
  const [, host] = /^(?:(?:https?|\*):\/\/)?([^/:]+)/.exec(pattern) ?? [];
  return host === undefined || host === "*" ? undefined : canonicalHostname(host);
}

function rulesetModes(inventory: Inventory, ruleset: ModelResource): TlsMode[] {
  const rules = readList(ruleset.properties.rules);
  if (rules === unknownValue) {
    return [];
  }
  return rules.flatMap((rule, index) => {
    if (!isObject(rule)) {
      return [];
    }
    const { actionParameters, enabled } = rule;
    const mode = isObject(actionParameters) ? readText(actionParameters.ssl) : undefined;
    const place = `rules[${index}].actionParameters.ssl`;
    const hostnames = hostsOfExpression(rule);
    const isOfWholeHosts = hostnames.length > 0 && namesHostsAlone(rule);
    const where = { place, scope: "requests", hostnames, isOfWholeHosts } as const;
    return modeOf(inventory, ruleset, where, mode, readFlag(enabled, "yes"));
  });
}

/**
 * What compares the host of a request with names, and what would make such a comparison something else.
 * Source: Cloudflare docs, ruleset-engine/rules-language/operators and fields/reference/http.host.
 */
const hostComparison = /\bhttp\.host\s+(?:eq|==|in)\s*(\{[^}]*\}|"[^"]*")/g;
const negation = /\bnot\b|!|\bne\b/;

/** The hostnames that an expression names; none where it may be about others too. */
function hostsOfExpression({ expression }: ModelObject): string[] {
  const text = readText(expression);
  if (typeof text !== "string" || negation.test(text) || isAboutOthers(text)) {
    return [];
  }
  const names = [...text.matchAll(hostComparison)].flatMap(([, list = ""]) =>
    [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => canonicalHostname(name)),
  );
  return [...new Set(names)].sort();
}

/**
 * How much a mode demands of an origin, to be compared with others.
 * @param mode - The mode.
 * @returns The more, the stricter; -1 for a mode that is not known, which demands nothing.
 */
export function strengthOf(mode: unknown): number {
  return [SslMode.Off, SslMode.Flexible, SslMode.Full, ...strictModes].indexOf(String(mode));
}

/**
 * Whether an expression has an alternative to its host comparisons, other than further ones.
 * Source: Cloudflare docs, ruleset-engine/rules-language/operators (Logical operators).
 */
function isAboutOthers(expression: string): boolean {
  return /\bx?or\b|\|\||\^\^/.test(withoutHosts(expression));
}

/** Whether an expression asks for nothing but hosts. */
function namesHostsAlone({ expression }: ModelObject): boolean {
  return withoutHosts(String(readText(expression))).trim() === "#";
}

/** An expression with one mark in place of all that compares hosts, as far as alternatives of such are one. */
function withoutHosts(expression: string): string {
  let text = expression.replace(hostComparison, "#").replace(/"[^"]*"/g, "");
  for (let shorter = ""; shorter !== text;) {
    shorter = text;
    text = text
      .replace(/\([^()#]*\)/g, "")
      .replace(/\(\s*#\s*\)/g, "#")
      .replace(/#\s*(?:\bor\b|\|\|)\s*#/g, "#");
  }
  return text;
}
