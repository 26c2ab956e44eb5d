import type { Certainty } from "../../core/certainty";
import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { zoneOfPath } from "../traffic/answering";
import type { ModelResource } from "../graph/resources";
import { pullingHostnames } from "../tls/originPulls";
import type { TrafficModel } from "../traffic/path";
import type { Demand } from "./demand";
import { readListener } from "./listeners";
import type { OriginPaths } from "./originPaths";

/** Whether Cloudflare shows origins a client certificate when it asks for a hostname, and what decides it. */
export interface ShownCertificate {
  /** `no` where nothing of the resources switches it on. */
  readonly shown: Certainty;
  /** What switches it on or off, sorted by key; empty where nothing says. */
  readonly saidBy: readonly ModelResource[];
}

/**
 * Says whether Cloudflare shows a client certificate.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname that visitors ask for.
 * @returns Whether it does, by the zone or for the hostname alone.
 */
export function shownCertificate(model: TrafficModel, hostname: string): ShownCertificate {
  const { inventory, tls } = model;
  const zone = zoneOfPath(model.pathOf(hostname));
  const own = tls.find((each) => each.zone === zone);
  const single = inventory.ofType("hostnamePulls");
  const ofHostname = single.length > 0 && pullingHostnames(inventory).has(hostname);
  return {
    shown: ofHostname ? "yes" : (own?.originPulls ?? "no"),
    saidBy: [...(own?.resources ?? []), ...single],
  };
}

/**
 * Lists the listeners that Cloudflare asks and that demand a client certificate.
 * @param paths - What stands behind load balancers.
 * @param machine - The load balancer.
 * @returns For which hostnames each of them gets one.
 */
export function certificateDemands(paths: OriginPaths, machine: ModelResource): Demand[] {
  return paths
    .asked(machine)
    .filter((listener) => readListener(listener).verifiesClients)
    .map((listener) => {
      const asked = paths.hostnames(machine).map((hostname) => {
        return { hostname, ...shownCertificate(paths.model, hostname) };
      });
      const those = (shown: Certainty) =>
        asked.filter((each) => each.shown === shown).map(({ hostname }) => hostname);
      const saidBy = [...new Set(asked.flatMap((each) => each.saidBy))];
      return {
        ...{ machine, listener, madeBy: [listener], saidBy, unmet: those("no"), met: those("yes") },
        error: edgeFailures.handshake.code,
        isMetBy: (model, hostname) => shownCertificate(model, hostname).shown,
      };
    });
}
