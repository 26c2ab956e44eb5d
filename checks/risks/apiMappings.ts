import { unknownValue, type Known } from "../../core/known";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { routesBeside } from "../../model/origin/gatewayDoors";
import { title } from "../../model/graph/title";
import { mappingKeyOf, mayTakeBeneath, routeKeyOf } from "../../model/origin/apiRoutes";
import { hostnamesAtGateway } from "../../model/origin/gatewayLeads";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

const types = ["apiMapping", "restMapping"] as const;

/**
 * Finds domains of API Gateway that keep mappings, and no longer lead what stands beneath a path to its API.
 * Source: Amazon API Gateway developer guide, rest-api-mappings (a mapping without a key takes what no other does; else 403).
 */
export function apiMappingRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, new Set(types))) {
    return [];
  }
  const domains = (["apiDomain", "restDomain"] as const).flatMap((type) =>
    before.inventory.ofType(type),
  );
  return domains.flatMap((old): Risk[] => {
    const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
    const has = now === undefined ? [] : mappingsOf(after.inventory, now);
    const keys = new Set<Known<string>>(has.map(mappingKeyOf));
    const lost = mappingsOf(before.inventory, old).filter((mapping) => {
      const key = mappingKeyOf(mapping);
      return key !== "" && !keys.has(key);
    });
    const cause = causesAmong(context, [...lost, ...has]);
    // That no mapping of the whole name is left is told of the domain itself.
    const isTold = !keys.has("") || keys.has(unknownValue);
    if (now === undefined || isTold || lost.length === 0) {
      return [];
    }
    const hostnames = hostnamesAtGateway(after, now);
    const isRefused = lost.every((mapping) => takesNone(after.inventory, has, mapping));
    const met = isRefused
      ? say`which has no route for it: those who ask for it get Error 404`
      : say`where that has no route for it, those who ask for it get Error 403 or 404`;
    return hostnames.length === 0 || cause.length === 0
      ? []
      : [
          {
            ...{ id: "origin-shut", severity: isRefused ? "high" : "medium", subject: now.key },
            ...{ about: hostnames, cause, title: title(now) },
            consequence: say`From this change on what stands beneath ${names(lost.map((mapping) => `/${String(mappingKeyOf(mapping))}`))} at ${names(hostnames)} goes to the API that takes the rest of the name${isRefused ? ", " : ": "}${met}, until a mapping leads it back.`,
            hint: say`Add the new mapping beside the old one in an update before this one, and take the old one away when nobody asks for it.`,
          },
        ];
  });
}

/** Whether the API of the whole name is an HTTP API of which every route is known, and none takes what stood beneath a path. */
function takesNone(
  inventory: Inventory,
  mappings: readonly ModelResource[],
  lost: ModelResource,
): boolean {
  const whole = mappings.find((mapping) => mappingKeyOf(mapping) === "");
  const routes = whole === undefined ? [] : routesBeside(inventory, whole).map(routeKeyOf);
  const path = mappingKeyOf(lost);
  return (
    routes.length > 0 &&
    path !== unknownValue &&
    routes.every((route) => route !== undefined && !mayTakeBeneath(route, path))
  );
}

function mappingsOf(inventory: Inventory, domain: ModelResource): ModelResource[] {
  return types.flatMap((type) => inventory.linkedTo(domain, type));
}
