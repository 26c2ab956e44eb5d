import { allOf, anyOf, certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { repeated } from "../core/rules";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { CloudflarePlan } from "../facts/cloudflare/plans";
import { transformPhases } from "../facts/cloudflare/rulesetPhases";
import { brokenRules, whenKnown, written, type Constraint } from "./constraint";
import { phaseFacts } from "./rulesetActions";
import { ruleRefusals, type Refusal, type RulesetRule } from "./rulesetRules";

/** What the API looks at in a ruleset. */
export interface RulesetFields {
  /** `zone` and `root` for entry points. */
  readonly kind: Known<string>;
  /** The phase. */
  readonly phase: Known<string>;
  /** The rules, in their order. */
  readonly rules: Known<readonly Known<RulesetRule>[]>;
}

/** What stands around a ruleset. */
export interface RulesetView {
  /** The zone's plan, or the highest of an account. */
  readonly plan: Known<CloudflarePlan>;
  /** Whether the zone or account has another entry point in the phase. */
  readonly hasOtherEntryPoint: Certainty;
}

type RulesetConstraint = Constraint<RulesetFields, RulesetView>;

function isEntryPoint(kind: string): boolean {
  return kind === "zone" || kind === "root";
}

/** A phase has one entry point in a zone, and one in an account. Source: Cloudflare docs, ruleset-engine/about/phases. */
export const oneEntryPoint: RulesetConstraint = {
  id: "ruleset/one-entry-point",
  property: "kind",
  must: ({ phase }) =>
    `be the only ruleset that its zone or account has in the phase ${String(phase)}`,
  error: apiErrors.rulesetExists,
  answer: ({ kind, phase }) =>
    `'${String(kind)}' is not a valid value for kind because exceeded maximum number of ${String(kind)} rulesets for phase ${String(phase)}`,
  holds: ({ kind }, { hasOtherEntryPoint }) =>
    anyOf([
      whenKnown(kind, (one) => !isEntryPoint(one)),
      hasOtherEntryPoint === "unknown" ? "unknown" : certain(hasOtherEntryPoint === "no"),
    ]),
};

/** The entry point is where the phase has one. Source: that of `rulesetPhases`. */
export const kindOfPhase: RulesetConstraint = {
  id: "ruleset/kind-of-phase",
  property: "kind",
  must: ({ phase }) =>
    `be ${(phaseFacts(phase)?.kinds ?? []).join(" or ")} for an entry point of the phase ${String(phase)}`,
  error: apiErrors.rulesetParameterInvalid,
  answer: ({ kind, phase }) =>
    `'${String(kind)}' is not a valid value for kind because the phase ${String(phase)} has no such entry point`,
  holds: ({ kind, phase }) => {
    const kinds: readonly string[] | undefined = phaseFacts(phase)?.kinds;
    return kinds === undefined
      ? "unknown"
      : whenKnown(kind, (one) => !isEntryPoint(one) || kinds.includes(one));
  },
};

function mostRules(phase: Known<string>, plan: Known<CloudflarePlan>): number | undefined {
  const rules = phaseFacts(phase)?.rules;
  return plan === unknownValue ? undefined : rules?.[plan];
}

function rulesIn({ rules }: RulesetFields): readonly Known<RulesetRule>[] {
  return rules === unknownValue ? [] : rules;
}

/** Of the transform rules "active" ones count, whether others do is not said. */
function countedRules(fields: RulesetFields): { least: number; most: number } {
  const all = rulesIn(fields);
  const active = all.filter((rule) => rule === unknownValue || rule.enabled !== false);
  const isTransform = (transformPhases as readonly unknown[]).includes(fields.phase);
  return { least: isTransform ? active.length : all.length, most: all.length };
}

/** An entry point has no more rules than the plan gives. Source: that of `rulesetPhases`. */
export const ruleCount: RulesetConstraint = {
  id: "ruleset/rule-count",
  property: "rules",
  must: ({ phase }, { plan }) => {
    const most = mostRules(phase, plan);
    const product = phaseFacts(phase)?.product;
    return most === 0
      ? `be left out: the plan ${String(plan)} has no ${product}`
      : `be at most ${most} in the phase ${String(phase)} on the plan ${String(plan)}`;
  },
  error: apiErrors.tooManyRules,
  answer: (fields, { plan }) =>
    `exceeded the maximum number of rules in the phase ${String(fields.phase)}: ${countedRules(fields).most} out of ${mostRules(fields.phase, plan)}`,
  holds: (fields, { plan }) => {
    const most = mostRules(fields.phase, plan);
    const counted = countedRules(fields);
    const isCounted = allOf([
      whenKnown(fields.rules, () => true),
      whenKnown(fields.kind, isEntryPoint),
      certain(most !== undefined),
    ]);
    return isCounted !== "yes" || most === undefined
      ? "unknown"
      : counted.least > most
        ? "no"
        : counted.most > most
          ? "unknown"
          : "yes";
  },
};

/** Two rules do not share a `ref`, by which the API tells them apart. From memory: no published answer of the API is known. */
export const refsDiffer: RulesetConstraint = {
  id: "ruleset/refs-differ",
  property: "rules",
  must: (fields) =>
    `have a ref of its own each; ${sharedRefs(fields).join(", ")} stands there twice`,
  error: apiErrors.rulesetParameterInvalid,
  answer: (fields) => `rule ref '${String(sharedRefs(fields)[0])}' is not unique`,
  holds: (fields) => {
    const refs = refsOf(fields);
    const isKnown = fields.rules !== unknownValue && !refs.includes(unknownValue);
    return sharedRefs(fields).length > 0 ? "no" : isKnown ? "yes" : "unknown";
  },
};

function refsOf(fields: RulesetFields): readonly unknown[] {
  return rulesIn(fields).map((rule) => (rule === unknownValue ? unknownValue : rule.ref));
}

function sharedRefs(fields: RulesetFields): readonly unknown[] {
  const refs = refsOf(fields).filter((ref) => typeof ref === "string" && ref !== "");
  return [...new Set(repeated(refs).map(({ entry }) => entry))];
}

/** What the API refuses of a ruleset as a whole, in the order in which it is looked at. */
export const rulesetConstraints = [oneEntryPoint, kindOfPhase, ruleCount, refsDiffer] as const;

/**
 * Finds what the API refuses of a ruleset and of its rules.
 * @param ruleset - The ruleset.
 * @param view - What stands around it.
 * @returns One refusal for each thing that is sure to be refused, those of the whole first, then rule by rule.
 */
export function rulesetRefusals(ruleset: RulesetFields, view: RulesetView): readonly Refusal[] {
  const whole = brokenRules<RulesetFields, RulesetView, RulesetConstraint>(
    rulesetConstraints,
    ruleset,
    view,
  );
  const { kind, phase } = ruleset;
  return [
    ...whole.map(({ rule, must }) => ({
      problem: { path: rule.property, rule: must, actual: wholeInWords(rule.property, ruleset) },
      error: rule.error,
      answer: written(rule.answer, ruleset, view),
    })),
    ...rulesIn(ruleset).flatMap((rule, index) =>
      rule === unknownValue
        ? []
        : ruleRefusals(rule, `rules[${index}]`, { kind, phase, plan: view.plan }),
    ),
  ];
}

function wholeInWords(property: keyof RulesetFields, ruleset: RulesetFields): string {
  return property === "rules"
    ? `${rulesIn(ruleset).length} rules`
    : `"${String(ruleset[property])}"`;
}
