import { certain, type Certainty } from "../../core/certainty";
import { ownEntry } from "../../core/ownEntry";
import type { NotificationFields } from "../../constraints/notifications";
import { snakeCase } from "../../core/snakeCase";
import { alertTypes, type AlertType } from "../../facts/cloudflare/notifications";
import { wireNames } from "../../facts/cloudflare/wireNames";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  isUnread,
  readFlag,
  readList,
  readObject,
  readText,
  readTexts,
} from "../graph/reading";
import { type Known, unknownValue } from "../../core/known";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { targetsOf, type Target } from "../graph/targets";

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
  /** The values that it is limited to, by the filter's name on the wire. Unknown where the plan does not say it. */
  readonly filters: Known<ReadonlyMap<string, Known<readonly Known<string>[]>>>;
  /** Who receives it, as far as it is known. */
  readonly receivers: readonly AlertReceiver[];
  /** Whether anybody receives it. */
  readonly received: Certainty;
  /** Whether it tells that something is amiss, and not of recoveries alone. */
  readonly troubles: Certainty;
}

/** Where Cloudflare posts notifications to. */
export interface WebhookNode {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** Its URL, with which whoever knows it can post; undefined where there is none. */
  readonly url: Known<string> | undefined;
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

/**
 * Reads every webhook that alerts can be sent to.
 * @param inventory - The resources.
 * @returns The webhooks, sorted by key.
 */
export function webhooks(inventory: Inventory): WebhookNode[] {
  return inventory
    .ofType("alertWebhook")
    .map((resource) => ({ resource, url: readText(resource.properties.url) }));
}

/**
 * Reads what the API looks at in a notification policy.
 * @param resource - A `NotificationPolicy`.
 * @returns The values, as far as they are known.
 */
export function notificationFields({ properties }: ModelResource): NotificationFields {
  const filters = readObject(properties.filters);
  return {
    alertType: readText(properties.alertType) ?? "",
    filters: filters === unknownValue ? unknownValue : [...namedFilters(filters).keys()],
  };
}

function namedFilters(filters: ModelObject): Map<string, Known<readonly Known<string>[]>> {
  const { NotificationPolicyFilters: names = {} } = wireNames;
  return new Map(
    Object.entries(filters)
      .filter(([, values]) => values !== undefined && values !== null)
      .map(([name, values]) => [ownEntry(names, name) ?? snakeCase(name), readTexts(values)]),
  );
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
    filters: filters === unknownValue ? unknownValue : namedFilters(filters),
    receivers: receivers ?? [],
    received: receivers === undefined ? "unknown" : certain(receivers.length > 0),
    troubles: troublesOf(readText(own.alertType), own.filters),
  };
}

function troublesOf(type: Known<string> | undefined, filters: ModelValue | undefined): Certainty {
  const { trouble } = ownEntry<AlertType>(alertTypes, String(type)) ?? {};
  const given = readObject(filters);
  if (trouble === undefined || given === unknownValue) {
    return trouble === undefined ? "yes" : "unknown";
  }
  const { NotificationPolicyFilters: names = {} } = wireNames;
  const own = Object.entries(given).find(([name]) => ownEntry(names, name) === trouble.filter)?.[1];
  const values = readTexts(own);
  if (values === unknownValue || values.includes(unknownValue)) {
    return "unknown";
  }
  return certain(
    values.length === 0 || values.some((value) => trouble.values.includes(String(value))),
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
