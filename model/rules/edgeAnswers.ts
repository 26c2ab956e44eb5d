import { allOf, negated, type Certainty } from "../../core/certainty";
import { evaluatorOf } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue } from "../../core/known";
import {
  requestSteps,
  rewritingPhase,
  type RequestStep,
} from "../../facts/cloudflare/requestPhases";
import { knownList } from "../graph/reading";
import type { RedirectAction, SkipAction } from "./edgeActions";
import type { RedirectLists } from "./redirectLists";
import type { EdgeRule, PhaseRules } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";

/** What the rules of the edge do with a request, as far as the plan and the request say it. */
export interface EdgeAnswer {
  /**
   * What the first rule does that certainly answers it; `passes` where none does; `unknown` where that depends on where it comes
   * from.
   */
  readonly outcome: "passes" | "blocked" | "challenged" | "held" | "redirected" | "unknown";
  /** The rule that answers it. Undefined where none certainly does. */
  readonly by: EdgeRule | undefined;
  /** How it is redirected. Undefined where it is not. */
  readonly redirect?: RedirectAction | undefined;
  /** Rules of which it is not known whether they apply to it, or what they do, as far as it gets. */
  readonly perhaps: readonly EdgeRule[];
  /** Rate limits that count it. */
  readonly counting: readonly EdgeRule[];
}

/** What a request meets. */
export interface MetRules {
  /** The rules by their phase or product; in each phase those of the account first. */
  readonly phases: ReadonlyMap<string, readonly PhaseRules[]>;
  /** The redirects that rules take from lists. */
  readonly lists: RedirectLists;
}

/**
 * Asks the rules of the edge about a request.
 * @param met - The rules.
 * @param sample - The request in its forms.
 * @returns What becomes of it.
 */
export function answerOf(met: MetRules, sample: SampleRequest): EdgeAnswer {
  const answers = sample.forms.map((form) => answerTo(met, form));
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
 * @param met - The rules.
 * @param request - The request.
 * @returns What becomes of it.
 */
export function answerTo(met: MetRules, request: ExpressionRequest): EdgeAnswer {
  const walk = new Walk(met, request);
  for (const step of requestSteps) {
    const by = walk.through(step);
    if (by !== undefined) {
      return walk.ended(by);
    }
  }
  return walk.ended(undefined);
}

const outcomes: Readonly<Record<string, EdgeAnswer["outcome"]>> = {
  block: "blocked",
  challenge: "challenged",
  hold: "held",
  redirect: "redirected",
};

/** What ends a walk: a rule, and how it redirects where it does. */
type End = Pick<EdgeAnswer, "redirect"> & { readonly by: EdgeRule };

/** A request on its way through the phases. */
class Walk {
  readonly #perhaps: EdgeRule[] = [];
  readonly #counting: EdgeRule[] = [];
  readonly #skipped = new Map<string, Certainty>();
  readonly #matches: (rule: EdgeRule) => Certainty;
  #isRewritten = false;

  constructor(
    private readonly met: MetRules,
    private readonly request: ExpressionRequest,
  ) {
    const holds = evaluatorOf(request);
    this.#matches = ({ condition }) => (condition === undefined ? "unknown" : holds(condition));
  }

  ended(end: End | undefined): EdgeAnswer {
    const kind = end?.redirect === undefined ? end?.by.action.kind : "redirect";
    return {
      outcome: (kind === undefined ? undefined : outcomes[kind]) ?? "passes",
      ...{ by: end?.by, redirect: end?.redirect },
      ...{ perhaps: this.#perhaps, counting: this.#counting },
    };
  }

  /** Takes the request through a phase, and gives the rule that answers it there. */
  through(step: RequestStep): End | undefined {
    if (step === rewritingPhase) {
      this.#isRewritten = this.#rewrites();
      return undefined;
    }
    for (const { rules = [] } of this.met.phases.get(step) ?? []) {
      const end = this.#throughRules(rules, step);
      if (end !== undefined) {
        return end;
      }
    }
    return undefined;
  }

  #throughRules(rules: readonly EdgeRule[], step: RequestStep): End | undefined {
    let left: Certainty = "yes";
    for (const rule of rules) {
      const isSkipped = this.#skipped.get(step) ?? "no";
      const applies = allOf([negated(isSkipped), left, rule.enabled, this.#applies(rule)]);
      if (applies === "no") {
        continue;
      }
      const { action } = rule;
      if (action.kind === "skip") {
        this.#skip(action, applies);
        left = action.restOfRuleset ? allOf([left, negated(applies)]) : left;
      } else if (action.kind !== "passing") {
        const end = this.#end(rule, applies);
        if (end !== undefined) {
          return end;
        }
      }
    }
    return undefined;
  }

  /** What a rule that applies, or may, answers with certainty; whatever else it may do is noted. */
  #end(by: EdgeRule, applies: Certainty): End | undefined {
    const { action } = by;
    const redirect =
      action.kind === "redirects" ? this.met.lists.find(action.list, this.request) : action;
    if (redirect === undefined) {
      return undefined;
    }
    if (applies === "unknown" || redirect === unknownValue || redirect.kind === "unread") {
      this.#perhaps.push(by);
    } else if (redirect.kind === "limit") {
      this.#counting.push(by);
    } else {
      return redirect.kind === "redirect" ? { by, redirect } : { by };
    }
    return undefined;
  }

  /** Of a path that a rule has changed, nothing is known. */
  #applies(rule: EdgeRule): Certainty {
    return this.#isRewritten && asksPath(rule) ? "unknown" : this.#matches(rule);
  }

  #skip({ phases, products }: SkipAction, applies: Certainty): void {
    for (const names of [knownList(phases), knownList(products)]) {
      const skipped = names?.every((name) => name !== unknownValue) ? names : requestSteps;
      for (const name of skipped) {
        const isSure = applies === "yes" && names?.includes(name) === true;
        const certainty = this.#skipped.get(name) === "yes" || isSure ? "yes" : "unknown";
        this.#skipped.set(name, certainty);
      }
    }
  }

  #rewrites(): boolean {
    const rules = this.met.phases.get(rewritingPhase) ?? [];
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
