import { title } from "../../../model/graph/title";
import { readTargetGroup } from "../../../model/origin/targetGroups";
import { wholeNumber } from "../limits";
import { defineLimitedRule } from "../rule";
import { about } from "../subjects";

/** Target groups whose targets are cut off in the middle of requests. */
export const deregistrationDelayShort = defineLimitedRule({
  id: "deregistration-delay-short",
  severity: "low",
  sentence: "A target that is taken out has time to end the requests that it has begun.",
  reason:
    "What is not answered when the delay is over is cut off, and the load balancer answers 502: a few visitors meet it with every deployment.",
  source:
    "Elastic Load Balancing user guide, edit-target-group-attributes and load-balancer-troubleshooting (HTTP 502)",
  hint: "Set deregistrationDelay to more than the longest request takes",
  limits: { seconds: wholeNumber(5, "seconds that a target must have at least") },
  evaluate: ({ after }, { seconds }) => {
    const groups = after.traffic.inventory.ofType("targetGroup").map(readTargetGroup);
    return groups.flatMap(({ resource, targetType, deregistrationDelaySeconds }) => {
      const delay = deregistrationDelaySeconds;
      return typeof delay === "number" && delay < seconds && targetType !== "lambda"
        ? [
            {
              ...about(resource, "deregistrationDelay"),
              excess: -delay,
              must: `be at least ${seconds} seconds`,
              actual: `${delay}`,
              parts: [title(resource)],
            },
          ]
        : [];
    });
  },
});
