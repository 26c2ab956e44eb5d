import { monitorDefaults } from "../../facts/cloudflare/monitors";
import type {
  DeclaredLoadBalancer,
  DeclaredMonitor,
  DeclaredPool,
  DeclaredSite,
} from "../../model/serving/declaredSite";
import { withEachPool } from "./withEachPool";

/**
 * The same origins as Cloudflare sets a load balancer up where nobody says otherwise: the monitor with its default values, and no
 * adaptive routing. The monitor's type stays, since an origin that speaks TLS alone is down for a monitor of another type.
 * @param site - The site; without a load balancer there is no default to set beside it.
 */
export function onDefaults(site: DeclaredSite): DeclaredSite {
  const { loadBalancer } = site;
  return loadBalancer === undefined ? site : { ...site, loadBalancer: balancer(loadBalancer) };
}

function balancer(declared: DeclaredLoadBalancer): DeclaredLoadBalancer {
  const usual = {
    ...{ failoverAcrossPools: false, sessionAffinity: "none", zeroDowntimeFailover: "none" },
  };
  const { overrides, ...own } = withEachPool(declared, pool);
  const ruled = overrides?.map((rule) => ({ ...rule, balancer: { ...rule.balancer, ...usual } }));
  return { ...own, ...usual, ...(ruled && { overrides: ruled }) };
}

function pool(declared: DeclaredPool): DeclaredPool {
  const { monitor } = declared;
  return {
    ...{ ...declared, monitorGroup: undefined },
    monitor: monitor && { ...monitor, ...defaults(monitor) },
  };
}

function defaults({ type, headers, port, probesAsZone }: DeclaredMonitor): DeclaredMonitor {
  return { ...monitorDefaults, type, headers, port, probesAsZone, expectedBody: "" };
}
