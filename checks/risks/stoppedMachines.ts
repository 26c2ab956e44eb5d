import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { stoppingProperties } from "../../facts/aws/instances";
import type { ModelResource } from "../../model/graph/resources";
import { isKeptStopped, machineOfState } from "../../model/origin/instanceStates";
import { title } from "../../model/graph/title";
import { placesOfMachine } from "../../model/traffic/elasticAddresses";
import type { Cause } from "../findings/finding";
import { AddressUsers } from "./addressUsers";
import type { OriginSides } from "./originSides";
import { causeOf, changesOf, touches, type Risk, type RiskContext } from "./risk";
import { errorOf, names, say, type Phrase } from "../words/words";

/** A machine that a change stops. */
export interface StoppedMachine {
  /** The instance as it was. */
  readonly machine: ModelResource;
  readonly cause: Cause;
  /** Whether it is not started again. */
  readonly isForGood: boolean;
}

/** Finds instances that a change in place stops and starts again, and those that come to be kept stopped. */
export function stoppedMachineRisks(context: RiskContext, sides: OriginSides): Risk[] {
  const stopped = stoppedBy(context);
  if (stopped.length === 0) {
    return [];
  }
  const users = new AddressUsers(context.before);
  const stopping = new Set(stopped.map(({ machine }) => sides.nameAfter(machine)));
  return stopped.flatMap(({ machine, cause, isForGood }): Risk[] => {
    const serving = servingOf(sides, machine, stopping);
    const leading = users.of(placesOfMachine(context.before.inventory, machine));
    const isAlone = serving.isAlone || leading.some((user) => user.alone);
    const places = new Set([
      ...leading.map((user) => user.title),
      ...serving.uses.map(({ group }) => title(group)),
    ]);
    if (places.size === 0 && sides.before.leads.some) {
      return [];
    }
    const balancers = serving.uses.map((use) => use.machine);
    const hostnames = hostnamesOf(sides, machine, balancers);
    const met = hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
    const served = places.size > 0 ? say`, which serves ${names([...places])},` : [];
    return [
      {
        ...{ id: "machine-stops", severity: isAlone ? "high" : "medium" },
        ...{ subject: serving.key, title: machine.name, cause: [cause] },
        ...stoppedWords(machine.name, isForGood, served, met),
      },
    ];
  });
}

/** The target groups in which a machine is, and whether all of one of them stops. */
function servingOf(sides: OriginSides, machine: ModelResource, stopping: ReadonlySet<string>) {
  const key = sides.nameAfter(machine);
  const uses = sides.after.uses.filter(({ group }) =>
    sides.after.sources(group).some(({ serves }) => serves?.key === key),
  );
  const isAlone = uses.some(({ group }) =>
    sides.after.sources(group).every(({ serves }) => stopping.has(serves?.key ?? "")),
  );
  return { key, uses, isAlone };
}

function stoppedWords(
  name: string,
  isForGood: boolean,
  served: Phrase,
  met: Phrase,
): Pick<Risk, "consequence" | "hint"> {
  const error = errorOf(loadBalancerErrors.stoppedMachine);
  return isForGood
    ? {
        consequence: say`This update stops ${name}${served} and does not start it again: until something does, it answers nobody, and ${met} get ${error} where nothing else serves.`,
        hint: say`Lead the traffic elsewhere in an update before this one.`,
      }
    : {
        consequence: say`This update stops ${name}${served} and starts it again: for some minutes it answers nobody, ${met} get ${error} where nothing else serves, and a public address that is not an elastic one is another one afterwards.`,
        hint: say`Make a new machine with the new values beside it, move the traffic there, and take this one away in a later update.`,
      };
}

/** Lists the instances that a change in place stops, and those that come to be kept stopped. */
export function stoppedBy(context: RiskContext): StoppedMachine[] {
  const turned = changesOf(context, "instance", ["update"])
    .filter((change) => touches(change, stoppingProperties))
    .flatMap((change): StoppedMachine[] => {
      const cause = causeOf(change, stoppingProperties);
      return change.before === undefined
        ? []
        : [{ machine: change.before, cause, isForGood: false }];
    });
  const kept = changesOf(context, "instanceState", ["create", "update"])
    .filter(({ before, after }) => isKeptStopped(after) && !isKeptStopped(before))
    .flatMap((change): StoppedMachine[] => {
      const machine = machineOfState(context.before.inventory, change.after);
      return machine === undefined ? [] : [{ machine, cause: causeOf(change), isForGood: true }];
    });
  return [...turned, ...kept];
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
