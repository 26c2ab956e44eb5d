import { canonicalHostname } from "../core/hostnames";
import { describeValue, type Problem } from "../core/problem";
import { requestSchemes, type RequestScheme } from "../facts/cloudflare/expressionLanguage";
import { mostAsterisks } from "../facts/cloudflare/pageRules";
import { portRange } from "../facts/cloudflare/ports";

/** The URL pattern of a page rule, part by part. */
export interface UrlPattern {
  /** The pattern as it stands in the page rule. */
  readonly text: string;
  /** What it has before `://`, with asterisks; undefined where it names no scheme. */
  readonly scheme: string | undefined;
  /** The schemes that it means; both where it names none. */
  readonly schemes: readonly RequestScheme[];
  /** The host, in lower case, with its asterisks. */
  readonly host: string;
  /** The port that it names; undefined where it names none, which is any. */
  readonly port: number | undefined;
  /** Path and query, with the leading slash. */
  readonly uri: string;
}

const schemes = Object.keys(requestSchemes) as RequestScheme[];

/** `<SCHEME>://<HOSTNAME>:<PORT>/<PATH>?<QUERY_STRING>`, as Cloudflare docs, rules/page-rules, has it. */
const parts = /^(?:(?<scheme>[^/?]*?):\/\/)?(?<host>[^/?:]*)(?::(?<port>[^/?]*))?(?<uri>[^]*)$/;

/**
 * Reads the URL pattern of a page rule.
 * @param text - The pattern.
 * @param path - Where it stands.
 * @returns Its parts, or what is wrong with it.
 */
export function readUrlPattern(
  text: string,
  path: string,
): { readonly pattern: UrlPattern } | { readonly problem: Problem } {
  const refused = (rule: string, hint?: string) => ({
    problem: { path, rule, actual: describeValue(text), ...(hint === undefined ? {} : { hint }) },
  });
  const { scheme, host = "", port, uri = "" } = parts.exec(text)?.groups ?? {};
  if ((text.match(/\*/g) ?? []).length > mostAsterisks) {
    return refused(`have at most ${mostAsterisks} asterisks`);
  }
  if (text.includes("|")) {
    return refused("have no |", "What it means there is not documented: give each URL a rule");
  }
  const named = schemesOf(scheme);
  if (named.length === 0) {
    return refused("begin with http://, https:// or a host name");
  }
  const name = hostOf(host);
  if (name === undefined) {
    return refused(
      "name a host of the zone, such as www.example.com/* or *.example.com/*",
      "Cloudflare writes a slash after the zone's name",
    );
  }
  const number = port === undefined ? undefined : portOf(port);
  if (number === 0) {
    return refused(`name a port of ${portRange.minimum} to ${portRange.maximum}`);
  }
  const rest = uri.startsWith("/") ? uri : `/${uri}`;
  return { pattern: { text, scheme, schemes: named, host: name, port: number, uri: rest } };
}

/** The schemes that are meant. An asterisk stands for any text there too. */
function schemesOf(scheme: string | undefined): readonly RequestScheme[] {
  if (scheme === undefined) {
    return schemes;
  }
  const [begin = "", ...rest] = scheme.toLowerCase().split("*");
  const end = rest.join("");
  return rest.length > 0
    ? schemes.filter((each) => each.startsWith(begin) && each.endsWith(end))
    : schemes.filter((each) => each === begin);
}

/** A host whose end belongs to a zone; undefined where it is none. */
function hostOf(host: string): string | undefined {
  const labels = host
    .split(".")
    .map((label) => (label.includes("*") ? label.toLowerCase() : canonicalHostname(label)));
  const name = labels.join(".");
  const isRight =
    !labels.includes(undefined) && /^[a-z0-9*_.-]+$/.test(name) && !/^\.|\.\.|\.$/.test(name);
  return isRight && /[a-z0-9_-]\.[a-z0-9-]+$/.test(fixedEnd(name)) ? name : undefined;
}

/** 0 for what is no port. */
function portOf(port: string): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  return number <= portRange.maximum ? number : 0;
}

/**
 * The part of a host behind its last asterisk.
 * @param host - The host of a pattern.
 */
export function fixedEnd(host: string): string {
  return host.slice(host.lastIndexOf("*") + 1);
}

/**
 * The whole URLs that a pattern stands for, with asterisks for any text. A pattern without a query meets URLs with any query: page rules "ignore query strings unless they are part of the rule URL".
 *
 * Source: Cloudflare docs, rules/reference/page-rules-migration; rules/page-rules/reference/wildcard-matching ("may include any part of
 * the URL, including the query string"), which is taken by its word, as Cloudflare's own guide does when it asks `http.request.full_uri`.
 * @param pattern - The pattern.
 * @param uris - The paths and queries of it. Defaults to the pattern's own, with any query where it names none.
 * @returns One for each scheme and each path.
 */
export function wholeUrls(pattern: UrlPattern, uris = withQueries(pattern.uri)): readonly string[] {
  return pattern.schemes.flatMap((scheme) =>
    uris.map((uri) => `${scheme}://${pattern.host}${uri}`),
  );
}

/**
 * The paths with queries that a pattern's own path stands for.
 * @param uri - Path and query of the pattern.
 * @returns The same; with any query too, where it names none.
 */
export function withQueries(uri: string): readonly string[] {
  return uri.includes("?") || uri.endsWith("*") ? [uri] : [uri, `${uri}?*`];
}
