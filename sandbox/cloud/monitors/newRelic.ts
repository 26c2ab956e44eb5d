import { randomInt, randomUUID } from "node:crypto";
import { newRelicPeriods, newRelicTypes } from "../../../facts/monitoring/newRelic";
import { newRelicResourceRules } from "../../../facts/monitoring/newRelicRules";
import { ownEntry } from "../../../core/ownEntry";
import type { Properties } from "../values";
import type { ResourceHandler } from "../resources/handler";

/**
 * Finds what is known about a type of New Relic's provider: what a program declares is held against the declared types, and stands in
 * the state alone, so that no rehearsal makes a monitor. It knows nothing of drift.
 * @param type - Pulumi type token, of a type that the SDK declares.
 * @returns Its handler.
 */
export function newRelicHandler(type: string): ResourceHandler {
  const rules = ownEntry(newRelicResourceRules, type) ?? {
    source: "the installed SDK's types",
    replaces: ["accountId"],
  };
  const none = (): never => {
    throw new Error(`${type} is made without calls`);
  };
  const makesInState = (wanted: Properties): Properties => {
    const id = type === newRelicTypes.policy ? digits() : randomUUID();
    return { id, ...computed(type, wanted, id) };
  };
  return { type, service: "newrelic", rules, route: none, newId: none, makesInState };
}

/** What the API adds, as far as its form is known. */
function computed(type: string, { period }: Properties, id: string): Properties {
  const isMonitor = type === newRelicTypes.monitor || type === newRelicTypes.certCheck;
  const [seconds] =
    [...newRelicPeriods].find(([, name]) => name === period) ?? [...newRelicPeriods][0] ?? [];
  return isMonitor
    ? { monitorId: id, periodInMinutes: (seconds ?? 60) / 60 }
    : { entityGuid: randomUUID() };
}

/** Ids of policies are numbers. */
function digits(): string {
  return String(randomInt(1_000_000, 10_000_000));
}
