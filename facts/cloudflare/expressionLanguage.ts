import { CloudflarePlan } from "./plans";

/** How a comparison compares, by our name. */
export type ComparisonOperator =
  | "equal"
  | "notEqual"
  | "lessThan"
  | "lessOrEqual"
  | "greaterThan"
  | "greaterOrEqual"
  | "contains"
  | "matches"
  | "wildcard"
  | "strictWildcard"
  | "in";

/** How a logical operator joins, by our name. */
export type LogicalOperator = "and" | "xor" | "or";

/** What is published of one comparison operator. */
export interface ComparisonOperatorFact {
  /** How it is written in words. */
  readonly english: string;
  /** How it is written in signs. Absent where there is no such way. */
  readonly cLike?: string;
  /** The types of what stands before it. */
  readonly types: readonly string[];
}

const textOnly = ["String"];
const ordered = ["String", "Integer"];
const scalars = ["String", "Integer", "IP address"];

/**
 * The comparison operators. Their words are lower case only.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/operators, "Comparison operators" and "Wildcard matching". Its table gives
 * no less-than for addresses, which Cloudflare's own engine would take.
 */
export const comparisonOperators: Readonly<Record<ComparisonOperator, ComparisonOperatorFact>> = {
  equal: { english: "eq", cLike: "==", types: scalars },
  notEqual: { english: "ne", cLike: "!=", types: scalars },
  lessOrEqual: { english: "le", cLike: "<=", types: ordered },
  lessThan: { english: "lt", cLike: "<", types: ordered },
  greaterOrEqual: { english: "ge", cLike: ">=", types: ordered },
  greaterThan: { english: "gt", cLike: ">", types: ordered },
  contains: { english: "contains", types: textOnly },
  matches: { english: "matches", cLike: "~", types: textOnly },
  wildcard: { english: "wildcard", types: textOnly },
  strictWildcard: { english: "strict wildcard", types: textOnly },
  in: { english: "in", types: scalars },
};

/**
 * The lowest plan that has the operator `matches`.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/operators ("requires a Cloudflare Business or Enterprise plan").
 */
export const regexPlan = CloudflarePlan.Business;

/**
 * The logical operators that join, the one that binds least first. `not` (`!`) binds closer than all of them.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/operators, "Supported logical operators" (order of precedence).
 */
export const logicalOperators = [
  { operator: "or", english: "or", cLike: "||" },
  { operator: "xor", english: "xor", cLike: "^^" },
  { operator: "and", english: "and", cLike: "&&" },
] as const satisfies readonly {
  readonly operator: LogicalOperator;
  readonly english: string;
  readonly cLike: string;
}[];

/**
 * How far an expression may reach.
 *
 * Source: Cloudflare docs, ruleset-engine/rules-language/expressions (length, regular expressions per rule), values ("up to 255"
 * hashes, list names); the published engine of the language (cloudflare/wirefilter, ParserSettings) for the depth, of which the
 * documentation says nothing: what Cloudflare's API sets there is not known.
 */
export const expressionLimits = {
  /** Characters in one rule's expression. */
  lengthCharacters: 4096,
  /** Regular expressions in one rule. */
  regularExpressions: 64,
  /** Groups, negations and function calls inside each other. */
  depth: 128,
  /** `#` before and after a raw string. */
  rawStringHashes: 255,
} as const;

/**
 * Characters that may stand between the parts of an expression. A tab is none.
 *
 * Source: the published engine of the language (cloudflare/wirefilter, SPACE_CHARS); the documentation names none.
 */
export const spaceCharacters = " \r\n";

/**
 * What a request comes by: its usual port, and whether the connection is encrypted (the field `ssl`).
 *
 * Source: RFC 9110, section 4.2; Cloudflare docs, the table of fields (`ssl`).
 */
export const requestSchemes = {
  http: { port: 80, isEncrypted: false },
  https: { port: 443, isEncrypted: true },
} as const;

/** What a request comes by. */
export type RequestScheme = keyof typeof requestSchemes;

/** What a request comes by, in the clear or encrypted. Source: that of `requestSchemes`. */
export const schemes = { clear: "http", encrypted: "https" } as const satisfies Readonly<
  Record<string, RequestScheme>
>;
