import { hostnamePullsType } from "../../../facts/cloudflare/zoneSettings";
import { canonicalHostname } from "../../model/hostnames";
import { isObject, readFlag, readList, readObject, readText } from "../../model/reading";
import { modelType } from "../../model/resourceTypes";
import { unknownValue, type ModelResource } from "../../model/resources";
import type { PoolNode } from "../../model/pools";
import { balancersOn, monitorOf, poolsOf } from "../balancers";
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
  wayOut: "Set probeZone to the name of the load balancer's zone before origin pulls are enforced",
  evaluate: ({ after }) => {
    const demanding = [
      ...poolsOfPulls(after),
      ...after.traffic.pools.filter((pool) => demandsCertificate(after, pool)),
    ];
    const monitors = new Map(
      demanding
        .map(monitorOf)
        .filter((monitor) => monitor?.type === "https" && monitor.probeZone === "")
        .map((monitor) => [monitor?.resource.key, monitor?.resource]),
    );
    return [...monitors.values()]
      .filter((resource) => resource !== undefined)
      .map((resource) => ({
        ...about(resource, "probeZone"),
        must: "be the zone's name, for origins behind it ask for Cloudflare's client certificate",
        got: "nothing",
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
  const hostnames = pullingHostnames(side);
  return balancersOn(side)
    .filter(
      ({ resource, hostname }) =>
        balancers.has(resource.key) || (hostname !== undefined && hostnames.has(hostname)),
    )
    .flatMap((loadBalancer) => poolsOf(side, loadBalancer));
}

/** The hostnames that have a client certificate of their own, which is on. */
function pullingHostnames(side: PlanSide): Set<string> {
  const names = side
    .ofToken(hostnamePullsType)
    .map(({ properties }) => readList(properties.configs))
    .flatMap((configs) => (configs === unknownValue ? [] : configs))
    .filter(isObject)
    .filter(({ enabled }) => readFlag(enabled, "no") === "yes")
    .map(({ hostname }) => readText(hostname));
  return new Set(names.filter((name) => typeof name === "string").map(canonicalHostname));
}

/** Whether an origin of a pool is an AWS load balancer that verifies client certificates. */
function demandsCertificate({ traffic }: PlanSide, { origins }: PoolNode): boolean {
  return (origins === unknownValue ? [] : origins).some(({ addressFrom }) => {
    const machine =
      addressFrom.length === 1 ? traffic.inventory.byKey(addressFrom[0] ?? "") : undefined;
    return (
      machine !== undefined &&
      modelType(machine.type) === "awsLoadBalancer" &&
      traffic.inventory.linkedTo(machine, "listener").some(verifiesClients)
    );
  });
}

function verifiesClients({ properties }: ModelResource): boolean {
  const mutual = readObject(properties.mutualAuthentication);
  return mutual !== unknownValue && readText(mutual.mode) === "verify";
}
