import type { Evidence, Rule } from "../checks/policy/rule";
import { nearestRule, ruleGroups, ruleOf, rules } from "../checks/policy/rules";

const judgedIn = {
  resources: "plans, states and the policy pack",
  changes: "plans: a policy pack is not told what was there before",
  secrets: "plans: a policy pack gets secrets in clear",
} satisfies Record<Evidence, string>;

/**
 * Explains a rule.
 * @param id - Its name.
 * @returns The explanation; undefined where there is no such rule.
 */
export function explainRule(id: string): string | undefined {
  const rule = ruleOf(id);
  return rule && explanation(rule);
}

/**
 * Says what somebody may have meant who named no rule.
 * @param text - What they wrote.
 * @returns One sentence.
 */
export function ruleHint(text: string): string {
  const nearest = nearestRule(text);
  return nearest === undefined
    ? "steady-edge policy list names all rules."
    : `Did you mean ${nearest}?`;
}

/**
 * Lists the rules for people.
 * @returns One line per rule, by what they are about.
 */
export function listAsText(): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  const groups = ruleGroups.map(({ title, rules: own }) => {
    const lines = own.map(
      ({ id, severity, sentence }) => `  ${id.padEnd(width)}  ${severity.padEnd(6)}  ${sentence}\n`,
    );
    return `${title}\n${lines.join("")}`;
  });
  return groups.join("\n");
}

/**
 * Lists the rules for programs.
 * @returns A JSON document.
 */
export function listAsJson(): string {
  const list = rules.map(({ id, severity, sentence, reason, source, hint, evidence, limits }) => ({
    ...{ id, severity, sentence, reason, source, hint, evidence },
    limits: Object.fromEntries(
      Object.entries(limits).map(([name, limit]) => [
        name,
        { default: limit.default, description: limit.description },
      ]),
    ),
  }));
  return `${JSON.stringify({ rules: list }, undefined, 2)}\n`;
}

function explanation(rule: Rule): string {
  const limits = Object.entries(rule.limits).map(
    ([name, limit]) =>
      `  ${name}: ${limit.description}; must ${limit.must}. Defaults to ${JSON.stringify(limit.default)}.\n`,
  );
  return [
    `${rule.id} (${rule.severity})\n`,
    `${rule.sentence}\n\n`,
    `Why: ${rule.reason}\n`,
    `Source: ${rule.source}.\n`,
    `Way out: ${rule.hint}.\n`,
    `Judged in: ${judgedIn[rule.evidence]}.\n`,
    ...(limits.length === 0 ? [] : ["Limits:\n", ...limits]),
  ].join("");
}
