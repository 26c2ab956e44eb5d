import { CloudflarePlan } from "./plans";

/** How Cloudflare connects to the origin. */
export const SslMode = {
  /** No TLS at all. */
  Off: "off",
  /** TLS to the visitor, none to the origin. */
  Flexible: "flexible",
  /** TLS to the origin, whatever its certificate. */
  Full: "full",
  /** TLS to the origin with a certificate that is checked. */
  Strict: "strict",
  /** The same, and to visitors without TLS too. Enterprise only. */
  StrictOriginPull: "origin_pull",
} as const;

/** How Cloudflare connects to the origin. */
export type SslMode = (typeof SslMode)[keyof typeof SslMode];

/** A version of TLS. */
export const TlsVersion = {
  /** Of 1999, refused by browsers since 2020. */
  V1_0: "1.0",
  /** Of 2006, refused by browsers since 2020. */
  V1_1: "1.1",
  /** Of 2008. */
  V1_2: "1.2",
  /** Of 2018. */
  V1_3: "1.3",
} as const;

/** A version of TLS. */
export type TlsVersion = (typeof TlsVersion)[keyof typeof TlsVersion];

/** The highest version of HTTP that Cloudflare speaks to the origin. */
export const OriginHttpVersion = {
  /** HTTP/1.1. */
  Http1: "1",
  /** HTTP/2. */
  Http2: "2",
} as const;

/** The highest version of HTTP that Cloudflare speaks to the origin. */
export type OriginHttpVersion = (typeof OriginHttpVersion)[keyof typeof OriginHttpVersion];

/** What stands for true and false on the wire. */
export interface SwitchedValues {
  /** For true. */
  readonly on: string;
  /** For false. */
  readonly off: string;
}

/** What one setting of a zone takes. */
export interface ZoneSettingRule {
  /** Its name on the wire. */
  readonly id: string;
  /** The values on the wire that stand for true and false, for settings that are switched. */
  readonly switched?: SwitchedValues;
  /** The values on the wire, for settings that have a list of them. */
  readonly values?: readonly string[];
  /** The plans that have one of these values; the other values go with every plan. */
  readonly valuePlans?: Readonly<Record<string, readonly CloudflarePlan[]>>;
}

/** How most switches of a zone are written. Source: Cloudflare API reference, zones/subresources/settings. */
export const onOff = { on: "on", off: "off" } as const satisfies SwitchedValues;

/** A setting that takes these two values. */
const plainSwitch = { switched: onOff, values: Object.values(onOff) } as const;
const automaticSsl = { on: "auto", off: "custom" } as const;

/**
 * The settings of a zone that concern TLS, by the names that this library gives them. Deleting one of these resources
 * leaves its value in place: the provider's delete is empty.
 *
 * Source: Cloudflare API reference, zones/subresources/settings and ssl/subresources/automatic_upgrader
 * (`ssl_automatic_mode`, missing in the provider's own list); Cloudflare docs, plans, ssl.
 */
export const tlsSettings = {
  sslMode: {
    id: "ssl",
    values: Object.values(SslMode),
    valuePlans: { [SslMode.StrictOriginPull]: [CloudflarePlan.Enterprise] },
  },
  automaticSsl: {
    id: "ssl_automatic_mode",
    switched: automaticSsl,
    values: Object.values(automaticSsl),
  },
  minimumTlsVersion: { id: "min_tls_version", values: Object.values(TlsVersion) },
  tls13: { id: "tls_1_3", switched: onOff, values: [...Object.values(onOff), "zrt"] },
  alwaysUseHttps: { id: "always_use_https", ...plainSwitch },
  automaticHttpsRewrites: { id: "automatic_https_rewrites", ...plainSwitch },
  opportunisticEncryption: { id: "opportunistic_encryption", ...plainSwitch },
  originMaximumHttpVersion: {
    id: "origin_max_http_version",
    values: Object.values(OriginHttpVersion),
  },
  hsts: { id: "security_header" },
} as const satisfies Readonly<Record<string, ZoneSettingRule>>;

/**
 * The name of the setting by which Cloudflare shows its client certificate to all origins of a zone.
 * Source: Cloudflare API reference, zones/subresources/settings; Cloudflare docs,
 * ssl/origin-configuration/authenticated-origin-pull/set-up/global.
 */
export const originPullsSetting = "tls_client_auth";

/** What a zone setting is where nobody has set it. */
export interface ZoneSettingDefault {
  /** Its value on the wire. */
  readonly value: string | number | readonly string[];
  /** Its value on the Enterprise plan. Defaults to the value of the other plans. */
  readonly enterpriseValue?: string | number;
}

const off: ZoneSettingDefault = { value: onOff.off };
const on: ZoneSettingDefault = { value: onOff.on };

/** How long browsers keep answers where nobody has set it, in seconds. Source: that of `zoneSettingDefaults`. */
export const defaultBrowserSeconds = 14_400;

/**
 * What zone settings are where nobody has set them, by their names on the wire.
 *
 * Left out, so not known here: what depends on the plan without saying how (`ssl`, `tls_1_3`, `opportunistic_encryption`,
 * `opportunistic_onion`, `max_upload`, `advanced_ddos`), what is declared in two ways (`automatic_https_rewrites`),
 * `security_header`, whose declared default is the reference's example, `tls_client_auth`, declared on, while the pages about
 * Authenticated Origin Pulls tell how to switch it on, what no schema declares (`ssl_automatic_mode`), and what was not held
 * against the product's own pages (`always_online`, `brotli`, `http2`, `http3`, `ipv6`, `nel`, `websockets` and others).
 *
 * Source: Cloudflare's OpenAPI schema, cloudflare/api-schemas, openapi.json (`default` of `zones_*_value`); the npm package
 * `cloudflare` 7.3, resources/zones/settings (`origin_max_http_version` and `origin_h2_max_streams`).
 */
export const zoneSettingDefaults: Readonly<Record<string, ZoneSettingDefault>> = {
  always_use_https: off,
  browser_cache_ttl: { value: defaultBrowserSeconds },
  browser_check: on,
  cache_level: { value: "aggressive" },
  challenge_ttl: { value: 1800 },
  ciphers: { value: [] },
  cname_flattening: { value: "flatten_at_root" },
  development_mode: off,
  early_hints: off,
  email_obfuscation: on,
  hotlink_protection: off,
  image_resizing: off,
  ip_geolocation: on,
  min_tls_version: { value: TlsVersion.V1_0 },
  mirage: off,
  origin_error_page_pass_thru: off,
  origin_h2_max_streams: { value: 100, enterpriseValue: 1 },
  origin_max_http_version: {
    value: OriginHttpVersion.Http2,
    enterpriseValue: OriginHttpVersion.Http1,
  },
  polish: off,
  prefetch_preload: off,
  pseudo_ipv4: off,
  response_buffering: off,
  rocket_loader: off,
  security_level: { value: "medium" },
  sort_query_string_for_cache: off,
  tls_1_2_only: off,
  true_client_ip_header: off,
  webp: off,
};

/** The names that this library gives to the settings. */
export type TlsSettingName = keyof typeof tlsSettings;

/**
 * How long browsers may insist on HTTPS, in seconds: not at all, or 30 days to 12 months. Preload lists take hosts from
 * 12 months on that include their subdomains and redirect HTTP.
 *
 * Source: Cloudflare docs, ssl/edge-certificates/additional-options/http-strict-transport-security; hstspreload.org.
 */
export const hstsAge = {
  minimumSeconds: 2_592_000,
  maximumSeconds: 31_536_000,
  preloadSeconds: 31_536_000,
} as const;

/**
 * Encryption modes in which Cloudflare demands a valid certificate of the origin.
 * Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/full-strict and ssl-only-origin-pull.
 */
export const strictModes: readonly string[] = [SslMode.Strict, SslMode.StrictOriginPull];

/**
 * Encryption modes in which Cloudflare asks origins in the clear, at port 80.
 * Source: Cloudflare docs, ssl/origin-configuration/ssl-modes/flexible and off.
 */
export const clearModes: readonly string[] = [SslMode.Off, SslMode.Flexible];

/** Versions of TLS that no current browser needs and that are deprecated. Source: RFC 8996. */
export const oldTlsVersions: readonly string[] = [TlsVersion.V1_0, TlsVersion.V1_1];

/**
 * Settings of a zone that decide whether visitors get through at all, by their names on the wire.
 *
 * Source: Cloudflare API reference, zone settings (`websockets`, `http2`, `security_level`); Cloudflare docs, network/websockets,
 * network/grpc-connections (HTTP/2 is required), fundamentals, Under Attack mode (every visitor gets a challenge),
 * cache/reference/development-mode (the cache is passed by), network/ipv6-compatibility (no AAAA records without it) and waf/tools/scrape-shield/hotlink-protection
 * (images that pages of other sites show), cache/how-to/set-caching-levels (`simplified`: the query is left out),
 * network/ip-geolocation (CF-IPCountry), waf/tools/browser-integrity-check (programs without a User-Agent, or with an unusual one) and
 * speed/optimization/content/rocket-loader (all scripts of a page run later).
 */
export const servingSettings = {
  webSockets: "websockets",
  http2: "http2",
  securityLevel: "security_level",
  developmentMode: "development_mode",
  ipv6: "ipv6",
  hotlinkProtection: "hotlink_protection",
  cacheLevel: "cache_level",
  countryHeader: "ip_geolocation",
  browserCheck: "browser_check",
  rocketLoader: "rocket_loader",
} as const;

/** The cache level at which one file stands for every query. Source: that of `servingSettings`. */
export const queriesLeftOut = "simplified";

/** For how long development mode lasts where nobody ends it, in hours. Source: Cloudflare docs, cache/reference/development-mode. */
export const developmentModeHours = 3;

/**
 * Settings of a zone that are limits of every request, by their names on the wire: how long the edge waits for an answer, in seconds, and
 * how much a visitor may send, in megabytes.
 *
 * Source: Cloudflare API reference, zone settings (`proxy_read_timeout`, `max_upload`); Cloudflare docs, fundamentals/reference/connection-limits.
 */
export const limitSettings = {
  readTimeout: "proxy_read_timeout",
  largestUpload: "max_upload",
} as const;

/** How much a visitor may send on the plans that give least, in megabytes. Source: Cloudflare docs, support, Error 413 (Free and Pro). */
export const leastUploadMegabytes = 100;

/** The security level at which every visitor gets a challenge. Source: that of `servingSettings`. */
export const underAttack = "under_attack";
