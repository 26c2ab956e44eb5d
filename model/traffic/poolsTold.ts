import { allOf, anyOf, certain, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import type { AlertTypeName } from "../../facts/cloudflare/notifications";
import { isObject, readFlag, readObject, readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";
import type { AlertNode } from "./alerts";
import type { TrafficModel } from "./path";

/** Which pools alerts tell of. */
export class PoolsTold {
  private everyPool: Certainty = "no";
  private readonly pools = new Map<string, Certainty>();

  /**
   * Knows of no alert yet.
   * @param isGone - Whether a pool of this id was there and is gone, so that an alert which names it for good tells of none. Defaults to no.
   */
  constructor(private readonly isGone: (id: string) => boolean = () => false) {}

  /**
   * Adds an alert.
   * @param alert - The alert; one without pools tells of all.
   * @param on - Whether anybody hears it.
   */
  add({ pools }: AlertNode, on: Certainty): void {
    if (pools === undefined) {
      this.everyPool = anyOf([this.everyPool, on]);
    }
    for (const { state, resources, id } of pools ?? []) {
      if (id !== undefined && this.isGone(id)) {
        continue;
      }
      const told = state === "found" ? on : allOf([on, "unknown"]);
      if (state === "outside") {
        this.everyPool = anyOf([this.everyPool, told]);
      }
      for (const { key } of resources) {
        this.pools.set(key, anyOf([this.pools.get(key) ?? "no", told]));
      }
    }
  }

  /**
   * Whether one of the alerts tells of a pool.
   * @param pool - The pool.
   * @returns The answer.
   */
  has(pool: ModelResource): Certainty {
    return anyOf([this.everyPool, this.pools.get(pool.key) ?? "no"]);
  }
}

/**
 * Reads of which pools somebody is told when their health changes.
 * @param after - The path of traffic after a plan.
 * @param before - The same before it, by which pools that are gone are told from those of other stacks.
 */
export function poolsTold(
  after: Pick<TrafficModel, "alerts" | "inventory">,
  before: Pick<TrafficModel, "inventory">,
): PoolsTold {
  const told = new PoolsTold(
    (id) =>
      before.inventory.byId("pool", id) !== undefined &&
      after.inventory.byId("pool", id) === undefined,
  );
  for (const alert of after.alerts) {
    told.add(alert, allOf([alert.enabled, alert.troubles, isHealthAlert(alert)]));
  }
  return told;
}

const healthAlert: AlertTypeName = "load_balancing_health_alert";

function isHealthAlert({ type }: AlertNode): Certainty {
  return type === unknownValue ? "unknown" : certain(type === healthAlert);
}

/**
 * Whether a pool itself mails somebody when it, or an origin of it, goes down.
 * Source: Cloudflare API reference, load balancer pools, `notification_email` (deprecated) and `notification_filter`.
 * @param pool - A `LoadBalancerPool`.
 */
export function mailsOfTrouble({ properties: own }: ModelResource): Certainty {
  const mail = readText(own.notificationEmail);
  const filter = readObject(own.notificationFilter);
  if (mail === unknownValue || filter === unknownValue) {
    return "unknown";
  }
  const isSilent = tellsNoTrouble(filter.pool) && tellsNoTrouble(filter.origin);
  return certain((mail ?? "") !== "" && !isSilent);
}

function tellsNoTrouble(filter: ModelValue | undefined): boolean {
  return (
    isObject(filter) &&
    (readFlag(filter.disable, "no") === "yes" || readFlag(filter.healthy, "no") === "yes")
  );
}
