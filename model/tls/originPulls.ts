import { hostnamePullsType } from "../../facts/cloudflare/zoneSettings";
import { canonicalHostname } from "../graph/hostnames";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import type { AllResources } from "../graph/resources";

/**
 * Lists the hostnames for which Cloudflare shows origins a client certificate of their own.
 * @param resources - The resources.
 * @returns Canonical hostnames: those that are known, and for which it is on for certain.
 */
export function pullingHostnames(resources: AllResources): ReadonlySet<string> {
  const names = resources
    .ofToken(hostnamePullsType)
    .flatMap(({ properties }) => knownList(readList(properties.configs)) ?? [])
    .filter(isObject)
    .filter(({ enabled }) => readFlag(enabled, "no") === "yes")
    .map(({ hostname }) => readText(hostname));
  return new Set(names.filter((name) => typeof name === "string").map(canonicalHostname));
}
