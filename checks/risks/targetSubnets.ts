import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { readTargetGroup } from "../../model/origin/targetGroups";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { aclsBetween, subnetsOfTarget } from "../../model/origin/targetSubnets";
import { targetPorts } from "../../model/origin/targets";
import { subnetsOfBalancer, type NetworkSubnet } from "../../model/network/subnets";
import type { SubnetAcl } from "../../model/network/networkAcls";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, names, say } from "../words/words";

/** A way from a subnet of a load balancer to one of its targets. */
interface Way {
  /** Tells it from the others, by the names of before or of after. */
  readonly subnets: readonly [from: NetworkSubnet, to: NetworkSubnet];
  readonly shutting: readonly SubnetAcl[];
  readonly parts: readonly ModelResource[];
}

/** Finds network ACLs that come to turn away what goes between a load balancer and its targets. */
export function targetSubnetRisks(sides: OriginSides): Risk[] {
  const { before, after } = sides;
  return after.distinctUses.flatMap((use): Risk[] => {
    const ways = waysOf(after, use);
    const shut = ways.filter(({ shutting }) => shutting.length > 0);
    const old = shut.length === 0 ? undefined : sides.earlier(use.group);
    const was = old && before.uses.find(({ group }) => group === old);
    if (was === undefined) {
      return [];
    }
    const earlier = waysOf(before, was);
    const name = (subnet: NetworkSubnet): string =>
      subnet.resource === undefined ? (subnet.tokens[0] ?? "") : sides.nameAfter(subnet.resource);
    const known = new Set(
      earlier
        .filter(({ shutting }) => shutting.length > 0)
        .map(({ subnets }) => subnets.map(name).join("\n")),
    );
    const coming = shut.filter(
      ({ subnets }) => !known.has(subnets.map(({ tokens }) => tokens[0] ?? "").join("\n")),
    );
    return coming.length === 0 ? [] : shutRisk(sides, use, { ways, coming, earlier });
  });
}

function waysOf(paths: OriginPaths, { group, machine }: GroupUse): Way[] {
  const { inventory, network } = paths.model;
  if (machine === undefined) {
    return [];
  }
  const node = readTargetGroup(group);
  const from = subnetsOfBalancer(inventory, machine);
  return paths.sources(group).flatMap((source) => {
    const { serves } = source;
    const { traffic, check } = targetPorts(source, node);
    const ports = [...new Set([traffic, check])].filter((port) => typeof port === "number");
    const to = serves === undefined || ports.length === 0 ? [] : subnetsOfTarget(inventory, serves);
    return from.flatMap((near) =>
      to.map((far): Way => {
        const found = ports.map((port) => aclsBetween(network, near, far, port));
        return {
          ...{ subnets: [near, far], shutting: found.flatMap(({ shutting }) => shutting) },
          parts: [
            ...found.flatMap(({ acls }) => acls.flatMap(({ parts }) => parts)),
            machine,
          ].concat(serves ?? [], source.resource, group),
        };
      }),
    );
  });
}

function shutRisk(
  sides: OriginSides,
  use: GroupUse,
  found: Readonly<Record<"ways" | "coming" | "earlier", readonly Way[]>>,
): Risk[] {
  const { group, machine } = use;
  const { ways, coming, earlier } = found;
  const acls = [...new Set(coming.flatMap(({ shutting }) => shutting))];
  const isAll = ways.every(({ shutting }) => shutting.length > 0);
  const isSure = isAll && acls.some(({ maybeMore }) => !maybeMore);
  const cause = sides.causes([...coming, ...earlier].flatMap(({ parts }) => parts));
  const places = [...new Set(coming.map(({ subnets: [, to] }) => to.title))];
  return causedRisk(group, cause, () => ({
    ...{ id: "targets-shut", severity: isSure ? sides.severity(use) : "medium" },
    consequence: say`From this change on the network ACL ${names([...new Set(acls.map((acl) => acl.title))])} turns away what goes between ${title(machine)} and what serves behind ${title(group)} in ${names(places)}: requests or their answers end in nothing, and ${sides.visitors(use)}${isAll ? [] : [" whose requests go there"]} get ${errorOf(loadBalancerErrors.unreachableTargets)} until it lets that through.`,
    hint: say`Network ACLs know no connections: let the port of the targets in from the subnets of the load balancer and out to those of the targets, and high ports back, by rules with lower numbers than those that turn them away.`,
  }));
}
