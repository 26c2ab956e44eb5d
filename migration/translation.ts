import { expressionProblems } from "../constraints/expressions";
import { printCondition } from "../core/expressions/printer";
import type { Condition } from "../core/expressions/tree";
import { nearestName } from "../core/nearestName";
import type { Problem } from "../core/problem";
import { pageRuleSettings } from "../facts/cloudflare/pageRules";
import { cacheProblems, translateCaching } from "./caching";
import { allOf, isMet, not } from "./conditions";
import { hostProblems, translateConfiguration, translateOrigin } from "./configuration";
import { readPageRules } from "./document";
import { forwardingProblems, translateAlwaysHttps, translateForwarding } from "./forwarding";
import { doOverlap, isCovered } from "./overlap";
import type { PageRule } from "./pageRule";
import { edgeRulesArgs, type TranslatedArgs, type WrittenRule } from "./translatedArgs";
import type { Outcome, Remark } from "./translated";

/** One line of the report. */
export interface ReportLine extends Remark {
  /** The URL pattern of the page rule. */
  readonly url: string;
}

/** The page rules of a zone, translated. */
export interface Translation {
  /** Arguments of `EdgeRules`. */
  readonly args: TranslatedArgs;
  /** What the arguments do not do, or do otherwise; in the order of the page rules. */
  readonly report: readonly ReportLine[];
}

/**
 * Translates the page rules of a zone. Of page rules only the one of the highest priority that meets a request takes effect, so that
 * each translated rule leaves out the requests of those above it.
 *
 * Source: Cloudflare docs, rules/page-rules ("Only the highest priority matching page rule takes effect on a request").
 * @param document - What Cloudflare's API answers to `GET /zones/<id>/pagerules`, or the list in it.
 * @param zoneName - The zone's name in its canonical form. Defaults to what the patterns say.
 * @returns The translation, or everything that is wrong with the document.
 */
export function translatePageRules(
  document: unknown,
  zoneName?: string,
): { readonly translation: Translation } | { readonly problems: readonly Problem[] } {
  const { rules, problems: unread } = readPageRules(document, zoneName);
  const unmeant = rules.flatMap((rule) => [
    ...forwardingProblems(rule),
    ...hostProblems(rule),
    ...cacheProblems(rule),
  ]);
  const problems = [...unread, ...unmeant];
  if (problems.length > 0) {
    return { problems };
  }
  const translated = rules.map((_, index) => translateRule(rules, index));
  const written = translated.flatMap((each) => each.rules);
  const unwritten = written.flatMap(({ rule, expression }) =>
    expressionProblems(expression, `The expression of ${rule.path}`).map((problem) => ({
      ...problem,
      hint: "Delete page rules above it that nobody needs, or name their hosts without an asterisk",
    })),
  );
  const report = translated.flatMap(({ report: lines }) => lines);
  return unwritten.length > 0
    ? { problems: unwritten }
    : { translation: { args: edgeRulesArgs(written, zoneName), report } };
}

/** Translates the page rule that stands at an index, beneath those before it. */
function translateRule(
  all: readonly PageRule[],
  index: number,
): { readonly rules: readonly WrittenRule[]; readonly report: readonly ReportLine[] } {
  const rule = all[index]!;
  const above = all.slice(0, index);
  const { pattern } = rule;
  const deciding = above.filter((each) => each.isActive && doOverlap(each.pattern, pattern));
  const report = (remarks: readonly Remark[]) =>
    remarks.map((remark) => ({ url: pattern.text, ...remark }));
  const covering = deciding.find((each) => isCovered(pattern, each.pattern));
  if (covering !== undefined) {
    return { rules: [], report: report([neverActs(covering)]) };
  }
  const outcome = outcomeOf(rule);
  const isOwn: readonly Condition[] = [
    isMet(pattern),
    ...deciding.map((each) => not(isMet(each.pattern))),
  ];
  const rules = outcome.rules.map((translated): WrittenRule => ({
    ...{ rule, translated },
    key: keyOf(pattern.text, index, translated.suffix),
    expression: printCondition(allOf([...isOwn, ...translated.when])),
  }));
  return {
    rules,
    report: report([...placeRemarks(rule, above, all.slice(index + 1)), ...outcome.remarks]),
  };
}

function outcomeOf(rule: PageRule): Outcome {
  const configuration = translateConfiguration(rule);
  const caching = translateCaching(rule);
  return {
    rules: [
      ...translateForwarding(rule),
      ...translateAlwaysHttps(rule),
      ...configuration.rules,
      ...translateOrigin(rule),
      ...caching.rules,
    ],
    remarks: [...goneSettings(rule), ...configuration.remarks, ...caching.remarks],
  };
}

/** Settings that no rule of a zone has, and those that nobody here knows. */
function goneSettings(rule: PageRule): readonly Remark[] {
  return [...rule.settings.keys()].flatMap((setting): Remark[] => {
    const known = pageRuleSettings.get(setting);
    if (known === undefined) {
      const nearest = nearestName(setting, [...pageRuleSettings.keys()]);
      const instead = nearest === undefined ? "" : `, or ${nearest} where that is meant`;
      const text = "This setting is not known here, and nothing of it is translated";
      return [{ kind: "no equal", setting, text, instead: `Translate it by hand${instead}` }];
    }
    const { instead } = known;
    const text = "No rule at the edge does the same";
    return instead === undefined ? [] : [{ kind: "no equal", setting, text, instead }];
  });
}

function neverActs(covering: PageRule): Remark {
  return {
    kind: "never acts",
    text: `${JSON.stringify(covering.pattern.text)} stands above it and takes all of its requests`,
    instead: "Nothing of it is translated; give it a higher priority first where it should act",
  };
}

/** What its place among the other page rules leaves open. */
function placeRemarks(
  rule: PageRule,
  above: readonly PageRule[],
  beneath: readonly PageRule[],
): readonly Remark[] {
  const meets = (each: PageRule) => doOverlap(each.pattern, rule.pattern);
  const alike = above.filter(
    (each) => each.isActive && each.priority === rule.priority && meets(each),
  );
  return [
    ...alike.map(({ pattern }) => ({
      kind: "differs" as const,
      text: `${JSON.stringify(pattern.text)} has the same priority, and which of the two decides is not documented: here the first`,
      instead: "Give them different priorities and translate again",
    })),
    ...(!rule.isActive && beneath.some(meets)
      ? [
          {
            kind: "differs" as const,
            text: "It is disabled, so that the rules of page rules beneath it do not leave out its requests",
            instead: "Enable it as a page rule and translate again, rather than in the program",
          },
        ]
      : []),
  ];
}

/** The key of a rule, different for each page rule by its number. */
function keyOf(pattern: string, index: number, suffix: string | undefined): string {
  const words = pattern.toLowerCase().replace(/^[^/]*:\/\//, "");
  const slug = words.match(/[a-z0-9]+(\.[a-z0-9]+)*/g)?.join("-") ?? "";
  const parts = [String(index + 1), slug.slice(0, 24).replace(/[.-]+$/, ""), suffix];
  return parts.filter((part) => part !== undefined && part !== "").join("-");
}
