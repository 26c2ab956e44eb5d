import { ownEntry } from "../../core/ownEntry";
import type { Known } from "../../core/known";
import { readText } from "../graph/reading";
import type { ModelResource, ModelValue } from "../graph/resources";

/**
 * Reads a setting of a load balancer or a target group as a text.
 * @param resource - The resource.
 * @param property - The setting.
 * @param otherwise - What holds where it is not set.
 */
export function settingText(
  resource: ModelResource | undefined,
  property: string,
  otherwise: string,
): Known<string> {
  const value = resource && ownEntry<ModelValue>(resource.properties, property);
  return typeof value === "boolean" ? String(value) : (readText(value) ?? otherwise);
}
