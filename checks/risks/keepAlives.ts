import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import type { OriginPaths } from "../../model/origin/originPaths";
import type { GroupUse } from "../../model/origin/forwards";
import { keepAliveSeconds, taskDefinitionOf } from "../../model/origin/taskDefinitions";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, say } from "../words/words";

/** How long connections are kept on both sides, in seconds. */
interface Kept {
  readonly byBalancer: number;
  readonly byServer: number;
}

/**
 * Finds load balancers that come to keep idle connections for longer than what serves behind them, which closes some in the moment in which the
 * next request is sent. Source: Elastic Load Balancing user guide, load-balancer-troubleshooting (HTTP 502).
 */
export function keepAliveRisks(sides: OriginSides): Risk[] {
  const { before, after } = sides;
  return after.distinctUses.flatMap((use) =>
    after.sources(use.group).flatMap(({ serves }): Risk[] => {
      const { machine } = use;
      if (
        serves === undefined ||
        machine === undefined ||
        modelType(serves.type) !== "ecsService"
      ) {
        return [];
      }
      const [old, oldMachine] = [sides.earlier(serves), sides.earlier(machine)];
      const was = old && oldMachine && keptBy(before, oldMachine, old);
      const is = keptBy(after, machine, serves);
      return was === undefined || is === undefined || !isHasty(is) || isHasty(was)
        ? []
        : closedRisk(sides, use, [machine, serves], is);
    }),
  );
}

function isHasty({ byBalancer, byServer }: Kept): boolean {
  return byServer <= byBalancer;
}

function keptBy(
  { model }: OriginPaths,
  machine: ModelResource,
  service: ModelResource,
): Kept | undefined {
  const { idleTimeoutSeconds: byBalancer, type } = readAwsLoadBalancer(machine);
  const definition = taskDefinitionOf(model.inventory, service);
  const byServer = definition && keepAliveSeconds(definition);
  return type === "application" && typeof byBalancer === "number" && byServer !== undefined
    ? { byBalancer, byServer }
    : undefined;
}

function closedRisk(
  sides: OriginSides,
  use: GroupUse,
  [machine, serves]: readonly [ModelResource, ModelResource],
  { byBalancer, byServer }: Kept,
): Risk[] {
  const definition = taskDefinitionOf(sides.after.model.inventory, serves);
  const cause = sides.causes([machine, serves, definition?.resource]);
  return causedRisk(machine, cause, () => ({
    ...{ id: "target-request-changed", severity: "medium" },
    consequence: say`From this change on ${title(machine)} keeps idle connections for ${String(byBalancer)} seconds, and what serves in ${title(serves)} closes them after ${String(byServer)}, as its command says: a request that is sent just then is lost, and single ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.closedConnection)} now and then until it keeps them for longer.`,
    hint: say`Let what serves keep idle connections for longer than ${title(machine)}, in an update before this one.`,
  }));
}
