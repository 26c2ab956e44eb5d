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

/** A redirect that applies, and how closely. */
interface Match {
  readonly index: number;
  readonly url: string;
  /** How specific it is, the weightiest first: its path, the exact hostname, its hostname, its scheme. */
  readonly rank: readonly number[];
}

/**
 * Finds the redirect of a list that answers a request: of several the most specific one.
 *
 * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/how-it-works (URL matching algorithm; determining the URL redirect to
 * apply) and reference/parameters.
 * @param redirects - The redirects.
 * @param url - The URL that is asked for.
 * @returns Its index and where it leads; undefined where none applies.
 */
export function bulkTarget(
  redirects: readonly ListedRedirect[],
  url: string,
): { readonly index: number; readonly url: string } | undefined {
  const matches = redirects.flatMap((redirect, index) => matchOf(redirect, index, new URL(url)));
  return matches.sort((one, other) => compareRanks(other.rank, one.rank))[0];
}

function compareRanks(one: readonly number[], other: readonly number[]): number {
  const differing = one.findIndex((weight, index) => weight !== other[index]);
  return differing < 0 ? 0 : Number(one[differing]) - Number(other[differing]);
}

function matchOf(redirect: ListedRedirect, index: number, asked: URL): Match[] {
  const { sourceUrl, targetUrl, includeSubdomains, subpathMatching } = redirect;
  const hasScheme = /^https?:\/\//.test(sourceUrl);
  const whole = hasScheme ? sourceUrl : `${asked.protocol}//${sourceUrl}`;
  if (!URL.canParse(whole)) {
    return [];
  }
  const { protocol, hostname, pathname } = new URL(whole);
  const isExact = asked.hostname === hostname;
  const isHost = isExact || (includeSubdomains && asked.hostname.endsWith(`.${hostname}`));
  const suffix = suffixOf(pathname, asked.pathname, subpathMatching);
  if (protocol !== asked.protocol || !isHost || suffix === undefined) {
    return [];
  }
  const target = redirect.preservePathSuffix ? joined(targetUrl, suffix) : targetUrl;
  const query = redirect.preserveQueryString && !target.includes("?") ? asked.search : "";
  const rank = [pathname.length, Number(isExact), hostname.length, Number(hasScheme)];
  return [{ index, url: target + query, rank }];
}

/** What follows the source's path; undefined where the path is another one. */
function suffixOf(source: string, asked: string, subpathMatching: boolean): string | undefined {
  if (asked === source) {
    return "";
  }
  const begin = source.endsWith("/") ? source : `${source}/`;
  return subpathMatching && asked.startsWith(begin) ? asked.slice(begin.length) : undefined;
}

function joined(target: string, suffix: string): string {
  return suffix === "" ? target : `${target.replace(/\/$/, "")}/${suffix}`;
}
