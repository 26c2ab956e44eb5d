/**
 * URL normalization that turns backslashes of a path into slashes and merges slashes in a row before rules see it: the type, and the scopes
 * in which rules see what it makes. The other type, `rfc3986`, leaves them. Of a zone whose setting nobody states sources disagree:
 * Cloudflare's page on the settings says `rfc3986`, others say `cloudflare`. Source: Cloudflare docs, rules/normalization/how-it-works and
 * rules/normalization/settings; the values: `UrlNormalizationSettings` of `@pulumi/cloudflare` 6.
 */
export const mergingNormalization: { readonly type: string; readonly scopes: readonly string[] } = {
  type: "cloudflare",
  scopes: ["incoming", "both"],
};
