import { randomUUID } from "node:crypto";
import { mapEntries } from "../../../core/entries";
import { liveMonitors, type MonitorTypes } from "../../../monitoring/connection";

/**
 * The types of the provider of monitors without any service: what a program declares is taken as it is and stands in the state alone,
 * so that no rehearsal makes a monitor in a real Zabbix or UptimeRobot.
 */
export function heldMonitors(): MonitorTypes {
  return mapEntries(liveMonitors({}, new AbortController().signal), ({ inputs, replaces }) => ({
    inputs,
    replaces,
    create: () => Promise.resolve(randomUUID()),
    read: (_id: string, before: object) =>
      Promise.resolve(Object.keys(before).length === 0 ? undefined : before),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  }));
}
