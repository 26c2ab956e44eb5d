import { checkedBesidePools } from "../components/alerts/besidePools";
import { resolveHealthAlerts, type ResolvedAlerts } from "../components/alerts/resolve";
import { checkAlertChoices } from "../components/alerts/validate";
import type { ProblemList } from "../components/internal/checked";
import { mapEntries } from "../core/entries";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { cloudflareIdExample } from "../facts/cloudflare/ids";
import type { SecretText } from "./blocks";
import type { Environment } from "./environment";
import { alertsBeside } from "./maintenance";

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
  const named = new Map<string, string>();
  const text = (path: string, name: string): string => {
    named.set(path, `steady-edge:${name}`);
    return secretText(name) ?? soundUrl;
  };
  const webhooks = mapEntries(alerts.webhooks ?? {}, ({ urlConfigKey, secretConfigKey }, key) => {
    const path = keyPath("webhooks", key);
    const url = text(`${path}.url`, urlConfigKey);
    return { url, secret: secretConfigKey && text(`${path}.secret`, secretConfigKey) };
  });
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
      const path = problem.path.replace(/^errorRateZoneIds.*/, "originErrorRate");
      return name === undefined
        ? under("alerts", { ...problem, path })
        : { ...problem, path: name };
    },
    (own) => {
      const beside = { ...shared, emails, errorRateZoneIds, tunnelIds, certificates };
      const besidePools = checkedBesidePools(own, beside);
      const told = checkAlertChoices(own, choices, { plan: zone.plan, poolIds, ...besidePools });
      return { receivers: told, watched: besidePools };
    },
  );
  return () =>
    resolveHealthAlerts(choices, { accountId: account.id, poolIds, receivers, ...watched });
}

/** Stands for a secret that is not set, which is a problem of its own. */
const soundUrl = "https://example.com/";
