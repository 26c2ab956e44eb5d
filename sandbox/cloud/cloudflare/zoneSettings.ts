import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../api/refuse";
import type { ResourceKind } from "../provider/kind";
import { isAbsent, isObject, text, type Properties } from "../values";
import { restKind, zonePath } from "./rest";

/** Zone settings: `/zones/<zone>/settings/<setting>`; the id is the setting's, and repeats between zones. */
export const zoneSettingKind: ResourceKind = restKind(
  types.zoneSetting,
  {
    collection: (setting) => `${zonePath(setting)}/settings/${text(setting.settingId)}`,
    single: "PATCH",
  },
  {
    newId: (setting) => text(setting.settingId),
    key: (setting, id) => `${text(setting.zoneId)}/${id}`,
    admit: admitSetting,
    answer: (setting) => ({ enabled: setting.enabled ?? null, timeRemaining: null }),
  },
);

function admitSetting(setting: Properties): void {
  const id = text(setting.settingId);
  const { value } = setting;
  if (id === "" || id !== id.toLowerCase()) {
    refuse(apiErrors.settingInvalid, `Undefined zone setting: ${id}`);
  }
  if (isAbsent(value) && isAbsent(setting.enabled)) {
    refuse(apiErrors.settingInvalid, `Invalid value for zone setting ${id}`);
  }
  const nested = isObject(value) ? value : {};
  const isHsts = id === "security_header";
  if (isHsts && !isObject(nested.strict_transport_security)) {
    refuse(
      apiErrors.settingInvalid,
      "Invalid value for zone setting security_header: strict_transport_security is missing",
    );
  }
}
