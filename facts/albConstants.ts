import { albDefaults, albLimits } from "./aws/albBehaviour";
import { chosen, documented, type RehearsalConstant } from "./rehearsalConstant";

const albAttributes = "Elastic Load Balancing user guide, edit-load-balancer-attributes";
const albTrouble = "Elastic Load Balancing user guide, load-balancer-troubleshooting";
const albTargets = "Elastic Load Balancing user guide, edit-target-group-attributes";
const albHealth = "Elastic Load Balancing user guide, target-group-health-checks";

/** The rows of `rehearsalConstants` that are an Application Load Balancer's. */
export const albConstants = {
  albIdle: documented(
    "an ALB keeps an idle connection",
    albDefaults.idleTimeoutSeconds,
    "seconds, where it does not say",
    albAttributes,
  ),
  albKeepAlive: documented(
    "an ALB keeps a client's connection in use",
    albDefaults.clientKeepAliveSeconds,
    "seconds, where it does not say",
    albAttributes,
  ),
  albConnect: documented(
    "an ALB waits for a target's connection, then answers 504",
    albLimits.connectSeconds,
    "seconds",
    albTrouble,
  ),
  albDeregistration: documented(
    "a target that is taken out may end what it has begun",
    albDefaults.deregistrationDelaySeconds,
    "seconds, where the group does not say",
    albTargets,
  ),
  albHealthInterval: documented(
    "an ALB asks a target whether it is well",
    albDefaults.healthCheckIntervalSeconds,
    "seconds apart, where the group does not say",
    albHealth,
  ),
  albUnhealthyThreshold: {
    ...documented(
      "failed checks in a row take a target out",
      albDefaults.unhealthyThreshold,
      "checks, where the group does not say",
      `AWS provider 7, aws_lb_target_group; ${albHealth} says 2`,
    ),
    standing: "contested",
    otherValues: [2],
  },
  albHealthyThreshold: {
    ...documented(
      "good checks in a row bring a target back",
      albDefaults.healthyThreshold,
      "checks, where the group does not say",
      `AWS provider 7, aws_lb_target_group; ${albHealth} says 5`,
    ),
    standing: "contested",
    otherValues: [5],
  },
  albTargets: chosen(
    "so many targets stand behind an ALB where the plan does not say",
    albDefaults.targets,
    "targets",
    "a choice of the rehearsal",
  ),
} as const satisfies Readonly<Record<string, RehearsalConstant>>;
