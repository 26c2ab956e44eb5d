import { zoneOf } from "../../model/graph/links";
import { modelType } from "../../model/graph/resourceTypes";
import { EdgeZones } from "../../model/rules/edgeZones";
import { isForHost, routeFor, workersRoute } from "../../model/rules/workersRoutes";
import { leadsNowhere } from "../../model/traffic/edgeServices";
import type { PlanChange } from "../../model/plan/plan";
import { names, say, titleOf } from "../words/words";
import { ownError } from "./ownErrors";
import { causeOf, type Risk, type RiskContext } from "./risk";

/**
 * Lists the hostnames of a route with an asterisk before its hostname that no route is for any more.
 * @param change - A change of a route.
 * @returns Undefined for other routes, and where the plan has no hostname that the route was for.
 */
export function lostHosts({ after }: RiskContext, { before }: PlanChange): string[] | undefined {
  const old =
    before && modelType(before.type) === "workersRoute" ? workersRoute(before) : undefined;
  const zone = before && zoneOf(before);
  if (old?.host.startsWith("*") !== true || zone === undefined) {
    return undefined;
  }
  const routes = after.inventory
    .ofType("workersRoute")
    .filter((resource) => zoneOf(resource) === zone)
    .flatMap((resource) => workersRoute(resource) ?? []);
  const hosts = EdgeZones.of(after)
    .reachedIn(zone)
    .filter((host) => isForHost(old, host));
  const path = old.path.replaceAll("*", "x");
  return hosts.length === 0
    ? undefined
    : hosts.filter((host) => routeFor(routes, host, path) === undefined);
}

/**
 * Tells of hostnames for which no Worker runs any more, those whose origin answers apart from the others.
 * @param change - The change of the route.
 * @param hosts - The hostnames.
 * @returns None where every hostname has another route.
 */
export function unroutedRisks(
  { after }: RiskContext,
  change: PlanChange,
  hosts: readonly string[],
): Risk[] {
  const nowhere = hosts.filter((host) => leadsNowhere(after, host));
  const failing = hosts.filter((host) => !nowhere.includes(host) && ownError(after, host));
  const answered = hosts.filter((host) => ![...nowhere, ...failing].includes(host));
  const [error = ""] = failing.flatMap((host) => ownError(after, host) ?? []);
  const what = [
    [nowhere, "high", say`the record beneath leads nowhere on purpose, and visitors get Error 522`],
    [
      failing,
      "high",
      say`requests go to the origin, which answers all of them with Error ${error}`,
    ],
    [answered, "medium", say`requests go to the origin instead`],
  ] as const;
  return what.flatMap(([list, severity, then]): Risk[] =>
    list.length === 0
      ? []
      : [
          {
            ...{ id: "edge-service-lost", severity, subject: change.key },
            ...{ title: titleOf(list), about: list },
            consequence: say`After this change no Worker runs for ${names(list)} any more: ${then}.`,
            cause: [causeOf(change)],
            hint: say`Add a route of its own for ${names(list)} in the same update.`,
          },
        ],
  );
}
