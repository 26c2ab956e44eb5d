import { logBuckets } from "../../model/origin/balancerLogs";
import { hasPolicy } from "../../model/origin/bucketSettings";
import { title } from "../../model/graph/title";
import { say } from "../words/words";
import { causeOf, changesOf, isMade, type Risk, type RiskContext } from "./risk";

/**
 * Finds load balancers that come to write logs to a bucket which this update makes, and whose policy does not let them.
 * Source: Elastic Load Balancing user guide, enable-access-logging (the bucket policy, and "Access Denied for bucket"); API reference,
 * ModifyLoadBalancerAttributes (InvalidConfigurationRequest).
 */
export function logBucketRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return changesOf(context, "awsLoadBalancer", ["create", "update", "replace"]).flatMap(
    (change) => {
      const machine = inventory.byKey(change.key);
      const bare = machine === undefined ? [] : logBuckets(inventory, machine);
      return bare
        .filter(({ key }) => isMade(context.changes.get(key)))
        .filter((bucket) => !hasPolicy(inventory, bucket))
        .slice(0, 1)
        .map((bucket) => ({
          ...{
            id: "object-refused",
            severity: "medium",
            subject: change.key,
            title: title(machine),
          },
          consequence: say`${title(machine)} is to write logs to ${title(bucket)}, which this update makes without a policy that lets it: Elastic Load Balancing answers InvalidConfigurationRequest, and the update stops half-way. What serves now serves on.`,
          cause: [causeOf(change)],
          hint: say`Give ${title(bucket)} the policy of the load balancer's log delivery, and let ${title(machine)} depend on it.`,
        }));
    },
  );
}
