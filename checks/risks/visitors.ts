import type { ModelResource } from "../../model/graph/resources";
import { OriginPaths } from "../../model/origin/originPaths";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say, type Phrase } from "../words/words";

/**
 * Says whose visitors meet what happens at a machine, to be read after "visitors".
 * @param model - The paths of hostnames on the side that serves them.
 * @param machine - A load balancer, an instance or an interface.
 * @returns ` of` and the hostnames that lead there; nothing where the plan does not say which.
 */
export function ofHostnames(model: TrafficModel, machine: ModelResource | undefined): Phrase {
  const hostnames = OriginPaths.of(model).hostnames(machine);
  return hostnames.length > 0 ? say` of ${names(hostnames)}` : [];
}
