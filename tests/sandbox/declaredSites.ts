import type {
  DeclaredMonitor,
  DeclaredOrigin,
  DeclaredPool,
  DeclaredServer,
  DeclaredSite,
} from "../../model/serving/declaredSite";

/** A server that shows the right certificate and asks for nothing. */
export const plainServer: DeclaredServer = {
  loadBalancer: undefined,
  certificateNames: undefined,
  demandsClientCertificate: "none",
  requiredHeader: undefined,
};

/**
 * An origin as a plan could declare it.
 * @param given - What is special about it.
 */
export function declaredOrigin(
  given: Partial<Omit<DeclaredOrigin, "server">> & {
    readonly server?: Partial<DeclaredServer>;
  } = {},
): DeclaredOrigin {
  return {
    ...{ name: "one", address: "198.51.100.1", port: 443, isEncrypted: true, enabled: true },
    ...{ weight: 1, host: "www.example.com", admits: () => "yes" },
    ...given,
    server: { ...plainServer, ...given.server },
  };
}

/** A monitor that sees a 502. */
export const deepMonitor: DeclaredMonitor = {
  ...{ type: "https", method: "GET", path: "/healthz", port: undefined, headers: {} },
  ...{ expectedCodes: "2xx", expectedBody: "all well", intervalSeconds: 15, timeoutSeconds: 5 },
  ...{ retries: 1, consecutiveUp: 2, consecutiveDown: 2, allowInsecure: false },
  ...{ followRedirects: false, probesAsZone: true },
};

/**
 * A pool of origins.
 * @param name - Its name.
 * @param origins - Its origins.
 * @param monitor - Its monitor. Defaults to one that sees a 502.
 */
export function declaredPool(
  name: string,
  origins: readonly DeclaredOrigin[],
  monitor: DeclaredMonitor | undefined = deepMonitor,
): DeclaredPool {
  return {
    ...{ name, enabled: true, minimumOrigins: 1, origins, monitor, checkRegions: ["WEU"] },
    originSteering: "random",
  };
}

/**
 * A site with a load balancer over pools, the last of which is the fallback; without pools, one whose records lead to origins.
 * @param pools - Its pools, in order.
 * @param addresses - Where its records lead. Defaults to nowhere.
 */
export function declaredSite(
  pools: readonly DeclaredPool[],
  addresses: readonly DeclaredOrigin[] = [],
): DeclaredSite {
  const fallbackPool = pools.at(-1);
  return {
    ...{ hostname: "www.example.com", encryptionMode: "strict" },
    ...{ readTimeoutSeconds: 120, clientCertificate: "none", addresses, assumptions: [] },
    loadBalancer:
      fallbackPool === undefined
        ? undefined
        : {
            ...{ steeringPolicy: "off", pools, regionPools: {}, countryPools: {}, fallbackPool },
            ...{ failoverAcrossPools: true, sessionAffinity: "none" },
            ...{ zeroDowntimeFailover: "none", drainDurationSeconds: 0 },
          },
  };
}
