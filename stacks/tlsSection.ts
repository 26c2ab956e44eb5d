import { z } from "zod";
import { OriginHttpVersion, SslMode, TlsVersion } from "../facts/cloudflare/zoneSettings";
import { closedSet } from "./values";

const hstsSchema = z.strictObject({
  enabled: z.boolean().optional().describe("Whether the header is sent. Defaults to true."),
  maxAgeSeconds: z.number().optional().describe("How long browsers insist. Defaults to 15552000."),
  includeSubdomains: z.boolean().optional().describe("Subdomains too. Defaults to false."),
  preload: z.boolean().optional().describe("On the browsers' own lists. Defaults to false."),
  noSniff: z.boolean().optional().describe("No guessing of content types."),
});

const settings = {
  minimumTlsVersion: closedSet(TlsVersion)
    .optional()
    .describe("The least version of TLS for visitors. Defaults to 1.2."),
  tls13: z.boolean().optional().describe("Whether TLS 1.3 is offered. Defaults to true."),
  alwaysUseHttps: z.boolean().optional().describe("Redirects plain HTTP. Defaults to true."),
  automaticHttpsRewrites: z.boolean().optional().describe("Rewrites links. Defaults to true."),
  opportunisticEncryption: z.boolean().optional().describe("Defaults to true."),
  originMaximumHttpVersion: closedSet(OriginHttpVersion)
    .optional()
    .describe("The highest version of HTTP to the origin. Defaults to the zone's own."),
  hsts: hstsSchema
    .optional()
    .describe("HTTP Strict Transport Security. Defaults to the zone's own."),
};

/** TLS settings of a zone; the fields are those of `StrictTls`, which says what goes together. */
export const tlsSchema = z.strictObject({
  ...settings,
  alwaysHttpsToOrigin: z
    .boolean()
    .optional()
    .describe("TLS to the origin for plain HTTP too. Enterprise only. Defaults to false."),
  restore: z
    .strictObject({
      sslMode: closedSet(SslMode).optional().describe("How Cloudflare connects to the origin."),
      automaticSsl: z.boolean().optional().describe("Whether Cloudflare chooses the mode."),
      ...settings,
    })
    .optional()
    .describe("Values to write back, for the last up before a destroy."),
});
