import { gatewayHostname } from "../../facts/aws/hostnames";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { addressesOf } from "../traffic/machineAddresses";
import type { OriginPlace } from "../traffic/originMachines";

/**
 * Says which places are the endpoint that AWS gave a gateway by itself.
 * @param gateway - A gateway.
 * @returns Whether a place is that.
 */
export function placesOfGateway(gateway: ModelResource): (place: OriginPlace) => boolean {
  const own = tokensOf(gateway);
  const { apiEndpoint, functionUrl } = gateway.properties;
  const urls = [readText(apiEndpoint), readText(functionUrl)].filter(
    (url) => typeof url === "string",
  );
  const hosts = new Set([
    ...urls.map((url) => url.replace(/^\w+:\/\//, "").replace(/\/.*$/, "")),
    ...addressesOf(gateway).map((address) => address.toLowerCase()),
  ]);
  return ({ address, addressFrom }) => {
    const text = typeof address === "string" ? address.toLowerCase() : "";
    const [, id] = gatewayHostname.exec(text) ?? [];
    return (
      addressFrom.some((key) => own.includes(key)) ||
      hosts.has(text) ||
      (id !== undefined && own.includes(id))
    );
  };
}

/**
 * Lists the domains whose mappings lead to an API; those of the newer kind take REST APIs too.
 * @param inventory - The resources.
 * @param api - An HTTP API or a REST API.
 */
export function domainsOfApi(inventory: Inventory, api: ModelResource): ModelResource[] {
  return (["apiMapping", "restMapping"] as const).flatMap((type) =>
    inventory.linkedTo(api, type).flatMap((mapping) => {
      const { domainName } = mapping.properties;
      return (["apiDomain", "restDomain"] as const).flatMap(
        (kind) => firstLinked(inventory, kind, domainName) ?? [],
      );
    }),
  );
}
