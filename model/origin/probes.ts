import { allOf, anyOf, certain, oneOf, type Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import { MonitorType } from "../../facts/cloudflare/monitors";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { pullingHostnames } from "../tls/originPulls";
import { groupedMonitors, type MonitorNode } from "../traffic/monitors";
import type { LoadBalancerNode } from "../traffic/loadBalancers";
import type { TrafficModel } from "../traffic/path";
import { shownCertificate } from "./clientCertificates";
import type { Lead } from "./lead";
import { readListener } from "./listeners";
import type { OriginPaths } from "./originPaths";
import { isLetThrough, requiredHeader } from "./requiredHeaders";

/** What the monitors of a pool do of that which a listener of AWS may demand. */
export interface ProbedPool {
  /** The pool. */
  readonly pool: ModelResource;
  /** Whether they show the client certificate, where the listener demands one. */
  readonly showsCertificate: Certainty;
  /** Whether they send the header without which the listener answers by itself, where there is one. */
  readonly sendsHeader: Certainty;
}

/**
 * Says of the pools with a load balancer among their origins whether a listener takes what their monitors ask. Nothing of a pool
 * that nothing probes is refused. Where its monitors differ it is not known: what becomes of the pool is then for their group to say.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 * @param listener - One of its listeners.
 * @returns One entry for each pool that a hostname leads to.
 */
export function probedPools(
  paths: OriginPaths,
  machine: ModelResource,
  listener: ModelResource,
): ProbedPool[] {
  const pools = new Map<ModelResource, Lead[]>();
  for (const lead of paths.leads.to(machine)) {
    if (modelType(lead.by.type) === "pool") {
      getOrCreate(pools, lead.by, (): Lead[] => []).push(lead);
    }
  }
  return [...pools].map(([pool, leads]) => {
    const probes = monitorsOf(paths.model, pool)?.flatMap((monitor) =>
      leads
        .filter((lead) => portOf(monitor, lead) === readListener(listener).port)
        .map((lead) => ({ monitor, lead })),
    );
    const doAll = (
      does: (paths: OriginPaths, listener: ModelResource, probe: Probe) => Certainty,
    ) =>
      probes?.length === 0
        ? "yes"
        : oneOf((probes ?? []).map((probe) => does(paths, listener, probe)));
    return {
      pool,
      showsCertificate: doAll(showsCertificate),
      sendsHeader: doAll(sendsHeader),
    };
  });
}

/**
 * Whether every monitor of a zone's load balancers has a `probeZone`, so that it shows the client certificate that Cloudflare shows.
 * @param model - The paths of hostnames.
 * @param zone - The zone, as links name it.
 * @returns `unknown` where the resources hold no load balancer of the zone, or not all of its pools and monitors.
 */
export function haveProbeZones(model: TrafficModel, zone: string): Certainty {
  const linked = new Set(model.inventory.linkedToAny(zone.split(" or "), "loadBalancer"));
  const balancers = model.loadBalancers.filter(({ resource }) => linked.has(resource));
  return balancers.length === 0
    ? "unknown"
    : allOf(balancers.map((balancer) => allOf(poolsOf(model, balancer))));
}

function poolsOf(model: TrafficModel, balancer: LoadBalancerNode): Certainty[] {
  const areHeld = certain(balancer.targets.every(({ state }) => state === "found"));
  const monitors = model.balanced
    .heldBy(balancer)
    .map(({ resource }) => monitorsOf(model, resource));
  return [
    areHeld === "no" ? "unknown" : "yes",
    ...monitors.map((own) => (own === undefined ? "unknown" : allOf(own.map(hasProbeZone)))),
  ];
}

/** A monitor that speaks no TLS shows no certificate, and is asked for none. */
function hasProbeZone({ type, probeZone }: MonitorNode): Certainty {
  if (type !== MonitorType.Https && type !== unknownValue) {
    return "yes";
  }
  return probeZone === unknownValue || type === unknownValue
    ? "unknown"
    : certain(probeZone !== "");
}

/** What a monitor asks of an origin. */
export interface Probe {
  /** The monitor. */
  readonly monitor: MonitorNode;
  /** The hostname, and how it leads to the origin. */
  readonly lead: Lead;
}

/**
 * Lists what the monitors of pools ask of a load balancer.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 * @returns The probes, each with the port at which it asks.
 */
export function probesOf(
  paths: OriginPaths,
  machine: ModelResource,
): (Probe & { readonly port: Known<number> })[] {
  const leads = paths.leads.to(machine).filter(({ by }) => modelType(by.type) === "pool");
  return leads.flatMap((lead) =>
    (monitorsOf(paths.model, lead.by) ?? []).map((monitor) => ({
      ...{ monitor, lead, port: portOf(monitor, lead) },
    })),
  );
}

/**
 * Says by which name a monitor asks.
 * @param probe - What it asks.
 * @returns Its Host header, and "" where that is the origin's address, as it is unless somebody sets it.
 */
export function hostOfProbe({ monitor: { hosts = [] }, lead }: Probe): Known<string> {
  const own = lead.hosts === unknownValue ? unknownValue : lead.hosts[0];
  return own ?? (hosts === unknownValue ? hosts : hosts[0]) ?? "";
}

/** The monitors of a pool; undefined where the resources do not hold them. */
function monitorsOf(model: TrafficModel, pool: ModelResource): MonitorNode[] | undefined {
  const { monitor } = model.pool(pool);
  const named = monitor?.state === "found" ? monitor.resources : [];
  const found = named.flatMap((each) =>
    modelType(each.type) === "monitor" ? [each] : groupedMonitors(model.inventory, each),
  );
  return monitor !== undefined && found.length === 0
    ? undefined
    : found.map((each) => model.balanced.monitor(each));
}

/** Where a monitor asks; unknown for one that opens a connection and asks nothing. */
function portOf({ type, port }: MonitorNode, lead: Lead): Known<number> {
  const usual = type === MonitorType.Https ? defaultHttpsPort : defaultHttpPort;
  const asked = port ?? lead.port;
  const isHttp = type === MonitorType.Https || type === MonitorType.Http;
  return isHttp ? asked || usual : unknownValue;
}

/**
 * Source: Cloudflare docs, load-balancing/reference/load-balancing-faq and ssl/origin-configuration/authenticated-origin-pull. Whether a
 * probe shows what is switched on for a single hostname was not looked up, and is taken to be not known.
 */
function showsCertificate(
  { model }: OriginPaths,
  listener: ModelResource,
  { monitor: { probeZone }, lead: { hostname } }: Probe,
): Certainty {
  if (!readListener(listener).verifiesClients) {
    return "yes";
  }
  const isOfZone = probeZone !== unknownValue && `.${hostname}`.endsWith(`.${probeZone}`);
  const isOfHostname = pullingHostnames(model.inventory).has(hostname);
  return probeZone === ""
    ? "no"
    : isOfZone && !isOfHostname
      ? shownCertificate(model, hostname).shown
      : "unknown";
}

function sendsHeader({ model }: OriginPaths, listener: ModelResource, probe: Probe): Certainty {
  const hostname = hostOfProbe(probe);
  const { headers } = probe.monitor;
  if (hostname === unknownValue || headers === unknownValue) {
    return "unknown";
  }
  const required = requiredHeader(model.inventory, listener, { hostname, hosts: [] });
  const sent = [...headers].find(([name]) => name.toLowerCase() === required?.name)?.[1] ?? [];
  return required === undefined ? "yes" : anyOf(sent.map((value) => isLetThrough(value, required)));
}
