import { evaluate } from "../../core/expressions/evaluator";
import { unknownValue } from "../../core/known";
import type { MetRules } from "./edgeAnswers";
import type { EdgeRule } from "./edgeRules";
import type { SampleRequest } from "./sampleRequests";

/**
 * Whether a custom rule certainly skips a phase for a request, in all of its forms.
 * Source: Cloudflare docs, waf/custom-rules/skip/options (custom rules skip phases).
 * @param met - The rules that the request meets.
 * @param sample - The request.
 * @param phase - The phase, e.g. `http_request_sbfm`.
 */
export function skipsPhase({ phases }: MetRules, { forms }: SampleRequest, phase: string): boolean {
  const rules = (phases.get("http_request_firewall_custom") ?? []).flatMap(
    (each) => each.rules ?? [],
  );
  return rules.some(
    ({ action, condition, enabled }) =>
      enabled === "yes" &&
      condition !== undefined &&
      skips(action, phase) &&
      forms.every((form) => evaluate(condition, form) === "yes"),
  );
}

function skips(action: EdgeRule["action"], phase: string): boolean {
  return action.kind === "skip" && action.phases !== unknownValue && action.phases.includes(phase);
}
