import { unknownValue } from "../../core/known";
import { isObject, readFlag, readList, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** How a load balancer tells visitors apart by where they are. */
export type PlaceKind = "region" | "country" | "pop";

/**
 * Reads the pools that a load balancer has for single places.
 * @param resource - A `LoadBalancer`; none has no such pools.
 * @param kind - The kind of places.
 * @returns For each place a text that only the same pools share; undefined where they are not known.
 */
export function placePools(
  resource: ModelResource | undefined,
  kind: PlaceKind,
): ReadonlyMap<string, string> | undefined {
  const pools = resource?.properties[`${kind}Pools`] ?? {};
  return isObject(pools)
    ? new Map(Object.entries(pools).map(([key, each]) => [key, JSON.stringify(each)]))
    : undefined;
}

/** A rule of a load balancer that answers in place of every origin. */
export interface FixedAnswer {
  /** The rule's name, or its place among those that are known. */
  readonly name: string;
  /** The status code. */
  readonly code: number;
  /** What tells it from others: which requests it answers, and how. */
  readonly text: string;
}

/** The code where a rule names none. */
const usualCode = 200;

/**
 * Lists the rules that answer in place of every origin, those apart that are off.
 * @param resource - A `LoadBalancer`; of none, or of rules that are not known, there are none.
 * @returns The rules, in their order.
 */
export function fixedAnswers(resource: ModelResource | undefined): FixedAnswer[] {
  const rules = readList(resource?.properties.rules);
  return (rules === unknownValue ? [] : rules).filter(isObject).flatMap((rule, index) => {
    const { fixedResponse, condition, name, disabled } = rule;
    if (!isObject(fixedResponse) || readFlag(disabled, "no") === "yes") {
      return [];
    }
    const code = readNumber(fixedResponse.statusCode) ?? usualCode;
    const text = [readText(condition), code].map(String).join("\n");
    const called = readText(name);
    return typeof code === "number"
      ? [{ name: typeof called === "string" ? called : `${index + 1}`, code, text }]
      : [];
  });
}

/**
 * Lists the rules that serve some requests otherwise than the load balancer says, those apart that are off, or only answer.
 * @param resource - A `LoadBalancer`.
 * @returns Their names, or places, in their order; a rule of which nothing is known is among them. Undefined where the rules are not known.
 */
export function overridingRules({ properties }: ModelResource): string[] | undefined {
  const rules = readList(properties.rules);
  if (rules === unknownValue) {
    return undefined;
  }
  return rules.flatMap((rule, index) => {
    const place = `${index + 1}`;
    if (!isObject(rule)) {
      return [place];
    }
    const { overrides = {}, disabled, name } = rule;
    const isOff = readFlag(disabled, "no") === "yes";
    const isEmpty = isObject(overrides) && Object.keys(overrides).length === 0;
    const called = readText(name);
    return isOff || isEmpty ? [] : [typeof called === "string" ? called : place];
  });
}
