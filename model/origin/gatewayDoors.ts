import { apiAuthorizations, privateEndpoint } from "../../facts/aws/apiGateway";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { isList, isObject, knownList, readFlag, readList, readText } from "../graph/reading";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import type { TrafficModel } from "../traffic/path";
import { hostnamesAtGateway } from "./gatewayOrigins";

/** What a gateway asks of whoever comes, and turns away those who do not have it. */
export type GatewayDoor =
  "client certificate" | "key" | "own network" | "signature" | "signed address" | "token";

/** Something that a gateway asks, and where. */
export interface AskedDoor {
  /** What it asks. */
  readonly door: GatewayDoor;
  /** Where it says so. */
  readonly resource: ModelResource;
  /** Whether it asks it of every request. */
  readonly isOfAll: boolean;
}

/** Types of what asks something of whoever comes to a gateway. */
export const doorTypes = [
  ...(["apiRoute", "apiMethod", "restApi", "apiDomain", "restDomain", "distribution"] as const),
] satisfies readonly ModelTypeName[];

/**
 * Lists what a part of a gateway asks.
 * @param resource - A route or a method of an API, an API, its domain, or a distribution.
 * @returns What it asks for certain.
 */
export function doorsAt(resource: ModelResource): AskedDoor[] {
  const { properties } = resource;
  const asked = (door: GatewayDoor | undefined, isOfAll: boolean): AskedDoor[] =>
    door === undefined ? [] : [{ door, resource, isOfAll }];
  switch (modelType(resource.type)) {
    case "apiRoute":
      return asked(proofOf(properties.authorizationType), false);
    case "apiMethod":
      return [
        ...asked(proofOf(properties.authorization), false),
        ...asked(readFlag(properties.apiKeyRequired, "no") === "yes" ? "key" : undefined, false),
      ];
    case "restApi":
      return asked(isPrivate(properties.endpointConfiguration) ? "own network" : undefined, true);
    case "apiDomain":
    case "restDomain":
      return asked(
        isObject(properties.mutualTlsAuthentication) ? "client certificate" : undefined,
        true,
      );
    case "distribution":
      return [
        ...asked(isSigned(properties.defaultCacheBehavior) ? "signed address" : undefined, true),
        ...asked(
          (knownList(readList(properties.orderedCacheBehaviors)) ?? []).some(isSigned)
            ? "signed address"
            : undefined,
          false,
        ),
      ];
    default:
      return [];
  }
}

/** Source: Amazon API Gateway developer guide, http-api-access-control and api-gateway-control-access-to-api. */
function proofOf(value: ModelValue | undefined): GatewayDoor | undefined {
  const kind = readText(value) ?? apiAuthorizations.none;
  if (kind === unknownValue || kind === apiAuthorizations.none) {
    return undefined;
  }
  return kind === apiAuthorizations.signed ? "signature" : "token";
}

function isPrivate(configuration: ModelValue | undefined): boolean {
  const types = isObject(configuration) ? configuration.types : undefined;
  return (isList(types) ? types : [types]).includes(privateEndpoint);
}

/** Source: Amazon CloudFront developer guide, private-content-trusted-signers. */
function isSigned(behavior: ModelValue | undefined): boolean {
  const signers: readonly (ModelValue | undefined)[] = isObject(behavior)
    ? [behavior.trustedKeyGroups, behavior.trustedSigners]
    : [];
  return signers.some((value) => (knownList(readList(value)) ?? []).length > 0);
}

/**
 * Lists the hostnames whose requests come to a part of a gateway.
 * @param model - The paths of hostnames.
 * @param part - The part.
 * @returns The hostnames, sorted, each once.
 */
export function hostnamesAtPart(model: TrafficModel, part: ModelResource): string[] {
  const { inventory } = model;
  const api = apiOf(inventory, part);
  const gateways = api === undefined ? [part] : [api, ...domainsOf(inventory, api)];
  return [...new Set(gateways.flatMap((each) => hostnamesAtGateway(model, each)))].sort();
}

function apiOf(inventory: Inventory, part: ModelResource): ModelResource | undefined {
  const { apiId, restApi } = part.properties;
  switch (modelType(part.type)) {
    case "apiRoute":
      return firstLinked(inventory, "httpApi", apiId);
    case "apiMethod":
      return firstLinked(inventory, "restApi", restApi);
    case "restApi":
      return part;
    default:
      return undefined;
  }
}

/** The domains whose mappings lead to an API; those of the newer kind take REST APIs too. */
function domainsOf(inventory: Inventory, api: ModelResource): ModelResource[] {
  return (["apiMapping", "restMapping"] as const).flatMap((type) =>
    inventory.linkedTo(api, type).flatMap((mapping) => {
      const { domainName } = mapping.properties;
      return (["apiDomain", "restDomain"] as const).flatMap(
        (kind) => firstLinked(inventory, kind, domainName) ?? [],
      );
    }),
  );
}
