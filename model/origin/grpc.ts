import type { TrafficModel } from "../traffic/path";
import { outcomeFor } from "./listenerRules";
import { OriginPaths } from "./originPaths";
import { readTargetGroup } from "./targetGroups";

/**
 * Whether load balancers of AWS lead requests for a hostname to targets that speak gRPC.
 * @param model - The paths of hostnames.
 * @param hostname - The hostname.
 */
export function speaksGrpc(model: TrafficModel, hostname: string): boolean {
  const paths = OriginPaths.of(model);
  return paths
    .balancersOf(hostname)
    .flatMap((machine) => paths.asked(machine))
    .flatMap((listener) => {
      const { some, rest } = outcomeFor(model.inventory, listener, hostname);
      return [...some, ...(rest === undefined ? [] : [rest])];
    })
    .flatMap(({ action }) => (action.kind === "forward" ? action.groups : []))
    .flatMap(({ resources }) => resources)
    .some((group) => readTargetGroup(group).protocolVersion === "GRPC");
}
