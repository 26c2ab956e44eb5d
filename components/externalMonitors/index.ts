export * from "./args";
export * from "./externalMonitors";
export {
  MonitorsProvider,
  UptimeRobotMonitor,
  ZabbixHost,
  ZabbixTrigger,
  ZabbixWebScenario,
} from "./resources";
export type { ZabbixMonitors } from "./zabbix";
export type { NewRelicMonitors } from "./newRelic";
export type { UptimeRobotMonitors } from "./uptimeRobot";
