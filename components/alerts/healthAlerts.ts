import * as pulumi from "@pulumi/pulumi";
import {
  NotificationPolicy,
  type NotificationPolicyArgs,
} from "@pulumi/cloudflare/notificationPolicy";
import { NotificationPolicyWebhooks } from "@pulumi/cloudflare/notificationPolicyWebhooks";
import { alertTypes } from "../../facts/cloudflare/notifications";
import { childName } from "../internal/names";
import { checkedWithOptions } from "../internal/options";
import type { AlertWebhookArgs, HealthAlertsArgs } from "./args";
import { alertNouns, settleHealthAlerts, type AlertNoun, type SettledAlerts } from "./check";

const type = "steady-edge:index:HealthAlerts";

/** The resources that a `HealthAlerts` makes. */
export interface HealthAlertsChildren {
  /** The notification policies by what they tell, as in `policyIds`. */
  readonly policies: Readonly<Record<string, NotificationPolicy>>;
  /** The destinations of the webhooks by their keys. */
  readonly webhooks: Readonly<Record<string, NotificationPolicyWebhooks>>;
}

/**
 * Tells people when pools and origins fail, by e-mail, webhook or PagerDuty.
 *
 * Creates a notification policy for the health of the pools, one for their being enabled or disabled, one for origins that
 * refuse connections, and a destination for each webhook.
 *
 * ```ts
 * import { HealthAlerts } from "steady-edge";
 *
 * new HealthAlerts("web", {
 *   accountId: "0123456789abcdef0123456789abcdef",
 *   poolIds: { primary: "17b5962d775c646f3f9725cbc7a53df4" },
 *   emails: ["oncall@example.com"],
 * });
 * ```
 */
export class HealthAlerts extends pulumi.ComponentResource {
  /** The notification policies by what they tell: `pool-health`, `pool-enablement`, `passive-origin-monitoring`. */
  public readonly policyIds: pulumi.Output<Record<string, string>>;

  /**
   * Checks the arguments, then declares the policies.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - Whom to tell what.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: HealthAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    const settled = checkedWithOptions(`HealthAlerts "${name}"`, opts, () =>
      settleHealthAlerts(name, args),
    );
    super(type, name, {}, opts);

    const webhooks = Object.fromEntries(
      Object.entries(settled.webhooks).map(([key, webhook]) => [
        key,
        makeWebhook(childName(name, "webhook", key), settled.accountId, webhook, this),
      ]),
    );
    const mechanisms = mechanismsOf(settled, Object.values(webhooks));
    const policies = settled.alerts.map((noun) => {
      const policyName = childName(name, noun);
      const policy = new NotificationPolicy(
        policyName,
        {
          accountId: settled.accountId,
          name: policyName,
          alertType: alertNouns[noun],
          enabled: true,
          filters: filtersOf(noun, settled),
          mechanisms,
        },
        { parent: this },
      );
      return [noun, policy] as const;
    });
    const children: HealthAlertsChildren = { policies: Object.fromEntries(policies), webhooks };
    Object.assign(this, children);

    this.policyIds = pulumi.output(
      Object.fromEntries(policies.map(([noun, { id }]) => [noun, id])),
    );
    this.registerOutputs({ policyIds: this.policyIds });
  }
}

/** The fields that hold the children. */
export interface HealthAlerts extends HealthAlertsChildren {}

function makeWebhook(
  name: string,
  accountId: pulumi.Input<string>,
  { url, secret }: AlertWebhookArgs,
  parent: pulumi.Resource,
): NotificationPolicyWebhooks {
  return new NotificationPolicyWebhooks(
    name,
    {
      accountId,
      name,
      url: pulumi.secret(url),
      secret: secret === undefined ? undefined : pulumi.secret(secret),
    },
    { parent, additionalSecretOutputs: ["url"] },
  );
}

/** Kinds of receivers without a receiver are left out: the API answers without them, and an empty list would differ for ever. */
function mechanismsOf(
  { emails, pagerDutyServiceIds }: SettledAlerts,
  webhooks: readonly NotificationPolicyWebhooks[],
): NotificationPolicyArgs["mechanisms"] {
  const services = Object.values(pagerDutyServiceIds);
  return {
    ...(emails.length > 0 ? { emails: emails.map((id) => ({ id })) } : {}),
    ...(webhooks.length > 0 ? { webhooks: receivers(webhooks.map(({ id }) => id)) } : {}),
    ...(services.length > 0 ? { pagerduties: receivers(services) } : {}),
  };
}

function receivers(ids: readonly pulumi.Input<string>[]): pulumi.Output<{ id: string }[]> {
  return sortedIds(ids).apply((sorted) => sorted.map((id) => ({ id })));
}

function filtersOf(noun: AlertNoun, { poolIds }: SettledAlerts): NotificationPolicyArgs["filters"] {
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
    case "passive-origin-monitoring":
      return undefined;
  }
}

/** As the API answers: each once, in order. */
function sortedIds(ids: readonly pulumi.Input<string>[]): pulumi.Output<string[]> {
  return pulumi.all([...ids]).apply((known) => [...new Set(known)].sort());
}
