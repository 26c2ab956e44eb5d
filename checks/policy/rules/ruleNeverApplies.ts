import { attackStep } from "../../../model/rules/attackModes";
import { deadRules, impossibleHeaders } from "../../../model/rules/deadRules";
import type { EdgeRule } from "../../../model/rules/edgeRules";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { PlanSide } from "../context";
import { defineRule, type Violation } from "../rule";
import { about, shown } from "../subjects";

/** Rules of the edge that no request can meet. */
export const ruleNeverApplies = defineRule({
  id: "rule-never-applies",
  severity: "low",
  sentence: "Every rule of the edge that is on can apply to some request.",
  reason:
    "A rule behind one that answers all of its requests, or one whose expression is never true, does nothing, although people rely on it. Header " +
    "names are keys in lower case, so that a name with capitals finds none.",
  source:
    "Cloudflare docs, ruleset-engine/rules-language/actions and ruleset-engine/rules-language/fields/reference/http.request.headers",
  hint: "Take the rule away, put it before the one that answers, or write header names in lower case",
  evaluate: ({ after }) =>
    ownRules(after).flatMap((rules) => [
      ...deadRules(rules).map(({ rule, because }) => deadRule(rule, because)),
      ...rules.flatMap((rule) =>
        impossibleHeaders(rule).map((name) => impossibleHeader(rule, name)),
      ),
    ]),
});

/** The rules as they are written; those of attack mode say again what configuration rules say. */
function ownRules({ traffic }: PlanSide): (readonly EdgeRule[])[] {
  return EdgeZones.of(traffic)
    .rules.filter(({ phase }) => phase !== attackStep)
    .map(({ rules = [] }) => rules);
}

function deadRule(rule: EdgeRule, because: string): Violation {
  return {
    ...about(rule.resource, rule.place),
    must: "apply to some request",
    actual: `none, since ${because}`,
    parts: [`${rule.title} ${because}`],
  };
}

function impossibleHeader(rule: EdgeRule, name: string): Violation {
  return {
    ...about(rule.resource, `${rule.place}.expression`),
    must: "name headers in lower case",
    actual: shown(name),
    hint: `Write ${name.toLowerCase()}`,
  };
}
