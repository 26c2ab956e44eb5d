import { allOf, type Certainty } from "../../core/certainty";
import { evaluatorOf } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue, type Known } from "../../core/known";
import {
  answeringPhases,
  rewritingPhase,
  type AnsweringPhase,
} from "../../facts/cloudflare/requestPhases";
import type { SkipAction } from "./edgeActions";
import type { EdgeRule, PhaseRules } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";

/** What the rules of the edge do with a request, as far as the plan and the request say it. */
export interface EdgeAnswer {
  /**
   * What the first rule does that certainly answers it; `passes` where none does; `unknown` where that depends on where it comes
   * from.
   */
  readonly outcome: "passes" | "blocked" | "challenged" | "redirected" | "unknown";
  /** The rule that answers it. Undefined where none certainly does. */
  readonly by: EdgeRule | undefined;
  /** Rules of which it is not known whether they apply to it, or what they do, as far as it gets. */
  readonly perhaps: readonly EdgeRule[];
  /** Rate limits that count it. */
  readonly counting: readonly EdgeRule[];
}

/** The rules that a request meets, by their phase. */
export type RulesOfPhases = ReadonlyMap<string, readonly PhaseRules[]>;

/**
 * Asks the rules of the edge about a request.
 * @param phases - The rules; in each phase those of the account first.
 * @param sample - The request in its forms.
 * @returns What becomes of it.
 */
export function answerOf(phases: RulesOfPhases, sample: SampleRequest): EdgeAnswer {
  const answers = sample.forms.map((form) => answerTo(phases, form));
  const [answer] = answers;
  if (answer === undefined) {
    return { outcome: "unknown", by: undefined, perhaps: [], counting: [] };
  }
  const perhaps = eachOnce(answers.flatMap((each) => each.perhaps));
  const counting = answer.counting.filter((rule) =>
    answers.every((each) => each.counting.includes(rule)),
  );
  const isSame = answers.every(({ outcome, by }) => outcome === answer.outcome && by === answer.by);
  const differing = eachOnce(answers.flatMap(({ by }) => by ?? []));
  return isSame
    ? { ...answer, perhaps, counting }
    : {
        outcome: "unknown",
        by: undefined,
        perhaps: eachOnce([...perhaps, ...differing]),
        counting,
      };
}

function eachOnce<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

/**
 * Asks the rules of the edge about one form of a request.
 * @param phases - The rules; in each phase those of the account first.
 * @param request - The request.
 * @returns What becomes of it.
 */
export function answerTo(phases: RulesOfPhases, request: ExpressionRequest): EdgeAnswer {
  const walk = new Walk(phases, request);
  for (const phase of answeringPhases) {
    const by = walk.through(phase);
    if (by !== undefined) {
      return walk.ended(by);
    }
  }
  return walk.ended(undefined);
}

const outcomes = { block: "blocked", challenge: "challenged", redirect: "redirected" } as const;

/** A request on its way through the phases. */
class Walk {
  readonly #perhaps: EdgeRule[] = [];
  readonly #counting: EdgeRule[] = [];
  readonly #skipped = new Map<string, Certainty>();
  readonly #matches: (rule: EdgeRule) => Certainty;
  #isRewritten = false;

  constructor(
    private readonly phases: RulesOfPhases,
    request: ExpressionRequest,
  ) {
    const holds = evaluatorOf(request);
    this.#matches = ({ condition }) => (condition === undefined ? "unknown" : holds(condition));
  }

  ended(by: EdgeRule | undefined): EdgeAnswer {
    const kind = by?.action.kind;
    const outcome =
      kind === "block" || kind === "challenge" || kind === "redirect" ? outcomes[kind] : "passes";
    return { outcome, by, perhaps: this.#perhaps, counting: this.#counting };
  }

  /** Takes the request through a phase, and gives the rule that answers it there. */
  through(phase: AnsweringPhase): EdgeRule | undefined {
    const isSkipped = this.#skipped.get(phase) ?? "no";
    const rulesets = isSkipped === "yes" ? [] : (this.phases.get(phase) ?? []);
    for (const { rules = [] } of rulesets) {
      const by = this.#throughRules(rules, isSkipped);
      if (by !== undefined) {
        return by;
      }
    }
    if (phase === answeringPhases[0]) {
      this.#isRewritten = this.#rewrites();
    }
    return undefined;
  }

  #throughRules(rules: readonly EdgeRule[], isSkipped: Certainty): EdgeRule | undefined {
    let left = not(isSkipped);
    for (const rule of rules) {
      const applies = allOf([left, rule.enabled, this.#applies(rule)]);
      const { action } = rule;
      if (applies === "no" || action.kind === "passing") {
        continue;
      }
      if (action.kind === "skip") {
        this.#skip(action, applies);
        left = action.restOfRuleset ? allOf([left, not(applies)]) : left;
      } else if (applies === "unknown" || action.kind === "unread") {
        this.#perhaps.push(rule);
      } else if (action.kind === "limit") {
        this.#counting.push(rule);
      } else {
        return rule;
      }
    }
    return undefined;
  }

  /** Of a path that a rule has changed, nothing is known. */
  #applies(rule: EdgeRule): Certainty {
    return this.#isRewritten && asksPath(rule) ? "unknown" : this.#matches(rule);
  }

  #skip({ phases }: SkipAction, applies: Certainty): void {
    const named: readonly Known<string>[] = phases === unknownValue ? [unknownValue] : phases;
    for (const phase of named.flatMap((each) =>
      each === unknownValue ? answeringPhases : [each],
    )) {
      const isSure =
        this.#skipped.get(phase) === "yes" || (applies === "yes" && named.includes(phase));
      this.#skipped.set(phase, isSure ? "yes" : "unknown");
    }
  }

  #rewrites(): boolean {
    const rules = this.phases.get(rewritingPhase) ?? [];
    return rules.some(
      ({ rules: own }) =>
        own === undefined ||
        own.some((rule) => allOf([rule.enabled, this.#matches(rule)]) !== "no"),
    );
  }
}

function asksPath({ fields }: EdgeRule): boolean {
  return [...fields].some(
    (name) => name.startsWith("http.request.uri") || name === "http.request.full_uri",
  );
}

function not(certainty: Certainty): Certainty {
  return certainty === "unknown" ? certainty : certainty === "yes" ? "no" : "yes";
}
