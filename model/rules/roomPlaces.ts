import { unknownValue, type Known } from "../../core/known";
import { isObject, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** Where a waiting room stands. */
export interface RoomPlace {
  /** The hostname, as written. */
  readonly host: string;
  /** The path; it stands before all beneath it too. */
  readonly path: string;
}

/**
 * Reads where a waiting room stands: its own place, and its additional routes.
 * @param room - A `WaitingRoom`.
 * @returns Each place; of routes of which not even the count is known, one that is not known.
 */
export function roomPlaces({ properties }: ModelResource): Known<RoomPlace>[] {
  const more = readList(properties.additionalRoutes);
  const routes: readonly ModelObject[] =
    more === unknownValue ? [{}] : more.map((route) => (isObject(route) ? route : {}));
  return [properties, ...routes].map((route) => {
    const [host, path] = [readText(route.host), readText(route.path) ?? "/"];
    return typeof host === "string" && typeof path === "string" ? { host, path } : unknownValue;
  });
}
