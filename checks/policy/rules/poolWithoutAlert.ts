import type { AlertTypeName } from "../../../facts/cloudflare/notifications";
import { allOf, certain, type Certainty } from "../../../core/certainty";
import { PoolsTold, type AlertNode } from "../../../model/traffic/alerts";
import { unknownValue } from "../../../core/known";
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
    const told = new PoolsTold(
      (id) =>
        before.traffic.inventory.byId("pool", id) !== undefined &&
        after.traffic.inventory.byId("pool", id) === undefined,
    );
    for (const alert of after.traffic.alerts) {
      told.add(alert, allOf([alert.enabled, alert.troubles, isHealthAlert(alert)]));
    }
    return [...pools.values()]
      .filter((pool) => told.has(pool) === "no")
      .map((pool) => ({
        ...about(pool),
        must: "be in a health alert that is on",
        actual: "none in this stack",
      }));
  },
});

function isHealthAlert({ type }: AlertNode): Certainty {
  return type === unknownValue ? "unknown" : certain(type === healthAlert);
}
