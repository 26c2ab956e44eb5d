import { everywhere } from "../../facts/aws/route53";
import { anyOf, certain, type Certainty } from "../../core/certainty";
import { balancerHostnames } from "../../facts/aws/hostnames";
import { compare } from "../../core/order";
import { canonicalHostname } from "../graph/hostnames";
import { linkTokens } from "../graph/links";
import {
  isObject,
  isUnread,
  knownList,
  knownObjects,
  readFlag,
  readList,
  readNumber,
  readText,
} from "../graph/reading";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";

/** Where records of Route 53 lead. */
export interface Route53Places {
  /** Addresses and hostnames in canonical form, each once, sorted. */
  readonly targets: readonly string[];
  /** Keys of the resources that targets come from which are only known later. */
  readonly later: readonly string[];
}

/**
 * Gives a hostname one form: that of a load balancer's addresses of both families is its own with a prefix.
 * @param hostname - The hostname.
 */
export function sameHostname(hostname: string): string {
  const name = canonicalHostname(hostname);
  const { own, dualStackPrefix } = balancerHostnames;
  return name.startsWith(dualStackPrefix) && own.test(name)
    ? name.slice(dualStackPrefix.length)
    : name;
}

/**
 * Picks the records of a name that are told while all are well. Where all have weight 0 each is told as often as the others.
 * Source: Amazon Route 53 developer guide, routing-policy-weighted and routing-policy-failover.
 * @param records - The records of the name.
 */
export function toldOf(records: readonly ModelResource[]): readonly ModelResource[] {
  const own = records.filter((record) => !isSecondary(record));
  const some = own.filter((record) => !isIdle(record));
  return some.length > 0 ? some : own.length > 0 ? own : records;
}

/**
 * Lists where records lead.
 * @param records - Records of Route 53.
 */
export function placesOf(records: readonly ModelResource[]): Route53Places {
  const read = records.map(targetsOf);
  return {
    targets: [...new Set(read.flatMap(({ targets }) => targets))].sort(compare),
    later: [...new Set(read.flatMap(({ later }) => later))].sort(compare),
  };
}

/**
 * Whether a record is for some places alone. Who asks from elsewhere gets no answer where none is for all of them.
 * Source: Amazon Route 53 developer guide, routing-policy-geo and routing-policy-ipbased (default records, whose place is `*`).
 * @param record - A record of Route 53.
 */
export function isOfPlace({ properties }: ModelResource): Certainty {
  const { geolocationRoutingPolicies, cidrRoutingPolicy } = properties;
  const [place] = knownList(readList(geolocationRoutingPolicies)) ?? [];
  const named = isObject(place)
    ? (readText(place.continent) ?? readText(place.country))
    : isObject(cidrRoutingPolicy)
      ? readText(cidrRoutingPolicy.locationName)
      : undefined;
  return typeof named === "string" ? certain(named !== everywhere) : "no";
}

/**
 * Whether a record is told while the primary one of its name is unwell alone.
 * @param record - A record of Route 53.
 */
export function isSecondary({ properties }: ModelResource): boolean {
  return firstOf(properties, "type") === "SECONDARY";
}

/**
 * Whether a record is to get nobody.
 * @param record - A record of Route 53.
 */
export function isIdle({ properties }: ModelResource): boolean {
  return firstOf(properties, "weight") === "0";
}

/**
 * Says how a record is chosen among those of its name.
 * @param properties - The record's properties.
 * @param what - Its place in a failover, or its weight.
 */
export function firstOf(
  properties: ModelObject,
  what: "type" | "weight",
): ReturnType<typeof readText> {
  const policies = what === "type" ? "failoverRoutingPolicies" : "weightedRoutingPolicies";
  const [policy] = knownList(readList(properties[policies])) ?? [];
  return isObject(policy) ? readText(policy[what]) : undefined;
}

/**
 * Lists where a record of Route 53 leads.
 * @param record - A record.
 * @returns One place for each address or name, and one for what is only known later.
 */
export function placesOfRecord(
  record: ModelResource,
): { readonly address: string | undefined; readonly addressFrom: readonly string[] }[] {
  const { targets, later } = targetsOf(record);
  const known = targets.map((address) => ({ address, addressFrom: [] }));
  return later.length === 0 ? known : [...known, { address: undefined, addressFrom: later }];
}

/**
 * Whether Route 53 looks at all whether what a record leads to is well.
 * Source: Amazon Route 53 developer guide, dns-failover-how-it-works.
 * @param record - A record of Route 53.
 * @returns `no` where it answers with it whatever becomes of it.
 */
export function isWatched({ properties }: ModelResource): Certainty {
  const { healthCheckId } = properties;
  const aliases = knownObjects(properties.aliases);
  const evaluated = aliases.map((alias) => readFlag(alias.evaluateTargetHealth, "no"));
  return anyOf([certain(isUnread(healthCheckId) || Boolean(healthCheckId)), ...evaluated]);
}

/**
 * Whether a record has another of its name to fail over to: it is the primary one, or one of several.
 * @param record - A record of Route 53.
 */
export function isOneOfSeveral(record: ModelResource): boolean {
  return Boolean(record.properties.setIdentifier) && !isSecondary(record);
}

/**
 * Reads where a record leads.
 * @param record - A record of Route 53.
 * @returns Addresses and hostnames in canonical form, and what becomes known later.
 */
export function targetsOf({ properties: { records, aliases } }: ModelResource) {
  const plain = knownList(readList(records)) ?? [];
  const named: readonly ModelValue[] = (knownList(readList(aliases)) ?? []).map((alias) =>
    isObject(alias) ? (alias.name ?? null) : alias,
  );
  const all: readonly ModelValue[] = [...plain, ...named];
  const own: readonly (ModelValue | undefined)[] = [...all, records, aliases];
  const late = own.filter(isUnread);
  return {
    targets: all.filter((target) => typeof target === "string").map(sameHostname),
    later: late.flatMap((value) => linkTokens(value)),
  };
}

/**
 * Reads for how long resolvers remember records at most.
 * @param records - Records of Route 53.
 * @returns Seconds; 0 for aliases, and where it is not known.
 */
export function ttlSecondsOf(records: readonly ModelResource[]): number {
  const ttls = records.map(({ properties }) => readNumber(properties.ttl));
  return Math.max(0, ...ttls.filter((ttl) => typeof ttl === "number"));
}
