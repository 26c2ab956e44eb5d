import { originPhase } from "../../facts/cloudflare/requestPhases";
import { getOrCreate } from "../../core/getOrCreate";
import type { TrafficModel } from "../traffic/path";
import type { EdgeRule } from "./edgeRules";
import { EdgeZones } from "./edgeZones";

/** Rules of the edge by the ports of origins to which they send requests of a hostname. */
export type RuledPorts = ReadonlyMap<number, EdgeRule>;

const known = new WeakMap<TrafficModel, ReadonlyMap<string, RuledPorts>>();

/**
 * Reads to which ports of origins the rules of the edge send what hostnames are asked every day. Pools of a load balancer have ports of their own.
 * Source: Cloudflare docs, rules/origin-rules/features (destination port).
 * @param model - The paths of hostnames.
 * @returns The ports by hostname; none for hostnames that no rule sends to another port.
 */
export function ruledPorts(model: TrafficModel): ReadonlyMap<string, RuledPorts> {
  return getOrCreate(known, model, () => {
    const edge = EdgeZones.of(model);
    const ruled = edge
      .zones()
      .filter((zone) => (edge.metIn(zone).phases.get(originPhase) ?? []).length > 0);
    const found = new Map<string, Map<number, EdgeRule>>();
    for (const zone of ruled) {
      for (const hostname of edge.hostnamesOf(zone)) {
        const isBalanced = model.pathOf(hostname.host).loadBalancer !== undefined;
        for (const { settings } of isBalanced ? [] : edge.answersFor(zone, hostname)) {
          const { port } = settings;
          if (typeof port?.value === "number") {
            getOrCreate(found, hostname.host, () => new Map<number, EdgeRule>()).set(
              port.value,
              port.by,
            );
          }
        }
      }
    }
    return found;
  });
}
