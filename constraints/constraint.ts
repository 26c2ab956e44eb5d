import { certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { ownEntry } from "../core/ownEntry";
import { describeValue } from "../core/problem";
import type { ApiErrorFact } from "../facts/apiErrorFact";

/** A sentence, or how to write it about certain values. */
type Sentence<Fields, View> = string | ((fields: Fields, view: View) => string);

/** A statement that must hold of the values of one resource. */
export interface ValueRule<Fields, View = undefined> {
  /** Its name: the resource type and what it is about, `dns-record/ttl-of-proxied`. */
  readonly id: string;
  /** The property that breaks it, by its Pulumi name. */
  readonly property: keyof Fields & string;
  /** What must hold, to be read after the property and "must". */
  readonly must: Sentence<Fields, View>;
  /**
   * Judges values.
   * @param fields - The resource's values, as far as they are known.
   * @param view - What else decides: the plan, other resources.
   * @returns Whether the statement holds; `unknown` where that depends on a value that is not known.
   */
  readonly holds: (fields: Fields, view: View) => Certainty;
}

/** What an API refuses. The component, the stand-in and the policy all judge by it. */
export interface Constraint<Fields, View = undefined> extends ValueRule<Fields, View> {
  /** How the API refuses. */
  readonly error: ApiErrorFact;
  /** What the API says then; never a secret. */
  readonly answer: Sentence<Fields, View>;
}

/** What a component refuses although the API takes it. */
export interface StricterRule<Fields, View = undefined> extends ValueRule<Fields, View> {
  /** Why the component is stricter than the API. */
  readonly reason: string;
}

/** A rule that values are sure to break. */
export interface BrokenRule<Rule> {
  /** The rule. */
  readonly rule: Rule;
  /** What must hold, to be read after the property and "must". */
  readonly must: string;
  /** The value found, as text; never a secret. */
  readonly actual: string;
}

/**
 * Finds the rules that values are sure to break.
 * @param rules - The rules, in the order in which they are looked at.
 * @param fields - The values.
 * @param view - What else decides.
 * @returns The first broken rule of each property.
 */
export function brokenRules<Fields, View, Rule extends ValueRule<Fields, View>>(
  rules: readonly (Rule & ValueRule<Fields, View>)[],
  fields: Fields,
  view: View,
): readonly BrokenRule<Rule>[] {
  const broken: BrokenRule<Rule>[] = [];
  for (const rule of rules) {
    const { property, must } = rule;
    const isFirst = !broken.some((other) => other.rule.property === property);
    if (isFirst && rule.holds(fields, view) === "no") {
      const actual = describeValue(
        ownEntry<unknown>(fields as Readonly<Record<string, unknown>>, property),
      );
      broken.push({ rule, must: written(must, fields, view), actual });
    }
  }
  return broken;
}

/**
 * Writes a sentence about certain values.
 * @param sentence - The sentence, or how to write it.
 * @param fields - The values.
 * @param view - What else decides.
 * @returns The text.
 */
export function written<Fields, View>(
  sentence: Sentence<Fields, View>,
  fields: Fields,
  view: View,
): string {
  return typeof sentence === "string" ? sentence : sentence(fields, view);
}

/**
 * Whether one number is no more than another one.
 * @returns `unknown` where one of them is not known.
 */
export function atMost(left: Known<number>, right: Known<number>): Certainty {
  return left === unknownValue || right === unknownValue ? "unknown" : certain(left <= right);
}

/**
 * Judges one value.
 * @param value - The value.
 * @param test - Whether the statement holds of it.
 * @returns `unknown` where the value is not known.
 */
export function whenKnown<T>(value: Known<T>, test: (value: T) => boolean): Certainty {
  return value === unknownValue ? "unknown" : certain(test(value));
}
