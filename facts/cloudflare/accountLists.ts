/** What lists of an account hold. Source: Cloudflare API reference, rules/lists. */
export const listKinds = ["ip", "redirect", "hostname", "asn"] as const;

/** What a list holds. */
export type ListKind = (typeof listKinds)[number];

/** How a bulk redirect may answer. Source: Cloudflare docs, rules/url-forwarding/bulk-redirects/reference/parameters. */
export const redirectStatusCodes: readonly number[] = [301, 302, 307, 308];

/** How many bytes a URL of a bulk redirect has at most: "32 KB". Source: that of `redirectStatusCodes`. */
export const longestRedirectUrlBytes = 32 * 1024;

/**
 * What the name of a list is, and how long descriptions and comments may be.
 *
 * Source: Cloudflare docs, waf/tools/lists/lists-api/json-object. From memory, `rulesetLimits.ts` has names in small letters alone, as the
 * dashboard makes them.
 */
export const listTexts = {
  name: /^[a-zA-Z0-9_]{1,50}$/,
  longestText: 500,
} as const;
