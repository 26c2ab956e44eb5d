import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { setEntry } from "../../../core/ownEntry";
import { ApiError } from "../calls/apiError";
import { refuse } from "../calls/refuse";
import type { Place } from "../resources/handler";
import type { Properties } from "../values";
import { accountListRoutes } from "./accountListCalls";
import { certificatePackRoutes } from "./certificatePacks";
import { fixedRoutes } from "./fixedAnswers";
import type { Operation } from "./incoming";
import { listOperation } from "./listCalls";
import { createOperation, deleteOperation, readOperation, updateOperation } from "./operations";
import { recordBatchRoute } from "./recordBatch";
import { recordExportRoute } from "./recordExport";
import { rulesetRoutes } from "./rulesetCalls";
import type { ServedResource } from "./servedResource";
import { servedResources } from "./servedResources";
import { settingRoutes } from "./settingCalls";
import { standingRoutes } from "./standingAnswers";
import { waitingRoomRoutes } from "./waitingRoomCalls";
import { workerScriptRoutes } from "./workerScriptCalls";
import type { Method, Route } from "./route";

/** A request that found its route. */
export interface Routed {
  readonly operation: Operation;
  /** Whether its body may be a list. */
  readonly takesLists: boolean;
  /** What stands at the placeholders. */
  readonly params: Readonly<Record<string, string>>;
}

/** The routes of what has handlers: their paths are the handlers' own. */
function routesOf(served: ServedResource): Route[] {
  const update = Object.fromEntries(
    served.updates.map((method) => [method, updateOperation(served, method)]),
  );
  const read = { GET: readOperation(served) };
  const remove = served.deleted === undefined ? {} : { DELETE: deleteOperation(served) };
  return collectionPaths(served).flatMap((path): Route[] =>
    served.isSingle === true
      ? [{ path, methods: { ...read, ...update, ...remove } }]
      : [
          { path, methods: { GET: listOperation(served), POST: createOperation(served) } },
          { path: `${path}/:id`, methods: { ...read, ...update, ...remove } },
        ],
  );
}

/** The handlers write paths out of properties; placeholders in their place make them routes. */
function collectionPaths({ handler, scopes }: ServedResource): string[] {
  const properties: Properties[] = scopes.map((scope) => ({ [scope]: `:${scope}` }));
  return (properties.length === 0 ? [{}] : properties).map(
    (scope) => handler.route("create", { ...scope, ...placeholders }, nowhere).path,
  );
}

const placeholders = { settingId: ":settingId", tunnelId: ":tunnelId", scriptName: ":scriptName" };

/** Paths of Cloudflare's API are made of properties alone. */
const nowhere = {} as Place;

const routes: readonly (Route & { readonly segments: readonly string[] })[] = [
  ...fixedRoutes,
  ...standingRoutes,
  ...certificatePackRoutes,
  recordBatchRoute,
  recordExportRoute,
  ...settingRoutes,
  ...rulesetRoutes,
  ...accountListRoutes,
  ...waitingRoomRoutes,
  ...workerScriptRoutes,
  ...servedResources.flatMap(routesOf),
].map((route) => ({ ...route, segments: route.path.split("/") }));

/** Every path that the API serves, each with its methods behind it. */
export const servedPaths: readonly string[] = routes.map(
  ({ path, methods }) => `${path} ${Object.keys(methods).join(" ")}`,
);

/**
 * Finds the route of a request.
 * @param method - Its method.
 * @param path - Its path below `/client/v4`, as it was sent.
 * @returns The operation, and what stands at the placeholders.
 * @throws {ApiError} Where there is no such path, or it does not take the method.
 */
export function routed(method: string, path: string): Routed {
  const segments = path.split("/").map(decoded);
  const near = routes.flatMap(({ segments: pattern, methods, takesLists = false }) => {
    const params = matched(pattern, segments);
    const isPath = params !== undefined && hasIds(pattern, params);
    return params === undefined ? [] : [{ methods, takesLists, params, isPath }];
  });
  const found = near.filter(({ isPath }) => isPath);
  for (const { methods, takesLists, params } of found) {
    const operation = Object.hasOwn(methods, method) ? methods[method as Method] : undefined;
    if (operation !== undefined) {
      return { operation, takesLists, params };
    }
  }
  if (found.length > 0) {
    refuse(apiErrors.methodNotAllowed, "Method not allowed for this authentication scheme");
  }
  return near.length > 0 ? refuseUnserved(method, path) : refuse(apiErrors.unknownPath, noRoute);
}

const noRoute = "No route for that URI";

/** What stands where the id of an object is may be a word of the API's own, whose path is not served. */
function refuseUnserved(method: string, path: string): never {
  const { status, code } = apiErrors.noSuchRoute;
  const words = `Could not route to ${path}, perhaps your object identifier is invalid?`;
  const means = `An id is 32 hexadecimal digits, that of a tunnel a UUID, and ${method} ${path} is nothing that the sandbox serves otherwise`;
  throw new ApiError(status, code, words, { means });
}

/** Placeholders at which the id of an object stands that the account made. */
const objectIds: ReadonlySet<string> = new Set([
  "id",
  "ruleId",
  "tunnelId",
  "listId",
  "waitingRoomId",
]);

/**
 * Source: Cloudflare API reference (identifiers of 32 characters); those of Origin CA certificates are long decimal numbers there, and those of
 * tunnels UUIDs.
 */
function hasIds(pattern: readonly string[], params: Readonly<Record<string, string>>): boolean {
  const isTunnel = pattern.includes("cfd_tunnel");
  const form = isTunnel ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ : /^[0-9a-f]{32}$/;
  return (
    pattern[1] === "certificates" ||
    Object.entries(params).every(([name, id]) => !objectIds.has(name) || form.test(id))
  );
}

function matched(
  pattern: readonly string[],
  segments: readonly (string | undefined)[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const segment = segments[index];
    if (part.startsWith(":") && segment !== undefined && segment !== "") {
      setEntry(params, part.slice(1), segment);
    } else if (part !== segment) {
      return undefined;
    }
  }
  return params;
}

/** A segment as it is meant; undefined where its escapes are broken. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
