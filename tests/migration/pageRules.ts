/** What of a page rule a test says. */
export interface GivenPageRule {
  /** Its URL pattern. */
  readonly url: string;
  /** Its settings by their ids; `true` for one without a value. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Defaults to those before it having a higher one. */
  readonly priority?: number;
  /** Defaults to `active`. */
  readonly status?: string;
}

/**
 * Page rules as Cloudflare's API lists them.
 * @param rules - The rules, the first of the highest priority.
 */
export function listedPageRules(...rules: readonly GivenPageRule[]): readonly object[] {
  return rules.map(({ url, settings, priority, status = "active" }, index) => ({
    id: String(index).padStart(32, "0"),
    targets: [{ target: "url", constraint: { operator: "matches", value: url } }],
    actions: Object.entries(settings).map(([id, value]) =>
      value === true ? { id } : { id, value },
    ),
    priority: priority ?? rules.length - index,
    status,
    modified_on: "2020-01-01T00:00:00Z",
    created_on: "2020-01-01T00:00:00Z",
  }));
}

/**
 * Whether a request meets the pattern of a page rule, by a matcher that shares nothing with the translation: a pattern without a query
 * also meets what stands before a question mark.
 * @param url - The pattern, with a scheme or with none.
 * @param whole - The whole URL of the request.
 */
export function isMetBy(url: string, whole: string): boolean {
  const matcher = matcherOf(url);
  const cuts = [...whole].flatMap((sign, index) => (sign === "?" ? [whole.slice(0, index)] : []));
  return [whole, ...(url.includes("?") ? [] : cuts)].some((each) => matcher.test(each));
}

/**
 * The regular expression of a pattern, with a group for each asterisk. One in the scheme stays in the scheme.
 * @param url - The pattern.
 */
export function matcherOf(url: string): RegExp {
  const [, scheme, rest = ""] = /^(?:(.*?):\/\/)?([^]*)$/.exec(url) ?? [];
  const source = (text: string, any = "[^]*?") =>
    text
      .split("*")
      .map((piece) => piece.replace(/[\\^$.|?+()[\]{}/]/g, "\\$&"))
      .join(`(${any})`);
  return new RegExp(
    `^${scheme === undefined ? "https?" : source(scheme, "[^:]*?")}:\\/\\/${source(rest)}$`,
    "i",
  );
}
