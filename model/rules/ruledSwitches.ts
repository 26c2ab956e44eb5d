import { certain, type Certainty } from "../../core/certainty";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue, type Known } from "../../core/known";
import { onOff, zoneSettingDefaults } from "../../facts/cloudflare/zoneSettings";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readText } from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** What rules switch for a request: the check of browsers, scripts that run later, and images for pages of the same domain alone. */
export type RuledSwitch = "browserCheck" | "rocketLoader" | "hotlinkProtection";

/** What a rule switches on or off; absent where it does not say. */
export type RuledSwitches = Readonly<Partial<Record<RuledSwitch, Certainty>>>;

/** How configuration rules name what they switch. */
const configured = {
  bic: "browserCheck",
  rocketLoader: "rocketLoader",
  hotlinkProtection: "hotlinkProtection",
} as const satisfies Readonly<Record<string, RuledSwitch>>;

/**
 * Reads what a configuration rule switches on or off.
 *
 * Source: Cloudflare docs, rules/configuration-rules/settings.
 * @param parameters - The parameters of its action.
 */
export function switchesOf(parameters: Known<ModelObject>): RuledSwitches {
  return Object.fromEntries(
    Object.entries(configured).flatMap(([name, ruled]) =>
      switched(ruled, parameters === unknownValue ? unknownValue : ownEntry(parameters, name)),
    ),
  );
}

/**
 * Reads what a page rule switches on or off.
 *
 * Source: Cloudflare docs, rules/page-rules/reference/settings (Browser Integrity Check, Rocket Loader).
 * @param pageRule - A `PageRule`.
 */
export function pageRuleSwitches({ properties: { actions } }: ModelResource): RuledSwitches {
  const own = isObject(actions) ? actions : {};
  return Object.fromEntries(
    (["browserCheck", "rocketLoader"] as const).flatMap((name) => switched(name, own[name])),
  );
}

function switched(name: RuledSwitch, said: ModelValue | undefined): [RuledSwitch, Certainty][] {
  return (said ?? null) === null ? [] : [[name, readFlag(said, "unknown")]];
}

/**
 * Reads what a zone switches on or off by a setting.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param id - The setting's name on the wire.
 * @returns What it says, else what it is by default.
 */
export function zoneSwitch(inventory: Inventory, zone: string, id: string): Certainty {
  const own = inventory
    .ofType("zoneSetting")
    .find((each) => zoneOf(each) === zone && readText(each.properties.settingId) === id);
  return own === undefined
    ? certain(ownEntry(zoneSettingDefaults, id)?.value === onOff.on)
    : readFlag(own.properties.value, "unknown");
}
