import { describeValue } from "../../core/problem";
import { title } from "../../model/graph/title";
import { type ModelResource } from "../../model/graph/resources";
import { unknownValue, type Known } from "../../core/known";
import type { Target } from "../../model/graph/targets";
import type { Violation } from "./rule";

/**
 * Begins a violation with the resource that it is about.
 * @param resource - The resource.
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
 * Names what a reference leads to, so that two references can be compared.
 * @param target - The reference.
 * @returns The resource's key or the id; undefined where it is not known which it is.
 */
export function identity(target: Target): string | undefined {
  return target.state === "found" ? target.resources[0]?.key : target.id;
}

/**
 * Writes a value that is known or not.
 * @param value - The value.
 * @returns Text for `got`.
 */
export function shown(value: Known<unknown>): string {
  return value === unknownValue ? "a value that is not known yet" : describeValue(value);
}

/**
 * Lists names in a sentence.
 * @param names - The names.
 * @returns `a`, `a and b` or `a, b and c`.
 */
export function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
