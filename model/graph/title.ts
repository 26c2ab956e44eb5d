import type { Known } from "../../core/known";
import { readText } from "./reading";
import type { ModelResource } from "./resources";
import { modelType } from "./resourceTypes";

/**
 * Names a resource for a reader: by the name it has at the provider, or else its logical name. Rulesets have the logical one: at the
 * provider most of them are called `default`, whatever their phase.
 * @param resource - The resource.
 * @returns The name.
 */
export function title(resource: ModelResource | undefined): string {
  const isRuleset = resource !== undefined && modelType(resource.type) === "ruleset";
  const name = isRuleset ? undefined : resource?.properties.name;
  return typeof name === "string" ? name : (resource?.name ?? "");
}

/**
 * Reads the region of AWS in which a resource stands.
 * @param resource - The resource.
 * @returns The region; undefined where the provider's applies, and for Cloudflare.
 */
export function regionOf(resource: ModelResource | undefined): Known<string> | undefined {
  return readText(resource?.properties.region);
}
