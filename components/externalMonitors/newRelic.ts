import * as pulumi from "@pulumi/pulumi";
import { newRelicPeriods } from "../../facts/monitoring/newRelic";
import { mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import type { NewRelicArgs } from "./args";
import { newRelicSdk } from "./newRelicSdk";
import type { ResolvedExternalMonitors, ResolvedUrl } from "./resolve";

/** What is declared in New Relic; the resources are those of `@pulumi/newrelic`. */
export interface NewRelicMonitors {
  /** How it is reached. */
  readonly provider: pulumi.ProviderResource;
  /** The synthetic monitors, by the keys of the URLs. */
  readonly monitors: Readonly<Record<string, pulumi.CustomResource>>;
  /** The checks of certificates, by the keys of the URLs of https on port 443. */
  readonly certificateChecks: Readonly<Record<string, pulumi.CustomResource>>;
  /** The alert policy. */
  readonly policy: pulumi.CustomResource;
  /** The condition of that policy: one of the monitors fails from several locations. */
  readonly condition: pulumi.CustomResource;
}

/** Source: the docs of the provider's `synthetics.Monitor`, `status`. */
const enabled = "ENABLED";
const disabled = "DISABLED";

/**
 * Declares monitors, checks of certificates, and the policy with its condition.
 * @param name - Logical name of the component.
 * @param urls - The URLs, by key.
 * @param newRelic - The account.
 * @param parent - The component.
 */
export function declareNewRelic(
  name: string,
  urls: ResolvedExternalMonitors["urls"],
  newRelic: Required<NewRelicArgs>,
  parent: pulumi.Resource,
): NewRelicMonitors {
  const sdk = newRelicSdk();
  const { accountId, apiKey, region, locations } = newRelic;
  const provider = new sdk.Provider(
    childName(name, "newrelic"),
    { accountId, apiKey: pulumi.secret(apiKey), region },
    { parent },
  );
  const options = { parent, provider };
  const monitors = mapEntries(urls, (url, key) => {
    const inputs = monitorInputs(key, url, locations);
    return new sdk.Monitor(childName(name, "newrelic-monitor", key), inputs, options);
  });
  const certificateChecks = mapEntries(withCertificates(urls), ({ url }, key) => {
    const inputs = certificateInputs(key, url, newRelic);
    return new sdk.CertCheckMonitor(childName(name, "newrelic-certificate", key), inputs, options);
  });
  const policyName = childName(name, "newrelic-policy");
  // One issue for each monitor that fails: a certificate that ends soon must not hide a site that is down.
  const incidentPreference = "PER_CONDITION_AND_TARGET";
  const policy = new sdk.AlertPolicy(policyName, { name: policyName, incidentPreference }, options);
  const watched = [...Object.values(monitors), ...Object.values(certificateChecks)];
  const conditionName = childName(name, "newrelic-condition");
  const condition = new sdk.MultiLocationAlertCondition(
    conditionName,
    {
      name: conditionName,
      policyId: policy.id,
      entities: pulumi.all(watched.map(({ id }) => id)).apply((ids) => [...ids].sort()),
      critical: { threshold: Math.min(2, locations.length) },
    },
    options,
  );
  return { provider, monitors, certificateChecks, policy, condition };
}

function monitorInputs(key: string, url: ResolvedUrl, locations: readonly string[]) {
  const { headers, expectedBody } = url;
  const customHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    ...{ name: key, type: "SIMPLE", status: url.paused ? disabled : enabled, uri: url.url },
    period: newRelicPeriods.get(url.intervalSeconds),
    locationsPublics: [...locations],
    verifySsl: isHttps(url.url),
    treatRedirectAsFailure: !url.followRedirects,
    bypassHeadRequest: true,
    ...(expectedBody === undefined ? {} : { validationString: expectedBody }),
    ...(customHeaders.length === 0 ? {} : { customHeaders: pulumi.secret(customHeaders) }),
  };
}

function certificateInputs(key: string, url: string, newRelic: Required<NewRelicArgs>) {
  return {
    ...{ name: `${key} certificate`, status: enabled, period: "EVERY_DAY" },
    domain: new URL(url).hostname,
    certificateExpiration: newRelic.certificateDays,
    locationsPublics: [...newRelic.locations],
  };
}

/** The check takes a name and no port. */
function withCertificates(
  urls: ResolvedExternalMonitors["urls"],
): Readonly<Record<string, ResolvedUrl>> {
  const found = Object.entries(urls).filter(
    ([, { url }]) => isHttps(url) && new URL(url).port === "",
  );
  return Object.fromEntries(found);
}

function isHttps(url: string): boolean {
  return new URL(url).protocol === "https:";
}
