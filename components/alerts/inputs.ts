import * as pulumi from "@pulumi/pulumi";
import type { NotificationPolicyArgs } from "@pulumi/cloudflare/notificationPolicy";
import type { NotificationPolicyWebhooksArgs } from "@pulumi/cloudflare/notificationPolicyWebhooks";
import { alertTypes, originErrorSlo } from "../../facts/cloudflare/notifications";
import type { AlertWebhookArgs } from "./args";
import { alertNouns, type AlertNoun, type ResolvedAlerts } from "./resolve";

/**
 * The destination of a webhook.
 * @param name - Its name, which is the resource's.
 * @param accountId - The account.
 * @param webhook - Where to post.
 */
export function webhookInputs(
  name: string,
  accountId: pulumi.Input<string>,
  { url, secret }: AlertWebhookArgs,
): NotificationPolicyWebhooksArgs {
  return {
    accountId,
    name,
    url: pulumi.secret(url),
    secret: secret === undefined ? undefined : pulumi.secret(secret),
  };
}

/**
 * One notification policy.
 * @param name - Its name, which is the resource's.
 * @param noun - What it tells.
 * @param resolved - Whom to tell.
 * @param webhookIds - The destinations of the webhooks.
 */
export function policyInputs(
  name: string,
  noun: AlertNoun,
  resolved: ResolvedAlerts,
  webhookIds: readonly pulumi.Input<string>[],
): NotificationPolicyArgs {
  return {
    accountId: resolved.accountId,
    name,
    alertType: alertNouns[noun],
    enabled: resolved.enabled,
    filters: filtersOf(noun, resolved),
    mechanisms: mechanismsOf(resolved, webhookIds),
  };
}

/** Kinds of receivers without a receiver are left out: the API answers without them, and an empty list would differ for ever. */
function mechanismsOf(
  { emails, pagerDutyServiceIds }: ResolvedAlerts,
  webhookIds: readonly pulumi.Input<string>[],
): NotificationPolicyArgs["mechanisms"] {
  const services = Object.values(pagerDutyServiceIds);
  return {
    ...(emails.length > 0 ? { emails: emails.map((id) => ({ id })) } : {}),
    ...(webhookIds.length > 0 ? { webhooks: receivers(webhookIds) } : {}),
    ...(services.length > 0 ? { pagerduties: receivers(services) } : {}),
  };
}

function receivers(ids: readonly pulumi.Input<string>[]): pulumi.Output<{ id: string }[]> {
  return sortedIds(ids).apply((sorted) => sorted.map((id) => ({ id })));
}

function filtersOf(
  noun: AlertNoun,
  { poolIds, errorRateZoneIds, tunnelIds }: ResolvedAlerts,
): NotificationPolicyArgs["filters"] {
  const pools = sortedIds(Object.values(poolIds));
  switch (noun) {
    case "pool-health": {
      const { new_health: newHealths, event_source: eventSources } =
        alertTypes.load_balancing_health_alert.filters;
      return { poolIds: pools, newHealths: [...newHealths], eventSources: [...eventSources] };
    }
    case "pool-enablement": {
      const { enabled } = alertTypes.load_balancing_pool_enablement_alert.filters;
      return { poolIds: pools, enableds: [...enabled] };
    }
    case "origin-error-rate":
      return { zones: sortedIds(Object.values(errorRateZoneIds)), slos: [originErrorSlo] };
    case "tunnel-health": {
      const { new_status: newStatuses } = alertTypes.tunnel_health_event.filters;
      return { tunnelIds: sortedIds(Object.values(tunnelIds)), newStatuses: [...newStatuses] };
    }
    case "passive-origin-monitoring":
    case "certificate-universal":
    case "certificate-advanced":
    case "certificate-origin-pulls":
    case "certificate-hostname-origin-pulls":
    case "certificate-client-authorities":
      return undefined;
  }
}

/** As the API answers: each once, in order. */
function sortedIds(ids: readonly pulumi.Input<string>[]): pulumi.Output<string[]> {
  return pulumi.all([...ids]).apply((known) => [...new Set(known)].sort());
}
