import { CloudflarePlan } from "./plans";
import { SslMode } from "./zoneSettings";

/**
 * How many page rules a zone may have. More can be bought.
 * Source: Cloudflare docs, rules/page-rules.
 */
export const pageRulesByPlan: Readonly<Record<CloudflarePlan, number>> = {
  [CloudflarePlan.Free]: 3,
  [CloudflarePlan.Pro]: 20,
  [CloudflarePlan.Business]: 50,
  [CloudflarePlan.Enterprise]: 125,
};

/** How many asterisks the target of a page rule may have. Source: Cloudflare API reference, page_rules. */
export const mostAsterisks = 4;

/** What a page rule asks about, and how, as the API writes it. Source: Cloudflare API reference, page_rules. */
export const pageRuleTarget = { target: "url", operator: "matches" } as const;

/** What a setting of a page rule may be: a switch, or a text out of a few, whole seconds, any text, an object, or nothing at all. */
export type PageRuleValue =
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "seconds" | "text" | "object" | "none" };

/** What is published of one setting of page rules. */
export interface PageRuleSetting {
  /** What its value may be. */
  readonly value: PageRuleValue;
  /** What stands in its place, where no rule of a zone does the same. */
  readonly instead?: string;
  /** Whether only older lists of the API have it. Defaults to false. */
  readonly isFormer?: true;
}

const onOff = { value: { kind: "choice", values: ["on", "off"] } } as const;
const seconds = { value: { kind: "seconds" } } as const;
const text = { value: { kind: "text" } } as const;
const object = { value: { kind: "object" } } as const;
const none = { value: { kind: "none" } } as const;

/**
 * The settings of page rules by their ids. Those of which Cloudflare's migration guide says that they are gone, or belong to the whole
 * zone, say what stands in their place.
 *
 * Source: Cloudflare API reference, page_rules (ids and values); Cloudflare docs, rules/reference/page-rules-migration (what takes their
 * place). `disable_railgun`, `minify`, `always_online` and `server_side_exclude` are in older lists of the API only, and what became of
 * `minify`, `always_online` and `server_side_exclude` is from memory. `polish: webp` is in the provider and not in the API reference.
 */
export const pageRuleSettings: ReadonlyMap<string, PageRuleSetting> = new Map(
  Object.entries<PageRuleSetting>({
    always_use_https: none,
    automatic_https_rewrites: onOff,
    browser_cache_ttl: seconds,
    browser_check: onOff,
    bypass_cache_on_cookie: text,
    cache_by_device_type: onOff,
    cache_deception_armor: onOff,
    cache_key_fields: object,
    cache_level: {
      value: {
        kind: "choice",
        values: ["bypass", "basic", "simplified", "aggressive", "cache_everything"],
      },
    },
    cache_on_cookie: text,
    cache_ttl_by_status: object,
    disable_apps: none,
    disable_performance: none,
    disable_zaraz: none,
    edge_cache_ttl: seconds,
    email_obfuscation: onOff,
    explicit_cache_control: onOff,
    forwarding_url: object,
    host_header_override: text,
    mirage: onOff,
    opportunistic_encryption: onOff,
    origin_error_page_pass_thru: onOff,
    polish: { value: { kind: "choice", values: ["off", "lossless", "lossy", "webp"] } },
    resolve_override: text,
    respect_strong_etag: onOff,
    rocket_loader: onOff,
    security_level: {
      value: {
        kind: "choice",
        values: ["off", "essentially_off", "low", "medium", "high", "under_attack"],
      },
    },
    sort_query_string_for_cache: onOff,
    ssl: {
      value: { kind: "choice", values: Object.values(SslMode) },
    },
    always_online: {
      isFormer: true,
      ...onOff,
      instead: "Always Online is a setting of the whole zone now",
    },
    disable_railgun: { isFormer: true, ...none, instead: "Railgun is gone, and so is the setting" },
    disable_security: {
      ...none,
      instead:
        "It is deprecated, and Cloudflare migrates none: switch off what must be off one by one, with configuration rules and WAF exceptions",
    },
    ip_geolocation: {
      ...onOff,
      instead:
        'It is a Managed Transform of the whole zone now, "Add visitor location headers": cloudflare.ManagedTransforms',
    },
    minify: {
      isFormer: true,
      ...object,
      instead: "Auto Minify is gone: minify when the site is built",
    },
    response_buffering: { ...onOff, instead: "It is deprecated, and nothing takes its place" },
    server_side_exclude: { isFormer: true, ...onOff, instead: "Server-side Excludes is gone" },
    true_client_ip_header: {
      ...onOff,
      instead:
        'It is a Managed Transform of the whole zone now, "Add True-Client-IP Header": cloudflare.ManagedTransforms',
    },
    waf: {
      ...onOff,
      instead:
        "It switched the previous version of the WAF: skip its managed rules with a WAF exception",
    },
  }),
);

/**
 * The actions of page rules, as the API writes them today.
 * Source: the npm package `cloudflare` 7.3, resources/page-rules.
 */
export const pageRuleActions: readonly string[] = current(() => true);

/**
 * The actions of page rules that stand there without a value.
 * Source: the npm package `cloudflare` 7.3, resources/page-rules.
 */
export const valuelessActions: readonly string[] = current(({ value }) => value.kind === "none");

/** The settings of today of which something holds, in alphabetical order. */
function current(isMeant: (setting: PageRuleSetting) => boolean): readonly string[] {
  const meant = [...pageRuleSettings].filter(
    ([, setting]) => setting.isFormer !== true && isMeant(setting),
  );
  return meant.map(([id]) => id).sort();
}

/**
 * The action that stands alone: a rule "can redirect to another URL or override settings, but not both".
 * Source: Cloudflare API reference, page_rules.
 */
export const forwardingAction = "forwardingUrl";

/**
 * What a page rule's redirect may answer with.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings ("HTTP 301/302 redirect").
 */
export const forwardingStatusCodes: readonly number[] = [301, 302];

/**
 * The status codes for which an answer may be kept for a time of its own, and what stands for a time.
 *
 * Source: Cloudflare API reference, page_rules (`cache_ttl_by_status`: 100 to 999, "no-store (equivalent to -1), no-cache (equivalent to 0)").
 */
export const statusTtl = {
  codes: { minimum: 100, maximum: 999 },
  words: { "no-store": -1, "no-cache": 0 },
} as const satisfies {
  readonly codes: { readonly minimum: number; readonly maximum: number };
  readonly words: Readonly<Record<string, number>>;
};

/**
 * What the edge keeps without being told to, as page rules without Cache Everything have it too: files by their endings, and one by its path.
 *
 * Source: Cloudflare docs, cache/concepts/default-cache-behavior ("Default cached file extensions").
 */
export const cachedByDefault = {
  extensions: [
    ...["7z", "apk", "avi", "avif", "bin", "bmp", "bz2", "class", "css", "csv", "dmg", "doc"],
    ...["docx", "ejs", "eot", "eps", "exe", "flac", "gif", "gz", "ico", "iso", "jar", "jpeg"],
    ...["jpg", "js", "mid", "midi", "mkv", "mp3", "mp4", "ogg", "otf", "pdf", "pict", "pls"],
    ...["png", "ppt", "pptx", "ps", "rar", "svg", "svgz", "swf", "tar", "tif", "tiff", "ttf"],
    ...["webm", "webp", "woff", "woff2", "xls", "xlsx", "zip", "zst"],
  ],
  path: "/robots.txt",
} as const;
