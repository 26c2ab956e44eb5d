import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { waysOut } from "../../model/origin/waysOut";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { Cause } from "../findings/finding";
import type { OriginSides } from "./originSides";
import { causedRisk, causeOf, changesOf, type Risk } from "./risk";
import { stoppedBy } from "./stoppedMachines";
import { errorOf, names, say } from "../words/words";

/** Finds what serves behind a load balancer and reaches the Internet by machines alone that translate addresses, which a change stops or makes anew. */
export function stoppedTranslatorRisks(sides: OriginSides): Risk[] {
  const away = new Map<string, Cause>([
    ...stoppedBy(sides.context).map(
      ({ machine, cause }) => [sides.nameAfter(machine), cause] as const,
    ),
    ...changesOf(sides.context, "instance", ["replace"]).map(
      (change) => [change.key, causeOf(change, change.replacedFor)] as const,
    ),
  ]);
  return away.size === 0
    ? []
    : sides.serving.flatMap(({ place, old, serves }): Risk[] => {
        const machines = translatorsOf(sides, old, serves);
        const cause = machines.flatMap(({ key }) => away.get(key) ?? []);
        return causedRisk(serves, cause.length < machines.length ? [] : cause, () => ({
          ...{ id: "egress-shut", severity: "medium" },
          consequence: say`${title(serves)} reaches what is outside its network by ${names(machines.map((each) => title(each)))} alone, which this update stops or makes anew: until it runs and translates addresses again, ${sides.visitors(place)} get ${errorOf(loadBalancerErrors.overloadedTargets)} where what serves waits for an answer from there.`,
          hint: say`Lead the default route to a NAT gateway, or to another machine that translates, in an update before this one.`,
        }));
      });
}

/** The machines on all ways out that there are before and after; none where some way leads by something else. */
function translatorsOf(
  sides: OriginSides,
  old: ModelResource,
  serves: ModelResource,
): readonly ModelResource[] {
  const open = (ways: ReturnType<typeof waysOut>) => ways.filter(({ isOpen }) => isOpen !== "no");
  const was = open(waysOut(sides.before.model.inventory, old));
  const is = open(waysOut(sides.after.model.inventory, serves));
  const isByMachines = [...was, ...is].every(({ machines }) => machines.length > 0);
  return was.length > 0 && isByMachines ? [...new Set(is.flatMap(({ machines }) => machines))] : [];
}
