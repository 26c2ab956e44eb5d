import * as pulumi from "@pulumi/pulumi";
import { monitorsSettings } from "../../facts/monitoring/provider";
import { mapEntries } from "../../core/entries";
import type { ZabbixArgs } from "./args";
import type { ResolvedUrl } from "./resolve";

/** How the provider reaches the Zabbix. */
export function zabbixSettings({ url, apiToken }: ZabbixArgs): pulumi.Inputs {
  return {
    [monitorsSettings.zabbixUrl]: url,
    [monitorsSettings.zabbixApiToken]: pulumi.secret(apiToken),
  };
}

/** The host of all URLs. */
export function hostInputs({ host, hostGroups, tags }: Required<ZabbixArgs>): pulumi.Inputs {
  return { host, hostGroups, enabled: true, tags };
}

/**
 * The web scenario of one URL.
 * @param key - Its key, which names the scenario.
 * @param url - The URL.
 * @param hostId - The host.
 */
export function webScenarioInputs(
  key: string,
  url: ResolvedUrl,
  hostId: pulumi.Input<string>,
): pulumi.Inputs {
  const isSecret = Object.keys(url.headers).length > 0;
  const headers = mapEntries(url.headers, (value) => value);
  return {
    hostId,
    name: key,
    enabled: !url.paused,
    intervalSeconds: url.intervalSeconds,
    attempts: 1,
    url: url.url,
    statusCodes: "200-299",
    required: literally(url.expectedBody ?? ""),
    timeoutSeconds: url.timeoutSeconds,
    followRedirects: url.followRedirects,
    verifyTls: true,
    headers: isSecret ? pulumi.secret(headers) : headers,
  };
}

/**
 * The trigger of one URL. The item `web.test.fail` holds the number of the step that failed, 0 for none.
 * @param scenario - What it judges: names of host and scenario.
 * @param url - The URL.
 * @param zabbix - When there is a problem, and how bad it is.
 */
export function triggerInputs(
  scenario: { readonly host: pulumi.Input<string>; readonly name: pulumi.Input<string> },
  { url }: ResolvedUrl,
  { severity, consecutiveFailures }: Required<ZabbixArgs>,
): pulumi.Inputs {
  const item = pulumi.interpolate`/${scenario.host}/web.test.fail[${scenario.name}]`;
  return {
    description: pulumi.interpolate`${scenario.name} fails when asked from outside`,
    expression: pulumi.interpolate`min(${item},#${consecutiveFailures})>0`,
    severity,
    enabled: true,
    comments: pulumi.interpolate`${url} has failed ${consecutiveFailures} times in a row; the item web.test.error[${scenario.name}] says why.`,
  };
}

/** A text as a regular expression that finds it and nothing else. */
function literally(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}
