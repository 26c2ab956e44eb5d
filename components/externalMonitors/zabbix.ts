import type * as pulumi from "@pulumi/pulumi";
import { entryOf, mapEntries } from "../../core/entries";
import { childName } from "../internal/names";
import type { ResolvedExternalMonitors } from "./resolve";
import { MonitorsProvider, ZabbixHost, ZabbixTrigger, ZabbixWebScenario } from "./resources";
import { hostInputs, triggerInputs, webScenarioInputs, zabbixSettings } from "./zabbixInputs";

/** What is declared in a Zabbix. */
export interface ZabbixMonitors {
  /** How it is reached. */
  readonly provider: MonitorsProvider;
  /** The host. */
  readonly host: ZabbixHost;
  /** The web scenarios, by the keys of the URLs. */
  readonly webScenarios: Readonly<Record<string, ZabbixWebScenario>>;
  /** The triggers, by the keys of the URLs. */
  readonly triggers: Readonly<Record<string, ZabbixTrigger>>;
}

/**
 * Declares host, web scenarios and triggers.
 * @param name - Logical name of the component.
 * @param urls - The URLs, by key.
 * @param zabbix - The Zabbix.
 * @param parent - The component.
 */
export function declareZabbix(
  name: string,
  urls: ResolvedExternalMonitors["urls"],
  zabbix: NonNullable<ResolvedExternalMonitors["zabbix"]>,
  parent: pulumi.Resource,
): ZabbixMonitors {
  const settings = zabbixSettings(zabbix);
  const provider = new MonitorsProvider(childName(name, "zabbix"), settings, { parent });
  const options = { parent, provider };
  const host = new ZabbixHost(childName(name, "zabbix-host"), hostInputs(zabbix), options);
  const webScenarios = mapEntries(urls, (url, key) => {
    const inputs = webScenarioInputs(key, url, host.id);
    return new ZabbixWebScenario(childName(name, "zabbix-web-scenario", key), inputs, options);
  });
  const triggers = mapEntries(urls, (url, key) => {
    const judged = { host: host.host, name: entryOf("the scenarios", webScenarios, key).name };
    const inputs = triggerInputs(judged, url, zabbix);
    return new ZabbixTrigger(childName(name, "zabbix-trigger", key), inputs, options);
  });
  return { provider, host, webScenarios, triggers };
}
