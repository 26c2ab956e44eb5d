import type {
  ExternalMonitorsArgs,
  MonitoredUrlArgs,
  NewRelicArgs,
  UptimeRobotArgs,
  ZabbixArgs,
} from "../components/externalMonitors";
import {
  monitoredUrlFields,
  newRelicFields,
  uptimeRobotFields,
  zabbixFields,
} from "../components/externalMonitors/schema";
import { validateExternalMonitors } from "../components/externalMonitors/validate";
import type { ProblemList } from "../components/internal/checked";
import { handOver } from "../components/internal/validation";
import { mapEntries } from "../core/entries";
import { fullHostname } from "../core/hostnameRules";
import { ownEntry } from "../core/ownEntry";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { fieldsOf, hidden, mapOf, without, type SchemaOf } from "../core/schema";
import type { SecretText } from "./blocks";
import { configKey } from "./configKey";
import type { Environment } from "./environment";
import { maintainedSites } from "./maintenance";

/** A URL that is watched from outside. Under maintenance of a site nobody asks the URLs of its hostname. */
export interface EnvironmentMonitoredUrl extends Omit<MonitoredUrlArgs, "headers"> {
  /**
   * Headers of the request by their names, such as one that a rule of the edge lets through. Each names the secret that holds its value,
   * set with `pulumi config set --secret steady-edge:<name>`. Defaults to none.
   */
  headerConfigKeys?: Record<string, string>;
}

/** A Zabbix that watches. A file holds no secrets, so it names them. */
export interface EnvironmentZabbix extends Omit<ZabbixArgs, "apiToken"> {
  /** Names the secret that holds the API token, set with `pulumi config set --secret steady-edge:<name>`. */
  apiTokenConfigKey: string;
}

/** UptimeRobot. A file holds no secrets, so it names them. */
export interface EnvironmentUptimeRobot extends Omit<UptimeRobotArgs, "apiKey"> {
  /** Names the secret that holds the main API key, set with `pulumi config set --secret steady-edge:<name>`. */
  apiKeyConfigKey: string;
}

/** New Relic; needs the package `@pulumi/newrelic`. A file holds no secrets, so it names them. */
export interface EnvironmentNewRelic extends Omit<NewRelicArgs, "apiKey"> {
  /** Names the secret that holds the user key, set with `pulumi config set --secret steady-edge:<name>`. */
  apiKeyConfigKey: string;
}

/** What is watched from outside, and by whom. Zabbix and UptimeRobot need the plugin `steady-edge-monitors` in Pulumi.yaml. */
export interface EnvironmentExternalMonitors {
  /** The URLs, by a key you choose, which names them in the services too. */
  urls: Record<string, EnvironmentMonitoredUrl>;
  /** A Zabbix that watches them. Defaults to none. */
  zabbix?: EnvironmentZabbix;
  /** UptimeRobot. Defaults to none. */
  uptimeRobot?: EnvironmentUptimeRobot;
  /** New Relic. Defaults to none. */
  newRelic?: EnvironmentNewRelic;
}

const named = "a configuration key names it";

/** The schema of an environment's external monitors. */
export const environmentExternalMonitorsSchema = fieldsOf({
  urls: mapOf(
    fieldsOf({
      ...without(monitoredUrlFields, { headers: named }),
      headerConfigKeys: hidden(mapOf(configKey)).optional(),
    } satisfies SchemaOf<EnvironmentMonitoredUrl>),
  ),
  zabbix: fieldsOf({
    ...without(zabbixFields, { apiToken: named }),
    apiTokenConfigKey: configKey,
  } satisfies SchemaOf<EnvironmentZabbix>).optional(),
  uptimeRobot: fieldsOf({
    ...without(uptimeRobotFields, { apiKey: named }),
    apiKeyConfigKey: configKey,
  } satisfies SchemaOf<EnvironmentUptimeRobot>).optional(),
  newRelic: fieldsOf({
    ...without(newRelicFields, { apiKey: named }),
    apiKeyConfigKey: configKey,
  } satisfies SchemaOf<EnvironmentNewRelic>).optional(),
} satisfies SchemaOf<EnvironmentExternalMonitors>);

/**
 * Checks the external monitors of an environment.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @param secretText - The secrets that it may name.
 * @returns Their arguments, handed over with what they say; undefined for none, and where something is wrong.
 */
export function checkExternalMonitors(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
  secretText: SecretText,
): ExternalMonitorsArgs | undefined {
  const { externalMonitors } = environment;
  if (externalMonitors === undefined) {
    return undefined;
  }
  const args = argsOf(externalMonitors, maintainedHostnames(environment), secretText);
  return problems.within(
    (problem) => under("externalMonitors", secretsPlace(problem)),
    (own) => {
      const { problems: found, resolved } = validateExternalMonitors(args, "");
      own.add(...found);
      return resolved && handOver(args, resolved);
    },
  );
}

/**
 * Where external monitors name secrets.
 * @param monitors - The external monitors.
 */
export function secretsOfExternalMonitors({
  urls,
  zabbix,
  uptimeRobot,
  newRelic,
}: EnvironmentExternalMonitors): readonly {
  readonly path: string;
  readonly name: string | undefined;
}[] {
  const ofHeaders = Object.entries(urls).flatMap(([key, { headerConfigKeys = {} }]) =>
    Object.entries(headerConfigKeys).map(([header, name]) => ({
      path: keyPath(`${keyPath("externalMonitors.urls", key)}.headerConfigKeys`, header),
      name,
    })),
  );
  return [
    ...ofHeaders,
    { path: "externalMonitors.zabbix.apiTokenConfigKey", name: zabbix?.apiTokenConfigKey },
    { path: "externalMonitors.uptimeRobot.apiKeyConfigKey", name: uptimeRobot?.apiKeyConfigKey },
    { path: "externalMonitors.newRelic.apiKeyConfigKey", name: newRelic?.apiKeyConfigKey },
  ];
}

function argsOf(
  { urls, zabbix, uptimeRobot, newRelic }: EnvironmentExternalMonitors,
  quiet: ReadonlySet<string>,
  secretText: SecretText,
): ExternalMonitorsArgs {
  // That a secret is not set is a problem of its own.
  const text = (name: string): string => secretText(name) ?? "unset";
  return {
    urls: mapEntries(urls, ({ headerConfigKeys = {}, ...url }) => ({
      ...url,
      headers: mapEntries(headerConfigKeys, text),
      paused: url.paused === true || quiet.has(hostnameOf(url.url)),
    })),
    zabbix: zabbix && credentialed(zabbix, "apiTokenConfigKey", "apiToken", text),
    uptimeRobot: uptimeRobot && credentialed(uptimeRobot, "apiKeyConfigKey", "apiKey", text),
    newRelic: newRelic && credentialed(newRelic, "apiKeyConfigKey", "apiKey", text),
  };
}

/** The credential in the place of the name of the secret that holds it. */
function credentialed<Service, Key extends keyof Service, Argument extends string>(
  service: Service,
  key: Key,
  argument: Argument,
  text: (name: string) => string,
): Omit<Service, Key> & Record<Argument, string> {
  const { [key]: name, ...others } = service;
  return { ...others, [argument]: text(String(name)) } as Omit<Service, Key> &
    Record<Argument, string>;
}

/** The hostnames of the sites under maintenance. */
function maintainedHostnames(environment: Environment): ReadonlySet<string> {
  const names = maintainedSites(environment).map(
    (key) => ownEntry(environment.sites ?? {}, key)?.hostname ?? "",
  );
  return new Set(names.map((name) => fullHostname(name) ?? ""));
}

/** Empty for what is no URL, which is a problem of its own. */
function hostnameOf(url: unknown): string {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : "";
}

/** A secret's problem stands at its name. */
function secretsPlace(problem: Problem): Problem {
  const path = problem.path
    .replace(/\.(apiToken|apiKey)$/, ".$1ConfigKey")
    .replace(/^(urls.*)\.headers([.[])/, "$1.headerConfigKeys$2");
  return { ...problem, path };
}
