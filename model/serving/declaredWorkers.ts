import type { ExpressionRequest } from "../../core/expressions/requests";
import type { WorkerAnswer } from "../../core/answeringWorker";
import { zoneOf } from "../graph/links";
import {
  isForHost,
  routeFor,
  scriptOf,
  workersRoute,
  type WorkersRoute,
} from "../rules/workersRoutes";
import { answerOfWorker } from "../rules/workersScripts";
import type { TrafficModel } from "../traffic/path";
import type { Assumed } from "./assumed";
import type { RuledAnswer } from "./ruled";

/**
 * Reads what Workers answer requests for a hostname. One that says the same to every request is known by its script; what others do, only
 * running them could tell.
 * @param model - The paths of hostnames.
 * @param zone - The zone as `zoneOf` calls it.
 * @param hostname - The hostname.
 * @param assumed - Takes what is assumed.
 * @returns What asks them; undefined where the zone leads no requests to Workers.
 */
export function declaredWorkers(
  { inventory }: TrafficModel,
  zone: string,
  hostname: string,
  assumed: Assumed,
): ((request: ExpressionRequest) => RuledAnswer | undefined) | undefined {
  const routes = inventory
    .ofType("workersRoute")
    .filter((each) => zoneOf(each) === zone)
    .map(workersRoute)
    .filter((route) => route !== undefined);
  const answers = new Map(routes.map((route) => [route, answerOfWorker(inventory, route)]));
  noteThoseNotRun(routes, answers, hostname, assumed);
  return routes.length === 0
    ? undefined
    : ({ path, query = "" }) => {
        const route = routeFor(routes, hostname, query === "" ? path : `${path}?${query}`);
        const answer = route && answers.get(route);
        return answer && ruledBy(`the Worker ${scriptOf(route) ?? ""}`, answer);
      };
}

function noteThoseNotRun(
  routes: readonly WorkersRoute[],
  answers: ReadonlyMap<WorkersRoute, WorkerAnswer | undefined>,
  hostname: string,
  assumed: Assumed,
): void {
  for (const route of routes.filter((each) => isForHost(each, hostname))) {
    const script = scriptOf(route);
    if (script !== undefined && answers.get(route) === undefined) {
      const where = route.path === "/*" ? "" : ` at ${route.path}`;
      assumed.note(`the Worker ${script} of ${hostname}${where} is not run: requests pass it by`);
    }
  }
}

function ruledBy(by: string, { status, headers, page }: WorkerAnswer): RuledAnswer {
  const header = (asked: string): string | undefined =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === asked)?.[1];
  return {
    ...{ status, by, location: header("location"), retryAfter: header("retry-after") },
    // Source of the type that a text has: Fetch standard, 'extract a body'.
    page: { content: page, contentType: header("content-type") ?? "text/plain;charset=UTF-8" },
  };
}
