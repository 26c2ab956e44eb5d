import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { fromBytes } from "../../core/expressions/bytes";
import { evaluateValue } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { wildcardCaptures, wildcardPieces } from "../../core/expressions/wildcards";
import { unknownValue } from "../../core/known";
import { mostRedirects } from "../../facts/cloudflare/requestPhases";
import { zoneTls } from "../tls/zoneTls";
import { originRedirect } from "./originRedirects";
import type { RedirectAction, RedirectTarget } from "./urlActions";
import { answerOf } from "./edgeAnswers";
import type { EdgeRule } from "./edgeRules";
import type { EdgeZones } from "./edgeZones";
import type { SampleRequest } from "./sampleRequests";
import { normalizedRequest } from "./urlNormalization";

const { clear, encrypted } = schemes;

/** Redirects in a row that never end. */
export interface RedirectRound {
  /** The URLs from the first that comes again, each once, in their order; the first of a row that only grows. */
  readonly urls: readonly string[];
  /** Whether the row only grows, so that none of them comes again. */
  readonly isGrowing: boolean;
  /** The rules that redirect, each once; none where only settings and origins do. */
  readonly rules: readonly EdgeRule[];
  /** Whether one of the redirects is the origin's own. */
  readonly isByOrigin: boolean;
  /** A country whose visitors go round where others do not. Undefined where everybody does. */
  readonly country: string | undefined;
}

/** One redirect. */
interface Hop {
  readonly url: URL;
  /** The rule, or what else redirects: a setting of the zone, or the origin. */
  readonly by: EdgeRule | "setting" | "origin";
}

/**
 * Follows the redirects of the edge from a request on.
 * @param zones - The rules.
 * @param sample - The request.
 * @returns Where they go round, for visitors of one country where others are led elsewhere; undefined where they end, leave the zones of
 * the plan, or are not known.
 */
export function redirectRound(zones: EdgeZones, sample: SampleRequest): RedirectRound | undefined {
  const whole = followed(zones, sample);
  if (whole !== "divided") {
    return whole;
  }
  for (const form of sample.forms) {
    const own = followed(zones, { ...sample, forms: [form] });
    if (own !== undefined && own !== "divided") {
      return { ...own, country: form.country };
    }
  }
  return undefined;
}

/** `divided` where it depends on where a request comes from. */
function followed(zones: EdgeZones, sample: SampleRequest): RedirectRound | "divided" | undefined {
  const [form] = sample.forms;
  const asked = `${form?.scheme}://${form?.host}${form?.path}`;
  // A request whose hostname is a name of no host leads nowhere.
  if (!URL.canParse(asked)) {
    return undefined;
  }
  let url = new URL(asked);
  const visited: string[] = [];
  const hops: Hop["by"][] = [];
  while (visited.length <= mostRedirects) {
    const seen = visited.indexOf(url.href);
    if (seen >= 0) {
      return roundOf(visited.slice(seen), hops.slice(seen));
    }
    const hop = hopFrom(zones, at(sample, url));
    if (hop === undefined || hop === "divided") {
      return hop;
    }
    visited.push(url.href);
    hops.push(hop.by);
    url = hop.url;
  }
  return { ...roundOf(visited.slice(0, 3), hops), isGrowing: true };
}

function roundOf(urls: readonly string[], hops: readonly Hop["by"][]): RedirectRound {
  const rules = hops.filter((by) => typeof by === "object");
  const isByOrigin = hops.includes("origin");
  const all = { isGrowing: false, country: undefined };
  return { urls, rules: [...new Set(rules)], isByOrigin, ...all };
}

/** The same request for another URL. */
function at(sample: SampleRequest, url: URL): SampleRequest {
  const scheme = url.protocol === `${clear}:` ? clear : encrypted;
  const { hostname: host, pathname: path } = url;
  const query = url.search.slice(1);
  const port = url.port === "" ? undefined : Number(url.port);
  return {
    ...sample,
    forms: sample.forms.map((form) => ({ ...form, scheme, host, path, query, port })),
  };
}

function hopFrom(zones: EdgeZones, sample: SampleRequest): Hop | "divided" | undefined {
  const [form] = sample.forms;
  const zone = form && zones.zoneOfHost(form.host);
  if (form === undefined || zone === undefined) {
    return undefined;
  }
  const { model } = zones;
  const seen = (each: ExpressionRequest) => normalizedRequest(model.inventory, zone, each);
  const forms = sample.forms.map(seen);
  const { outcome, by, redirect } = answerOf(zones.metIn(zone), { ...sample, forms });
  if (redirect !== undefined) {
    const url = targetUrl(redirect, seen(form));
    return url && by && { url, by };
  }
  if (outcome !== "passes") {
    return outcome === "unknown" ? "divided" : undefined;
  }
  if (form.scheme === clear && zoneTls(model.inventory, zone).alwaysHttps === "yes") {
    return { url: upgraded(form), by: "setting" };
  }
  const url = originRedirect(model, zone, form);
  return url && { url, by: "origin" };
}

function upgraded({ host, path, query }: ExpressionRequest): URL {
  const url = new URL(`https://${host}${path}`);
  url.search = query ?? "";
  return url;
}

/**
 * Finds where a redirect leads.
 * @param action - The redirect.
 * @param request - The request that it answers.
 * @returns The URL; undefined where it is not known.
 */
export function targetUrl(
  { target, keepsQuery }: RedirectAction,
  request: ExpressionRequest,
): URL | undefined {
  const text = targetText(target, request);
  const base = `${request.scheme}://${request.host}`;
  const url = text !== undefined && URL.canParse(text, base) ? new URL(text, base) : undefined;
  if (url !== undefined && keepsQuery && url.search === "") {
    url.search = request.query ?? "";
  }
  return url;
}

function targetText(target: RedirectTarget, request: ExpressionRequest): string | undefined {
  if (target.kind === "url") {
    return target.url === unknownValue ? undefined : target.url;
  }
  if (target.kind === "pattern") {
    return filledIn(target, request);
  }
  const value = evaluateValue(target.operand, request);
  return typeof value === "string" ? fromBytes(value) : undefined;
}

/** Source: Cloudflare docs, rules/page-rules/reference/wildcard-matching. */
function filledIn(
  { pattern, url }: Extract<RedirectTarget, { kind: "pattern" }>,
  { scheme, host, path, query = "" }: ExpressionRequest,
): string | undefined {
  const bare = pattern.replace(/^(?:https?|\*):\/\//, "");
  const pieces = wildcardPieces(bare);
  const asked = `${host}${path}${query === "" ? "" : `?${query}`}`;
  const captured = typeof pieces === "number" ? undefined : wildcardCaptures(pieces, asked, false);
  const first = pattern.startsWith("*://") ? [scheme] : [];
  const found = captured && [...first, ...captured];
  return (
    found && url.replace(/\$(\d)/g, (whole, place: string) => found[Number(place) - 1] ?? whole)
  );
}
