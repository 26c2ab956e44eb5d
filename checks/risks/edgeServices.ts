import { pagesSuffix } from "../../facts/cloudflare/ownHostnames";
import { zoneOf } from "../../model/graph/links";
import { modelType } from "../../model/graph/resourceTypes";
import { EdgeZones } from "../../model/rules/edgeZones";
import { covers, workersRoute } from "../../model/rules/workersRoutes";
import {
  edgeServiceOf,
  leadsNowhere,
  namedHostnames,
  servedName,
} from "../../model/traffic/edgeServices";
import { snippetRules } from "../../model/rules/snippetRules";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";
import { names, say, titleOf } from "../words/words";
import { ownError } from "./ownErrors";
import { lostHosts, unroutedRisks } from "./unroutedHosts";

/** Finds hostnames without an origin for which a snippet answered, and none does any more. */
export function bareHostnameRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "snippetRules", ["update", "replace", "delete"]);
  const left = changes.length === 0 ? new Set<string>() : snippetHosts(context.after);
  return changes.flatMap((change): Risk[] => {
    const own = change.before?.key;
    const lost = [...snippetHosts(context.before, own)].filter(
      (host) => !left.has(host) && leadsNowhere(context.after, host),
    );
    const isGone = change.operation === "update" || isDeleted(change);
    return lost.length === 0 || !isGone
      ? []
      : [
          {
            ...{ id: "edge-service-lost", severity: "high", subject: change.key },
            ...{ title: titleOf(lost), about: lost },
            consequence: say`After this change no snippet answers for ${names(lost)} any more: the record beneath leads nowhere on purpose, and visitors get Error 522.`,
            cause: [causeOf(change)],
            hint: say`Let something else answer for ${names(lost)} first, and take this away in a later update.`,
          },
        ];
  });
}

/** The hostnames whose requests the rules of snippets name, and that are switched on. */
function snippetHosts({ inventory }: TrafficModel, key?: string): Set<string> {
  const rules = snippetRules(inventory).flatMap((phase) => phase.rules ?? []);
  return new Set(
    rules
      .filter(({ resource, enabled }) => enabled !== "no" && (key ?? resource.key) === resource.key)
      .flatMap(({ hosts }) => hosts),
  );
}

/** Finds hostnames for which something of Cloudflare answered in place of an origin, and no longer does. */
export function edgeServiceRisks(context: RiskContext): Risk[] {
  const touched = context.plan.changes.filter(
    ({ type, leftover, before }) =>
      !leftover && edgeServiceOf(type) !== undefined && before?.retainOnDelete === false,
  );
  if (touched.length === 0) {
    return [];
  }
  const left = new Set(context.plan.after.map(servedName));
  return touched.flatMap((change): Risk[] => {
    const name = change.before && servedName(change.before);
    const isLost = name !== undefined && !left.has(name) && !isTakenOver(context, change);
    const isAway = change.deleteFirst === true;
    const hosts = isLost ? lostHosts(context, change) : undefined;
    if (hosts !== undefined) {
      return unroutedRisks(context, change, hosts);
    }
    return name === undefined || !(isLost || isAway)
      ? []
      : [lostRisk(context, change, name, isLost)];
  });
}

/** Whether another route runs the same Worker for all that a route had; of another Worker the risks of routes tell, where visitors reach the hostname. */
function isTakenOver({ after }: RiskContext, { before, type }: PlanChange): boolean {
  const old = before && modelType(type) === "workersRoute" ? workersRoute(before) : undefined;
  const zone = before && zoneOf(before);
  const isReached =
    old !== undefined &&
    zone !== undefined &&
    EdgeZones.of(after).reachedIn(zone).includes(old.host);
  return (
    old !== undefined &&
    after.inventory
      .ofType("workersRoute")
      .filter((resource) => zoneOf(resource) === zone)
      .some((resource) => {
        const route = workersRoute(resource);
        return (
          route?.script !== undefined &&
          (route.script === old.script || isReached) &&
          covers(route, old)
        );
      })
  );
}

/** Whether records of a hostname lead elsewhere than to Pages, so that what they lead to is asked. */
function answersOtherwise({ after }: RiskContext, hostname: string): boolean {
  const { records, answeredAt } = after.pathOf(hostname);
  return (
    answeredAt === hostname &&
    !records.some(({ content }) => typeof content === "string" && content.endsWith(pagesSuffix))
  );
}

function lostRisk(context: RiskContext, change: PlanChange, name: string, isLost: boolean): Risk {
  const { service = "", without: gone, whenOff } = edgeServiceOf(change.type) ?? {};
  const usual = change.operation === "update" ? (whenOff ?? gone) : gone;
  const isAnswered = isLost && answersOtherwise(context, name);
  const without = isAnswered ? undefined : usual;
  const isNowhere =
    without === undefined &&
    change.before !== undefined &&
    namedHostnames(change.before).some((host) => leadsNowhere(context.after, host));
  const error =
    without === undefined && isLost
      ? change.before &&
        namedHostnames(change.before).flatMap((host) => ownError(context.after, host) ?? [])[0]
      : undefined;
  const when = isLost ? say`After this change` : say`Between the deletion and the creation`;
  return {
    id: isLost ? "edge-service-lost" : "edge-service-gap",
    severity: without !== undefined || isNowhere || error !== undefined ? "high" : "medium",
    subject: change.key,
    title: name,
    consequence: [
      ...when,
      ...say` ${[service]} no longer answers for ${name}: `,
      ...(without !== undefined
        ? [without]
        : isNowhere
          ? ["the record beneath leads nowhere on purpose, and visitors get Error 522"]
          : error === undefined
            ? ["requests go to the origin instead"]
            : say`requests go to the origin instead, which answers all of them with Error ${error}`),
      ".",
    ],
    cause: [causeOf(change, change.replacedFor)],
    hint: say`Let something else answer for ${name} first, and take this away in a later update.`,
  };
}
