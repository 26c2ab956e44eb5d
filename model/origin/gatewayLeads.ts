import { gatewayHostname } from "../../facts/aws/hostnames";
import { readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { addressesOf } from "../traffic/machineAddresses";
import type { OriginPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { namedOrigins, type Lead } from "./leads";

/** That requests for a hostname are sent to a gateway. */
export type GatewayLead = Pick<Lead, "hostname" | "hosts">;

/**
 * Lists the hostnames that lead to the endpoint which AWS gave something by itself.
 * @param model - The paths of hostnames.
 * @param gateway - A gateway.
 * @returns The hostnames, sorted, each once for every record and pool that names the gateway.
 */
export function leadsToGateway(model: TrafficModel, gateway: ModelResource): GatewayLead[] {
  const own = tokensOf(gateway);
  const { apiEndpoint, functionUrl } = gateway.properties;
  const urls = [readText(apiEndpoint), readText(functionUrl)].filter(
    (url) => typeof url === "string",
  );
  const hosts = new Set([
    ...urls.map((url) => url.replace(/^\w+:\/\//, "").replace(/\/.*$/, "")),
    ...addressesOf(gateway).map((address) => address.toLowerCase()),
  ]);
  const leadsThere = ({ address, addressFrom }: OriginPlace): boolean => {
    const text = typeof address === "string" ? address.toLowerCase() : "";
    const [, id] = gatewayHostname.exec(text) ?? [];
    return (
      addressFrom.some((key) => own.includes(key)) ||
      hosts.has(text) ||
      (id !== undefined && own.includes(id))
    );
  };
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
