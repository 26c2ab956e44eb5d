import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import {
  hstsAge,
  tlsSettings,
  zoneSettingDefaults,
  type ZoneSettingRule,
} from "../../../facts/cloudflare/zoneSettings";
import { ownEntry } from "../../../core/ownEntry";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { Place, ResourceHandler } from "../resources/handler";
import { isAbsent, isObject, number, object, same, text, type Properties } from "../values";
import { restHandler, zoneOf, zonePath } from "./rest";
import { findZone } from "./zones";

/** Zone settings: `/zones/<zone>/settings/<setting>`; the id is the setting's, and repeats between zones. */
export const zoneSettingHandler: ResourceHandler = restHandler(
  types.zoneSetting,
  {
    collection: (setting) => `${zonePath(setting)}/settings/${text(setting.settingId)}`,
    single: "PATCH",
  },
  {
    newId: (setting) => text(setting.settingId),
    key: (setting, id) => keyOf(text(setting.zoneId), id),
    validate: admitSetting,
    sent: onlyChanged,
    computeOutputs: (setting) => ({ enabled: setting.enabled ?? null, timeRemaining: null }),
    standing: untouched,
    standingKeys: ({ zoneId }) =>
      Object.keys(zoneSettingDefaults).map((id) => keyOf(text(zoneId), id)),
    missing: {
      ...{ status: apiErrors.notFound.status, words: "not found" },
      means:
        "nobody has set this zone setting here, and its default is not known; Cloudflare answers with it",
    },
  },
);

function keyOf(zoneId: string, settingId: string): string {
  return `${zoneId}/${settingId}`;
}

/** A setting that nobody has set, where its default is known. */
function untouched(key: string, place: Place): Properties | undefined {
  const [zoneId = "", settingId = ""] = key.split("/");
  const zone = findZone(zoneId, place);
  const known = ownEntry(zoneSettingDefaults, settingId);
  if (zone === undefined || known === undefined) {
    return undefined;
  }
  const { value, enterpriseValue = value } = known;
  const own = zone.plan === CloudflarePlan.Enterprise ? enterpriseValue : value;
  const set = typeof own === "object" ? [...own] : own;
  return { id: settingId, zoneId, settingId, value: set, editable: true };
}

/**
 * The provider patches with what differs from the state, and with nothing where only options of the resource changed.
 * Source: Cloudflare Terraform provider v5.22.0, internal/services/zone_setting, resource.go (MarshalJSONForUpdate).
 */
function onlyChanged(setting: Properties, state: Properties): Properties {
  const { value, enabled, ...path } = setting;
  return {
    ...path,
    ...(same(value, state.value) ? {} : { value }),
    ...(same(enabled, state.enabled) ? {} : { enabled }),
  };
}

function admitSetting(setting: Properties, place: Place): void {
  const id = text(setting.settingId);
  const { value } = setting;
  if (id === "" || id !== id.toLowerCase()) {
    refuse(apiErrors.settingInvalid, `Undefined zone setting: ${id}`);
  }
  if (isAbsent(value) && isAbsent(setting.enabled)) {
    invalid(id, "a value is missing");
  }
  const rules: readonly ZoneSettingRule[] = Object.values(tlsSettings);
  const rule = rules.find((one) => one.id === id);
  if (typeof value === "string" && rule?.values?.includes(value) === false) {
    invalid(id, `it takes ${rule.values.join(", ")}`);
  }
  const { plan } = zoneOf(setting, place);
  const plans = ownEntry(rule?.valuePlans ?? {}, text(value));
  if (plans?.includes(plan) === false) {
    invalid(id, `the plan ${plan} does not have it`);
  }
  if (id === tlsSettings.hsts.id) {
    admitHsts(id, object(value));
  }
}

function admitHsts(id: string, value: Properties): void {
  if (!isObject(value.strict_transport_security)) {
    invalid(id, "strict_transport_security is missing");
  }
  const age = number(object(value.strict_transport_security).max_age) ?? 0;
  if (age !== 0 && (age < hstsAge.minimumSeconds || age > hstsAge.maximumSeconds)) {
    invalid(id, `max_age is 0 or ${hstsAge.minimumSeconds} to ${hstsAge.maximumSeconds}`);
  }
}

function invalid(id: string, why: string): never {
  return refuse(apiErrors.settingInvalid, `Invalid value for zone setting ${id}: ${why}`);
}
