import { getOrCreate } from "../../core/getOrCreate";
import { zoneOf } from "../../model/graph/links";
import type { AskedHostname } from "../../model/rules/askedHostnames";
import { EdgeZones } from "../../model/rules/edgeZones";
import {
  isForHost,
  routeFor,
  scriptOf,
  workersRoute,
  type WorkersRoute,
} from "../../model/rules/workersRoutes";
import { answersByItself } from "../../model/rules/workersScripts";
import type { PlanChange } from "../../model/plan/plan";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say, type Phrase } from "../words/words";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { ownError } from "./ownErrors";
import { standingIn } from "./standingHostnames";

/** Paths that are asked of every hostname, beside the one that its monitors ask for. */
const askedPaths = ["/", "/articles/2026/hello", "/api/v1/items"];

/** Requests that another Worker than before takes, or one where none did. */
interface Turn {
  readonly was: WorkersRoute | undefined;
  readonly is: WorkersRoute;
  readonly hostnames: Set<string>;
  readonly paths: Set<string>;
}

/** Finds routes of Workers that come to take requests from origins, or from other Workers. */
export function workersRouteRisks(context: RiskContext): Risk[] {
  if (!context.changesOfType.has("workersRoute")) {
    return [];
  }
  const turns = new Map<string, Turn>();
  const [before, after] = [routesByZone(context.before), routesByZone(context.after)];
  const zones = EdgeZones.of(context.after);
  for (const [zone, routes] of after) {
    // Of what no side of the plan holds, a new route says nothing but that it comes.
    const hostnames = zones
      .hostnamesOf(zone)
      .filter(standingIn(context, zone))
      .filter(({ named }) => named !== "unseen");
    for (const { host, title, monitored } of hostnames) {
      const old = before.get(zone) ?? [];
      const named = namedPaths(context, { host, title }, old, routes);
      for (const path of new Set([...askedPaths, monitored, ...named])) {
        const asked = path.replaceAll("*", "x");
        const [was, is] = [old, routes].map((each) => routeFor(each, host, asked));
        if (is !== undefined && scriptOf(is) !== scriptOf(was)) {
          const key = `${was?.resource.key ?? ""}\n${is.resource.key}`;
          const turn = getOrCreate(turns, key, () => ({
            was,
            is,
            hostnames: new Set<string>(),
            paths: new Set<string>(),
          }));
          turn.hostnames.add(title);
          turn.paths.add(path);
        }
      }
    }
  }
  return [...turns.values()].map((turn) => turnRisk(context, turn));
}

/** The paths that routes themselves say something of. */
function namedPaths(
  context: RiskContext,
  { host, title }: Pick<AskedHostname, "host" | "title">,
  old: readonly WorkersRoute[],
  routes: readonly WorkersRoute[],
): string[] {
  // What stood at a path of its own is missed there; a new route for one is what somebody wants.
  const own = old
    .filter((route) => isForHost(route, host) && context.changes.has(route.resource.key))
    .map(({ path }) => path)
    .filter((path) => path !== "/*");
  // What passes all Workers by where nothing else answers is missed wherever it stands.
  const bare = leadsNowhere(context.after, title)
    ? routes.filter((route) => route.script === undefined && isForHost(route, host))
    : [];
  return [...own, ...bare.map(({ path }) => path)];
}

function routesByZone({ inventory }: TrafficModel): Map<string, WorkersRoute[]> {
  const zones = new Map<string, WorkersRoute[]>();
  for (const resource of inventory.ofType("workersRoute")) {
    const route = workersRoute(resource);
    if (route !== undefined) {
      getOrCreate(zones, zoneOf(resource), () => []).push(route);
    }
  }
  return zones;
}

function turnRisk({ changes, after }: RiskContext, turn: Turn): Risk {
  const { was, is } = turn;
  const [old, now] = [scriptOf(was), scriptOf(is)];
  const hostnames = [...turn.hostnames];
  const causes = [is, was].flatMap((route) => (route && changes.get(route.resource.key)) ?? []);
  // Of what an origin answered, nobody gets anything any more.
  const isWhole = turn.paths.has("/") && turn.paths.size >= askedPaths.length;
  const isShut =
    old === undefined && now !== undefined && isWhole && answersByItself(after.inventory, is);
  const isNowhere =
    now === undefined && hostnames.some((hostname) => leadsNowhere(after, hostname));
  const errors = now === undefined ? hostnames.map((name) => ownError(after, name)) : [];
  const error = errors.includes(undefined) ? undefined : errors[0];
  const title = hostnames.length > 5 ? is.pattern : hostnames.join(", ");
  return {
    id:
      now === undefined ? "worker-bypassed" : old === undefined ? "worker-takes" : "worker-changed",
    severity: isShut || isNowhere || error !== undefined ? "high" : "medium",
    ...{ subject: hostnames[0] ?? is.resource.key, title },
    consequence: [
      ...say`From this change on requests for ${names([...turn.paths])} to ${names(hostnames)} `,
      ...whither(turn, old, now, was && changes.get(was.resource.key)),
      ...(isNowhere
        ? say` The record beneath leads nowhere on purpose, and visitors get Error 522.`
        : []),
      ...(error === undefined ? [] : say` It answers all of them with Error ${error}.`),
      ...(isShut
        ? say` Its script passes no request on: nothing that the origin answers there today is reached any more.`
        : []),
    ],
    cause: [...new Set(causes)].map((change) => causeOf(change)),
    hint:
      now === undefined
        ? say`Give the route ${is.pattern} its Worker, or narrow its pattern to what is to pass by.`
        : say`Try the Worker at a path or a hostname of its own first, and narrow the pattern ${is.pattern} to what it is for.`,
    about: hostnames,
  };
}

/** Source: Cloudflare docs, workers/observability/errors (1101, 1102). */
function whither(
  { is, was }: Turn,
  old: string | undefined,
  now: string | undefined,
  earlier: PlanChange | undefined,
): Phrase {
  if (now === undefined) {
    return say`pass the Worker ${old ?? ""} by, since the route ${is.pattern} names none and is more specific: they go to the origin.`;
  }
  const instead = old === undefined ? say`the origin` : say`the Worker ${old}`;
  const why =
    was === undefined || was.pattern === is.pattern
      ? []
      : earlier === undefined
        ? say`, since ${is.pattern} is more specific than ${was.pattern}`
        : say`, since the route ${was.pattern} ${[earlier.after === undefined ? "goes" : "changes"]}`;
  return say`go to the Worker ${now} instead of ${instead}${why}: where it throws, visitors get Error 1101, and where it takes too long, Error 1102.`;
}
