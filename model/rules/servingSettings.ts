import { servingSettings, underAttack } from "../../facts/cloudflare/zoneSettings";
import { certain, negated, type Certainty } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readFlag, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { zoneTitle } from "../tls/zoneTls";

/** What of visitors' requests a zone does not let through as usual. */
export type Hindrance = "no WebSockets" | "no HTTP/2" | "under attack";

/** A setting of a zone that keeps visitors, or some of them, from getting through as usual. */
export interface HinderingSetting {
  /** The setting. */
  readonly resource: ModelResource;
  /** The zone as `zoneOf` calls it. */
  readonly zone: string;
  /** The zone's name where the model knows it. */
  readonly title: string;
  /** What it keeps from getting through. */
  readonly hindrance: Hindrance;
  /** Whether it does. */
  readonly certainty: Certainty;
}

/**
 * Reads the settings of zones that may keep visitors from getting through.
 * @param inventory - The resources.
 * @returns The settings, whether they do or not, sorted by key.
 */
export function hinderingSettings(inventory: Inventory): HinderingSetting[] {
  return inventory.ofType("zoneSetting").flatMap((resource) => {
    const found = hindranceOf(resource);
    const zone = zoneOf(resource);
    return found === undefined
      ? []
      : [{ resource, zone, title: zoneTitle(inventory, zone.split(" or ")), ...found }];
  });
}

function hindranceOf({
  properties: { settingId, value },
}: ModelResource): Pick<HinderingSetting, "hindrance" | "certainty"> | undefined {
  if (settingId === servingSettings.securityLevel) {
    const level = readText(value);
    const certainty = level === unknownValue ? "unknown" : certain(level === underAttack);
    return { hindrance: "under attack", certainty };
  }
  const certainty = negated(readFlag(value, "unknown"));
  if (settingId === servingSettings.webSockets) {
    return { hindrance: "no WebSockets", certainty };
  }
  return settingId === servingSettings.http2 ? { hindrance: "no HTTP/2", certainty } : undefined;
}
