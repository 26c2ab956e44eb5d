import type {
  DeclaredLoadBalancer,
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredSite,
} from "../../../model/serving/declaredSite";
import type { DeclaredRules } from "../../../model/serving/ruled";
import type { Deciding } from "../../../sandbox/edge/originHealth";

/** Rules that say nothing. */
export const noRules: DeclaredRules = {
  answer: () => undefined,
  settings: () => ({
    ...{ port: undefined, address: undefined },
    ...{ keptSeconds: undefined, staleIfErrorSeconds: undefined },
  }),
  errorPage: () => undefined,
};

/** The hostname of the tests. */
export const hostname = "www.example.com";

/** A monitor as the components declare it, quicker. */
export const monitor: DeclaredMonitor = {
  ...{ type: "https", method: "GET", path: "/healthz", port: undefined },
  headers: { Host: [hostname] },
  ...{ expectedCodes: "2xx", expectedBody: "", intervalSeconds: 10, timeoutSeconds: 2 },
  ...{ retries: 0, consecutiveUp: 1, consecutiveDown: 2 },
  ...{ allowInsecure: false, followRedirects: false, probesAsZone: false },
};

/**
 * A monitor that decides alone.
 * @param one - The monitor.
 * @param regions - Every region that probes, once for each of its data centers.
 */
export function alone(one: DeclaredMonitor, regions: readonly string[]): Deciding {
  return { monitors: [{ monitor: one, mustBeHealthy: true }], number: 0, regions };
}

/** An origin at an address, which is its name too. */
export function origin(address: string, more: Partial<DeclaredOrigin> = {}): DeclaredOrigin {
  return {
    ...{ name: address, address, port: 443, isEncrypted: true, enabled: true, weight: 1 },
    ...{ host: hostname, admits: () => "yes" },
    server: {
      ...{ loadBalancer: undefined, certificateNames: undefined },
      ...{ demandsClientCertificate: "none", requiredHeader: undefined },
    },
    ...more,
  };
}

/** A pool without a monitor. */
export function pool(
  name: string,
  addresses: readonly string[],
  more: Partial<DeclaredPool> = {},
): DeclaredPool {
  return {
    ...{ name, enabled: true, minimumOrigins: 1, originSteering: "random" },
    origins: addresses.map((address) => origin(address)),
    ...{ monitor: undefined, checkRegions: ["WEU"] },
    ...more,
  };
}

/** A load balancer: a primary and a backup pool, in this order. */
export function balancer(more: Partial<DeclaredLoadBalancer> = {}): DeclaredLoadBalancer {
  const pools = [pool("primary", ["192.0.2.1"]), pool("backup", ["192.0.2.2"])];
  return {
    ...{ steeringPolicy: "off", pools, regionPools: {}, countryPools: {} },
    fallbackPool: more.pools?.at(-1) ?? pools[1] ?? pool("backup", []),
    ...{ failoverAcrossPools: true, sessionAffinity: "none", zeroDowntimeFailover: "none" },
    drainDurationSeconds: 0,
    ...more,
  };
}

/** A site behind a load balancer. */
export function site(
  loadBalancer: DeclaredLoadBalancer | undefined,
  more: Partial<DeclaredSite> = {},
): DeclaredSite {
  return {
    ...{ hostname, encryptionMode: "strict", readTimeoutSeconds: 120 },
    ...{ clientCertificate: "none", loadBalancer, addresses: [], assumptions: [] },
    ...more,
  };
}
