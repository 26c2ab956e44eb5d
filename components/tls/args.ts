import type * as pulumi from "@pulumi/pulumi";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import type { OriginHttpVersion, SslMode, TlsVersion } from "../../facts/cloudflare/zoneSettings";

/** HTTP Strict Transport Security: browsers that saw it refuse to use plain HTTP for as long as it lasts. */
export interface HstsArgs {
  /** Whether the header is sent. Defaults to true. */
  enabled?: boolean;
  /**
   * How long browsers insist on HTTPS: 0, or 2592000 to 31536000 seconds. 0 tells them to forget. Defaults to 15552000,
   * half a year; to 0 where `enabled` is false.
   */
  maxAgeSeconds?: number;
  /** Whether the zone's subdomains are meant too; those without HTTPS cannot be reached then. Defaults to false. */
  includeSubdomains?: boolean;
  /** Whether browsers may ship with the zone on their list, which takes months to undo. Defaults to false. */
  preload?: boolean;
  /** Whether browsers are told not to guess content types. Defaults to the value of `enabled`. */
  noSniff?: boolean;
}

/** Values that settings had before, to be written back before the stack is destroyed. */
export interface RestoredTls {
  /** How Cloudflare connects to the origin. Defaults to staying strict. */
  sslMode?: SslMode;
  /** Whether Cloudflare may choose the mode by itself. Defaults to staying as it is. */
  automaticSsl?: boolean;
  /** The least version of TLS for visitors. Defaults to staying as it is. */
  minimumTlsVersion?: TlsVersion;
  /** Whether visitors may use TLS 1.3. Defaults to staying as it is. */
  tls13?: boolean;
  /** Whether plain HTTP is redirected. Defaults to staying as it is. */
  alwaysUseHttps?: boolean;
  /** Whether links in pages are rewritten. Defaults to staying as it is. */
  automaticHttpsRewrites?: boolean;
  /** Whether HTTP/2 over TLS is advertised to visitors without TLS. Defaults to staying as it is. */
  opportunisticEncryption?: boolean;
  /** The highest version of HTTP to the origin. Only where the component sets it. Defaults to staying as it is. */
  originMaximumHttpVersion?: OriginHttpVersion;
  /** HTTP Strict Transport Security. Only where the component sets it. Defaults to staying as it is. */
  hsts?: HstsArgs;
}

/** How strict a zone is about TLS. */
export interface TlsSettingsArgs {
  /**
   * Whether Cloudflare speaks TLS to the origin even for visitors who speak plain HTTP (`origin_pull`). Enterprise only.
   * Defaults to false.
   */
  alwaysHttpsToOrigin?: boolean;
  /** The least version of TLS for visitors. Defaults to `1.2`. */
  minimumTlsVersion?: TlsVersion;
  /** Whether visitors may use TLS 1.3. Defaults to true. */
  tls13?: boolean;
  /** Whether plain HTTP is redirected to HTTPS. Defaults to true. */
  alwaysUseHttps?: boolean;
  /** Whether links to plain HTTP in pages are rewritten where HTTPS is known to work. Defaults to true. */
  automaticHttpsRewrites?: boolean;
  /** Whether HTTP/2 over TLS is advertised to visitors without TLS. Defaults to true. */
  opportunisticEncryption?: boolean;
  /**
   * The highest version of HTTP that Cloudflare speaks to the origin. `1` is the way out for origins whose HTTP/2 resets
   * streams, which ends in 502 and 520. Defaults to leaving the zone's value alone.
   */
  originMaximumHttpVersion?: OriginHttpVersion;
  /** HTTP Strict Transport Security. Defaults to leaving the zone's value alone. */
  hsts?: HstsArgs;
  /**
   * Values to write back instead of the strict ones, for the last `up` before `pulumi destroy`. Defaults to none.
   */
  restore?: RestoredTls;
}

/** A zone, and how strict it is about TLS. */
export interface StrictTlsArgs extends TlsSettingsArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's plan. Defaults to `free`. */
  plan?: CloudflarePlan;
}
