import type { Certainty } from "../../core/certainty";
import { vpcLinkConnection } from "../../facts/aws/apiGateway";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { isObject, readNumber, readText } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { letAnythingOut } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import { admitsBalancer, letsBalancerOut } from "./admission";
import { isInternal } from "../network/internal";
import { machineOf } from "./forwards";
import { endsTls, readListener } from "./listeners";
import { portOfUrl } from "./urlPort";

/** An integration by which API Gateway asks something in a private network. */
export interface PrivateIntegration {
  /** The integration. */
  readonly resource: ModelResource;
  /** The API that it belongs to. */
  readonly api: ModelResource;
  /** The VPC link through which it asks; undefined where the plan does not hold it. */
  readonly link: ModelResource | undefined;
  /** The listener that it asks; undefined where it names none, or the plan does not hold it. */
  readonly listener: ModelResource | undefined;
  /** What it asks: a load balancer, or services of ECS that AWS Cloud Map finds. */
  readonly asked: readonly ModelResource[];
  /** The TCP port; undefined where the plan does not say. */
  readonly port: Known<number> | undefined;
}

/**
 * Lists the integrations by which API Gateway asks something in a private network.
 * Source: Amazon API Gateway developer guide, http-api-develop-integrations-private (a listener or a service of AWS Cloud Map) and
 * private-integration (REST APIs: the load balancer of a VPC link V1, or the target of the integration behind a VPC link V2).
 * @param inventory - The resources.
 * @returns Those of APIs that the resources hold, read once however often they are asked for.
 */
export function privateIntegrations(inventory: Inventory): readonly PrivateIntegration[] {
  return getOrCreate(known, inventory, () => [
    ...inventory.ofType("apiIntegration").flatMap((each) => ofHttpApi(inventory, each)),
    ...inventory.ofType("restIntegration").flatMap((each) => ofRestApi(inventory, each)),
  ]);
}

const known = new WeakMap<Inventory, readonly PrivateIntegration[]>();

function isPrivate({ properties }: ModelResource): boolean {
  return readText(properties.connectionType) === vpcLinkConnection;
}

function ofHttpApi(inventory: Inventory, resource: ModelResource): PrivateIntegration[] {
  const { apiId, connectionId, integrationUri } = resource.properties;
  const api = firstLinked(inventory, "httpApi", apiId);
  if (api === undefined || !isPrivate(resource)) {
    return [];
  }
  const link = firstLinked(inventory, "vpcLink", connectionId);
  const listener = firstLinked(inventory, "listener", integrationUri);
  const machine = listener && machineOf(inventory, listener);
  const service = firstLinked(inventory, "discoveryService", integrationUri);
  const found = service === undefined ? [] : servicesOf(inventory, service);
  return [
    {
      ...{ resource, api, link, listener },
      asked: machine === undefined ? found : [machine],
      port:
        listener === undefined
          ? found.map(registeredPort).find((port) => port !== undefined)
          : readListener(listener).port,
    },
  ];
}

function ofRestApi(inventory: Inventory, resource: ModelResource): PrivateIntegration[] {
  const { restApi, connectionId, integrationTarget, uri } = resource.properties;
  const api = firstLinked(inventory, "restApi", restApi);
  if (api === undefined || !isPrivate(resource)) {
    return [];
  }
  const old = firstLinked(inventory, "restVpcLink", connectionId);
  const link = firstLinked(inventory, "vpcLink", connectionId) ?? old;
  const target = old === undefined ? integrationTarget : old.properties.targetArn;
  const machine = firstLinked(inventory, "awsLoadBalancer", target);
  const port = portOf(readText(uri));
  const listener =
    machine &&
    inventory.linkedTo(machine, "listener").find((each) => readListener(each).port === port);
  const asked = machine === undefined ? [] : [machine];
  return [{ resource, api, link, listener, asked, port }];
}

function servicesOf(inventory: Inventory, service: ModelResource): ModelResource[] {
  return inventory
    .ofType("ecsService")
    .filter((each) =>
      tokensAt(each, "serviceRegistries.registryArn").some(
        (token) => token === service.key || inventory.byId("discoveryService", token) === service,
      ),
    );
}

function registeredPort({ properties }: ModelResource): Known<number> | undefined {
  const { serviceRegistries: own } = properties;
  return isObject(own) ? (readNumber(own.containerPort) ?? readNumber(own.port)) : undefined;
}

function portOf(uri: Known<string> | undefined): number | undefined {
  return typeof uri === "string" && URL.canParse(uri) ? portOfUrl(new URL(uri)) : undefined;
}

/**
 * Whether API Gateway alone comes to a load balancer, which stands in a private network.
 * @param inventory - The resources.
 * @param machine - The load balancer.
 */
export function isBehindApi(inventory: Inventory, machine: ModelResource): boolean {
  return (
    isInternal(machine) === "yes" &&
    privateIntegrations(inventory).some(({ asked }) => asked.includes(machine))
  );
}

/** Why an integration does not reach what it asks. */
export type IntegrationFault = "not let out" | "shut" | "tls expected" | "tls unanswered";

/**
 * Says why an integration does not reach what it asks.
 * @param inventory - The resources.
 * @param integration - The integration.
 * @returns The fault; undefined where there is none for certain. VPC links of the older kind have no security groups.
 */
export function integrationFault(
  inventory: Inventory,
  { resource, link, listener, asked, port }: PrivateIntegration,
): IntegrationFault | undefined {
  if (link !== undefined && modelType(link.type) === "vpcLink" && typeof port === "number") {
    if (isOfAll(asked, (each) => admitsBalancer(inventory, link, each, port))) {
      return "shut";
    }
    if (isOfAll(asked, (each) => letsLinkOut(inventory, link, each, port))) {
      return "not let out";
    }
  }
  const { tlsConfig } = resource.properties;
  if (listener === undefined || modelType(resource.type) !== "apiIntegration") {
    return undefined;
  }
  const { protocol } = readListener(listener);
  const speaksTls = protocol === unknownValue ? undefined : endsTls(protocol);
  // A load balancer that passes TCP on leaves it to what stands behind.
  const isClear = protocol === "HTTP";
  return speaksTls === true && tlsConfig === undefined
    ? "tls expected"
    : isClear && isObject(tlsConfig)
      ? "tls unanswered"
      : undefined;
}

function isOfAll(
  asked: readonly ModelResource[],
  admits: (each: ModelResource) => Certainty,
): boolean {
  return asked.length > 0 && asked.every((each) => admits(each) === "no");
}

/** A VPC link that is let out nowhere at all is meant too: it has nothing else to do. */
function letsLinkOut(
  inventory: Inventory,
  link: ModelResource,
  asked: ModelResource,
  port: number,
): Certainty {
  return letAnythingOut(inventory, groupsOn(inventory, link)) === "no"
    ? "no"
    : letsBalancerOut(inventory, link, asked, port);
}

/**
 * Lists the routes of an HTTP API that lead to an integration.
 * @param inventory - The resources.
 * @param integration - The integration.
 * @returns The routes, and whether they are all of the API, as far as the resources say; of REST APIs whether it is their only integration.
 */
export function routesTo(
  inventory: Inventory,
  { api, resource }: PrivateIntegration,
): { readonly routes: readonly ModelResource[]; readonly areAll: boolean } {
  const all = inventory.linkedTo(api, "apiRoute");
  const own = tokensOf(resource);
  const routes = all.filter(({ properties: { target } }) => {
    const text = readText(target);
    return typeof text === "string"
      ? own.some((token) => text === `integrations/${token}`)
      : linkTokens(target).some((token) => own.includes(token));
  });
  const type = modelType(resource.type);
  const isOnly =
    (type === "apiIntegration" || type === "restIntegration") &&
    inventory.linkedTo(api, type).length === 1;
  return { routes, areAll: all.length === 0 ? isOnly : routes.length === all.length };
}
