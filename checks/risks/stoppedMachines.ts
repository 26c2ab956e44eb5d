import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { stoppingProperties } from "../../facts/aws/instances";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { AddressUsers } from "./addressUsers";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import { errorOf, names, say } from "../words/words";

/** Finds instances that a change in place stops and starts again. */
export function stoppedMachineRisks(context: RiskContext, sides: OriginSides): Risk[] {
  const changes = changesOf(context, "instance", ["update"]).filter((change) =>
    touches(change, stoppingProperties),
  );
  if (changes.length === 0) {
    return [];
  }
  const users = new AddressUsers(context.before);
  const stopping = new Set(changes.map(({ key }) => key));
  return changes.flatMap((change): Risk[] => {
    const { key, before } = change;
    const leading = before === undefined ? [] : users.of(addressesOf(before));
    const uses = sides.after.uses.filter(({ group }) =>
      sides.after.sources(group).some(({ serves }) => serves?.key === key),
    );
    const alone = uses.find(({ group }) =>
      sides.after.sources(group).every(({ serves }) => stopping.has(serves?.key ?? "")),
    );
    const isAlone = alone !== undefined || leading.some((user) => user.alone);
    const places = names([
      ...new Set([...leading.map((user) => user.title), ...uses.map(({ group }) => title(group))]),
    ]);
    const machines = uses.map(({ machine }) => machine);
    const hostnames = hostnamesOf(sides, before, machines);
    const met = hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
    const served = leading.length + uses.length > 0 ? say`, which serves ${places},` : [];
    return [
      {
        ...{ id: "machine-stops", severity: isAlone ? "high" : "medium", subject: key },
        title: change.name,
        consequence: say`This update stops ${change.name}${served} and starts it again: for some minutes it answers nobody, ${met} get ${errorOf(loadBalancerErrors.stoppedMachine)} where nothing else serves, and a public address that is not an elastic one is another one afterwards.`,
        cause: [causeOf(change, stoppingProperties)],
        hint: say`Make a new machine with the new values beside it, move the traffic there, and take this one away in a later update.`,
      },
    ];
  });
}

/** The hostnames of an instance, and of the load balancers that lead to it. */
function hostnamesOf(
  sides: OriginSides,
  instance: ModelResource | undefined,
  balancers: readonly (ModelResource | undefined)[],
): string[] {
  const own = instance && sides.before.model.inventory.byKey(instance.key);
  const found = balancers.flatMap((each) => sides.after.hostnames(each));
  return [...new Set([...sides.before.hostnames(own), ...found])].sort();
}
