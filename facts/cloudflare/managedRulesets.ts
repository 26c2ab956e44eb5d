/** Cloudflare's own OWASP ruleset. Source: Cloudflare docs, waf/managed-rules/reference/owasp-core-ruleset (its id). */
export const owaspRuleset = "4814384a9e5d4991b9815dcfc25d2f1f";

/** What Cloudflare calls its managed rulesets, by their ids. Source: Cloudflare docs, waf/managed-rules (available managed rulesets). */
export const managedRulesetNames: Readonly<Partial<Record<string, string>>> = {
  efb7b8c949ac4650a09736fc376e9aee: "Cloudflare Managed Ruleset",
  [owaspRuleset]: "Cloudflare OWASP Core Ruleset",
  c2e184081120413c86c3ab7e14069605: "Cloudflare Exposed Credentials Check",
  "77454fe2d30c4220b5701f6fdfb893ba": "Cloudflare Free Managed Ruleset",
};

/**
 * The rule of the OWASP ruleset that acts where the score of a request is over its threshold.
 * Source: Cloudflare docs, waf/managed-rules/reference/owasp-core-ruleset/configure-api (its id, and that all rules are on which no category
 * switches off).
 */
export const owaspScoreRule = "6179ae15870a4bb7b2d480d4843b323c";

/** Where it acts if nothing else is said. Source: that of `owaspScoreRule`, concepts (medium: 40; low: 60, high: 25). */
export const owaspThreshold = 40;

/** The categories of the OWASP ruleset, from the least that is refused to the most. Source: that of `owaspScoreRule`. */
export const paranoiaLevels = [
  "paranoia-level-1",
  "paranoia-level-2",
  "paranoia-level-3",
  "paranoia-level-4",
] as const;

/** The phase in which managed rulesets of the WAF run. Source: Cloudflare docs, ruleset-engine/reference/phases-list. */
export const managedPhase = "http_request_firewall_managed";

/** What a rule does that only notes what it meets. Source: Cloudflare docs, ruleset-engine/rules-language/actions. */
export const loggingAction = "log";

/** The usual categories and the usual threshold, which are made to meet few requests that mean no harm. Source: that of `owaspThreshold`. */
export const usualOwasp = { paranoia: 2, threshold: owaspThreshold } as const;

/** The phase in which Cloudflare fights floods of HTTP requests, in every zone. Source: Cloudflare docs, ddos-protection/managed-rulesets/http/configure-api. */
export const floodPhase = "ddos_l7";

/**
 * How readily rules against floods act, by the names of `sensitivity_level`, the highest as they do where nothing is said.
 * Source: Cloudflare docs, ddos-protection/managed-rulesets/http/override-parameters.
 */
export const sensitivities: Readonly<Record<string, number>> = {
  eoff: 0,
  low: 1,
  medium: 2,
  default: 3,
};

/** How readily they act where nothing is said. Source: that of `sensitivities`. */
export const usualSensitivity = 3;
