import type { Known } from "../../core/known";
import { readText } from "../graph/reading";
import { modelType } from "../graph/resourceTypes";
import type { ModelResource } from "../graph/resources";

/** Which requests a route of an HTTP API takes. */
export interface RouteKey {
  /** The key as it is written: a method and a path, or `$default` for what no other route takes. */
  readonly text: string;
  /** The method, or `ANY`. */
  readonly method: string;
  /** The parts of the path between its slashes. */
  readonly parts: readonly string[];
}

/** The key of the route that takes what no other does. */
const defaultRoute = "$default";

/**
 * Reads which requests a route of an HTTP API takes.
 * @param route - The route.
 * @returns Its key; undefined where it is not known, and for routes of WebSockets.
 */
export function routeKeyOf({ properties }: ModelResource): RouteKey | undefined {
  const text = String(readText(properties.routeKey));
  if (text === defaultRoute) {
    return { text, method: anyMethod, parts: ["{proxy+}"] };
  }
  const [, method, path] = /^([A-Z]+) \/(.*)$/.exec(text) ?? [];
  return method === undefined || path === undefined
    ? undefined
    : { text, method, parts: path.split("/") };
}

/**
 * Says to which integration a route of an HTTP API leads.
 * @param route - The route.
 */
export function integrationOf({ properties }: ModelResource): Known<string> | undefined {
  return readText(properties.target);
}

/**
 * Says beneath which path a mapping of a domain of API Gateway leads to its API.
 * @param mapping - A mapping of either kind.
 * @returns The path without slashes; empty for the whole name.
 */
export function mappingKeyOf({ type, properties }: ModelResource): Known<string> {
  const { apiMappingKey, basePath } = properties;
  return readText(modelType(type) === "apiMapping" ? apiMappingKey : basePath) ?? "";
}

const anyMethod = "ANY";

/**
 * Whether one route takes every request that another one is for. Source: Amazon API Gateway developer guide, http-api-develop-routes: `ANY` is
 * every method, `{name}` one part of the path, `{name+}` all that follows, and `$default` takes what no other route does.
 * @param route - The key of the one.
 * @param asked - The key of the other.
 */
export function takesAll(route: RouteKey, asked: RouteKey): boolean {
  return (
    route.text === defaultRoute ||
    (asked.text !== defaultRoute &&
      [anyMethod, asked.method].includes(route.method) &&
      coversPath(route.parts, asked.parts))
  );
}

/**
 * Whether a route may take requests for what stands beneath a path.
 * @param route - Its key.
 * @param path - The path without slashes at its ends.
 */
export function mayTakeBeneath({ parts }: RouteKey, path: string): boolean {
  const end = parts.findIndex(isRest);
  const asked = path.split("/").slice(0, end < 0 ? undefined : end);
  return asked.every((part, index) => {
    const own = parts[index];
    return own !== undefined && (own === part || isVariable(own));
  });
}

/**
 * Whether a route takes requests for every path, or for all that no other one takes.
 * @param route - Its key.
 */
export function isOfEveryPath({ parts }: RouteKey): boolean {
  const [first = ""] = parts;
  return parts.length === 1 && isRest(first);
}

function coversPath(
  [part, ...others]: readonly string[],
  [asked, ...rest]: readonly string[],
): boolean {
  if (part === undefined || asked === undefined) {
    return part === asked;
  }
  if (isRest(part)) {
    return true;
  }
  const isOne = isVariable(part) ? !isRest(asked) : part === asked;
  return isOne && coversPath(others, rest);
}

function isVariable(part: string): boolean {
  return /^\{[^}]+\}$/.test(part);
}

function isRest(part: string): boolean {
  return /^\{[^}]+\+\}$/.test(part);
}
