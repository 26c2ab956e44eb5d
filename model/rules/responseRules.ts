import { allOf, anyOf, certain, type Certainty } from "../../core/certainty";
import { evaluate } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import {
  isObject,
  knownList,
  readFlag,
  readList,
  readNumber,
  readObject,
  readText,
} from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { cacheResponsePhase } from "./cacheResponseRules";
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

/** The phase of rules for the pages of errors. */
export const errorPhase = "http_custom_errors";

/** A rule about answers that applies to one, or may. */
interface Applying {
  readonly parameters: Known<ModelObject>;
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
  const found = rulesFor(inventory, zone, errorPhase, request).find(
    ({ applies }) => applies === "yes",
  );
  if (found === undefined) {
    return undefined;
  }
  const { content, contentType, statusCode } =
    found.parameters === unknownValue ? {} : found.parameters;
  return {
    content: known(readText(content)),
    contentType: known(readText(contentType)),
    status: known(readNumber(statusCode)),
  };
}

/**
 * Whether a zone has a page of its own for an error. Rules of an account may have one for every zone: what those do is not read.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param request - As for `customErrorPage`.
 * @returns The answer.
 */
export function hasErrorPage(
  inventory: Inventory,
  zone: string,
  request: ExpressionRequest,
): Certainty {
  const own = rulesFor(inventory, zone, errorPhase, request).map(({ applies }) => applies);
  return anyOf([...own, hasErrorPagesOfAccount(inventory) ? "unknown" : "no"]);
}

/**
 * Whether rules of an account have pages for errors of every zone.
 * @param inventory - The resources.
 */
export function hasErrorPagesOfAccount(inventory: Inventory): boolean {
  return inventory
    .ofType("ruleset")
    .some((each) => isOfPhase(each, errorPhase) && readText(each.properties.kind) === "root");
}

/**
 * Whether rules of a zone show pages for errors that Cloudflare fetched once: what stands on them, no plan holds.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 */
export function hasFetchedErrorPages(inventory: Inventory, zone: string): boolean {
  const rules = errorPageRulesets(inventory, zone).flatMap(
    ({ properties }) => knownList(readList(properties.rules)) ?? [],
  );
  return rules
    .filter(isObject)
    .map((rule) => readObject(rule.actionParameters))
    .some((own) => own !== unknownValue && own.assetName !== undefined);
}

/**
 * Lists the rulesets with pages of a zone for errors.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 */
export function errorPageRulesets(inventory: Inventory, zone: string): ModelResource[] {
  return inventory
    .ofType("ruleset")
    .filter((each) => zoneOf(each) === zone && isOfPhase(each, errorPhase));
}

/**
 * Whether a rule lets an answer be served that has expired, where the origin fails. What the origin itself says is not known.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param request - The request.
 * @returns The answer.
 */
export function servesStale(
  inventory: Inventory,
  zone: string,
  request: ExpressionRequest,
): Certainty {
  return anyOf(
    rulesFor(inventory, zone, cacheResponsePhase, request).map(({ applies, parameters }) => {
      const seconds = staleSeconds(parameters);
      return allOf([applies, seconds === unknownValue ? "unknown" : certain((seconds ?? 0) > 0)]);
    }),
  );
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
  const values = rulesFor(inventory, zone, cacheResponsePhase, request)
    .filter(({ applies }) => applies === "yes")
    .map(({ parameters }) => staleSeconds(parameters))
    .filter((value) => typeof value === "number");
  return values.at(-1);
}

function staleSeconds(parameters: Known<ModelObject>): Known<number> | undefined {
  const directive =
    parameters === unknownValue ? unknownValue : readObject(parameters.staleIfError);
  return directive === unknownValue ? unknownValue : readNumber(directive.value);
}

function rulesFor(
  inventory: Inventory,
  zone: string,
  phase: string,
  request: ExpressionRequest,
): Applying[] {
  return inventory
    .ofType("ruleset")
    .filter((each) => zoneOf(each) === zone && isOfPhase(each, phase))
    .flatMap(({ properties }) => {
      const rules = readList(properties.rules);
      return rules === unknownValue
        ? [notKnown]
        : rules.map((rule) => (isObject(rule) ? rule : notKnown));
    })
    .map((rule): Applying => {
      const expression = readText(rule.expression);
      const condition = typeof expression === "string" ? conditionOf(expression) : undefined;
      const matches = condition === undefined ? "unknown" : evaluate(condition, request);
      return {
        parameters: readObject(rule.actionParameters),
        applies: allOf([readFlag(rule.enabled, "yes"), matches]),
      };
    })
    .filter(({ applies }) => applies !== "no");
}

/** A rule of which the plan does not say anything yet. */
const notKnown: ModelObject = { expression: unknownValue, actionParameters: unknownValue };

function isOfPhase({ properties }: ModelResource, phase: string): boolean {
  return readText(properties.phase) === phase;
}

function known<T>(value: Known<T> | undefined): T | undefined {
  return value === unknownValue ? undefined : value;
}
