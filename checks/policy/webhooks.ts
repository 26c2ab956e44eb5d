import type { WebhookUrlProblem } from "../../constraints/webhookUrls";
import { unknownValue } from "../../core/known";
import type { PlanSide } from "./context";
import type { Violation } from "./rule";
import { about } from "./subjects";

/**
 * Judges the URLs of webhooks that are known; none is shown.
 * @param problemOf - Says what is wrong with a URL.
 * @returns What is wrong with each.
 */
export function webhookViolations(
  { traffic }: PlanSide,
  problemOf: (url: string) => WebhookUrlProblem | undefined,
): readonly Violation[] {
  return traffic.webhooks.flatMap(({ resource, url }) => {
    const problem = url === undefined || url === unknownValue ? undefined : problemOf(url);
    if (problem === undefined) {
      return [];
    }
    const { rule, ...rest } = problem;
    return [{ ...about(resource, "url"), must: rule, ...rest }];
  });
}
