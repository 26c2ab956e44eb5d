import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { Applications } from "../../model/origin/applications";
import {
  invocationOf,
  mayLetAllIn,
  permissionsOf,
  type Invocation,
} from "../../model/origin/invocations";
import { calledRoutes } from "../../model/origin/routePermissions";
import { permissionsFor } from "../../model/origin/lambdaTargets";
import { OriginPaths } from "../../model/origin/originPaths";
import { readTargetGroup } from "../../model/origin/targetGroups";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Inventory } from "../../model/graph/inventory";
import { errorOf, names, say, titleOf } from "../words/words";
import { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

/** Finds functions behind a load balancer that it may no longer call. */
export function lambdaPermissionRisks(sides: OriginSides): Risk[] {
  const { inventory: earlier } = sides.before.model;
  if (!earlier.has("lambdaPermission")) {
    return [];
  }
  const { inventory } = sides.after.model;
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group } = use;
    const old = sides.earlier(group);
    const isLambda = readTargetGroup(group).targetType === "lambda";
    const was = old === undefined || !isLambda ? [] : lettingIn(earlier, old);
    const isLost = was.length > 0 && lettingIn(inventory, group).length === 0;
    const attached = isLost ? inventory.linkedTo(group, "targetGroupAttachment") : [];
    const cause = isLost ? sides.causes([...was, group, ...attached]) : [];
    return causedRisk(group, cause, () => ({
      ...{ id: "lambda-permission-lost", severity: sides.severity(use) },
      consequence: say`From this change on nothing lets the load balancer call the function behind ${title(group)}: ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.refusedFunction)} from the load balancer until something does, as far as nothing outside this plan lets it.`,
      hint: say`Keep the permission, or give the new one in an update before this one. A version and an alias need one of their own, by its qualifier.`,
    }));
  });
}

/** What lets a load balancer call the function behind a target group, at the version or alias that is registered there. */
function lettingIn(inventory: Inventory, group: ModelResource): ModelResource[] {
  const calls = inventory
    .linkedTo(group, "targetGroupAttachment")
    .flatMap((attachment) => invocationOf(inventory, attachment) ?? []);
  const given = permissionsFor(inventory, group);
  const own = calls.map((call) => permissionsOf(inventory, call));
  return calls.length === 0
    ? given
    : given.filter((each) => own.every((all) => all.includes(each)));
}

const parts = new Set([
  ...(["lambdaPermission", "lambdaAlias", "apiIntegration", "restIntegration"] as const),
]);

/**
 * Finds functions behind an API that it may no longer call. Source: Amazon API Gateway developer guide, http-api-troubleshooting-lambda (an API
 * without the permission answers 500).
 */
export function apiPermissionRisks(context: RiskContext): Risk[] {
  const sides = changesAnyOf(context, parts) ? new OriginSides(context) : undefined;
  const { inventory } = context.after;
  const callers = (["apiIntegration", "restIntegration"] as const).flatMap((type) =>
    sides === undefined ? [] : inventory.ofType(type),
  );
  return callers.flatMap((caller) => {
    const call = invocationOf(inventory, caller);
    return sides === undefined || call === undefined ? [] : callRisk(sides, call);
  });
}

function callRisk(sides: OriginSides, call: Invocation): Risk[] {
  const { before, after } = sides.context;
  const old = sides.earlier(call.caller);
  const earlier = old && invocationOf(before.inventory, old);
  const was = earlier === undefined ? [] : permissionsOf(before.inventory, earlier);
  const is = permissionsOf(after.inventory, call);
  const isNarrower = is.length > 0 && was.some((each) => !is.some((one) => mayLetAllIn(one, each)));
  if (was.length === 0 || (is.length > 0 && !isNarrower)) {
    return [];
  }
  const serves = after.inventory.byKey(call.named.called);
  const application = serves && Applications.of(OriginPaths.of(after)).of(serves);
  const hostnames = application?.hostnames ?? [];
  const who = hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
  const called =
    typeof call.named.qualifier === "string"
      ? say`${call.named.qualifier} of the function ${serves?.name ?? call.named.called}`
      : say`the function ${serves?.name ?? call.named.called}`;
  const isTold = hostnames.length > 0;
  const { all, refused } = calledRoutes(after.inventory, call, is);
  const isNone = !isNarrower || (all.length > 0 && refused.length === all.length);
  return causedRisk(call.caller, sides.causes([...was, ...is, call.caller, serves]), () => ({
    ...{ id: "lambda-permission-lost", severity: isTold && isNone ? "high" : "medium" },
    ...(isTold ? { title: titleOf(hostnames), about: [...hostnames, title(call.caller)] } : {}),
    consequence: isNone
      ? say`From this change on nothing lets the API call ${called}${isNarrower ? say` by ${names(refused)}` : []}: ${who} get Error 500 from the API until something does, as far as nothing outside this plan lets it.`
      : say`From this change on the API may call ${called} in fewer cases: ${who} get Error 500 ${refused.length > 0 ? say`by ${names(refused)}, where no permission lets it` : ["where no permission lets it"]}, until one does, as far as nothing outside this plan lets it.`,
    hint: say`Give the permission that it needs in an update before this one, and take the old one away in a later one. A version and an alias need one of their own, by its qualifier.`,
  }));
}
