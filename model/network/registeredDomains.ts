import { cloudflareNameServer } from "../../facts/cloudflare/nameServers";
import { unknownValue, type Known } from "../../core/known";
import { canonicalHostname } from "../graph/hostnames";
import { isObject, readList, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** Whom a registry sends those to who ask for a domain. */
export interface RegisteredDomain {
  /** The domain. */
  readonly domain: Known<string>;
  /** The name servers; unknown where the plan does not say each, or the program leaves them as they are. */
  readonly nameServers: Known<readonly string[]>;
}

/**
 * Reads a domain that is registered with AWS.
 * @param resource - A `RegisteredDomain`, or a `Domain`.
 */
export function readRegisteredDomain({ properties }: ModelResource): RegisteredDomain {
  const listed = readList(properties.nameServers);
  const names = (listed === unknownValue ? [] : listed).map((each) =>
    isObject(each) ? readText(each.name) : unknownValue,
  );
  const known = names.filter((name) => typeof name === "string");
  const domain = readText(properties.domainName) ?? unknownValue;
  return {
    domain: domain === unknownValue ? domain : canonicalHostname(domain),
    nameServers: known.length > 0 && known.length === names.length ? known : unknownValue,
  };
}

/**
 * Lists the name servers of a domain that are not Cloudflare's.
 * @param domain - The domain.
 * @returns Their names; none where they are not known.
 */
export function foreignNameServers({ nameServers }: RegisteredDomain): string[] {
  const known = nameServers === unknownValue ? [] : nameServers;
  return known.filter((name) => !cloudflareNameServer.test(name));
}
