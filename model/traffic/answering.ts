import { zoneOf } from "../graph/links";
import type { ModelResource } from "../graph/resources";
import type { HostnamePath } from "./hostnamePath";

/**
 * Finds the resource that answers for a hostname.
 * @param path - The hostname's path.
 * @returns The load balancer, or else the first of the records; undefined where nothing answers.
 */
export function answering({
  loadBalancer,
  records,
}: Pick<HostnamePath, "loadBalancer" | "records">): ModelResource | undefined {
  return loadBalancer?.resource ?? records[0]?.resource;
}

/**
 * Finds the zone of a hostname.
 * @param path - The hostname's path.
 * @returns The zone as `zoneOf` calls it; undefined where nothing answers.
 */
export function zoneOfPath(
  path: Pick<HostnamePath, "loadBalancer" | "records">,
): string | undefined {
  const resource = answering(path);
  return resource && zoneOf(resource);
}
