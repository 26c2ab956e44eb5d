import { turnedSettings } from "../../facts/cloudflare/turnedSettings";
import { zoneSettingDefaults } from "../../facts/cloudflare/zoneSettings";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import { zoneOf } from "../graph/links";
import { isList, readText, readTexts } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";

/** A setting of a zone that changes how requests, answers or pages look. */
export interface TurnedSetting {
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** Its name on the wire. */
  readonly id: TurnedSettingId;
  /** Its values: one, but for a list. */
  readonly values: readonly string[];
}

/** The name of such a setting on the wire. */
export type TurnedSettingId = (typeof turnedSettings)[keyof typeof turnedSettings];

const ids: readonly TurnedSettingId[] = Object.values(turnedSettings);

/**
 * Reads a setting of a zone that changes how requests, answers or pages look.
 * @param setting - A `ZoneSetting`.
 * @returns Undefined for other settings, and for values that are not known.
 */
export function turnedSetting(setting: ModelResource): TurnedSetting | undefined {
  const { settingId, value } = setting.properties;
  const id = ids.find((each) => each === settingId);
  const values = valuesOf(value);
  return id === undefined || values === undefined
    ? undefined
    : { zone: zoneOf(setting), id, values };
}

/**
 * What such a setting is where nobody has set it.
 * @param setting - The setting.
 */
export function untouched(setting: TurnedSetting): TurnedSetting {
  const { value = [] } = ownEntry(zoneSettingDefaults, setting.id) ?? {};
  return { ...setting, values: typeof value === "object" ? value : [String(value)] };
}

function valuesOf(value: ModelValue | undefined): readonly string[] | undefined {
  if (isList(value)) {
    const texts = readTexts(value);
    const known = texts === unknownValue ? [] : texts.filter((each) => each !== unknownValue);
    return texts === unknownValue || known.length < texts.length ? undefined : known;
  }
  const text = readText(value);
  return typeof text === "string" ? [text] : undefined;
}
