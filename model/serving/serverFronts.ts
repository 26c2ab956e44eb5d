import { unknownValue } from "../../core/known";
import { httpMonitorTypes } from "../../facts/cloudflare/monitors";
import { originConnectionLimits } from "../../facts/cloudflare/timeouts";
import { certificateCovers } from "../../core/hostnames";
import type { TrafficModel } from "../traffic/path";
import { declaredSites } from "./declaredSites";
import type { DeclaredMonitor, DeclaredOrigin, DeclaredPool, DeclaredSite } from "./declaredSite";

/** Who asks the server at an origin, and how: what its configuration rests on. */
export interface ServerFront {
  /** The hostname that visitors ask for. */
  readonly hostname: string;
  /** The origin's name in its pool; its address where a record names it. */
  readonly origin: string;
  /** The load balancer of AWS that asks; undefined where Cloudflare connects itself. */
  readonly loadBalancer: FrontLoadBalancer | undefined;
  /** Whether whoever asks speaks TLS to the server. */
  readonly isEncrypted: boolean;
  /** Whether a certificate of Cloudflare's Origin CA covers the hostname. */
  readonly hasOriginCertificate: boolean;
  /** The client certificate that the server itself is shown. */
  readonly clientCertificate: DeclaredSite["clientCertificate"];
  /** Path, and query where there is one, of the health check that reaches the server; undefined where it is not known, or there is none. */
  readonly healthPath: string | undefined;
  /** Seconds that Cloudflare waits for the answer, where the zone has another figure than others; undefined for that of others. */
  readonly readTimeoutSeconds: number | undefined;
}

/** A load balancer of AWS in front of a server. */
export interface FrontLoadBalancer {
  /** Its idle timeout in seconds. */
  readonly idleTimeoutSeconds: number;
  /** The ranges that it connects from, as CIDRs; undefined where the resources do not hold each of its subnets. */
  readonly ranges: readonly string[] | undefined;
  /** What it demands of Cloudflare by itself, so that the server need not. */
  readonly demands: {
    /** Whether it takes no connection without a client certificate. */
    readonly clientCertificate: boolean;
    /** The name of the header without which it refuses; undefined for none. */
    readonly header: string | undefined;
  };
}

/**
 * Reads what is in front of the servers of sites. Origins behind a tunnel are left out: whoever asks them runs on their machine.
 * @param model - The paths of hostnames.
 * @returns What is in front of each origin, in the order of hostnames and pools, each once.
 */
export function serverFronts(model: TrafficModel): ServerFront[] {
  return declaredSites(model).sites.flatMap((site) =>
    originsOf(site)
      .filter(({ origin }) => origin.tunnel === undefined)
      .map(({ origin, monitor }) => front(model, site, origin, monitor)),
  );
}

interface AskedOrigin {
  readonly origin: DeclaredOrigin;
  readonly monitor: DeclaredMonitor | undefined;
}

/** The origins of a load balancer's pools, else those that records name. */
function originsOf({ loadBalancer, addresses }: DeclaredSite): AskedOrigin[] {
  if (loadBalancer === undefined) {
    return addresses.map((origin) => ({ origin, monitor: undefined }));
  }
  const { pools, regionPools, countryPools, fallbackPool } = loadBalancer;
  const placed = [...Object.values(regionPools), ...Object.values(countryPools)].flat();
  const all = new Set<DeclaredPool>([...pools, ...placed, fallbackPool]);
  return [...all].flatMap(({ origins, monitor }) => origins.map((origin) => ({ origin, monitor })));
}

function front(
  model: TrafficModel,
  { hostname, clientCertificate, readTimeoutSeconds }: DeclaredSite,
  { name, isEncrypted, server }: DeclaredOrigin,
  monitor: DeclaredMonitor | undefined,
): ServerFront {
  const common = {
    ...{ hostname, origin: name, hasOriginCertificate: isCovered(model, hostname) },
    readTimeoutSeconds:
      readTimeoutSeconds === originConnectionLimits.read.seconds ? undefined : readTimeoutSeconds,
  };
  const { loadBalancer: alb, demandsClientCertificate, requiredHeader } = server;
  if (alb === undefined) {
    const asksForPath = monitor !== undefined && httpMonitorTypes.includes(monitor.type);
    const healthPath = asksForPath ? monitor.path : undefined;
    return { ...common, loadBalancer: undefined, isEncrypted, clientCertificate, healthPath };
  }
  const { ranges, healthPath, isEncrypted: isTls = false } = alb.toTargets ?? {};
  const demands = {
    clientCertificate: demandsClientCertificate !== "none",
    header: requiredHeader?.name,
  };
  return {
    ...common,
    loadBalancer: { idleTimeoutSeconds: alb.idleTimeoutSeconds, ranges, demands },
    ...{ isEncrypted: isTls, clientCertificate: "none", healthPath },
  };
}

function isCovered({ certificates }: TrafficModel, hostname: string): boolean {
  return certificates
    .filter(({ kind }) => kind === "originCertificate")
    .some(
      ({ hostnames }) =>
        hostnames !== unknownValue &&
        certificateCovers(new Set(hostnames.filter((name) => name !== unknownValue)), hostname),
    );
}
