import type { Condition } from "../core/expressions/tree";
import { describeProblem, type Problem } from "../core/problem";
import { translateCustomKey } from "./cacheKeys";
import { compared, isCachedByDefault, not } from "./conditions";
import { switched } from "./configuration";
import { hasMatchingCookie } from "./cookies";
import { textSetting, type PageRule } from "./pageRule";
import { translateStatusTtls } from "./statusTtls";
import { given, type Outcome, type Remark, type Translated } from "./translated";

/** Requests of a page rule that are cached alike. */
interface CacheCase {
  /** Tells it from the others; absent for the one that is left. */
  readonly suffix?: string;
  /** What tells its requests from the others. */
  readonly when: readonly Condition[];
  /** What is kept of them: nothing, all of them, or what the edge keeps by default. */
  readonly kept: "nothing" | "everything" | "default";
}

/**
 * Finds what cannot be read of the caching of a page rule.
 * @param rule - The page rule.
 */
export function cacheProblems(rule: PageRule): readonly Problem[] {
  return translateStatusTtls(rule).problems;
}

/**
 * Translates what a page rule caches. A cache rule that makes requests eligible caches all of them, while a page rule without Cache
 * Everything cached what the edge keeps by default, so that its rule asks for that.
 *
 * Source: Cloudflare docs, cache/how-to/cache-rules/page-rules-migration.
 * @param rule - The page rule.
 */
export function translateCaching(rule: PageRule): Outcome {
  const { cases, remarks } = casesOf(rule);
  const settings = cacheSettings(rule);
  const rules = cases.flatMap((each): Translated[] => {
    const { when, kept } = each;
    const suffix = each.suffix === undefined ? {} : { suffix: each.suffix };
    if (kept === "nothing") {
      return [{ place: "cacheRules", ...suffix, when, rule: { bypass: true } }];
    }
    if (kept === "default" && Object.keys(settings).length === 0) {
      return [];
    }
    const asked = kept === "default" ? [...when, isCachedByDefault] : when;
    return [{ ...suffix, when: asked, ...eligible(settings, kept === "everything") }];
  });
  return { rules, remarks: [...remarks, ...cacheRemarks(rule, rules)] };
}

/** The cases of a page rule, each without the requests of those before. */
function casesOf(
  rule: PageRule,
): Omit<Outcome, "rules"> & { readonly cases: readonly CacheCase[] } {
  const [cacheOn, bypassOn] = ["cache_on_cookie", "bypass_cache_on_cookie"].map((id) => {
    const text = textSetting(rule, id);
    return text === undefined ? undefined : { id, text, has: hasMatchingCookie(text) };
  });
  const unread = [cacheOn, bypassOn].find((each) => each !== undefined && !each.has);
  if (unread !== undefined) {
    const remark: Remark = {
      ...{ kind: "no equal", setting: unread.id },
      text: `${JSON.stringify(unread.text)} has more than names, | and .*, so that nothing of these requests is cached, whatever their cookies`,
      instead: "Write the cache rule by hand, with an expression over http.cookie",
    };
    return { cases: [{ when: [], kept: "nothing" }], remarks: [remark] };
  }
  const level = textSetting(rule, "cache_level");
  const cases: CacheCase[] = [];
  const rest: Condition[] = [];
  const add = (condition: Condition | undefined, suffix: string, kept: CacheCase["kept"]) => {
    if (condition !== undefined) {
      cases.push({ suffix, when: [...rest, condition], kept });
      rest.push(not(condition));
    }
  };
  // "Cache On Cookie takes precedence over Bypass Cache on Cookie": rules/page-rules/reference/settings.
  add(cacheOn?.has, "cache-on-cookie", "everything");
  add(bypassOn?.has, "bypass-on-cookie", "nothing");
  if (level === "basic") {
    add(compared("http.request.uri.query", "notEqual", ""), "query", "nothing");
  }
  const kept =
    level === "bypass" ? "nothing" : level === "cache_everything" ? "everything" : "default";
  return { cases: [...cases, { when: rest, kept }], remarks: [] };
}

/** A rule that caches, as arguments of `EdgeRules` where those say all of it. */
function eligible(
  { edgeTtl, browserTtl, ...others }: CacheSettings,
  isEverything: boolean,
): Pick<Translated, "place" | "rule"> {
  const edgeTtlSeconds = edgeTtl?.statusCodeTtls === undefined ? edgeTtl?.default : undefined;
  if (
    edgeTtlSeconds !== undefined &&
    browserTtl?.mode !== "respect_origin" &&
    Object.keys(others).length === 0
  ) {
    const rule = given({
      edgeTtlSeconds,
      browserTtlSeconds: browserTtl?.default,
      bypassCookies: isEverything ? [] : undefined,
      staleIfErrorSeconds: 0,
    });
    return { place: "cacheRules", rule };
  }
  const parameters = { edgeTtl: edgeTtl ?? { mode: "respect_origin" }, browserTtl, ...others };
  return { place: "http_request_cache_settings", rule: { cache: true, ...given(parameters) } };
}

/** A time for which something is kept. */
interface Ttl {
  readonly mode: string;
  readonly default?: number;
  readonly statusCodeTtls?: readonly unknown[];
}

/** What a page rule says of the answers that it caches, as a cache rule has it. */
interface CacheSettings {
  readonly edgeTtl?: Ttl;
  readonly browserTtl?: Ttl;
  readonly cacheKey?: object;
}

function cacheSettings(rule: PageRule): CacheSettings {
  const { ttls } = translateStatusTtls(rule);
  const edgeTtl = ttlOf(rule.settings.get("edge_cache_ttl"));
  const cacheKey = cacheKeyOf(rule);
  return given({
    edgeTtl:
      ttls.length === 0
        ? edgeTtl
        : { ...(edgeTtl ?? { mode: "respect_origin" }), statusCodeTtls: ttls },
    browserTtl: ttlOf(rule.settings.get("browser_cache_ttl")),
    cacheKey: Object.keys(cacheKey).length === 0 ? undefined : cacheKey,
    originCacheControl: switched(rule, "explicit_cache_control"),
    originErrorPagePassthru: switched(rule, "origin_error_page_pass_thru"),
    respectStrongEtags: switched(rule, "respect_strong_etag"),
  });
}

/** 0 is what the dashboard calls "Respect Existing Headers"; that the API means the same by it is from memory. */
function ttlOf(seconds: unknown): Ttl | undefined {
  if (typeof seconds !== "number") {
    return undefined;
  }
  return seconds === 0 ? { mode: "respect_origin" } : { mode: "override_origin", default: seconds };
}

function cacheKeyOf(rule: PageRule): object {
  const { key } = translateCustomKey(rule);
  const isWithoutQuery = textSetting(rule, "cache_level") === "simplified";
  const queryString = isWithoutQuery ? { queryString: { exclude: { all: true } } } : {};
  const customKey = { ...key, ...queryString };
  return given({
    cacheByDeviceType: switched(rule, "cache_by_device_type"),
    cacheDeceptionArmor: switched(rule, "cache_deception_armor"),
    customKey: Object.keys(customKey).length === 0 ? undefined : customKey,
    ignoreQueryStringsOrder: switched(rule, "sort_query_string_for_cache"),
  });
}

function cacheRemarks(rule: PageRule, rules: readonly Translated[]): readonly Remark[] {
  const cookies = ["cache_on_cookie", "bypass_cache_on_cookie"].filter(
    (id) => hasMatchingCookie(textSetting(rule, id) ?? "") !== undefined,
  );
  const isStandard = textSetting(rule, "cache_level") === "aggressive";
  const beside = ["edge_cache_ttl", "browser_cache_ttl"].filter((id) => rule.settings.has(id));
  const isNothingKept = rules.length > 0 && rules.every((each) => each.rule.bypass === true);
  return [
    ...cookies.map((setting) => ({
      ...({ kind: "differs", setting } as const),
      text: "The rule asks whether the Cookie header has the text, as Cloudflare's own guide does, so that values of cookies count too",
      instead: "Write the expression by hand where a value may have it",
    })),
    ...translateCustomKey(rule).problems.map((problem) => ({
      ...({ kind: "no equal", setting: "cache_key_fields" } as const),
      text: describeProblem({ ...problem, path: problem.path.replace(/^.*?\.value/, "value") }),
      instead:
        "Write the cache key by hand; what is left out of it mixes answers that it kept apart",
    })),
    ...(isStandard
      ? [
          {
            ...({ kind: "no equal", setting: "cache_level" } as const),
            text: "No rule sets the level Standard, which zones have unless they say otherwise",
            instead: "Set the caching level of the zone to Standard where it is another",
          },
        ]
      : []),
    ...(isNothingKept
      ? beside.map((setting) => ({
          ...({ kind: "no equal", setting } as const),
          text: "A rule that keeps nothing takes no time",
          instead: "Let the origin say what browsers keep",
        }))
      : []),
  ];
}
