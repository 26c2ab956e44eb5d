import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { compare } from "../../core/order";
import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** A pattern of URLs for which a Worker runs, or for which none does. */
export interface WorkersRoute {
  /** The resource. */
  readonly resource: ModelResource;
  /** The pattern, as written. */
  readonly pattern: string;
  /** The Worker; undefined where requests are to pass all Workers by. */
  readonly script: Known<string> | undefined;
  /** `http` or `https`; undefined for both. */
  readonly scheme: string | undefined;
  /** The hostname, its first label perhaps with an asterisk before it. */
  readonly host: string;
  /** The path, perhaps with an asterisk at its end. */
  readonly path: string;
}

/**
 * Reads a route of a Worker.
 * @param resource - A `WorkersRoute`.
 * @returns The route; undefined where its pattern is not known.
 */
export function workersRoute(resource: ModelResource): WorkersRoute | undefined {
  const pattern = readText(resource.properties.pattern);
  const [, scheme, host, path] =
    typeof pattern === "string" ? (/^(?:(https?):\/\/)?([^/]+)(\/.*)?$/.exec(pattern) ?? []) : [];
  // Version 5 of the provider calls it scriptName.
  const script = readText(resource.properties.script ?? resource.properties.scriptName);
  return typeof pattern !== "string" || host === undefined
    ? undefined
    : {
        ...{ resource, pattern, scheme, host: host.toLowerCase(), path: path ?? "/" },
        script: script === "" ? undefined : script,
      };
}

/**
 * Finds the route that takes a request: of those that match, the most specific.
 *
 * Source: Cloudflare docs, workers/configuration/routing/routes (Matching behavior); where two differ in the end of their paths only,
 * workers/platform/known-issues has it otherwise than one would expect, and what the longer path says counts here.
 * @param routes - The routes of a zone.
 * @param host - The hostname that is asked for, by HTTPS.
 * @param path - The path, with its query where it has one.
 * @returns The route, or undefined where no Worker is asked.
 */
export function routeFor(
  routes: readonly WorkersRoute[],
  host: string,
  path: string,
): WorkersRoute | undefined {
  return routes
    .filter((route) => matches(route, host, path))
    .sort(
      (left, right) =>
        Number(isWild(left)) - Number(isWild(right)) ||
        right.host.length - left.host.length ||
        right.path.length - left.path.length ||
        compare(left.resource.key, right.resource.key),
    )[0];
}

/**
 * Says whether a route runs a Worker.
 * @param route - The route.
 * @returns The Worker's name; undefined where it runs none, or there is no route.
 */
export function scriptOf(route: WorkersRoute | undefined): string | undefined {
  return route?.script === unknownValue ? "a Worker" : route?.script;
}

/**
 * Whether a route is for a hostname, at some path at least.
 * @param route - The route.
 * @param hostname - The hostname.
 */
export function isForHost(route: WorkersRoute, hostname: string): boolean {
  return isWild(route) ? hostname.endsWith(route.host.slice(1)) : route.host === hostname;
}

/**
 * Whether a route matches all that another one does.
 * @param wider - The route.
 * @param narrower - The other one.
 */
export function covers(wider: WorkersRoute, narrower: WorkersRoute): boolean {
  const isPath = wider.path.endsWith("*")
    ? narrower.path.startsWith(wider.path.slice(0, -1))
    : wider.path === narrower.path;
  const isHost = isForHost(wider, narrower.host);
  return isPath && isHost && (wider.scheme === undefined || wider.scheme === narrower.scheme);
}

/**
 * Lists the hostnames that routes of Workers name without an asterisk.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 */
export function routedHosts(inventory: Inventory, zone: string): string[] {
  return inventory
    .ofType("workersRoute")
    .filter((resource) => zoneOf(resource) === zone)
    .flatMap((resource) => workersRoute(resource)?.host ?? [])
    .filter((host) => !host.includes("*"));
}

function isWild({ host }: WorkersRoute): boolean {
  return host.startsWith("*");
}

function matches(route: WorkersRoute, asked: string, url: string): boolean {
  const { scheme, path } = route;
  const isPath = path.endsWith("*") ? url.startsWith(path.slice(0, -1)) : path === url;
  return scheme !== schemes.clear && isForHost(route, asked) && isPath;
}
