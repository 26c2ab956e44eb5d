import type { AlertTypeName } from "../../../facts/cloudflare/notifications";
import { allOf, anyOf, certain, type Certainty } from "../../model/certainty";
import { tellsOf, type AlertNode } from "../../model/alerts";
import { unknownValue, type ModelResource } from "../../model/resources";
import { balancersOn, poolsOf } from "../balancers";
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
  wayOut: `Add a notification policy of the type ${healthAlert} with this pool among its filters`,
  evaluate: ({ after }) => {
    if (!after.whole) {
      return [];
    }
    const pools = new Map(
      balancersOn(after)
        .flatMap((loadBalancer) => poolsOf(after, loadBalancer))
        .map(({ resource }) => [resource.key, resource]),
    );
    const alerts = after.traffic.alerts
      .map((alert) => ({ alert, on: allOf([alert.enabled, isHealthAlert(alert)]) }))
      .filter(({ on }) => on !== "no");
    function* told(pool: ModelResource): Generator<Certainty> {
      for (const { alert, on } of alerts) {
        yield allOf([on, tellsOf(alert, pool)]);
      }
    }
    return [...pools.values()]
      .filter((pool) => anyOf(told(pool)) === "no")
      .map((pool) => ({
        ...about(pool),
        must: "be in a health alert that is on",
        got: "none in this stack",
      }));
  },
});

function isHealthAlert({ type }: AlertNode): Certainty {
  return type === unknownValue ? "unknown" : certain(type === healthAlert);
}
