import { gatewayHostname } from "../../facts/aws/hostnames";
import { certain, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { readFlag, readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelResource } from "../graph/resources";
import type { OriginPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { namedOrigins } from "./leads";

/** Types of what answers at a hostname of its own that AWS made of its id. */
export const gatewayTypes = ["httpApi", "restApi", "functionUrl"] as const;

/**
 * Lists the hostnames that lead to the endpoint which AWS gave an API or a function of itself.
 * @param model - The paths of hostnames.
 * @param gateway - An API of API Gateway, or the URL of a function.
 * @returns The hostnames, sorted, each once.
 */
export function hostnamesAtGateway(model: TrafficModel, gateway: ModelResource): string[] {
  const own = tokensOf(gateway);
  const { apiEndpoint, functionUrl } = gateway.properties;
  const urls = [readText(apiEndpoint), readText(functionUrl)].filter(
    (url) => typeof url === "string",
  );
  const hosts = new Set(urls.map((url) => url.replace(/^\w+:\/\//, "").replace(/\/.*$/, "")));
  const leadsThere = ({ address, addressFrom }: OriginPlace): boolean => {
    const text = typeof address === "string" ? address : "";
    const [, id] = gatewayHostname.exec(text) ?? [];
    return (
      addressFrom.some((key) => own.includes(key)) ||
      hosts.has(text) ||
      (id !== undefined && own.includes(id))
    );
  };
  return model.hostnames
    .filter((path) => namedOrigins(model, path).some(({ place }) => leadsThere(place)))
    .map(({ hostname }) => hostname);
}

/**
 * Whether what AWS calls an API or a function by itself answers everybody.
 * Source: Amazon API Gateway developer guide, rest-api-disable-default-endpoint and http-api-custom-domain-names; AWS Lambda developer guide, urls-auth.
 * @param gateway - An API of API Gateway, or the URL of a function.
 */
export function answersAtGateway({ type, properties }: ModelResource): Certainty {
  const { disableExecuteApiEndpoint, authorizationType } = properties;
  if (modelType(type) === "functionUrl") {
    const kind = readText(authorizationType);
    return typeof kind === "symbol" ? "unknown" : certain(kind === "NONE");
  }
  const disabled = readFlag(disableExecuteApiEndpoint, "no");
  return disabled === "unknown" ? "unknown" : certain(disabled === "no");
}

/** The APIs and URLs of functions of an inventory. */
export function gateways(inventory: Inventory): ModelResource[] {
  return gatewayTypes.flatMap((type) => inventory.ofType(type));
}
