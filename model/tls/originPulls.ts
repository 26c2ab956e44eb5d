import { canonicalHostname } from "../graph/hostnames";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isObject, knownList, readFlag, readList, readText } from "../graph/reading";

/**
 * Lists the hostnames for which Cloudflare shows origins a client certificate of their own.
 * @param inventory - The resources.
 * @returns Canonical hostnames: those that are known, and for which it is on for certain.
 * Source: Cloudflare docs, ssl/origin-configuration/authenticated-origin-pull/set-up/per-hostname.
 */
export function pullingHostnames(inventory: Inventory): ReadonlySet<string> {
  return new Set(shownCertificates(inventory).keys());
}

/**
 * Lists which client certificate Cloudflare shows the origins of hostnames that have one of their own.
 * @param inventory - The resources.
 * @returns The id of the certificate, or the key of what it comes from, by the hostname as above; "" where it is not known.
 */
export function shownCertificates(inventory: Inventory): ReadonlyMap<string, string> {
  const configs = inventory
    .ofType("hostnamePulls")
    .flatMap(({ properties }) => knownList(readList(properties.configs)) ?? [])
    .filter(isObject)
    .filter(({ enabled }) => readFlag(enabled, "no") === "yes");
  return new Map(
    configs.flatMap(({ hostname, certId }) => {
      const [name, tokens] = [readText(hostname), linkTokens(certId)];
      const isKnown = tokens.length === 1 && tokens[0] !== unknownLink;
      return typeof name === "string"
        ? [[canonicalHostname(name), isKnown ? (tokens[0] ?? "") : ""] as const]
        : [];
    }),
  );
}
