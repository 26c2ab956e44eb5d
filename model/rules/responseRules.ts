import { allOf, type Certainty } from "../../core/certainty";
import { evaluate } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readList, readNumber, readObject, readText } from "../graph/reading";
import type { ModelObject } from "../graph/resources";
import { conditionOf } from "./edgeRules";

/** A page that a zone has for errors. */
export interface CustomErrorPage {
  /** The page; undefined where it is an asset, or not known. */
  readonly content: string | undefined;
  /** Its type; undefined for HTML. */
  readonly contentType: string | undefined;
  /** The status that visitors get in place of the error's; undefined for that one. */
  readonly status: number | undefined;
}

/** A rule about answers that applies to one, or may. */
interface Applying {
  readonly parameters: ModelObject;
  readonly applies: Certainty;
}

/**
 * Finds the page of a zone for an error.
 * Source: Cloudflare docs, rules/custom-errors (of several rules that apply the first one counts).
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param request - The request with the fields of its answer: `http.response.code`, `cf.response.error_type`.
 * @returns The page; undefined where no rule certainly has one.
 */
export function customErrorPage(
  inventory: Inventory,
  zone: string,
  request: ExpressionRequest,
): CustomErrorPage | undefined {
  const found = rulesFor(inventory, zone, "http_custom_errors", request).find(
    ({ applies }) => applies === "yes",
  );
  if (found === undefined) {
    return undefined;
  }
  const { content, contentType, statusCode } = found.parameters;
  const status = readNumber(statusCode);
  return {
    content: known(readText(content)),
    contentType: known(readText(contentType)),
    status: typeof status === "number" ? status : undefined,
  };
}

/**
 * Finds for how long a zone lets answers be served that have expired, where the origin fails.
 * Source: Cloudflare docs, cache/how-to/cache-response-rules (`set_cache_control`); RFC 5861, section 4.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param request - The request.
 * @returns Seconds; undefined where no rule certainly says. Of several rules the last one counts.
 */
export function staleIfErrorSeconds(
  inventory: Inventory,
  zone: string,
  request: ExpressionRequest,
): number | undefined {
  const values = rulesFor(inventory, zone, "http_response_cache_settings", request)
    .filter(({ applies }) => applies === "yes")
    .map(({ parameters: { staleIfError } }) =>
      isObject(staleIfError) ? readNumber(staleIfError.value) : undefined,
    )
    .filter((value) => typeof value === "number");
  return values.at(-1);
}

function rulesFor(
  inventory: Inventory,
  zone: string,
  phase: string,
  request: ExpressionRequest,
): Applying[] {
  return inventory
    .ofType("ruleset")
    .filter((each) => zoneOf(each) === zone && readText(each.properties.phase) === phase)
    .flatMap(({ properties }) => {
      const rules = readList(properties.rules);
      return rules === unknownValue ? [] : rules.filter(isObject);
    })
    .map((rule) => {
      const parameters = readObject(rule.actionParameters);
      const expression = readText(rule.expression);
      const condition = typeof expression === "string" ? conditionOf(expression) : undefined;
      const matches = condition === undefined ? "unknown" : evaluate(condition, request);
      return {
        parameters: parameters === unknownValue ? {} : parameters,
        applies: allOf([readFlag(rule.enabled, "yes"), matches]),
      };
    })
    .filter(({ applies }) => applies !== "no");
}

function known(text: string | typeof unknownValue | undefined): string | undefined {
  return text === unknownValue ? undefined : text;
}
