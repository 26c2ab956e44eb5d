import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import { groupRules } from "../../model/firewall/groupRules";
import { admitsBalancer, groupsOfTarget } from "../../model/origin/admission";
import { instancePorts, instancesBehind, servingBehind } from "../../model/origin/classicBalancers";
import { OriginPaths } from "../../model/origin/originPaths";
import { partsOfTarget } from "../../model/origin/targetParts";
import { errorOf, names, say, titleOf } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts = new Set<ModelTypeName>([
  ...(["classicBalancer", "classicAttachment", "securityGroup", "securityGroupRule"] as const),
  ...(["ingressRule", "instance", "launchTemplate", "scalingGroup", "scalingAttachment"] as const),
]);

/** Finds what serves behind Classic Load Balancers and comes to shut them out by its security groups, or of which less is registered. */
export function classicBalancerRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  return !before.inventory.has("classicBalancer") || !changesAnyOf(context, parts)
    ? []
    : before.inventory.ofType("classicBalancer").flatMap((old): Risk[] => {
        const now = after.inventory.byKey(renamed.get(old.key) ?? old.key);
        return now === undefined
          ? []
          : [...shutRisk(context, old, now), ...fewerRisk(context, old, now)];
      });
}

/** That none is left is told of the load balancer. */
function fewerRisk(context: RiskContext, old: ModelResource, now: ModelResource): Risk[] {
  const sides = [context.before.inventory, context.after.inventory] as const;
  const [was, is] = [instancesBehind(sides[0], old), instancesBehind(sides[1], now)];
  const cause = causesAmong(context, [
    ...[now, ...sides[0].linkedTo(old, "classicAttachment")],
    ...sides[1].linkedTo(now, "classicAttachment"),
  ]);
  const hostnames = OriginPaths.of(context.after).hostnames(now);
  return is === 0 || is >= was
    ? []
    : causedRisk(now, cause, () => ({
        ...{ id: "capacity-lowered", severity: "medium", about: hostnames },
        consequence: say`From this change on ${title(now)} has ${is} of the ${was} instances that serve today: what remains carries all requests, and where it cannot, ${hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)}.`,
        hint: say`See in the load of the last weeks that ${is} can carry the peak, or register others first.`,
      }));
}

function shutRisk(context: RiskContext, old: ModelResource, now: ModelResource): Risk[] {
  const [was, is] = [context.before.inventory, context.after.inventory];
  const shut = shutPorts(is, now);
  const port = [...shut.keys()].find((each) => !shutPorts(was, old).has(each));
  const serving = servingBehind(is, now);
  const out = port === undefined ? [] : (shut.get(port) ?? []);
  const cause = causesAmong(context, [...guards(was, old), ...guards(is, now)]);
  const hostnames = OriginPaths.of(context.after).hostnames(now);
  const isSure = out.length === serving.length && hostnames.length > 0;
  return port === undefined
    ? []
    : causedRisk(now, cause, () => ({
        ...{ id: "targets-shut", severity: isSure ? "high" : "medium" },
        title: hostnames.length > 0 ? titleOf(hostnames) : title(now),
        about: [...hostnames, title(now)],
        consequence: say`From this change on the security groups of ${names(out.map(title))} do not let the Classic Load Balancer ${title(now)} in at port ${port}: ${hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`} get ${errorOf(loadBalancerErrors.unhealthyTargets)}${isSure ? [] : say` where nothing else serves`} until they let it in again.`,
        hint: say`Let the security group of ${title(now)} in at that port in an update before this one.`,
      }));
}

/** What shuts the load balancer out at each port at which something does, for certain. */
function shutPorts(
  inventory: Inventory,
  balancer: ModelResource,
): ReadonlyMap<number, readonly ModelResource[]> {
  const serving = servingBehind(inventory, balancer);
  return new Map(
    instancePorts(balancer)
      .map((port) => {
        const out = serving.filter(
          (each) => admitsBalancer(inventory, balancer, each, port) === "no",
        );
        return [port, out] as const;
      })
      .filter(([, out]) => out.length > 0),
  );
}

/** What decides whether it is let in. */
function guards(inventory: Inventory, balancer: ModelResource): ModelResource[] {
  const serving = servingBehind(inventory, balancer);
  const groups = [
    ...groupsOn(inventory, balancer),
    ...serving.flatMap((each) => groupsOfTarget(inventory, each)),
  ];
  const rules = groups.flatMap((group) => groupRules(inventory, group).rules);
  return [
    ...[balancer, ...groups, ...rules.map(({ resource }) => resource)],
    ...serving.flatMap((each) => partsOfTarget(inventory, each)),
  ];
}
