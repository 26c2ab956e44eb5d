import { mayBeIn } from "../constraints/pageRules";
import type { Problem } from "../core/problem";
import { askTheApi, isObject, readPageRule, wrong, type PageRule } from "./pageRule";
import { fixedEnd } from "./urlPattern";

/** A bound of our own, eight times what the largest plan gives: each rule is compared with all above it. */
const mostPageRules = 1000;

/**
 * Reads the page rules of a zone, as Cloudflare's API answers to `GET /zones/<id>/pagerules`.
 * @param document - The whole answer, or the list in it.
 * @param zoneName - The zone's name in its canonical form; undefined where it is not known.
 * @returns The rules that can be read, in the order in which they decide, and everything that is wrong with them and the others.
 */
export function readPageRules(
  document: unknown,
  zoneName: string | undefined,
): { readonly rules: readonly PageRule[]; readonly problems: readonly Problem[] } {
  const found = listOf(document);
  if ("problem" in found) {
    return { rules: [], problems: [found.problem] };
  }
  const { path, list } = found;
  if (list.length > mostPageRules) {
    const rule = `have at most ${mostPageRules} page rules`;
    const problem = { path: path || "The document", rule, actual: `${list.length}` };
    return { rules: [], problems: [problem] };
  }
  const read = list.map((each, index) => readPageRule(each, `${path}[${index}]`));
  const rules = read.flatMap((each) => ("rule" in each ? [each.rule] : []));
  const problems = [
    ...read.flatMap((each) => ("problems" in each ? each.problems : [])),
    ...foreignProblems(rules, zoneName),
  ];
  return { rules: rules.sort((left, right) => right.priority - left.priority), problems };
}

/** The list of an answer with its path, or what is wrong. */
function listOf(
  document: unknown,
): { readonly path: string; readonly list: readonly unknown[] } | { readonly problem: Problem } {
  if (Array.isArray(document)) {
    return { path: "", list: document as readonly unknown[] };
  }
  if (!isObject(document) || !("result" in document || "success" in document)) {
    const must = "be what Cloudflare answers to GET /zones/<id>/pagerules, or the list in it";
    return { problem: { ...wrong("The document", must, document), hint: askTheApi } };
  }
  const { success = true, result, errors } = document;
  if (success !== true) {
    return { problem: wrong("success", "be true", said(errors) ?? success) };
  }
  if (Array.isArray(result)) {
    return { path: "result", list: result as readonly unknown[] };
  }
  const hint = "List them all: what one of them does depends on those above it";
  return { problem: { ...wrong("result", "be a list of page rules", result), hint } };
}

/** What the API says in place of an answer. */
function said(errors: unknown): unknown {
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const { code, message } = isObject(first) ? first : {};
  return code === undefined && message === undefined
    ? undefined
    : [code, message]
        .filter((each) => each !== undefined)
        .map(String)
        .join(": ");
}

/** Patterns that no name of the zone meets. Where its name is not known, all must end alike, as names of one zone do. */
function foreignProblems(
  rules: readonly PageRule[],
  zoneName: string | undefined,
): readonly Problem[] {
  const [first] = rules;
  return rules.flatMap(({ path, pattern }): Problem[] => {
    const isOwn =
      zoneName === undefined
        ? first === undefined || domainOf(first.pattern.host) === domainOf(pattern.host)
        : mayBeIn(pattern.host, zoneName);
    const rule = `name a host of ${zoneName ?? "one zone, as all rules of an answer do"}`;
    return isOwn ? [] : [wrong(`${path}.targets[0].constraint.value`, rule, pattern.text)];
  });
}

/** The last two labels. A zone has at least those, whatever it has more. */
function domainOf(host: string): string {
  return fixedEnd(host).split(".").slice(-2).join(".");
}
