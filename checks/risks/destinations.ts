import { defaultHttpPort, defaultHttpsPort, proxiedPorts } from "../../facts/cloudflare/ports";
import { accessOf } from "../../model/firewall/access";
import { EdgeZones } from "../../model/rules/edgeZones";
import { answersOf } from "../../model/rules/hostnameAnswers";
import { OriginPaths } from "../../model/origin/originPaths";
import type { TrafficModel } from "../../model/traffic/path";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { addressKey, OriginMachines, recordPlace } from "../../model/traffic/originMachines";
import { isPlaceholder } from "../../core/reservedAddresses";
import { poolTitle } from "../../model/traffic/balancedPools";
import { poolError } from "../../model/origin/answeredErrors";
import { isAnsweredAtEdge } from "./answeredAtEdge";
import { leftRisk } from "./proxyLeft";
import { areReady } from "./readyPlaces";
import { placesOf } from "./recordPlaces";
import { isMade, type Risk, type RiskContext } from "./risk";
import { listed, names, say, type Phrase } from "../words/words";
import type { TouchedHostname } from "./touched";

/**
 * Finds a hostname that leaves Cloudflare or enters it.
 * @returns The risk, or undefined where the proxy status stays.
 */
export function proxyRisk(context: RiskContext, touched: TouchedHostname): Risk | undefined {
  const { after: model } = context;
  const { hostname, before, after, causes } = touched;
  const [old, now] = [before.proxied, after.proxied];
  if (old === now || old === "unknown" || now === "unknown") {
    return undefined;
  }
  if (now === "no") {
    return leftRisk(context, touched);
  }
  const isRuled = isSentElsewhere(model, hostname);
  const others = isRuled ? undefined : portsBesideHttp(model, hostname);
  if (others !== undefined) {
    return {
      ...{ id: "proxy-entered", severity: "high", subject: hostname, title: hostname },
      consequence: say`From this change on ${hostname} resolves to Cloudflare, which takes HTTP and HTTPS alone there, and what it leads to listens at port ${listed(others.map((port): Phrase => [String(port)]))} and at none of those: whoever connects there, by SSH, SFTP, mail or a database, gets no connection any more, as soon as resolvers have forgotten the old answer.`,
      cause: causes,
      hint: say`Leave proxied off, or put an application of Spectrum before the port.`,
    };
  }
  const isShut = !isRuled && isShutToCloudflare(model, hostname);
  return {
    ...{ id: "proxy-entered", severity: isShut ? "high" : "medium" },
    ...{ subject: hostname, title: hostname },
    consequence: isShut
      ? say`Visitors of ${hostname} go through Cloudflare from now on, and the security groups of what it leads to let Cloudflare in neither at port ${defaultHttpPort} nor at port ${defaultHttpsPort}: visitors get Error 522.`
      : enteredPhrase([hostname]),
    cause: causes,
    hint: say`Check the origin's firewall and certificate first, then switch the proxy on.`,
  };
}

/** Whether the security groups of all that a hostname leads to let nobody of Cloudflare in where it asks. */
function isShutToCloudflare(model: TrafficModel, hostname: string): boolean {
  const origins = OriginPaths.of(model);
  const endpoints = model.firewalls
    .map(({ endpoint }) => endpoint)
    .filter(({ attachedTo }) => origins.hostnames(attachedTo).includes(hostname));
  return (
    endpoints.length > 0 &&
    endpoints.every(({ groups }) =>
      [defaultHttpPort, defaultHttpsPort].every(
        (port) => accessOf(model.exposures.at(groups, port)).cloudflare === "none",
      ),
    )
  );
}

/** Whether rules of the edge say, or may say, at which port the origin of a hostname is asked. */
function isSentElsewhere(model: TrafficModel, hostname: string): boolean {
  const zones = EdgeZones.of(model);
  const answers = answersOf(zones, hostname, zones.zoneOfHost(hostname)) ?? [];
  return answers.some(({ settings }) => settings.port !== undefined);
}

/** The ports of all that a hostname leads to, where it listens at none at which Cloudflare asks; undefined where it does, or the plan does not say. */
function portsBesideHttp(model: TrafficModel, hostname: string): readonly number[] | undefined {
  const origins = OriginPaths.of(model);
  const machines = origins.balancersOf(hostname);
  const ports = [...new Set(machines.flatMap((each) => [...origins.listeners(each).keys()]))].sort(
    (one, other) => one - other,
  );
  const named = machines
    .flatMap((each) => origins.leads.to(each))
    .filter((lead) => lead.hostname === hostname)
    .map(({ port }) => port);
  const isAsked = ports.some((port) => [...proxiedPorts, ...named].includes(port));
  return ports.length === 0 || isAsked ? undefined : ports;
}

/** Says what an origin must bear once Cloudflare stands before it. */
export function enteredPhrase(hostnames: readonly string[]): Phrase {
  return say`Visitors of ${names(hostnames)} go through Cloudflare from now on: the origin must let Cloudflare in, show a certificate that the encryption mode accepts, and use no other ports than Cloudflare proxies.`;
}

/**
 * Finds a hostname without a load balancer that goes to another place.
 * @returns The risk, or undefined where it stays.
 */
export function contentRisk(context: RiskContext, touched: TouchedHostname): Risk | undefined {
  const { hostname, before, after, causes } = touched;
  if (before.loadBalancer === undefined && after.loadBalancer?.enabled === "yes") {
    return addedRisk(context, touched);
  }
  if (before.loadBalancer !== undefined || after.loadBalancer !== undefined) {
    return undefined;
  }
  const [old, now] = [placesOf(before), placesOf(after)];
  const [was, is] = [old, now].map((places) => places.map(addressKey).sort().join("\n"));
  const stays = was === is || [...old, ...now].every(isPlaceholder);
  if (stays || areReady(context, after)) {
    return undefined;
  }
  const isHeld = now.length > 0 && now.every(isPlaceholder);
  const isFewer = now.length > 0 && !isHeld && now.every((place) => old.includes(place));
  const lost = old.filter((place) => !now.includes(place));
  const isUnanswered = isHeld && !isAnsweredAtEdge(context, hostname);
  const made = isFewer || isHeld ? [] : madeMachines(context, after);
  // What is left answers visitors of both families at Cloudflare, and serves already.
  const isBorne = isFewer && after.proxied === "yes" && lost.every((place) => place.includes(":"));
  return {
    id: "destination-changed",
    severity: isBorne ? "low" : made.length > 0 || isUnanswered ? "high" : "medium",
    subject: hostname,
    title: hostname,
    consequence: isFewer
      ? say`Visitors of ${hostname} no longer go to ${names(lost)}${lateness(before)}: ${names(now)} ${[now.length === 1 ? "carries" : "carry"]} them alone.`
      : isHeld
        ? say`Requests for ${hostname} no longer go to ${names(lost)}${lateness(before)}: ${names(now)} ${[now.length === 1 ? "is a placeholder" : "are placeholders"]} at which nothing answers, and only what Cloudflare itself runs for ${hostname} can.`
        : made.length > 0
          ? say`Visitors of ${hostname} go to ${names(made)}${lateness(before)}, which the same update makes, as soon as that has begun to run: until what serves there has started too, they get Error 521 or 522, and nothing takes over.`
          : say`Visitors of ${hostname} go to ${names(now)} instead of ${names(old)}${lateness(before)}. If that does not serve ${hostname} yet, they get errors, and nothing takes over.`,
    cause: causes,
    hint: isFewer
      ? say`See first that what is left can carry everybody.`
      : say`See that the new place answers for ${hostname} first, and keep the old one running until the TTL is over.`,
  };
}

/** The instances that the same update makes, where all that a hostname leads to are such: the provider waits until one runs, and no longer. */
function madeMachines({ after, changes }: RiskContext, { records }: HostnamePath): string[] {
  const machines = OriginMachines.of(after.inventory);
  const found = records.map((record) =>
    machines
      .at(recordPlace(record))
      .filter(({ key, type }) => modelType(type) === "instance" && isMade(changes.get(key))),
  );
  return found.every(({ length }) => length > 0) ? found.flat().map(title) : [];
}

/** Pools of unknown health count as down. Source: Cloudflare docs, load-balancing/understand-basics/health-details. */
function addedRisk(
  context: RiskContext,
  { hostname, before, after, causes }: TouchedHostname,
): Risk {
  const fallback = poolTitle(after.loadBalancer?.fallback);
  const code = firstError(context, hostname, after);
  const first =
    code === undefined
      ? []
      : say` That pool answers everybody with Error ${code}, which all visitors get for a minute or more.`;
  return {
    id: "balancer-added",
    severity: code === undefined ? "medium" : "high",
    subject: hostname,
    title: hostname,
    consequence: say`Visitors of ${hostname} go to its load balancer instead of ${names(placesOf(before))}: all of them to its fallback pool ${fallback} until the first probes have found the others healthy.${first}`,
    cause: causes,
    hint: say`See that ${fallback} can answer everybody, and that the probes will find the other pools healthy, first.`,
  };
}

/** The error of the fallback pool of a new load balancer, where all others are probed and no load balancer has had them probed yet. */
function firstError(
  { before, after }: RiskContext,
  hostname: string,
  { loadBalancer }: HostnamePath,
): number | undefined {
  const pools = loadBalancer === undefined ? [] : after.balanced.of(loadBalancer);
  const last = pools.find(({ onlyFallback }) => onlyFallback)?.node;
  const known = new Set(
    before.loadBalancers.flatMap((each) => before.balanced.of(each).map(({ id }) => id)),
  );
  const areUnknown = pools.every(
    ({ id, node, onlyFallback }) => onlyFallback || (node?.monitor !== undefined && !known.has(id)),
  );
  return last === undefined || !areUnknown ? undefined : poolError(after, last.resource, hostname);
}

function lateness({ proxied, records }: HostnamePath): Phrase {
  const ttls = records.map(({ ttlSeconds }) => ttlSeconds).filter((ttl) => typeof ttl === "number");
  const longest = Math.max(1, ...ttls);
  return proxied === "yes" || longest === 1
    ? []
    : say`, some of them only after the TTL of ${longest} seconds`;
}
