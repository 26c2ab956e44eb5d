export * from "./args";
export * from "./externalMonitors";
export { MonitorsProvider, ZabbixHost, ZabbixTrigger, ZabbixWebScenario } from "./resources";
export type { ZabbixMonitors } from "./zabbix";
