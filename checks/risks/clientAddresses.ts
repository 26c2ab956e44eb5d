import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { allOf, type Certainty } from "../../core/certainty";
import { admitsBalancer, admitsClients } from "../../model/origin/admission";
import type { GroupUse } from "../../model/origin/forwards";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import { readTargetGroup } from "../../model/origin/targetGroups";
import { targetPorts } from "../../model/origin/targets";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** Finds targets behind network load balancers that come to see other addresses ask, which nothing lets in for certain. */
export function clientAddressRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group, machine } = use;
    const old = sides.earlier(group);
    const { seesClients } = readTargetGroup(group);
    const isNetwork = machine !== undefined && readAwsLoadBalancer(machine).type === "network";
    const isTurned = old !== undefined && readTargetGroup(old).seesClients !== seesClients;
    const admitted = isNetwork && isTurned ? admission(sides, use, seesClients) : "yes";
    const cause = admitted === "yes" ? [] : sides.causes([group]);
    const [clients, own] = [say`Cloudflare's addresses`, say`those of ${title(machine)}`];
    const [asking, before] = seesClients === "yes" ? [clients, own] : [own, clients];
    const shut =
      admitted === "no"
        ? say`do not let them in`
        : say`may not let them in, which this plan does not say`;
    return causedRisk(group, cause, () => ({
      id: "targets-shut",
      severity: admitted === "no" ? sides.severity(use) : "medium",
      consequence: say`From this change on the targets of ${title(group)} see ${asking} ask in place of ${before}, and their security groups ${shut}: new connections end in nothing, and ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unreachableBehindNetwork)} until they do.`,
      hint: say`Let both in at the port of the targets in an update before this one.`,
    }));
  });
}

function admission(sides: OriginSides, use: GroupUse, seesClients: Certainty): Certainty {
  const { group, machine } = use;
  const { inventory } = sides.after.model;
  const admits = seesClients === "yes" ? admitsClients : admitsBalancer;
  const node = readTargetGroup(group);
  const sources = sides.after.sources(group);
  return allOf(
    sources.map((source) => {
      const { traffic } = targetPorts(source, node);
      return machine === undefined || source.serves === undefined || typeof traffic !== "number"
        ? "unknown"
        : admits(inventory, machine, source.serves, traffic);
    }),
  );
}
