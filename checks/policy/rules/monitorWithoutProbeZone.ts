import { MonitorType } from "../../../facts/cloudflare/monitors";
import { OriginMachines } from "../../../model/traffic/originMachines";
import type { OriginNode, PoolNode } from "../../../model/traffic/pools";
import { knownList } from "../../../model/graph/reading";
import { pullingHostnames } from "../../../model/tls/originPulls";
import { readListener } from "../../../model/origin/listeners";
import { balancersOn } from "../balancers";
import type { PlanSide } from "../context";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Monitors that an origin turns away because they show no client certificate. */
export const monitorWithoutProbeZone = defineRule({
  id: "monitor-without-probe-zone",
  severity: "high",
  sentence: "Where origin pulls are authenticated, every monitor has a probeZone.",
  reason:
    "A monitor shows Cloudflare's client certificate only as part of a zone. Without one, an origin that demands it refuses every probe, all " +
    "pools count as down at once, and traffic goes to the fallback.",
  source:
    "Cloudflare docs, load-balancing/reference/load-balancing-faq and ssl/origin-configuration/authenticated-origin-pull",
  hint: "Set probeZone to the name of the load balancer's zone before origin pulls are enforced",
  evaluate: ({ after }) => {
    const verifying = verifyingMachines(after);
    const demanding = [
      ...poolsOfPulls(after),
      ...after.traffic.pools.filter(({ origins }) => knownList(origins)?.some(verifying)),
    ];
    const monitors = demanding
      .map((pool) => after.traffic.balanced.monitorOf(pool))
      .filter((monitor) => monitor !== undefined)
      .filter(({ type, probeZone }) => type === MonitorType.Https && probeZone === "");
    const distinct = new Map(monitors.map(({ resource }) => [resource.key, resource]));
    return [...distinct.values()].map((resource) => ({
      ...about(resource, "probeZone"),
      must: "be the zone's name, for origins behind it ask for Cloudflare's client certificate",
      actual: "nothing",
    }));
  },
});

/** The pools for which Cloudflare shows its certificate, because the zone or the hostname says so. */
function poolsOfPulls(side: PlanSide): PoolNode[] {
  const pulling = side.traffic.tls.filter(({ originPulls }) => originPulls === "yes");
  const balancers = new Set(
    pulling
      .flatMap(({ zone }) => side.traffic.inventory.linkedToAny(zone.split(" or "), "loadBalancer"))
      .map(({ key }) => key),
  );
  const hostnames = pullingHostnames(side.traffic.inventory);
  return balancersOn(side)
    .filter(
      ({ resource, hostname }) => balancers.has(resource.key) || hostnames.has(hostname ?? ""),
    )
    .flatMap((loadBalancer) => side.traffic.balanced.heldBy(loadBalancer));
}

/** Tells origins that are AWS load balancers which verify client certificates, by name or by where the address is from. */
function verifyingMachines({ traffic: { inventory } }: PlanSide): (origin: OriginNode) => boolean {
  const verifying = new Set(
    inventory
      .ofType("awsLoadBalancer")
      .filter((machine) =>
        inventory
          .linkedTo(machine, "listener")
          .some((listener) => readListener(listener).verifiesClients),
      ),
  );
  const machines = OriginMachines.of(inventory);
  return (origin) => {
    const found = machines.at(origin);
    return found.length > 0 && found.every((machine) => verifying.has(machine));
  };
}
