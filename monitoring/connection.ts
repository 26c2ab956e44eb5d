import { setMaxListeners } from "node:events";
import { monitorsSettings, monitorTypes } from "../facts/monitoring/provider";
import { ownEntry } from "../core/ownEntry";
import { keptThrough, type KeptMonitor } from "./monitorKind";
import { textsIn, type Properties } from "./properties";
import { ServiceError } from "./serviceCall";
import { Standing } from "./standing";
import { UptimeRobotApi } from "./uptimeRobot/api";
import { monitors } from "./uptimeRobot/monitor";
import { ZabbixApi } from "./zabbix/api";
import { hosts } from "./zabbix/host";
import { triggers } from "./zabbix/trigger";
import { webScenarios } from "./zabbix/webScenario";

/** The types that the provider keeps, each through the API that its settings lead to. */
export type MonitorTypes = Readonly<Record<string, KeptMonitor>>;

/** Makes the types out of the settings of one provider resource; the signal ends what is under way. */
export type ServeMonitors = (settings: Properties, cancelled: AbortSignal) => MonitorTypes;

/**
 * The types, in the services that the settings name.
 * @param settings - Settings of the provider resource.
 * @param cancelled - Ends what is under way.
 */
export function liveMonitors(settings: Properties, cancelled: AbortSignal): MonitorTypes {
  const { zabbixUrl, zabbixApiToken, uptimeRobotUrl, uptimeRobotApiKey } = monitorsSettings;
  let zabbixApi: ZabbixApi | undefined;
  const zabbix = (): ZabbixApi => {
    const [url, apiToken] = both(settings, zabbixUrl, zabbixApiToken);
    return (zabbixApi ??= new ZabbixApi({ url, apiToken, cancelled }));
  };
  const uptimeRobot = (): UptimeRobotApi => {
    const [url, apiKey] = both(settings, uptimeRobotUrl, uptimeRobotApiKey);
    return new UptimeRobotApi({ url, apiKey, cancelled });
  };
  return {
    [monitorTypes.zabbixHost]: keptThrough(hosts, zabbix),
    [monitorTypes.zabbixWebScenario]: keptThrough(webScenarios, zabbix),
    [monitorTypes.zabbixTrigger]: keptThrough(triggers, zabbix),
    [monitorTypes.uptimeRobotMonitor]: keptThrough(monitors, uptimeRobot),
  };
}

function both(settings: Properties, first: string, second: string): [string, string] {
  const [one, other] = [first, second].map((name) => ownEntry(settings, name));
  if (typeof one === "string" && typeof other === "string") {
    return [one, other];
  }
  throw new ServiceError(`The provider must have ${first} and ${second}; give it both`);
}

/** One instance of the provider: the settings of one provider resource in one run of the engine. */
export class Connection {
  readonly #cancel = new AbortController();
  readonly #types: MonitorTypes;
  /** What the state has, as the engine has told. */
  readonly standing = new Standing();

  /**
   * Calls nobody yet.
   * @param settings - Settings of the provider resource.
   * @param serve - Makes the types that it keeps.
   */
  constructor(
    private readonly settings: Properties,
    serve: ServeMonitors,
  ) {
    // Each call that is under way listens, and the engine asks for many at once.
    setMaxListeners(0, this.#cancel.signal);
    this.#types = serve(settings, this.#cancel.signal);
  }

  /** Texts that no error may hold. */
  get secrets(): readonly string[] {
    const { zabbixApiToken, uptimeRobotApiKey } = monitorsSettings;
    return [zabbixApiToken, uptimeRobotApiKey].flatMap((name) =>
      textsIn(ownEntry(this.settings, name)),
    );
  }

  /**
   * Finds a type.
   * @param token - Pulumi type token.
   * @throws {ServiceError} Where the provider keeps no such type.
   */
  type(token: string): KeptMonitor {
    const type = ownEntry(this.#types, token);
    if (type === undefined) {
      throw new ServiceError(
        `${token} is no type of this provider: check the version of steady-edge`,
      );
    }
    return type;
  }

  /** Ends what is under way. */
  cancel(): void {
    this.#cancel.abort();
  }
}
