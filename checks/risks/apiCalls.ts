import { cloudflareCalls, overCallLimit } from "../../model/plan/apiCalls";
import type { Risk, RiskContext } from "./risk";
import { stackTitle } from "../words/stackTitle";
import { say } from "../words/words";

/**
 * Finds a plan that takes more calls of Cloudflare's API than it takes in a while.
 * @returns The risk, or nothing.
 */
export function apiCallRisks({ plan }: RiskContext): Risk[] {
  const sentence = overCallLimit(cloudflareCalls(plan));
  const title = stackTitle(plan);
  return sentence === undefined
    ? []
    : [
        {
          id: "api-calls-over-limit",
          severity: "medium",
          subject: title,
          title,
          consequence: [
            `${sentence}. What is half done stays so until somebody runs it again; with --refresh every Cloudflare resource of the stack is one call more.`,
          ],
          cause: [],
          hint: say`Divide the stack, or make the change in several updates with a few minutes between them.`,
        },
      ];
}
