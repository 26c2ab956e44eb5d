import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { otherTypes } from "../../facts/resourceTypes";
import { groupTokensOn } from "../../model/firewall/protectedEndpoints";
import { emptiedDefaultGroup } from "../../model/firewall/defaultGroups";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { carrierOf } from "../../model/origin/admission";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, names, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, type Risk } from "./risk";

/**
 * Finds default security groups of networks that a program takes over without rules, while something behind a hostname carries them: AWS has
 * the provider remove every rule that stands there.
 * Source: AWS Terraform provider, aws_default_security_group ("immediately removes all ingress and egress rules").
 */
export function adoptedGroupRisks(sides: OriginSides): Risk[] {
  return changesOf(sides.context, "securityGroup", ["create"])
    .filter(({ type }) => type === otherTypes.defaultSecurityGroup)
    .flatMap((change) => adoptedRisks(sides, change));
}

function adoptedRisks(sides: OriginSides, change: PlanChange): Risk[] {
  const { inventory } = sides.after.model;
  const id = emptiedDefaultGroup(inventory, change.after);
  if (id === undefined) {
    return [];
  }
  const isIn = (carrier: ModelResource | undefined): carrier is ModelResource =>
    carrier !== undefined && groupTokensOn(inventory, carrier).has(id);
  const machines = [...inventory.ofType("awsLoadBalancer"), ...inventory.ofType("instance")].filter(
    (machine) => isIn(machine) && sides.after.hostnames(machine).length > 0,
  );
  const fronted = machines.map((machine): Risk => {
    const hostnames = sides.after.hostnames(machine);
    return {
      ...toldOf(sides, change, machine, id),
      id: "origin-shut",
      about: hostnames,
      consequence: say`${title(change.after)} takes over the default security group of its network, which AWS empties with that: from this change on ${title(machine)}, which carries it, lets nobody in or nothing out by it, and visitors of ${names(hostnames)} get Error ${edgeFailures.connectTimeout.code} until its rules are back.`,
    };
  });
  const behind = sides.after.distinctUses.flatMap((use): Risk[] => {
    const serving = sides.after.sources(use.group).flatMap(({ serves }) => serves ?? []);
    const shut = serving.find((serves) => isIn(carrierOf(inventory, serves)));
    return shut === undefined || machines.length > 0
      ? []
      : [
          {
            ...toldOf(sides, change, carrierOf(inventory, shut) ?? shut, id),
            ...{ id: "targets-shut", title: title(use.group), subject: use.group.key },
            consequence: say`${title(change.after)} takes over the default security group of its network, which AWS empties with that: from this change on what serves behind ${title(use.group)} and carries it lets nobody in or nothing out by it, and ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unreachableTargets)} until its rules are back.`,
          },
        ];
  });
  return [...fronted, ...behind];
}

/** What is told alike: less where another group may let in what this one did. */
function toldOf(
  { after }: OriginSides,
  change: PlanChange,
  carrier: ModelResource,
  id: string,
): Pick<Risk, "cause" | "hint" | "severity" | "subject" | "title"> {
  const others = [...groupTokensOn(after.model.inventory, carrier)].filter((each) => each !== id);
  return {
    ...{ severity: others.length === 0 ? "high" : "medium", subject: carrier.key },
    ...{ title: title(carrier), cause: [causeOf(change)] },
    hint: say`Give ${title(carrier)} a group of its own in an update before this one, or write the rules that stand into the program.`,
  };
}
