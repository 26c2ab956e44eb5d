import type { AlertTypeName } from "../../../facts/cloudflare/notifications";
import { poolsTold } from "../../../model/traffic/poolsTold";
import { balancersOn } from "../balancers";
import { defineRule } from "../rule";
import { about } from "../subjects";

const healthAlert: AlertTypeName = "load_balancing_health_alert";

/** Pools that fail without anybody hearing of it. */
export const poolWithoutAlert = defineRule({
  id: "pool-without-alert",
  severity: "medium",
  sentence: "Somebody is told when a pool's health changes.",
  reason:
    "A failover that works hides its cause: the site runs on its backup, nobody knows, and the next fault takes it down.",
  source: "Cloudflare docs, notifications/notification-available, Load Balancing Health Alert",
  hint: `Add a notification policy of the type ${healthAlert} with this pool among its filters`,
  evaluate: ({ after, before }) => {
    if (!after.whole) {
      return [];
    }
    const pools = new Map(
      balancersOn(after)
        .flatMap((loadBalancer) => after.traffic.balanced.heldBy(loadBalancer))
        .map(({ resource }) => [resource.key, resource]),
    );
    const told = poolsTold(after.traffic, before.traffic);
    return [...pools.values()]
      .filter((pool) => told.has(pool) === "no")
      .map((pool) => ({
        ...about(pool),
        must: "be in a health alert that is on",
        actual: "none in this stack",
      }));
  },
});
