import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { letAnythingOut } from "../../model/firewall/groupRules";
import { modelType } from "../../model/graph/resourceTypes";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { ofHostnames } from "./visitors";
import { errorOf, say } from "../words/words";

const balancer = "awsLoadBalancer";
const parts = new Set(["securityGroup", "securityGroupRule", "egressRule", balancer]);

/** Finds load balancers of AWS whose security groups no longer let anything out, so that they do not reach their targets. */
export function egressRisks(context: RiskContext): Risk[] {
  const { plan, before, after } = context;
  const causes = plan.changes.filter(
    ({ type, leftover }) => !leftover && parts.has(modelType(type) ?? ""),
  );
  if (causes.length === 0 || !plan.whole) {
    return [];
  }
  const old = new Map(before.firewalls.map(({ endpoint }) => [endpoint.key, endpoint]));
  return after.firewalls.flatMap(({ endpoint: { key, title, attachedTo, groups } }): Risk[] => {
    const was = old.get(key);
    const isBalancer = modelType(attachedTo?.type ?? "") === balancer;
    const shuts =
      isBalancer &&
      was !== undefined &&
      letAnythingOut(before.inventory, was.groups) !== "no" &&
      letAnythingOut(after.inventory, groups) === "no";
    return shuts
      ? [
          {
            id: "egress-shut",
            severity: "high",
            subject: key,
            title,
            consequence: say`From this change on the security groups of ${title} let nothing out: it reaches none of its targets, and visitors${ofHostnames(before, attachedTo)} get ${errorOf(loadBalancerErrors.shutEgress)} until they do.`,
            cause: causes
              .filter((change) => modelType(change.type) !== balancer || change.key === key)
              .map((change) => causeOf(change)),
            hint: say`Keep a rule that lets ${title} out to its targets.`,
          },
        ]
      : [];
  });
}
