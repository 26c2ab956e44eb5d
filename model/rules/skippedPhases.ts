import { evaluate } from "../../core/expressions/evaluator";
import { knownList } from "../graph/reading";
import { withItems } from "./edgeAnswers";
import type { MetRules } from "./metRules";
import type { EdgeRule } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";

/**
 * Lists the rules that are on and let requests pass a phase: custom rules that skip it, and rules of its own that skip the rest of it.
 * Source: Cloudflare docs, waf/custom-rules/skip/options (custom rules skip phases) and waf/managed-rules/waf-exceptions.
 * @param met - The rules that requests meet.
 * @param phase - The phase or the product, e.g. `http_request_sbfm`.
 */
export function skippingRules({ phases }: MetRules, phase: string): EdgeRule[] {
  const [custom, own] = ["http_request_firewall_custom", phase].map((name) =>
    (phases.get(name) ?? []).flatMap(({ rules = [] }) => rules),
  );
  return [
    ...(custom ?? []).filter(({ action }) => skips(action, phase)),
    ...(own ?? []).filter(({ action }) => action.kind === "skip"),
  ].filter(({ enabled, condition }) => enabled === "yes" && condition !== undefined);
}

/**
 * Whether a rule certainly skips a phase for a request, in all of its forms.
 * @param met - The rules that the request meets.
 * @param sample - The request.
 * @param phase - The phase.
 * @param only - The one rule that is asked. Defaults to any.
 */
export function skipsPhase(
  met: MetRules,
  { forms }: SampleRequest,
  phase: string,
  only?: EdgeRule,
): boolean {
  return (only === undefined ? skippingRules(met, phase) : [only]).some(
    ({ condition }) =>
      condition !== undefined &&
      forms.every((form) => evaluate(condition, withItems(met, form)) === "yes"),
  );
}

function skips(action: EdgeRule["action"], phase: string): boolean {
  if (action.kind !== "skip") {
    return false;
  }
  const { phases, products } = action;
  return [knownList(phases), knownList(products)].some((names) => names?.includes(phase) === true);
}
