import { anyOf, certain, type Certainty } from "./certainty";
import type { Inventory } from "./inventory";
import {
  isObject,
  isUnread,
  readFlag,
  readList,
  readObject,
  readText,
  type Known,
} from "./reading";
import { unknownValue, type ModelResource } from "./resources";
import { targetsOf, type Target } from "./targets";

/** Someone or something that an alert is sent to. */
export interface AlertReceiver {
  /** How it is reached. */
  readonly by: "email" | "webhook" | "pagerduty";
  /** Address or id. */
  readonly id: Known<string>;
}

/** A Cloudflare notification policy. */
export interface AlertNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** What it tells of, e.g. `load_balancing_health_alert`. */
  readonly type: Known<string>;
  /** Whether it is switched on. */
  readonly enabled: Certainty;
  /** The pools it is limited to; undefined where it tells of all. */
  readonly pools: readonly Target[] | undefined;
  /** Who receives it, as far as it is known. */
  readonly receivers: readonly AlertReceiver[];
  /** Whether anybody receives it. */
  readonly received: Certainty;
}

const mechanisms = [
  ["email", "emails"],
  ["webhook", "webhooks"],
  ["pagerduty", "pagerduties"],
] as const;

/**
 * Reads every notification policy.
 * @param inventory - The resources.
 * @returns The policies, sorted by key.
 */
export function alerts(inventory: Inventory): AlertNode[] {
  return inventory.ofType("alert").map((resource) => readAlert(inventory, resource));
}

function readAlert(inventory: Inventory, resource: ModelResource): AlertNode {
  const own = resource.properties;
  const filters = readObject(own.filters);
  const poolIds = filters === unknownValue ? own.filters : filters.poolIds;
  const receivers = receiversOf(resource);
  return {
    resource,
    type: readText(own.alertType) ?? "",
    enabled: readFlag(own.enabled, "yes"),
    pools:
      poolIds === undefined || poolIds === null
        ? undefined
        : targetsOf(inventory, poolIds, "pool").all,
    receivers: receivers ?? [],
    received: receivers === undefined ? "unknown" : certain(receivers.length > 0),
  };
}

/**
 * Whether an alert tells of a pool.
 * @param alert - The alert.
 * @param pool - The pool.
 * @returns `yes` for an alert on all pools.
 */
export function tellsOf(alert: AlertNode, pool: ModelResource): Certainty {
  if (alert.pools === undefined) {
    return "yes";
  }
  return anyOf(
    alert.pools.map(({ state, resources }) => {
      if (state === "outside") {
        return "unknown";
      }
      const among = resources.some(({ key }) => key === pool.key);
      return among && state === "oneOf" ? "unknown" : certain(among);
    }),
  );
}

function receiversOf({ properties }: ModelResource): AlertReceiver[] | undefined {
  const own = readObject(properties.mechanisms);
  if (own === unknownValue) {
    return undefined;
  }
  const known = mechanisms.flatMap(([by, property]) => {
    const list = readList(own[property]);
    return list === unknownValue
      ? []
      : list.map((each): AlertReceiver => ({
          by,
          id: isObject(each) ? (readText(each.id) ?? "") : unknownValue,
        }));
  });
  const someUnknown = mechanisms.some(([, property]) => isUnread(own[property]));
  return known.length === 0 && someUnknown ? undefined : known;
}
