/** A redirect of a list, with nothing left open. */
export interface ListedRedirect {
  /** What is asked for. */
  readonly sourceUrl: string;
  /** The URL that it leads to. */
  readonly targetUrl: string;
  /** Whether the query goes along. */
  readonly preserveQueryString: boolean;
  /** Whether hostnames beneath count too. */
  readonly includeSubdomains: boolean;
  /** Whether paths beneath count too. */
  readonly subpathMatching: boolean;
  /** Whether what follows the path goes along. */
  readonly preservePathSuffix: boolean;
}

/**
 * Where a redirect of a list leads a request.
 *
 * Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/how-it-works and reference/parameters.
 * @param redirect - The redirect.
 * @param url - The URL that is asked for.
 * @returns The URL; undefined where it does not apply.
 */
export function bulkTarget(redirect: ListedRedirect, url: string): string | undefined {
  const { sourceUrl, targetUrl, includeSubdomains, subpathMatching } = redirect;
  const asked = new URL(url);
  const hasScheme = /^https?:\/\//.test(sourceUrl);
  const whole = hasScheme ? sourceUrl : `${asked.protocol}//${sourceUrl}`;
  if (!URL.canParse(whole)) {
    return undefined;
  }
  const source = new URL(whole);
  const isHost =
    asked.hostname === source.hostname ||
    (includeSubdomains && asked.hostname.endsWith(`.${source.hostname}`));
  const suffix = suffixOf(source.pathname, asked.pathname, subpathMatching);
  if (source.protocol !== asked.protocol || !isHost || suffix === undefined) {
    return undefined;
  }
  const target = redirect.preservePathSuffix ? joined(targetUrl, suffix) : targetUrl;
  return redirect.preserveQueryString && !target.includes("?") ? target + asked.search : target;
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
