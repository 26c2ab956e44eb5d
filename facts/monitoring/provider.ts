/** Name of the provider of this package that keeps monitors, as Pulumi asks for it. */
export const monitorsProvider = "steady-edge-monitors";

/** Pulumi type tokens of what that provider keeps, by this project's names. */
export const monitorTypes = {
  zabbixHost: "steady-edge-monitors:zabbix:Host",
  zabbixWebScenario: "steady-edge-monitors:zabbix:WebScenario",
  zabbixTrigger: "steady-edge-monitors:zabbix:Trigger",
  uptimeRobotMonitor: "steady-edge-monitors:uptimerobot:Monitor",
} as const;

/** Names of that provider's settings. */
export const monitorsSettings = {
  zabbixUrl: "zabbixUrl",
  zabbixApiToken: "zabbixApiToken",
  uptimeRobotUrl: "uptimeRobotUrl",
  uptimeRobotApiKey: "uptimeRobotApiKey",
} as const;
