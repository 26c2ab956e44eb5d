import { evaluate } from "../../core/expressions/evaluator";
import { parseValue } from "../../core/expressions/parser";
import { partsOf } from "../../core/expressions/parts";
import type { ExpressionRequest } from "../../core/expressions/requests";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { headerEdits } from "./headerEdits";

/** What of a visitor fields say, in the words of `keyParts`. Source: Cloudflare docs, cache/how-to/cache-keys (user features). */
const features: Readonly<Record<string, string>> = {
  "ip.src.country": "the visitor's country",
  "ip.geoip.country": "the visitor's country",
  "http.request.accepted_languages": "the visitor's language",
};

/** A header by which an origin is told who asks, so that its answer may differ. */
export interface VisitorHeader {
  /** Its name, in lower case. */
  readonly header: string;
  /** What of the visitor it says. */
  readonly part: string;
}

/**
 * Lists the headers that rules certainly make of what a visitor is, on the way to origins.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param forms - The request in its forms.
 */
export function visitorHeaders(
  inventory: Inventory,
  zone: string,
  forms: readonly ExpressionRequest[],
): VisitorHeader[] {
  return inventory
    .ofType("ruleset")
    .filter((ruleset) => zoneOf(ruleset) === zone)
    .flatMap(headerEdits)
    .filter(({ of, expression }) => of === "requests" && expression !== undefined)
    .filter(({ condition }) => forms.every((form) => evaluate(condition, form) === "yes"))
    .flatMap(({ name, expression = "" }) =>
      [...new Set(featuresOf(expression))].map((part) => ({ header: name, part })),
    );
}

function featuresOf(expression: string): string[] {
  const read = parseValue(expression);
  const fields = "tree" in read ? partsOf(read.tree.node).fields : [];
  return fields.flatMap((field) => (Object.hasOwn(features, field) ? (features[field] ?? []) : []));
}
