import { unknownValue } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { integrationOf, routeKeyOf, type RouteKey } from "./apiRoutes";
import type { Invocation } from "./invocations";
import { coversPattern } from "./rolePolicies";

/** The routes of an HTTP API that call a function, and those of them by which no permission lets it. */
export interface CalledRoutes {
  /** All, as they are written. */
  readonly all: readonly string[];
  /** Those that are refused for certain. */
  readonly refused: readonly string[];
}

/**
 * Says which routes of an HTTP API call a function, and which of them no permission covers.
 * Source: AWS Lambda developer guide, services-apigateway (the source ARN: API, stage, method and path); Amazon API Gateway developer guide,
 * http-api-develop-integrations-lambda.
 * @param inventory - The resources.
 * @param call - What calls the function.
 * @param permissions - Those that let it.
 * @returns The routes; none for an API of another kind.
 */
export function calledRoutes(
  inventory: Inventory,
  { caller }: Invocation,
  permissions: readonly ModelResource[],
): CalledRoutes {
  const apis = tokensAt(caller, "apiId");
  const routes = inventory
    .ofType("apiRoute")
    .filter((route) => tokensAt(route, "apiId").some((token) => apis.includes(token)))
    .filter((route) => mayLeadTo(route, caller))
    .map(routeKeyOf);
  const stages = inventory
    .ofType("apiStage")
    .filter((stage) => tokensAt(stage, "apiId").some((token) => apis.includes(token)))
    .map(({ properties }) => readText(properties.name))
    .filter((name) => typeof name === "string");
  const known = routes.filter((key) => key !== undefined);
  const covered = ({ text, method, parts }: RouteKey): boolean => {
    const path = parts.map((part) => (part.startsWith("{") ? "x" : part)).join("/");
    const asked = text.startsWith("$") ? text : `${method === "ANY" ? "GET" : method}/${path}`;
    return permissions.some((permission) => mayCover(permission, stages, asked));
  };
  return known.length < routes.length
    ? { all: [], refused: [] }
    : {
        all: known.map(({ text }) => text),
        refused: known.filter((key) => !covered(key)).map(({ text }) => text),
      };
}

function mayLeadTo(route: ModelResource, { key, id }: ModelResource): boolean {
  const target = integrationOf(route);
  const isNamed = linkTokens(route.properties.target).includes(key);
  return (
    typeof target !== "string" || isNamed || id === undefined || target.split("/").includes(id)
  );
}

/** Whether a permission lets a route in at a stage, also where its source, or the stages, are not known. */
function mayCover(
  { properties }: ModelResource,
  stages: readonly string[],
  asked: string,
): boolean {
  const source = readText(properties.sourceArn);
  if (source === undefined || source === unknownValue) {
    return true;
  }
  const [, stage, ...rest] = source.split(":").slice(5).join(":").split("/");
  const isAtStage =
    stage === undefined || stages.length === 0 || stages.some((each) => coversPattern(stage, each));
  return stage === undefined || rest.length === 0
    ? source.includes("*")
    : isAtStage && coversPattern(rest.join("/"), asked);
}
