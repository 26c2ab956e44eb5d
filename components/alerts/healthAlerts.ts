import * as pulumi from "@pulumi/pulumi";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import { NotificationPolicyWebhooks } from "@pulumi/cloudflare/notificationPolicyWebhooks";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import { declareAlbAlarms, type AlbAlarms } from "./albAlarms";
import { resolvedArgs } from "../internal/validation";
import type { HealthAlertsArgs } from "./args";
import { policyInputs, webhookInputs } from "./inputs";
import { validateHealthAlerts } from "./validate";

const type = "steady-edge:index:HealthAlerts";

/** The resources that a `HealthAlerts` makes. */
export interface HealthAlertsChildren {
  /** The notification policies by what they tell, as in `policyIds`. */
  readonly policies: Readonly<Record<string, NotificationPolicy>>;
  /** The destinations of the webhooks by their keys. */
  readonly webhooks: Readonly<Record<string, NotificationPolicyWebhooks>>;
  /** The alarms of CloudWatch, by the keys of the load balancers. */
  readonly albs: Readonly<Record<string, AlbAlarms>>;
}

/**
 * Tells people when pools, origins, tunnels and certificates fail: Cloudflare by e-mail, webhook or PagerDuty, CloudWatch by SNS.
 *
 * Creates a notification policy for the health of the pools, one for their being enabled or disabled, one for origins that
 * refuse connections, those that are asked for beside, and a destination for each webhook. For a load balancer of AWS it creates
 * alarms on its 502, 503, 504, on connections and TLS that fail and on unhealthy targets, and one above them that says which of them
 * means what, and tells an SNS topic.
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
  /** The notification policies by what they tell: `pool-health`, `pool-enablement`, `passive-origin-monitoring` and so on. */
  public readonly policyIds: pulumi.Output<Record<string, string>>;

  /**
   * Checks the arguments, then declares the policies.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - Whom to tell what.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: HealthAlertsArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `HealthAlerts "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateHealthAlerts);
    super(type, name, {}, opts);

    const parent = { parent: this };
    const webhooks = mapEntries(resolved.webhooks, (webhook, key) => {
      const webhookName = childName(name, "webhook", key);
      const inputs = webhookInputs(webhookName, resolved.accountId, webhook);
      const options = { ...parent, additionalSecretOutputs: ["url"] };
      return new NotificationPolicyWebhooks(webhookName, inputs, options);
    });
    const webhookIds = Object.values(webhooks).map(({ id }) => id);
    const policies = resolved.alerts.map((noun) => {
      const policyName = childName(name, noun);
      const inputs = policyInputs(policyName, noun, resolved, webhookIds);
      return [noun, new NotificationPolicy(policyName, inputs, parent)] as const;
    });
    const albs = mapEntries(resolved.albs, (alb, key) => declareAlbAlarms(name, key, alb, this));
    const children: HealthAlertsChildren = {
      policies: Object.fromEntries(policies),
      webhooks,
      albs,
    };
    Object.assign(this, children);

    this.policyIds = pulumi.output(
      Object.fromEntries(policies.map(([noun, { id }]) => [noun, id])),
    );
    this.registerOutputs({ policyIds: this.policyIds });
  }
}

/** The fields that hold the children. */
export interface HealthAlerts extends HealthAlertsChildren {}
