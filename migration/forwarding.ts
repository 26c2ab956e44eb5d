import { printOperand } from "../core/expressions/printer";
import { describeValue, type Problem } from "../core/problem";
import { requestSchemes } from "../facts/cloudflare/expressionLanguage";
import { forwardingStatusCodes } from "../facts/cloudflare/pageRules";
import { tlsSettings } from "../facts/cloudflare/zoneSettings";
import { call, field, isEncrypted, isMet, not, wildcardText } from "./conditions";
import { isObject, settingPath, type PageRule } from "./pageRule";
import type { Translated } from "./translated";
import { withQueries, type UrlPattern } from "./urlPattern";

/** Signs of a target: `\$` is a dollar sign, `$1` what the first asterisk stands for. */
const reference = /\\\$|\$(\d)/g;

/**
 * Finds what is wrong with the target of a redirect.
 * @param rule - The page rule.
 * @returns The problems; none where it redirects nothing.
 */
export function forwardingProblems(rule: PageRule): readonly Problem[] {
  if (!rule.settings.has("forwarding_url")) {
    return [];
  }
  const path = settingPath(rule, "forwarding_url");
  const { url, status_code: status } = forwardingOf(rule);
  const asterisks = rule.pattern.text.split("*").length - 1;
  const references = [...String(url).matchAll(reference)].flatMap(([, number]) => number ?? []);
  return [
    ...(typeof url === "string" && /^https?:\/\/[^\s]+$/i.test(url)
      ? []
      : [{ path: `${path}.url`, rule: "be an http or https URL", actual: describeValue(url) }]),
    ...(references.every((number) => Number(number) >= 1 && Number(number) <= asterisks)
      ? []
      : [
          {
            path: `${path}.url`,
            rule: `name asterisks of ${describeValue(rule.pattern.text)} only, which has ${asterisks}`,
            actual: describeValue(url),
          },
        ]),
    ...(forwardingStatusCodes.includes(Number(status))
      ? []
      : [
          {
            path: `${path}.status_code`,
            rule: `be ${forwardingStatusCodes.join(" or ")}`,
            actual: describeValue(status),
          },
        ]),
  ];
}

/**
 * Translates a redirect to a URL. The query goes along where an asterisk stands for it, and not else, as page rules have it.
 * @param rule - The page rule, whose target is right.
 */
export function translateForwarding(rule: PageRule): readonly Translated[] {
  if (!rule.settings.has("forwarding_url")) {
    return [];
  }
  const { pattern } = rule;
  const forwarding = forwardingOf(rule);
  const url = String(forwarding.url);
  const redirect = { statusCode: Number(forwarding.status_code), preserveQueryString: false };
  if (![...url.matchAll(reference)].some(([, number]) => number !== undefined)) {
    const toUrl = url.replaceAll("\\$", "$");
    return [{ place: "redirects", when: [], rule: { toUrl, ...redirect } }];
  }
  const [uri = "", withQuery] = withQueries(pattern.uri);
  const to = (its: string) => ({ toExpression: replacedUrl(pattern, its, url), ...redirect });
  if (withQuery === undefined) {
    return [{ place: "redirects", when: [], rule: to(uri) }];
  }
  // What an asterisk stands for depends on where the pattern ends, so that requests with a query have a rule of their own.
  const isWhole = isMet(pattern, [uri]);
  return [
    { place: "redirects", when: [isWhole], rule: to(uri) },
    { place: "redirects", suffix: "query", when: [not(isWhole)], rule: to(withQuery) },
  ];
}

/**
 * Translates Always Use HTTPS: "any http:// URL is converted to https:// through a 301 redirect" (rules/page-rules/reference/settings).
 * @param rule - The page rule.
 */
export function translateAlwaysHttps(rule: PageRule): readonly Translated[] {
  const isInClear = rule.pattern.schemes.some((scheme) => !requestSchemes[scheme].isEncrypted);
  if (!rule.settings.has(tlsSettings.alwaysUseHttps.id) || !isInClear) {
    return [];
  }
  const url = call("concat", "https://", field("http.host"), field("http.request.uri.path"));
  const redirect = { toExpression: printOperand(url), statusCode: 301, preserveQueryString: true };
  return [{ place: "redirects", suffix: "always-https", when: [not(isEncrypted)], rule: redirect }];
}

/** The target as an expression over the whole URL. */
function replacedUrl({ scheme, host }: UrlPattern, uri: string, url: string): string {
  // Where no scheme is named, the first asterisk stands for what https has more than http.
  const shift = scheme === undefined ? 1 : 0;
  const from = `${scheme ?? "http*"}://${host}${uri}`;
  const captures = capturesOf(from);
  const replacement = url.replace(/\\\$|\$(\d)?/g, (sign, number: string | undefined) => {
    const capture = number === undefined ? "$$" : captures[Number(number) - 1 + shift];
    return capture ?? sign;
  });
  const whole = field("http.request.full_uri");
  return printOperand(call("wildcard_replace", whole, wildcardText(from), replacement));
}

/** What each asterisk is called. Of several that meet, the last stands for all of the text, and the others for none. */
function capturesOf(pattern: string): readonly string[] {
  const runs = pattern.match(/\*+/g) ?? [];
  return runs.flatMap((run, index) =>
    [...run].map((_, position) => (position === run.length - 1 ? `\${${index + 1}}` : "")),
  );
}

function forwardingOf({ settings }: PageRule): { url?: unknown; status_code?: unknown } {
  const value = settings.get("forwarding_url");
  return isObject(value) ? value : {};
}
