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
import type { SkipAction } from "./edgeActions";
import { itemsFor } from "./listedItems";
import type { RedirectAction } from "./urlActions";
import type { EdgeRule } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";
import { asksUrl, rewritten, type RewrittenRequest } from "./urlRewrites";
import type { MetRules } from "./metRules";

/** What the rules of the edge do with a request, as far as the plan and the request say it. */
export interface EdgeAnswer {
  /**
   * What the first rule does that certainly answers it; `passes` where none does; `unknown` where that depends on where it comes
   * from.
   */
  readonly outcome:
    "passes" | "blocked" | "challenged" | "held" | "login" | "redirected" | "unknown";
  /** The rule that answers it. Undefined where none certainly does. */
  readonly by: EdgeRule | undefined;
  /** Where that rule stands. Undefined where none certainly answers it. */
  readonly step?: RequestStep | undefined;
  /** How it is redirected. Undefined where it is not. */
  readonly redirect?: RedirectAction | undefined;
  /** Rules of which it is not known whether they apply to it, or what they do, as far as it gets. */
  readonly perhaps: readonly EdgeRule[];
  /** Rate limits that count it. */
  readonly counting: readonly EdgeRule[];
  /** What rules make of its URL. Undefined where they leave it as it is, or answer it before. */
  readonly rewritten?: RewrittenRequest | undefined;
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
  const isSame = answers.every(({ by }) => by === answer.by);
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

/**
 * Lets a request know what lists hold.
 * @param met - The rules that it meets.
 * @param request - The request.
 */
export function withItems({ items }: MetRules, request: ExpressionRequest): ExpressionRequest {
  return items === undefined
    ? request
    : { ...request, lists: { ...request.lists, ...itemsFor(items, request.host) } };
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
    const end = walk.through(step);
    if (end !== undefined) {
      return { ...walk.ended(end), step };
    }
  }
  return walk.ended(undefined);
}

const outcomes: Readonly<Record<string, EdgeAnswer["outcome"]>> = {
  block: "blocked",
  challenge: "challenged",
  hold: "held",
  login: "login",
  redirect: "redirected",
};

/** What ends a walk: a rule, and how it redirects where it does. */
type End = Pick<EdgeAnswer, "redirect"> & { readonly by: EdgeRule };

/** A request on its way through the phases. */
class Walk {
  readonly #perhaps: EdgeRule[] = [];
  readonly #counting: EdgeRule[] = [];
  readonly #skipped = new Map<string, Certainty>();
  #request: ExpressionRequest;
  #holds: ReturnType<typeof evaluatorOf>;
  #rewritten: RewrittenRequest | undefined;

  constructor(
    private readonly met: MetRules,
    request: ExpressionRequest,
  ) {
    this.#request = withItems(met, request);
    this.#holds = evaluatorOf(this.#request);
  }

  ended(end: End | undefined): EdgeAnswer {
    const kind = end?.redirect === undefined ? end?.by.action.kind : "redirect";
    return {
      outcome: (kind === undefined ? undefined : outcomes[kind]) ?? "passes",
      ...{ by: end?.by, redirect: end?.redirect },
      ...{ perhaps: this.#perhaps, counting: this.#counting },
      rewritten: this.#rewritten,
    };
  }

  /** Takes the request through a phase, and gives the rule that answers it there. */
  through(step: RequestStep): End | undefined {
    if (step === rewritingPhase) {
      this.#rewrite();
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
    // A rule that skips the rest of a ruleset leaves what another ruleset executes besides.
    const left = new Map<unknown, Certainty>();
    for (const rule of rules) {
      const { resource } = rule;
      const isSkipped = this.#skipped.get(step) ?? "no";
      const isLeft = left.get(resource) ?? "yes";
      const applies = allOf([
        ...[negated(isSkipped), isLeft, rule.enabled],
        this.#applies(rule, step),
      ]);
      if (applies === "no") {
        continue;
      }
      const { action } = rule;
      if (action.kind === "skip") {
        this.#skip(action, applies);
        if (action.restOfRuleset) {
          left.set(resource, allOf([isLeft, negated(applies)]));
        }
      } else if (action.kind !== "passing" && action.kind !== "rewrite") {
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
      action.kind === "redirects" ? this.met.lists.find(action.list, this.#request) : action;
    if (redirect === undefined) {
      return undefined;
    }
    const isUnread =
      redirect === unknownValue || redirect.kind === "unread" || redirect.kind === "execute";
    if (applies === "unknown" || isUnread) {
      this.#perhaps.push(by);
    } else if (redirect.kind === "limit") {
      this.#counting.push(by);
    } else {
      return redirect.kind === "redirect" ? { by, redirect } : { by };
    }
    return undefined;
  }

  /** Of a URL that a rule changes to what is not known, nothing is known; nor whether page rules ask for the new one. */
  #applies(rule: EdgeRule, step: RequestStep): Certainty {
    const { condition } = rule;
    const isVague =
      this.#rewritten !== undefined &&
      (this.#rewritten.request === undefined || step === "page rules");
    return condition === undefined || (isVague && asksUrl(rule))
      ? "unknown"
      : this.#holds(condition);
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

  #rewrite(): void {
    this.#rewritten = rewritten(this.met.phases, this.#request);
    if (this.#rewritten?.request !== undefined) {
      this.#request = this.#rewritten.request;
      this.#holds = evaluatorOf(this.#request);
    }
  }
}
