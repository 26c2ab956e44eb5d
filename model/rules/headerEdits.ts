import { responseTransformPhase } from "../../facts/cloudflare/responseHeaders";
import { lateTransformPhase } from "../../facts/cloudflare/rulesetPhases";
import type { Condition } from "../../core/expressions/tree";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue, type Known } from "../../core/known";
import { isObject, knownList, readFlag, readList, readObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { conditionOf } from "./edgeRules";

/** A header that a rule takes away, sets or adds, of requests to origins or of answers to visitors. */
export interface HeaderEdit {
  /** Whose header it is. */
  readonly of: "requests" | "answers";
  /** Its name, in lower case. */
  readonly name: string;
  /** `set`, `add` or `remove`. */
  readonly operation: string;
  /** What it is set to; undefined where it is taken away, or an expression makes it. */
  readonly value: Known<string> | undefined;
  /** The place of the rule, like `rules[2]`. */
  readonly place: string;
  /** The expression that makes its value. Undefined where it is written out, or taken away. */
  readonly expression: string | undefined;
  /** When the rule applies. */
  readonly condition: Condition;
  /** What it does to which header, whichever rule says it, and whenever. */
  readonly does: string;
}

const sides: Readonly<Record<string, HeaderEdit["of"]>> = {
  [lateTransformPhase]: "requests",
  [responseTransformPhase]: "answers",
};

/**
 * Lists what the rules of a ruleset certainly do with headers.
 * @param ruleset - A `Ruleset`.
 * @returns Each header of each rule that is on and can be read; none for rulesets of other phases.
 */
export function headerEdits({ properties: { phase, rules } }: ModelResource): HeaderEdit[] {
  const name = readText(phase);
  const side = typeof name === "string" ? ownEntry(sides, name) : undefined;
  const list = side === undefined ? [] : (knownList(readList(rules)) ?? []);
  return list.flatMap((rule, index) => {
    const { enabled, expression, actionParameters } = isObject(rule) ? rule : {};
    const text = readText(expression);
    const condition = typeof text === "string" ? conditionOf(text) : undefined;
    const parameters = readObject(actionParameters);
    const headers = parameters === unknownValue ? parameters : readObject(parameters.headers);
    if (side === undefined || condition === undefined || headers === unknownValue) {
      return [];
    }
    return Object.entries(headers).flatMap(([header, entry]): HeaderEdit[] => {
      const operation = isObject(entry) ? readText(entry.operation) : unknownValue;
      if (typeof operation !== "string" || !isObject(entry) || readFlag(enabled, "yes") !== "yes") {
        return [];
      }
      const value: HeaderEdit["value"] = readText(entry.value);
      const own = { of: side, name: header.toLowerCase(), operation };
      const does = [own.name, operation, String(value), String(readText(entry.expression))].join(
        "\n",
      );
      const made = readText(entry.expression);
      const expression = typeof made === "string" ? made : undefined;
      return [{ ...own, value, expression, condition, place: `rules[${index}]`, does }];
    });
  });
}
