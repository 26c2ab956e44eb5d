import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import {
  isObject,
  knownList,
  readFlag,
  readList,
  readNumber,
  readText,
  readTexts,
} from "../graph/reading";
import { modelType, type ModelTypeName } from "../graph/resourceTypes";
import type { ModelResource, ModelValue } from "../graph/resources";
import { firstLinked } from "../graph/targets";
import { addressesOf } from "../traffic/machineAddresses";
import { capacityOf } from "./capacity";

/** Why what AWS runs at a hostname of its own answers nobody. */
export type GatewayFault =
  | "alias missing"
  | "endpoint off"
  | "no endpoint"
  | "no mapping"
  | "no port"
  | "no route"
  | "no targets"
  | "off"
  | "signature asked";

/** What AWS runs at a hostname of its own, and when it answers nobody. */
interface Gateway {
  /** What else decides: types of what names it, each with what may name that in turn. */
  readonly parts: readonly ModelTypeName[];
  /** Why it answers nobody who asks for a hostname, for certain as far as its own program says. */
  readonly fault: (
    gateway: ModelResource,
    inventory: Inventory,
    host: string | undefined,
  ) => GatewayFault | undefined;
}

/**
 * Source: Amazon API Gateway developer guide, rest-api-disable-default-endpoint, http-api-custom-domain-names and rest-api-mappings; AWS Lambda
 * developer guide, urls-auth; AWS Global Accelerator developer guide, about-accelerators and about-endpoints; Amazon CloudFront developer guide,
 * distribution-web-values-returned and http-403-permission-denied; Elastic Load Balancing, user guide for Classic Load Balancers, ts-elb-error-message.
 */
const gateways = {
  httpApi: {
    parts: ["apiRoute"],
    fault: (api, inventory) =>
      defaultEndpoint(api) ??
      (hasNone(inventory, api, "apiRoute") && !api.properties.body && !api.properties.target
        ? "no route"
        : undefined),
  },
  restApi: { parts: [], fault: defaultEndpoint },
  functionUrl: {
    parts: [],
    fault: ({ properties }) => {
      const kind = readText(properties.authorizationType);
      return typeof kind === "string" && kind !== "NONE" ? "signature asked" : undefined;
    },
  },
  apiDomain: { parts: ["apiMapping", "restMapping"], fault: unmapped },
  restDomain: { parts: ["apiMapping", "restMapping"], fault: unmapped },
  accelerator: {
    parts: ["acceleratorListener", "acceleratorGroup"],
    fault: (accelerator, inventory) =>
      readFlag(accelerator.properties.enabled, "yes") === "no"
        ? "off"
        : !hasEndpoints(inventory, accelerator)
          ? "no endpoint"
          : takesPort(inventory, accelerator, defaultHttpsPort)
            ? undefined
            : "no port",
  },
  distribution: {
    parts: [],
    fault: (resource, _inventory, host) => {
      const { enabled, aliases } = resource.properties;
      const named = knownList(readTexts(aliases))?.filter((each) => typeof each === "string");
      return readFlag(enabled, "yes") === "no"
        ? "off"
        : named === undefined ||
            host === undefined ||
            addressesOf(resource).includes(host) ||
            certificateCovers(new Set(named), host)
          ? undefined
          : "alias missing";
    },
  },
  classicBalancer: {
    parts: ["classicAttachment", "scalingGroup"],
    fault: (balancer, inventory) => (hasInstances(inventory, balancer) ? undefined : "no targets"),
  },
} as const satisfies Partial<Record<ModelTypeName, Gateway>>;

type GatewayType = keyof typeof gateways;

const gatewayTypes = Object.keys(gateways) as readonly GatewayType[];

/** Types of what decides whether a gateway answers. */
export const gatewayPartTypes: ReadonlySet<ModelTypeName> = new Set([
  ...gatewayTypes,
  ...gatewayTypes.flatMap((type): readonly ModelTypeName[] => gateways[type].parts),
]);

/** Lists what AWS runs at hostnames of its own: APIs and their domains, URLs of functions, accelerators, distributions, classic load balancers. */
export function gatewaysOf(inventory: Inventory): ModelResource[] {
  return gatewayTypes.flatMap((type) => inventory.ofType(type));
}

function defaultEndpoint({ properties }: ModelResource): "endpoint off" | undefined {
  return readFlag(properties.disableExecuteApiEndpoint, "no") === "yes"
    ? "endpoint off"
    : undefined;
}

function hasNone(inventory: Inventory, gateway: ModelResource, type: ModelTypeName): boolean {
  return inventory.linkedTo(gateway, type).length === 0;
}

/**
 * A mapping with a key takes the paths beneath that alone. Mappings of both kinds hold for domains of both.
 * Source: Amazon API Gateway developer guide, rest-api-mappings (API mappings of version 2 route REST APIs too).
 */
function unmapped(domain: ModelResource, inventory: Inventory): "no mapping" | undefined {
  const keys = [
    ...inventory.linkedTo(domain, "apiMapping").map(({ properties }) => properties.apiMappingKey),
    ...inventory.linkedTo(domain, "restMapping").map(({ properties }) => properties.basePath),
  ];
  return keys.map((key) => readText(key) ?? "").some((path) => path === "" || path === unknownValue)
    ? undefined
    : "no mapping";
}

function hasEndpoints(inventory: Inventory, accelerator: ModelResource): boolean {
  return inventory
    .linkedTo(accelerator, "acceleratorListener")
    .flatMap((listener) => inventory.linkedTo(listener, "acceleratorGroup"))
    .some(({ properties }) => knownList(readList(properties.endpointConfigurations))?.length !== 0);
}

/** Whether one of its listeners takes connections at a port, or may. */
function takesPort(inventory: Inventory, accelerator: ModelResource, port: number): boolean {
  return inventory.linkedTo(accelerator, "acceleratorListener").some(({ properties }) => {
    const ranges = readList(properties.portRanges);
    const isIn = (each: ModelValue): boolean => {
      const [from, to] = isObject(each) ? [readNumber(each.fromPort), readNumber(each.toPort)] : [];
      return typeof from !== "number" || typeof to !== "number" || (from <= port && port <= to);
    };
    return ranges === unknownValue || ranges.length === 0 || ranges.some(isIn);
  });
}

/** Its own list, attachments, or Auto Scaling groups that keep something running. */
function hasInstances(inventory: Inventory, balancer: ModelResource): boolean {
  const groups = [
    ...inventory.linkedTo(balancer, "scalingGroup"),
    ...inventory
      .linkedTo(balancer, "scalingAttachment")
      .map(({ properties }) =>
        firstLinked(inventory, "scalingGroup", properties.autoscalingGroupName),
      ),
  ];
  return (
    knownList(readList(balancer.properties.instances))?.length !== 0 ||
    !hasNone(inventory, balancer, "classicAttachment") ||
    groups.some((group) => capacityOf(group) !== 0)
  );
}

/**
 * Lists what decides whether a gateway answers.
 * @param inventory - The resources.
 * @param gateway - A gateway.
 * @returns The gateway, and what names it.
 */
export function gatewayParts(inventory: Inventory, gateway: ModelResource): ModelResource[] {
  const found = [gateway];
  for (const type of gatewayOf(gateway).parts) {
    found.push(...found.flatMap((each) => inventory.linkedTo(each, type)));
  }
  return found;
}

/**
 * Says why a gateway answers nobody.
 * @param inventory - The resources.
 * @param gateway - The gateway.
 * @param host - The name that it is asked by; undefined where that is not known.
 * @returns The fault; undefined where there is none for certain.
 */
export function gatewayFault(
  inventory: Inventory,
  gateway: ModelResource,
  host: string | undefined,
): GatewayFault | undefined {
  return gatewayOf(gateway).fault(gateway, inventory, host);
}

function gatewayOf({ type }: ModelResource): Gateway {
  return gateways[modelType(type) as GatewayType];
}
