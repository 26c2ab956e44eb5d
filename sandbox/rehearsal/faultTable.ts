import { nearestName } from "../../core/nearestName";
import { describeValue, type Problem } from "../../core/problem";
import type { Fault } from "./faults";
import { faultsOfChanges } from "./faultsOfChanges";
import { faultsOfNetwork } from "./faultsOfNetwork";
import { faultsOfApplications, faultsOfMonitors, faultsOfTls } from "./faultsOfServers";
import { primaryFlapping } from "./flapping";

/** Every fault that a rehearsal knows, in the order in which they are told. */
export const faults: readonly Fault[] = [
  ...faultsOfApplications,
  ...faultsOfNetwork,
  primaryFlapping,
  ...faultsOfTls,
  ...faultsOfMonitors,
  ...faultsOfChanges,
];

/**
 * The faults that a user names.
 * @param names - The names, in the user's order.
 * @returns The faults, none twice, and a problem for each name that there is not.
 */
export function faultsNamed(names: readonly string[]): {
  readonly faults: readonly Fault[];
  readonly problems: readonly Problem[];
} {
  const asked = [...new Set(names)];
  const found = asked.map((name) => faults.find((fault) => fault.name === name));
  return {
    faults: found.filter((fault) => fault !== undefined),
    problems: asked.filter((_, index) => found[index] === undefined).map(unknownFault),
  };
}

function unknownFault(name: string): Problem {
  const known = faults.map((fault) => fault.name);
  const nearest = nearestName(name, known);
  return {
    ...{ path: "--fault", rule: "be the name of a fault", actual: describeValue(name) },
    hint: nearest === undefined ? `There are ${known.join(", ")}` : `Did you mean ${nearest}?`,
  };
}
