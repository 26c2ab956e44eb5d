import { readRange } from "../../core/cidrs";
import { elasticTiesOf } from "../../model/traffic/elasticAddresses";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { Cause } from "../findings/finding";
import { names, say } from "../words/words";
import { elasticParts } from "./addressTies";
import { AddressUsers, type AddressUser } from "./addressUsers";
import { BehindPools, causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";
import { Waiting } from "./waiting";

/**
 * Finds machines that get an elastic address while something leads to the address that they had of themselves: AWS takes that back.
 * Source: Amazon VPC user guide, vpc-eip-overview.
 */
export function releasedAddressRisks(context: RiskContext): Risk[] {
  const { before, after, formerly } = context;
  if (!changesAnyOf(context, elasticParts)) {
    return [];
  }
  const released = new Released(context);
  const elasticBefore = before.inventory.ofType("elasticIp");
  const tiedBefore = new Set(
    elasticBefore.flatMap((address) => elasticTiesOf(before.inventory, address).machines),
  );
  return after.inventory.ofType("elasticIp").flatMap((address) => {
    const ties = elasticTiesOf(after.inventory, address);
    return ties.machines.flatMap((key): Risk[] => {
      const machine = before.inventory.byKey(formerly.get(key) ?? key);
      const cause = causesAmong(context, [address, ...ties.parts]);
      // With an elastic address the machine had none of its own.
      return machine === undefined || tiedBefore.has(machine.key) || cause.length === 0
        ? []
        : released.risks(machine, cause);
    });
  });
}

/** Who leads to an address that AWS takes back. */
class Released {
  readonly #before: AddressUsers;
  readonly #after: AddressUsers;
  readonly #hostnames: BehindPools;
  readonly #waiting: Waiting;

  constructor(private readonly context: RiskContext) {
    this.#before = new AddressUsers(context.before);
    this.#after = new AddressUsers(context.after);
    this.#hostnames = new BehindPools(context.before, context.after);
    this.#waiting = new Waiting(context);
  }

  risks(machine: ModelResource, cause: Cause[]): Risk[] {
    const own = addressesOf(machine);
    const left = this.#after.of(own);
    if (left.length > 0) {
      return [this.#risk(machine, cause, left)];
    }
    const late = this.#before.of(own).filter(({ key }) => this.#isNotAhead(key, cause));
    return late.length > 0 ? [this.#meanwhile(machine, cause, late)] : [];
  }

  /** Whether what leads there may be led elsewhere only once the address is gone: nothing that takes it away waits for that. */
  #isNotAhead(key: string, cause: readonly Cause[]): boolean {
    const own = this.context.changes.get(key);
    return own !== undefined && !cause.some(({ change }) => this.#waiting.follows(change, own));
  }

  #risk(machine: ModelResource, cause: Cause[], leading: readonly AddressUser[]): Risk {
    const places = names(leading.map((user) => user.title));
    return {
      ...{ id: "address-released", severity: "high", subject: machine.key, title: title(machine) },
      consequence: say`${title(machine)} gets an elastic address, and AWS takes back the one that it had, ${names(numbersOf(machine))}, where ${places} leads: from that moment ${this.#hostnames.visitors(leading)} get Error 522, or what another machine answers there, until the new one is named.`,
      cause,
      hint: say`Lead ${places} to another origin first, or name the elastic address in the same update and drain this origin until it is done.`,
    };
  }

  #meanwhile(machine: ModelResource, cause: Cause[], leading: readonly AddressUser[]): Risk {
    const places = names(leading.map((user) => user.title));
    return {
      ...this.#risk(machine, cause, leading),
      severity: "medium",
      consequence: say`${title(machine)} gets an elastic address, and AWS takes back the one that it had, ${names(numbersOf(machine))}, and nothing says that this update leads ${places} elsewhere before that: from the one call to the other ${this.#hostnames.visitors(leading)} get Error 522, or what another machine answers there.`,
      hint: say`Drain this origin until the update is done, or do it at an hour with few visitors.`,
    };
  }
}

/** The addresses of a machine without its names; its names where nothing else is known. */
function numbersOf(machine: ModelResource): string[] {
  const all = addressesOf(machine);
  const numbers = all.filter((address) => readRange(address) !== undefined);
  return numbers.length > 0 ? numbers : all;
}
