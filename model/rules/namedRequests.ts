import { evaluate } from "../../core/expressions/evaluator";
import { fromBytes } from "../../core/expressions/bytes";
import { partsOf } from "../../core/expressions/parts";
import type { Comparison } from "../../core/expressions/tree";
import type { EdgeRule } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";

/** Methods of requests for a path: a page, and a form or a call. */
const methods = ["GET", "POST"] as const;

/** More paths than these of one rule are not tried. */
const mostPaths = 20;

/**
 * Makes a request for a path that a rule names, and that it applies to.
 * @param rule - The rule.
 * @param sample - A request for another path.
 * @returns The request in the same forms; undefined where the rule names no path, or certainly applies to none of them.
 */
export function namedRequest(
  { condition, texts }: EdgeRule,
  sample: SampleRequest,
): SampleRequest | undefined {
  const patterns = condition === undefined ? [] : partsOf(condition).comparisons.map(patternOf);
  const named = [...texts.map(pathOf), ...patterns.map(literalPath)].filter(
    (path) => path !== undefined,
  );
  const paths = [...new Set(named.flatMap((path) => [path, `${path}x`]))].slice(0, mostPaths);
  const requests = paths.flatMap((path) =>
    methods.map((method) => ({
      ...{ ...sample, name: `for ${path}` },
      forms: sample.forms.map((form) => ({ ...form, path, method, query: "" })),
    })),
  );
  return requests.find(({ forms }) =>
    forms.every((form) => condition !== undefined && evaluate(condition, form) === "yes"),
  );
}

/** The path of what is written as one, or as a URL, with something for each asterisk. */
function pathOf(text: string): string | undefined {
  const path = text.replace(/^\w+:\/\/[^/]*/, "").replaceAll("*", "x");
  return path.startsWith("/") ? path.split(/[?#]/, 1)[0] : undefined;
}

function patternOf({ right }: Comparison): string | undefined {
  return right.kind === "regex" ? fromBytes(right.pattern) : undefined;
}

/** What a pattern of paths begins with, as far as it is no pattern. */
function literalPath(pattern: string | undefined): string | undefined {
  return pattern === undefined ? undefined : /^\^?(\/[\w/~-]+)/.exec(pattern)?.[1];
}
