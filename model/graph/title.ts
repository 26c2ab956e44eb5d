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
