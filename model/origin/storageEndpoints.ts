import {
  gatewayEndpoint,
  layerAction,
  layerArn,
  storageService,
} from "../../facts/aws/imageLayers";
import { otherTypes } from "../../facts/resourceTypes";
import { allOf, anyOf, negated, type Certainty } from "../../core/certainty";
import { linkTokens } from "../graph/links";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import { idsOf } from "../graph/resourcesOfType";
import type { ModelObject, ModelResource, ModelValue } from "../graph/resources";
import { isEverybody, statementsOf, textsOf } from "./bucketPolicies";
import type { SubnetTable } from "../network/routeTables";
import { namesOneOf } from "../network/subnets";

/** A gateway endpoint of a VPC that takes what goes to S3 in its region. */
export interface StorageEndpoint {
  /** The endpoint. */
  readonly endpoint: ModelResource;
  /** The region. */
  readonly region: string;
  /** What ties it to route tables beside it. */
  readonly ties: readonly ModelResource[];
}

/**
 * Lists the gateway endpoints of S3.
 * @param resources - All that there is.
 */
export function storageEndpoints(resources: readonly ModelResource[]): StorageEndpoint[] {
  const ties = resources.filter(({ type }) => type === otherTypes.vpcEndpointTie);
  return resources
    .filter(({ type }) => type === otherTypes.vpcEndpoint)
    .flatMap((endpoint) => {
      const { serviceName, vpcEndpointType } = endpoint.properties;
      const [, region] = storageService.exec(String(readText(serviceName) ?? "")) ?? [];
      const isGateway = (readText(vpcEndpointType) ?? gatewayEndpoint) === gatewayEndpoint;
      const own = [endpoint.key, ...idsOf(endpoint)];
      return region === undefined || !isGateway
        ? []
        : [
            {
              ...{ endpoint, region },
              ties: ties.filter(({ properties }) => namesOneOf(properties.vpcEndpointId, own)),
            },
          ];
    });
}

/**
 * Whether a route table leads to an endpoint. Source: AWS PrivateLink guide, gateway-endpoints (routing).
 * @param endpoint - The endpoint.
 * @param table - The table that a subnet follows.
 */
export function leadsToEndpoint(
  { endpoint, ties }: StorageEndpoint,
  { parts }: Pick<SubnetTable, "parts">,
): boolean {
  const tables = parts.flatMap((part) =>
    modelType(part.type) === "routeTable"
      ? [part.key, ...idsOf(part)]
      : modelType(part.type) === "routeTableAssociation"
        ? linkTokens(part.properties.routeTableId)
        : [],
  );
  const named: (ModelValue | undefined)[] = [
    endpoint.properties.routeTableIds,
    ...ties.map((tie) => tie.properties.routeTableId),
  ];
  return named.some((value) => namesOneOf(value, tables));
}

/**
 * Whether the policy of an endpoint lets everybody fetch the layers of images of Amazon ECR; one without a policy lets through everything.
 * Source: AWS PrivateLink guide, vpc-endpoints-access (default endpoint policy); Amazon ECR user guide, vpc-endpoints.
 * @param endpoint - The endpoint.
 * @returns `unknown` where the plan does not say the policy, or that depends on conditions.
 */
export function letsLayersThrough({ endpoint, region }: StorageEndpoint): Certainty {
  const text = readText(endpoint.properties.policy) ?? "";
  if (text === "") {
    return "yes";
  }
  const statements = typeof text === "string" ? statementsOf(text) : [];
  const [allowed, denied] = ["Allow", "Deny"].map((effect) =>
    anyOf(
      statements
        .filter(({ Effect }) => Effect === effect)
        .map((statement) => coversLayers(statement, region)),
    ),
  );
  return statements.length === 0 || allowed === undefined || denied === undefined
    ? "unknown"
    : allOf([allowed, negated(denied)]);
}

function coversLayers(statement: ModelObject, region: string): Certainty {
  const { Principal, Action, Resource, Condition, ...others } = statement;
  const isOther = Object.keys(others).some((name) => name.startsWith("Not"));
  const isNamed =
    (Action === undefined || matches(Action, layerAction, "i")) &&
    (Resource === undefined || matches(Resource, layerArn(region, "layer"), ""));
  const isPlain = !isOther && Condition === undefined && isEverybody(Principal);
  return isNamed ? (isPlain ? "yes" : "unknown") : "no";
}

/** Source: IAM user guide, reference_policies_elements_resource and reference_policies_elements_action (`*`, `?`; actions without regard to case). */
function matches(patterns: ModelValue, text: string, flags: string): boolean {
  return textsOf(patterns).some((pattern) => {
    const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, flags).test(text);
  });
}
