import type { ModelResource } from "../graph/resources";
import type { TrafficModel } from "../traffic/path";
import { placesOfGateway } from "./gatewayPlaces";
import { namedOrigins } from "./leads";
import type { Lead } from "./lead";

/** That requests for a hostname are sent to a gateway. */
export type GatewayLead = Pick<Lead, "hostname" | "hosts">;

/**
 * Lists the hostnames that lead to the endpoint which AWS gave something by itself.
 * @param model - The paths of hostnames.
 * @param gateway - A gateway.
 * @returns The hostnames, sorted, each once for every record and pool that names the gateway.
 */
export function leadsToGateway(model: TrafficModel, gateway: ModelResource): GatewayLead[] {
  const leadsThere = placesOfGateway(gateway);
  return model.hostnames.flatMap((path) =>
    namedOrigins(model, path)
      .filter(({ place }) => leadsThere(place))
      .map(({ hosts }) => ({ hostname: path.hostname, hosts })),
  );
}

/**
 * Lists the hostnames that lead to the endpoint which AWS gave something by itself.
 * @param model - The paths of hostnames.
 * @param gateway - A gateway.
 * @returns The hostnames, sorted, each once.
 */
export function hostnamesAtGateway(model: TrafficModel, gateway: ModelResource): string[] {
  return [...new Set(leadsToGateway(model, gateway).map(({ hostname }) => hostname))];
}
