import { apiAuthorizations, privateEndpoint } from "../../facts/aws/apiGateway";
import { ownEntry } from "../../core/ownEntry";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  isList,
  isObject,
  knownList,
  knownObjects,
  readFlag,
  readList,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { firstLinked, isReference } from "../graph/targets";
import type { TrafficModel } from "../traffic/path";
import { hostnamesAtGateway } from "./gatewayLeads";
import { domainsOfApi } from "./gatewayPlaces";

/** What a gateway asks of whoever comes, and turns away those who do not have it; or what it does not do for them. */
export type GatewayDoor =
  | "bare bucket"
  | "countries"
  | "errors bare"
  | "first page missing"
  | "limit of none"
  | "client certificate"
  | "key"
  | "own network"
  | "reading alone"
  | "signature"
  | "signed address"
  | "token";

/** Something that a gateway asks, and where. */
export interface AskedDoor {
  /** What it asks. */
  readonly door: GatewayDoor;
  /** Where it says so. */
  readonly resource: ModelResource;
  /** Whether it asks it of every request. */
  readonly isOfAll: boolean;
  /** Whether whoever asks meets it for certain, where its kind alone does not say. Defaults to no. */
  readonly isSure?: boolean;
}

type Doors = (
  properties: ModelResource["properties"],
) => readonly (Omit<AskedDoor, "resource"> | undefined)[];

const ofAll = (door: GatewayDoor) => ({ door, isOfAll: true });
const ofSome = (door: GatewayDoor) => ({ door, isOfAll: false });

const clientCertificate: Doors = ({ mutualTlsAuthentication }) =>
  isObject(mutualTlsAuthentication) ? [ofAll("client certificate")] : [];

/** What each part of a gateway asks. */
const doors = {
  apiRoute: ({ authorizationType }) => [proofOf(authorizationType)],
  apiMethod: ({ authorization, apiKeyRequired }) => [
    proofOf(authorization),
    readFlag(apiKeyRequired, "no") === "yes" ? ofSome("key") : undefined,
  ],
  apiStage: ({ defaultRouteSettings }) =>
    isObject(defaultRouteSettings) && letsNoneThrough(defaultRouteSettings)
      ? [ofAll("limit of none")]
      : [],
  restApi: ({ endpointConfiguration }) =>
    isPrivate(endpointConfiguration) ? [ofAll("own network")] : [],
  apiDomain: clientCertificate,
  restDomain: clientCertificate,
  distribution: (properties) => [
    isSigned(properties.defaultCacheBehavior) ? ofAll("signed address") : undefined,
    (knownList(readList(properties.orderedCacheBehaviors)) ?? []).some(isSigned)
      ? ofSome("signed address")
      : undefined,
    takesNoForms(properties) ? ofAll("reading alone") : undefined,
    looksAtCountries(properties.restrictions) ? ofAll("countries") : undefined,
    ...bucketDoors(properties),
  ],
} satisfies Partial<Record<ModelTypeName, Doors>>;

/** Types of what asks something of whoever comes to a gateway. */
export const doorTypes = Object.keys(doors) as (keyof typeof doors)[];

/**
 * Lists what a part of a gateway asks.
 * @param resource - A route or a method of an API, an API, its domain, or a distribution.
 * @returns What it asks for certain.
 */
export function doorsAt(resource: ModelResource): AskedDoor[] {
  const type = doorTypes.find((each) => each === modelType(resource.type));
  const asked = type === undefined ? [] : doors[type](resource.properties);
  return asked.flatMap((each) => (each === undefined ? [] : [{ ...each, resource }]));
}

/**
 * Whether settings of routes limit requests to none: a limit that is not given beside another setting is sent as 0.
 * Source: pulumi/pulumi-aws issue 2363 and hashicorp/terraform-provider-aws issue 43307 (429 for every request).
 */
function letsNoneThrough({ throttlingRateLimit, throttlingBurstLimit }: ModelObject): boolean {
  return [readNumber(throttlingRateLimit), readNumber(throttlingBurstLimit)].some(
    (limit = 0) => limit === 0,
  );
}

/** Source: Amazon API Gateway developer guide, http-api-access-control and api-gateway-control-access-to-api. */
function proofOf(value: ModelValue | undefined) {
  const kind = readText(value) ?? apiAuthorizations.none;
  if (kind === unknownValue || kind === apiAuthorizations.none) {
    return undefined;
  }
  return ofSome(kind === apiAuthorizations.signed ? "signature" : "token");
}

function isPrivate(configuration: ModelValue | undefined): boolean {
  const types = isObject(configuration) ? configuration.types : undefined;
  return (isList(types) ? types : [types]).includes(privateEndpoint);
}

/**
 * What a distribution does not do whose requests go to a bucket of S3 unless a path says otherwise.
 * Source: Amazon CloudFront developer guide, private-content-restricting-access-to-s3, DefaultRootObject and creating-custom-error-pages.
 */
function bucketDoors(
  properties: ModelResource["properties"],
): (Omit<AskedDoor, "resource"> | undefined)[] {
  const own = defaultOrigin(properties);
  const errors = knownObjects(properties.customErrorResponses);
  const shows = errors.some(({ responsePagePath }) => isReference(responsePagePath));
  if (own === undefined || isObject(own.customOriginConfig)) {
    return [];
  }
  return [
    isReference(own.originAccessControlId) || isObject(own.s3OriginConfig)
      ? undefined
      : ofSome("bare bucket"),
    shows ? undefined : ofSome("errors bare"),
    shows || isReference(properties.defaultRootObject)
      ? undefined
      : { ...ofAll("first page missing"), isSure: !runsFunctions(properties) },
  ];
}

/** Source: Amazon CloudFront developer guide, DownloadDistValuesAllowedHTTPMethods (others get 403). Nobody sends a form to a bucket. */
function takesNoForms(properties: ModelResource["properties"]): boolean {
  const { defaultCacheBehavior: behavior } = properties;
  const methods = isObject(behavior) ? knownList(readTexts(behavior.allowedMethods)) : undefined;
  return (
    isObject(defaultOrigin(properties)?.customOriginConfig) &&
    methods?.every((method) => method !== "POST" && method !== unknownValue) === true
  );
}

/** The origin of a distribution of CloudFront that gets what no path says otherwise. */
export function defaultOrigin(properties: ModelResource["properties"]): ModelObject | undefined {
  const { defaultCacheBehavior: behavior } = properties;
  return isObject(behavior) ? originOfBehavior(properties, behavior) : undefined;
}

/** The origin of a distribution of CloudFront to which a behavior of it sends requests; undefined where the plan does not say. */
export function originOfBehavior(
  properties: ModelResource["properties"],
  behavior: ModelObject,
): ModelObject | undefined {
  const id = readText(behavior.targetOriginId);
  return knownObjects(properties.origins).find(
    ({ originId }) => typeof id === "string" && readText(originId) === id,
  );
}

/** Whether code at the edge may say what a request is for. Source: Amazon CloudFront developer guide, edge-functions. */
function runsFunctions({ defaultCacheBehavior: behavior }: ModelResource["properties"]): boolean {
  const own = isObject(behavior) ? behavior : {};
  return ["functionAssociations", "lambdaFunctionAssociations"].some((name) => {
    const all = readList(ownEntry(own, name));
    return all === unknownValue || all.length > 0;
  });
}

/** Source: Amazon CloudFront developer guide, georestrictions (by the address of who asks, 403). */
function looksAtCountries(restrictions: ModelValue | undefined): boolean {
  const own = isObject(restrictions) ? restrictions.geoRestriction : undefined;
  const kind = isObject(own) ? readText(own.restrictionType) : undefined;
  return kind === "whitelist" || kind === "blacklist";
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
  const gateways = api === undefined ? [part] : [api, ...domainsOfApi(inventory, api)];
  return [...new Set(gateways.flatMap((each) => hostnamesAtGateway(model, each)))].sort();
}

/**
 * Lists the routes of the HTTP API to which a route, or a mapping of a domain, belongs.
 * @param inventory - The resources.
 * @param part - The route or the mapping.
 */
export function routesBeside(inventory: Inventory, part: ModelResource): ModelResource[] {
  const api = firstLinked(inventory, "httpApi", part.properties.apiId);
  return api === undefined ? [] : inventory.linkedTo(api, "apiRoute");
}

/** A route and a method name their API, and an API is its own. */
function apiOf(inventory: Inventory, part: ModelResource): ModelResource | undefined {
  const { apiId, restApi } = part.properties;
  return ["httpApi", "restApi"].includes(modelType(part.type) ?? "")
    ? part
    : (firstLinked(inventory, "httpApi", apiId) ?? firstLinked(inventory, "restApi", restApi));
}
