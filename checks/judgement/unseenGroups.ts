import { OriginPaths } from "../../model/origin/originPaths";
import { carrierOf } from "../../model/origin/admission";
import { groupProperties, groupsOn, groupTokensOn } from "../../model/firewall/protectedEndpoints";
import type { TrafficModel } from "../../model/traffic/path";
import type { UnjudgedChange } from "../../model/judged/unjudged";
import { changesOf, touches, type RiskContext } from "../risks/risk";

/** What carries the groups of what serves. */
const carriers = ["awsLoadBalancer", "ecsService", "instance", "launchTemplate"] as const;

/**
 * Lists the changes that put what serves hostnames behind security groups of which the plan holds none, where it held some before, so that
 * nobody judged who gets in.
 * @returns The changes, type by type.
 */
export function unseenGroups(context: RiskContext): UnjudgedChange[] {
  const changes = changesOf(context, carriers, ["update"]).filter(({ key }) => {
    const now = context.after.inventory.byKey(key);
    const old = context.before.inventory.byKey(context.formerly.get(key) ?? key);
    return (
      now !== undefined &&
      old !== undefined &&
      groupsOn(context.before.inventory, old).length > 0 &&
      groupsOn(context.after.inventory, now).length === 0 &&
      groupTokensOn(context.after.inventory, now).size > 0
    );
  });
  const serving = changes.length === 0 ? new Set<string>() : servingKeys(context.after);
  return changes
    .filter(({ key }) => serving.has(key))
    .map((change) => ({
      change,
      properties: groupProperties.filter((name) => touches(change, [name])),
    }))
    .filter((each) => each.properties.length > 0);
}

/** The keys of what hostnames lead to, and of what carries the groups of what serves behind that. */
function servingKeys(model: TrafficModel): Set<string> {
  const paths = OriginPaths.of(model);
  const { inventory } = model;
  const asked = [...inventory.ofType("awsLoadBalancer"), ...inventory.ofType("instance")].filter(
    (machine) => paths.leads.to(machine).length > 0,
  );
  const behind = paths.distinctUses
    .filter((use) => paths.isAsked(use))
    .flatMap(({ group }) => paths.sources(group))
    .flatMap(({ serves }) => (serves === undefined ? [] : [carrierOf(inventory, serves)]));
  return new Set([...asked, ...behind].flatMap((each) => each?.key ?? []));
}
