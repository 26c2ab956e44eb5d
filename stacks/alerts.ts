import type { AlertChoicesArgs, HealthAlertsArgs } from "../components/alerts/args";
import { checkedBesidePools } from "../components/alerts/besidePools";
import { resolveHealthAlerts, type ResolvedAlerts } from "../components/alerts/resolve";
import { alertChoicesFields, certificatesSchema } from "../components/alerts/schema";
import { checkAlertChoices } from "../components/alerts/validate";
import type { ProblemList } from "../components/internal/checked";
import { mapEntries } from "../core/entries";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { fieldsOf, hidden, mapOf, oneValue, toggle, type SchemaOf } from "../core/schema";
import { cloudflareIdExample } from "../facts/cloudflare/ids";
import type { SecretText } from "./blocks";
import {
  albAlarmsArgs,
  topicField,
  environmentAlbAlarmsSchema,
  type EnvironmentAlbAlarms,
} from "./albAlarms";
import { configKey } from "./configKey";
import type { Environment } from "./environment";
import { names } from "./keyNames";
import { alertsBeside } from "./maintenance";

/** A receiver of notifications by HTTP. A file holds no secrets, so it names them. */
export interface EnvironmentWebhook {
  /**
   * Names the secret that holds the URL to post to, set with `pulumi config set --secret steady-edge:<name>`. Of a URL of Slack,
   * Discord, Feishu or Google Chat its secret part stands in the secret that `secretConfigKey` names.
   */
  urlConfigKey: string;
  /** Names the secret that comes with every notification in the header `cf-webhook-auth`. Defaults to none. */
  secretConfigKey?: string;
}

/** Who is told when pools and origins fail. */
export interface EnvironmentAlerts
  extends Omit<AlertChoicesArgs, "webhooks">, Pick<HealthAlertsArgs, "certificates"> {
  /** Tunnels to watch, each by its id under a key you choose. Defaults to none. */
  tunnelIds?: Record<string, string>;
  /** Webhooks to tell, by a key you choose. Defaults to none. */
  webhooks?: Record<string, EnvironmentWebhook>;
  /** Alarms on the load balancers of AWS that the environment makes. Defaults to none. */
  albs?: EnvironmentAlbAlarms;
  /** Whether to tell when the zone's origins answer with many 5xx errors; needs the Enterprise plan. Defaults to false. */
  originErrorRate?: boolean;
}

const webhook = fieldsOf({
  urlConfigKey: configKey,
  secretConfigKey: configKey.optional(),
} satisfies SchemaOf<EnvironmentWebhook>);

/** The schema of whom an environment tells what. */
export const environmentAlertsSchema = fieldsOf({
  ...alertChoicesFields,
  webhooks: hidden(mapOf(hidden(webhook), names)).optional(),
  tunnelIds: mapOf(oneValue({ type: "string" }), names).optional(),
  certificates: certificatesSchema.optional(),
  albs: environmentAlbAlarmsSchema.optional(),
  originErrorRate: toggle.optional(),
} satisfies SchemaOf<EnvironmentAlerts>);

/**
 * Checks whom an environment tells what; the secrets that are named are checked at once, and their problems stand at their own names.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @param secretText - The secrets that it may name.
 * @returns Resolves it; to be called where nothing is wrong. Undefined for nobody.
 */
export function checkAlerts(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
  secretText: SecretText,
): (() => ResolvedAlerts) | undefined {
  const { account, zone, alerts, sites = {} } = environment;
  if (alerts === undefined) {
    return undefined;
  }
  const { webhooks, names: named } = givenWebhooks(alerts, secretText);
  const { enabled = alerts.enabled } = alertsBeside(environment);
  const choices = { ...alerts, webhooks, enabled };
  const poolIds =
    Object.keys(sites).length === 0 ? undefined : mapEntries(sites, () => cloudflareIdExample);
  const { emails, tunnelIds, certificates } = alerts;
  const errorRateZoneIds = alerts.originErrorRate === true ? { zone: zone.id } : undefined;
  const shared = { accountId: account.id, plan: zone.plan };
  const { receivers, watched } = problems.within(
    (problem) => {
      const name = named.get(problem.path);
      const path = topicField(
        environment,
        problem.path.replace(/^errorRateZoneIds.*/, "originErrorRate"),
      );
      return name === undefined
        ? under("alerts", { ...problem, path })
        : { ...problem, path: name };
    },
    (own) => {
      const albs = albAlarmsArgs(own, environment);
      const beside = { ...shared, emails, errorRateZoneIds, tunnelIds, certificates, albs };
      const besidePools = checkedBesidePools(own, beside);
      const told = checkAlertChoices(own, choices, { plan: zone.plan, poolIds, ...besidePools });
      return { receivers: told, watched: besidePools };
    },
  );
  return () =>
    resolveHealthAlerts(choices, { accountId: account.id, poolIds, receivers, ...watched });
}

/** The webhooks with what their secrets hold, and the secrets' names by the paths of what they hold. */
function givenWebhooks({ webhooks = {} }: EnvironmentAlerts, secretText: SecretText) {
  const names = new Map<string, string>();
  const text = (path: string, name: string): string => {
    names.set(path, `steady-edge:${name}`);
    return secretText(name) ?? soundUrl;
  };
  const given = mapEntries(webhooks, ({ urlConfigKey, secretConfigKey }, key) => {
    const path = keyPath("webhooks", key);
    const url = text(`${path}.url`, urlConfigKey);
    return { url, secret: secretConfigKey && text(`${path}.secret`, secretConfigKey) };
  });
  return { webhooks: given, names };
}

/** Stands for a secret that is not set, which is a problem of its own. */
const soundUrl = "https://example.com/";
