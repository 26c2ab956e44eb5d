import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { refuse } from "../calls/refuse";
import type { Properties, PropertyValue } from "../values";

/** A rule among others. */
export interface PlacedRule {
  readonly rule: Properties;
  readonly others: readonly Properties[];
  /** Its place among all, from 0. */
  readonly at: number;
}

/**
 * Finds a rule by its id.
 * @param rules - The rules, with their ids.
 * @param id - The id.
 * @returns The rule and the others; undefined where there is none.
 */
export function ruleAmong(
  rules: readonly Properties[],
  id: string | undefined,
): PlacedRule | undefined {
  const at = rules.findIndex((one) => one.id === id);
  const rule = rules[at];
  return rule && { rule, at, others: rules.filter((one) => one !== rule) };
}

/**
 * Puts a rule where a position says: before or after another, first or last where that one is "", or at a number from 1.
 * Source: Cloudflare docs, ruleset-engine/rulesets-api/add-rule and update-rule; the npm package `cloudflare` 7.3,
 * resources/waiting-rooms, for rules of waiting rooms. What is said of a rule that is not there is not published.
 * @param rules - The other rules, with their ids.
 * @param rule - The rule.
 * @param position - `before`, `after` or `index`.
 * @throws {ApiError} Where it says no place.
 */
export function placed(
  rules: readonly Properties[],
  rule: Properties,
  position: Properties,
): Properties[] {
  const place = placeOf(position, rules);
  return [...rules.slice(0, place), rule, ...rules.slice(place)];
}

function placeOf(position: Properties, rules: readonly Properties[]): number {
  const { before, after, index } = position;
  const at = (id: PropertyValue): number => {
    const found = rules.findIndex((one) => one.id === id);
    return found < 0 ? refusePosition(`there is no rule ${JSON.stringify(id)}`) : found;
  };
  if (before !== undefined) {
    return before === "" ? 0 : at(before);
  }
  if (after !== undefined) {
    return after === "" ? rules.length : at(after) + 1;
  }
  const last = rules.length + 1;
  return Number.isInteger(index) && Number(index) >= 1 && Number(index) <= last
    ? Number(index) - 1
    : refusePosition(`it takes before, after, or an index of 1 to ${last}`);
}

function refusePosition(words: string): never {
  return refuse(apiErrors.rulesetParameterInvalid, `invalid position: ${words}`);
}
