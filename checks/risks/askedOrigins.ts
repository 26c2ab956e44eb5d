import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { answeredError, hostnameError, machinesOf } from "../../model/origin/answeredErrors";
import { bucketOrigins } from "../../model/origin/bucketOrigins";
import { platformAt } from "../../model/origin/namedPlatforms";
import { OriginPaths } from "../../model/origin/originPaths";
import type { EdgeRule } from "../../model/rules/edgeRules";
import type { RequestSettings } from "../../model/rules/requestSettings";
import type { TrafficModel } from "../../model/traffic/path";
import { placesOf } from "./recordPlaces";
import type { Passage } from "./edgeMeetings";
import { isUncovered, strictnessOf } from "./serverNames";

/** The error of an origin whose certificate has another name, in the mode strict. Source: Cloudflare docs, support, Error 526. */
export const untrustedStatus = 526;

/** Where requests of a hostname ask an origin, and for which name. */
export interface AskedOrigin {
  /** A hostname or addresses. */
  readonly place: string;
  /** The port; 0 for the usual one. */
  readonly port: number;
  /** The name that it is asked for. */
  readonly name: string;
  /** The name that is asked for in the TLS handshake. */
  readonly serverName: string;
  /** The rules that say so. */
  readonly by: readonly EdgeRule[];
}

/**
 * Finds where records lead a hostname for itself.
 * @returns The place; undefined for a load balancer of Cloudflare, which has places and names of its own.
 */
export function ownPlace(model: TrafficModel, { hostname }: Passage): string | undefined {
  const path = model.pathOf(hostname.title);
  return path.loadBalancer !== undefined || path.records.length === 0
    ? undefined
    : leadTo(model, hostname.title);
}

/** Where records lead a name; nothing for a load balancer of Cloudflare, before which a record says nothing. */
function leadTo(model: TrafficModel, hostname: string): string {
  const path = model.pathOf(hostname);
  return path.loadBalancer === undefined ? placesOf(path).join(", ").toLowerCase() : "";
}

/**
 * Finds the origin that a request asks.
 * @param own - Where the records of its hostname lead.
 * @param hostname - The hostname.
 * @param settings - What rules set for it.
 * @param model - The paths of hostnames.
 * @returns The origin; undefined where something that decides it is not known.
 */
export function askedOrigin(
  own: string,
  hostname: string,
  { originHost, port, hostHeader, serverName }: RequestSettings,
  model: TrafficModel,
): AskedOrigin | undefined {
  const said = [originHost, port, hostHeader, serverName].filter((each) => each !== undefined);
  if (said.some(({ value }) => value === unknownValue)) {
    return undefined;
  }
  const usual = [defaultHttpPort, defaultHttpsPort, undefined].includes(port?.value as number);
  const named = String(originHost?.value ?? own).toLowerCase();
  return {
    // A hostname that is resolved in place of itself, or leads to the same place, leads where it does anyway.
    place: named === hostname.toLowerCase() || leadTo(model, named) === own ? own : named,
    port: usual ? 0 : Number(port?.value),
    name: String(hostHeader?.value ?? hostname).toLowerCase(),
    serverName: String(serverName?.value ?? hostHeader?.value ?? hostname).toLowerCase(),
    by: said.map(({ by }) => by),
  };
}

/**
 * Whether nothing changes, or the plan shows that what is asked now serves what it is asked for.
 * @param then - The origin that was asked.
 * @param now - The one that is.
 */
export function isBorne(
  { context: { before, after }, hostname }: Passage,
  then: AskedOrigin,
  now: AskedOrigin,
): boolean {
  const isElsewhere = now.place !== then.place;
  const origins = OriginPaths.of(after);
  const machines = origins.balancersOf(isElsewhere ? now.place : hostname.title);
  const isOfPlatform = platformAt(now.place, now.name)?.knows === "yes";
  const isOfPlan = [before, after].every(
    (model) => model.pathOf(now.place).answeredAt !== undefined,
  );
  const listens =
    now.port === then.port ||
    machines.some((each) => origins.listeners(each).has(now.port || defaultHttpsPort));
  const isNamed =
    now.name === then.name ||
    now.name === now.place ||
    now.name === websiteOf(after, hostname.title) ||
    isOfPlatform ||
    machines.some((each) => answeredError(after, each, now.name) === undefined);
  return (!isElsewhere || isOfPlan || isOfPlatform) && listens && isNamed;
}

/**
 * Finds the error of load balancers of AWS, all of which answer a name with it, or show a certificate without it where that is demanded.
 * @param origin - The origin that is asked.
 * @param own - Where the records of the hostname lead.
 * @returns The status; undefined where something may serve, or the plan does not say.
 */
export function surelyError(
  { context: { after }, hostname: { title } }: Passage,
  { place, name, serverName }: AskedOrigin,
  own: string,
): number | undefined {
  const led = place === own ? title : place;
  const machines = machinesOf(after, led);
  const isUntrusted =
    machines.length > 0 &&
    strictnessOf(after, title) === "yes" &&
    machines.every((machine) => isUncovered(OriginPaths.of(after), machine, serverName));
  return isUntrusted ? untrustedStatus : hostnameError(after, led, name);
}

const websites = new WeakMap<TrafficModel, ReadonlyMap<string, string>>();

/** The bucket whose website a hostname leads to; undefined for other origins. */
export function websiteOf(model: TrafficModel, hostname: string): string | undefined {
  const found = getOrCreate(websites, model, () => {
    const sites = [...bucketOrigins(model).values()].filter(({ isWebsite }) => isWebsite);
    return new Map(sites.flatMap(({ name, hostnames }) => hostnames.map((each) => [each, name])));
  });
  return found.get(hostname);
}
