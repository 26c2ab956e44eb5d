import { getOrCreate } from "../../core/getOrCreate";
import { parentHostnames } from "../../core/hostnames";
import { bulkRedirectLimits } from "../../facts/cloudflare/rulesetLimits";

/** A redirect of a list, with nothing left open, as the list takes it. */
export interface ListedRedirect {
  /** What is asked for. */
  readonly sourceUrl: string;
  /** The URL that it leads to. */
  readonly targetUrl: string;
  /** What it answers with. */
  readonly statusCode: number;
  /** Whether the query goes along. */
  readonly preserveQueryString: boolean;
  /** Whether hostnames beneath count too. */
  readonly includeSubdomains: boolean;
  /** Whether paths beneath count too. */
  readonly subpathMatching: boolean;
  /** Whether what follows the path goes along. */
  readonly preservePathSuffix: boolean;
}

/** A redirect of the list, with its source taken apart. */
interface Source {
  readonly index: number;
  readonly redirect: ListedRedirect;
  /** With its colon; undefined where both count. */
  readonly protocol: string | undefined;
  readonly hostname: string;
  readonly pathname: string;
}

/** Where a list leads a URL: the index of the redirect, and the URL. */
export interface BulkHop {
  /** The redirect's index. */
  readonly index: number;
  /** Where it leads. */
  readonly url: string;
}

/**
 * Makes a list ready to be asked: of several redirects that apply the most specific one answers. A look-up costs the labels of the hostname
 * times the slashes of the path, however long the list is.
 *
 * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/how-it-works (URL matching algorithm; determining the URL redirect to
 * apply) and reference/parameters.
 * @param redirects - The redirects.
 * @returns Says where the list leads a URL; undefined where no redirect applies.
 */
export function bulkMatcher(
  redirects: readonly ListedRedirect[],
): (url: string) => BulkHop | undefined {
  const sources = new Map<string, Source[]>();
  for (const source of redirects.flatMap(sourceOf)) {
    getOrCreate(sources, `${source.hostname}${source.pathname}`, () => []).push(source);
  }
  return (url) => {
    const asked = new URL(url);
    const hosts = [asked.hostname, ...parentHostnames(asked.hostname)];
    const paths = pathsAbove(asked.pathname);
    const [best] = hosts
      .flatMap((host) => paths.flatMap((path) => sources.get(`${host}${path}`) ?? []))
      .filter((source) => applies(source, asked))
      .sort((one, other) => compareRanks(rankOf(other, asked), rankOf(one, asked)));
    return best && { index: best.index, url: targetOf(best, asked) };
  };
}

function sourceOf(redirect: ListedRedirect, index: number): Source[] {
  const hasScheme = /^https?:\/\//.test(redirect.sourceUrl);
  const whole = hasScheme ? redirect.sourceUrl : `https://${redirect.sourceUrl}`;
  if (!URL.canParse(whole)) {
    return [];
  }
  const { protocol, hostname, pathname } = new URL(whole);
  return [{ index, redirect, protocol: hasScheme ? protocol : undefined, hostname, pathname }];
}

/** A path and those that it lies beneath, with and without a slash at their ends. */
function pathsAbove(path: string): readonly string[] {
  const most = bulkRedirectLimits.slashesBeneath;
  const cuts = [...path.matchAll(/\//g)].slice(0, most + 1).map(({ index }) => index);
  const above = cuts.flatMap((cut) => [path.slice(0, cut), path.slice(0, cut + 1)]);
  return [...new Set([path, ...above.filter((each) => each !== "")])];
}

function applies({ redirect, protocol, hostname, pathname }: Source, asked: URL): boolean {
  return (
    (protocol === undefined || protocol === asked.protocol) &&
    (hostname === asked.hostname || redirect.includeSubdomains) &&
    (pathname === asked.pathname || redirect.subpathMatching)
  );
}

/** How specific a redirect is, the weightiest first: its path, the exact hostname, its hostname, its scheme. */
function rankOf({ protocol, hostname, pathname }: Source, asked: URL): readonly number[] {
  const isExact = hostname === asked.hostname;
  return [pathname.length, Number(isExact), hostname.length, Number(protocol !== undefined)];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((weight, index) => weight !== other[index]);
  return differing < 0 ? 0 : Number(one[differing]) - Number(other[differing]);
}

function targetOf({ redirect, pathname }: Source, asked: URL): string {
  const { targetUrl, preservePathSuffix, preserveQueryString } = redirect;
  const suffix = asked.pathname.slice(pathname.length).replace(/^\//, "");
  const isKept = preservePathSuffix && suffix !== "";
  const target = isKept ? `${targetUrl.replace(/\/$/, "")}/${suffix}` : targetUrl;
  return target + (preserveQueryString && !target.includes("?") ? asked.search : "");
}
