import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { isObject, readFlag, readObject, readTexts } from "../graph/reading";
import type { ModelObject, ModelValue } from "../graph/resources";

/**
 * Whether a cache rule says that answers may be kept.
 * @param parameters - The parameters of its action.
 * @returns `no` where it has them pass the cache by; undefined where it does not say so.
 */
export function isKept({ cache }: ModelObject): Certainty | undefined {
  return cache === undefined || cache === null ? undefined : readFlag(cache, "unknown");
}

/**
 * Reads by what of a request a cache rule tells answers apart, beside the URL.
 *
 * Source: Cloudflare docs, cache/how-to/cache-keys (headers, cookies, host, user features, device type).
 * @param parameters - The parameters of its action.
 * @returns Each part in words, sorted. Undefined where it says nothing of a key.
 */
export function keyParts({ cacheKey }: ModelObject): Known<readonly string[]> | undefined {
  const key = readObject(cacheKey);
  const custom = key === unknownValue ? key : readObject(key.customKey);
  if (key === unknownValue || custom === unknownValue) {
    return unknownValue;
  }
  const cookie = readObject(custom.cookie);
  const header = readObject(custom.header);
  const user = readObject(custom.user);
  if (cookie === unknownValue || header === unknownValue || user === unknownValue) {
    return unknownValue;
  }
  const named = [
    ...listed("the cookie", cookie.includes, cookie.checkPresences),
    ...listed("the header", header.includes, header.checkPresences, header.contains),
    ...flagged("the visitor's country", user.geo),
    ...flagged("the visitor's language", user.lang),
    ...flagged("the kind of device", user.deviceType, key.cacheByDeviceType),
  ];
  return isObject(cacheKey) ? [...new Set(named)].sort() : undefined;
}

/**
 * Whether a cache rule has the key hold where a hostname leads, in place of the hostname.
 *
 * Source: Cloudflare docs, cache/how-to/cache-keys (host, use the resolved host).
 * @param parameters - The parameters of its action.
 * @returns Undefined where it says nothing of a key.
 */
export function sharesHosts({ cacheKey }: ModelObject): Certainty | undefined {
  const key = readObject(cacheKey);
  const custom = key === unknownValue ? key : readObject(key.customKey);
  const host = custom === unknownValue ? custom : readObject(custom.host);
  if (host === unknownValue) {
    return "unknown";
  }
  return isObject(cacheKey) ? readFlag(host.resolved, "no") : undefined;
}

function listed(what: string, ...lists: readonly (ModelValue | undefined)[]): string[] {
  return lists.flatMap((list) => {
    const names = isObject(list) ? Object.keys(list) : readTexts(list);
    return names === unknownValue
      ? []
      : names.flatMap((name) => (typeof name === "string" ? [`${what} ${name}`] : []));
  });
}

function flagged(what: string, ...flags: readonly (ModelValue | undefined)[]): string[] {
  return flags.some((flag) => readFlag(flag, "no") === "yes") ? [what] : [];
}
