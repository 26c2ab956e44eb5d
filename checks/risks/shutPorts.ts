import { listeningPorts } from "../../model/origin/listeners";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";

/** Why nobody gets an answer at a port of a machine: nothing listens there, or its security groups let nobody in. */
export type ShutPort = "unheard" | "shut";

/**
 * Says why nobody gets an answer at a port of a machine.
 * @param model - The paths of hostnames.
 * @param machine - A load balancer of AWS, or what security groups guard.
 * @param port - A TCP port.
 * @returns Undefined where somebody may.
 */
export function shutPort(
  model: TrafficModel,
  machine: ModelResource,
  port: number,
): ShutPort | undefined {
  if (listeningPorts(model.inventory, machine)?.includes(port) === false) {
    return "unheard";
  }
  const endpoint = model.firewalls.find((each) => each.endpoint.attachedTo === machine)?.endpoint;
  const { ipv4, ipv6 } =
    endpoint === undefined
      ? { ipv4: "unknown", ipv6: "unknown" }
      : model.exposures.at(endpoint.groups, port).reachable;
  return ipv4 === "no" && ipv6 === "no" ? "shut" : undefined;
}
