import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import type { OriginPlace } from "../traffic/originMachines";
import { domainsOfApi, placesOfGateway } from "./gatewayPlaces";
import { privateIntegrations, type PrivateIntegration } from "./privateIntegrations";

/** A way through API Gateway into a private network. */
export interface GatewayWay {
  /** Whether a place is the endpoint of the API, or of a domain of it. */
  readonly isAt: (place: OriginPlace) => boolean;
  /** What is asked behind it. */
  readonly integration: PrivateIntegration;
}

/**
 * Lists the ways through API Gateway into private networks.
 * @param inventory - The resources.
 * @returns One for each integration and each endpoint of its API, read once however often they are asked for.
 */
export function gatewaysBefore(inventory: Inventory): readonly GatewayWay[] {
  return getOrCreate(known, inventory, () =>
    privateIntegrations(inventory).flatMap((integration) =>
      [integration.api, ...domainsOfApi(inventory, integration.api)].map((gateway) => ({
        isAt: placesOfGateway(gateway),
        integration,
      })),
    ),
  );
}

const known = new WeakMap<Inventory, readonly GatewayWay[]>();
