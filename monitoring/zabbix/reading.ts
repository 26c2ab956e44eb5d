import { ownEntry } from "../../core/ownEntry";
import { isAnswered, type Answered } from "../serviceCall";
import { ZabbixRefusal, type ZabbixApi } from "./api";

/** Says whether something is watched, as the API does: 0 for yes. */
export const enabledStatus = 0;

/** Says that something is not watched. */
export const disabledStatus = 1;

/**
 * A switch as the API takes it.
 * @param isOn - Whether it is on.
 */
export function flag(isOn: boolean): 0 | 1 {
  return isOn ? 1 : 0;
}

/**
 * A value of an answer as text.
 * @param object - The object.
 * @param name - Name of the property.
 * @returns The text; empty where there is none.
 */
export function textOf(object: Answered, name: string): string {
  const value = ownEntry(object, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/**
 * The objects in a list of an answer.
 * @param object - What holds the list.
 * @param name - Name of the list.
 */
export function objectsOf(object: Answered, name: string): readonly Answered[] {
  const value = ownEntry(object, name);
  return Array.isArray(value) ? value.filter(isAnswered) : [];
}

const unitSeconds: Readonly<Record<string, number>> = {
  "": 1,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};

/**
 * Seconds of what Zabbix writes with a unit. Source: Zabbix manual, time suffixes.
 * @param text - Such as `1m` or `60`.
 * @returns The seconds; the text itself where it is something else, such as a macro.
 */
export function secondsOf(text: string): number | string {
  const [, digits, unit = ""] = /^(\d{1,9})([smhdw]?)$/.exec(text) ?? [];
  return digits === undefined ? text : Number(digits) * (ownEntry(unitSeconds, unit) ?? 1);
}

/**
 * Removes an object. The API does not say whether one that it does not find is gone or hidden from the token, so one that cannot be
 * read either counts as gone.
 * @param api - The API.
 * @param noun - What it is for the API, such as `host`.
 * @param id - Its id.
 * @param isThere - Whether it can be read.
 */
export async function deleteUnlessGone(
  api: ZabbixApi,
  noun: string,
  id: string,
  isThere: () => Promise<boolean>,
): Promise<void> {
  try {
    await api.call(`${noun}.delete`, [id]);
  } catch (error) {
    const isGone = error instanceof ZabbixRefusal && error.isNotFound && !(await isThere());
    if (!isGone) {
      throw error;
    }
  }
}
