import { describeValue } from "../../core/problem";
import { title } from "../../model/graph/title";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue, type Known } from "../../core/known";
import type { Violation } from "./rule";

/**
 * Begins a violation with the resource that it is about.
 * @param property - What of it, written like code; left out for the whole.
 * @returns Subject, title and property.
 */
export function about(
  resource: ModelResource,
  property?: string,
): Pick<Violation, "subject" | "title" | "property"> {
  return {
    subject: resource.key,
    title: title(resource),
    ...(property === undefined ? {} : { property }),
  };
}

/**
 * Writes a value that is known or not.
 * @returns Text for `actual`.
 */
export function shown(value: Known<unknown>): string {
  return value === unknownValue ? "a value that is not known yet" : describeValue(value);
}

/**
 * Lists names in a sentence.
 * @returns `a`, `a and b` or `a, b and c`.
 */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
