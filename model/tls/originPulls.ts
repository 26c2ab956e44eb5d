import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";

/**
 * Lists the hostnames for which Cloudflare shows origins a client certificate of their own.
 * @param inventory - The resources.
 * @returns Canonical hostnames: those that are known, and for which it is on for certain.
 * Source: Cloudflare docs, ssl/origin-configuration/authenticated-origin-pull/set-up/per-hostname.
 */
export function pullingHostnames(inventory: Inventory): ReadonlySet<string> {
  const names = inventory
    .ofType("hostnamePulls")
    .flatMap(({ properties }) => knownList(readList(properties.configs)) ?? [])
    .filter(isObject)
    .filter(({ enabled }) => readFlag(enabled, "no") === "yes")
    .map(({ hostname }) => readText(hostname));
  return new Set(names.filter((name) => typeof name === "string").map(canonicalHostname));
}
