import type { ExpressionRequest } from "../../core/expressions/requests";
import { unknownValue, type Known } from "../../core/known";
import { zoneOf } from "../graph/links";
import { answerTo } from "../rules/edgeAnswers";
import type { EdgeRule } from "../rules/edgeRules";
import { EdgeZones } from "../rules/edgeZones";
import { targetUrl } from "../rules/redirects";
import { settingsOf } from "../rules/requestSettings";
import { customErrorPage, staleIfErrorSeconds } from "../rules/responseRules";
import { routeFor, scriptOf, workersRoute } from "../rules/workersRoutes";
import type { TrafficModel } from "../traffic/path";
import type { HostnamePath } from "../traffic/hostnamePath";
import type { Assumed } from "./assumed";
import type { DeclaredRules, RuledAnswer, RuledError, RuledSettings } from "./declaredSite";

/** Statuses of the answers that rules make where they name none, or none that is known. */
const statuses = { redirected: 302, login: 302, blocked: 403, challenged: 403, held: 503 } as const;

/** What a Worker is called that shows a page for the time of maintenance, by the component that declares it. */
const maintenanceName = /maintenance/i;

/**
 * Reads what the rules of the edge do with requests for a hostname.
 * @param model - The paths of hostnames.
 * @param path - The hostname's.
 * @param assumed - Takes what is assumed.
 * @returns The rules; undefined where its zone has none.
 */
export function declaredRules(
  model: TrafficModel,
  path: HostnamePath,
  assumed: Assumed,
): DeclaredRules | undefined {
  const resource = path.loadBalancer?.resource ?? path.records[0]?.resource;
  const zone = resource && zoneOf(resource);
  if (zone === undefined) {
    return undefined;
  }
  const met = EdgeZones.of(model).metIn(zone);
  const worker = workerOf(model, zone, path.hostname, assumed);
  const hasRules = met.phases.size > 0;
  const hasResponseRules = model.inventory.ofType("ruleset").some((each) => zoneOf(each) === zone);
  if (!hasRules && !hasResponseRules && worker === undefined) {
    return undefined;
  }
  return {
    answer: (request): RuledAnswer | undefined => {
      const { outcome, by, redirect } = answerTo(met, request);
      if (by === undefined || outcome === "passes" || outcome === "unknown") {
        return worker?.(request);
      }
      const location = redirect && targetUrl(redirect, request)?.href;
      return { status: statusOf(by, outcome), by: by.title, location, retryAfter: undefined };
    },
    settings: (request): RuledSettings => {
      const sample = { name: "", asker: "visitors", isPage: true, forms: [request] } as const;
      const { port, originHost, keptSeconds } = settingsOf(met, sample);
      return {
        port: knownOnly(port?.value),
        address: knownOnly(originHost?.value),
        keptSeconds: knownOnly(keptSeconds?.value),
        staleIfErrorSeconds: staleIfErrorSeconds(model.inventory, zone, request),
      };
    },
    errorPage: (request, code, isOfEdge): RuledError | undefined => {
      const answered = {
        "http.response.code": code,
        "cf.response.error_type": isOfEdge ? "5xx" : "",
      };
      const fields = { ...request.fields, ...answered };
      return customErrorPage(model.inventory, zone, { ...request, fields });
    },
  };
}

function statusOf({ action }: EdgeRule, outcome: keyof typeof statuses): number {
  const status = action.kind === "block" ? action.status : unknownValue;
  return typeof status === "number" ? status : statuses[outcome];
}

function knownOnly<T>(value: Known<T> | undefined): T | undefined {
  return value === unknownValue ? undefined : value;
}

/** A Worker that shows a page for the time of maintenance answers everything with 503; what others do is not known. */
function workerOf(
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
  const script = (path: string): string | undefined => scriptOf(routeFor(routes, hostname, path));
  const root = script("/");
  if (root !== undefined && !maintenanceName.test(root)) {
    assumed.note(`the Worker ${root} of ${hostname} is not run: requests pass it by`);
  }
  return routes.length === 0
    ? undefined
    : ({ path, query = "" }) => {
        const name = script(query === "" ? path : `${path}?${query}`);
        return name !== undefined && maintenanceName.test(name)
          ? { status: 503, by: `the Worker ${name}`, location: undefined, retryAfter: "3600" }
          : undefined;
      };
}
