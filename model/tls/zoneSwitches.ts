import { readFlag } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** Where types of Cloudflare that are a switch of a zone say whether it is on. */
const places = ["value", "smartRouting", "tieredCaching"] as const;

/**
 * Whether a resource that is a switch of a zone is on.
 * @param resource - One of Argo or Tiered Cache.
 * @returns True where it is for certain.
 */
export function isSwitchedOn({ properties }: ModelResource): boolean {
  return places.some((property) => readFlag(properties[property], "no") === "yes");
}
