import type { Condition } from "../core/expressions/tree";
import { compared, oneOf } from "./conditions";

/**
 * The requests whose cookies match the regular expression of a page rule, which knows `|` and `.*` only.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/additional-reference ("Bypass Cache on Cookie setting").
 * @param expression - The regular expression: `bypass=.*|PHPSESSID=.*`.
 * @returns The condition over the whole `Cookie` header; undefined where the expression has anything else.
 */
export function hasMatchingCookie(expression: string): Condition | undefined {
  const alternatives = expression.split("|").map((each) => each.trim().split(".*"));
  const isPlain = alternatives.every(
    (pieces) => pieces.every((piece) => /^[\w=%@:~-]*$/.test(piece)) && pieces.join("") !== "",
  );
  return isPlain ? oneOf(alternatives.map(cookieCondition)) : undefined;
}

function cookieCondition(pieces: readonly string[]): Condition {
  const named = pieces.filter((piece) => piece !== "");
  const [only = "", ...others] = named;
  return others.length === 0
    ? compared("http.cookie", "contains", only)
    : compared("http.cookie", "strictWildcard", `*${named.join("*")}*`);
}
