import { notFoundStatus } from "../../../facts/httpStatus";
import { title } from "../../../model/graph/title";
import { readTargetGroup } from "../../../model/origin/targetGroups";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Target groups whose health check counts errors as well. */
export const targetCheckBlind = defineRule({
  id: "target-check-blind",
  severity: "medium",
  sentence: "The health check of a target group can fail: it takes no 404 for an answer.",
  reason:
    "A check that counts errors as well finds a target healthy whose application is gone: it keeps its requests, and visitors get the error.",
  source: "Elastic Load Balancing user guide, target-group-health-checks (success codes)",
  hint: "Let matcher hold the codes of success alone, as 200 or 200-299, and path a page that fails when the application does",
  evaluate: ({ after }) => {
    const groups = after.traffic.inventory.ofType("targetGroup").map(readTargetGroup);
    return groups.flatMap(({ resource, check: { matcher } }) =>
      typeof matcher === "string" && takes(matcher, notFoundStatus)
        ? [
            {
              ...about(resource, "healthCheck.matcher"),
              must: "hold codes of success",
              actual: matcher,
              parts: [title(resource)],
            },
          ]
        : [],
    );
  },
});

/** Codes are listed with commas, and ranges with a hyphen. */
function takes(matcher: string, code: number): boolean {
  return matcher.split(",").some((part) => {
    const [first, last = first] = part.split("-").map(Number);
    return first !== undefined && last !== undefined && first <= code && code <= last;
  });
}
