import type { Known } from "../../core/known";
import { readText } from "./reading";
import type { ModelResource } from "./resources";

/**
 * Names a resource for a reader: by the name it has at the provider, or else its logical name.
 * @param resource - The resource.
 * @returns The name.
 */
export function title(resource: ModelResource | undefined): string {
  const name = resource?.properties.name;
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
