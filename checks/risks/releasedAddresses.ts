import { elasticTiesOf } from "../../model/traffic/elasticAddresses";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { title } from "../../model/graph/title";
import { ofThisChange } from "../findings/finding";
import { names, say } from "../words/words";
import { elasticParts } from "./addressTies";
import { AddressUsers } from "./addressUsers";
import { BehindPools, causesAmong } from "./publicOrigins";
import { changesAnyOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds machines that get an elastic address while something leads to the address that they had of themselves: AWS takes that back.
 * Source: Amazon VPC user guide, vpc-eip-overview.
 */
export function releasedAddressRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, elasticParts)) {
    return [];
  }
  const users = new AddressUsers(after);
  const hostnames = new BehindPools(after);
  const formerNames = new Map([...renamed].map(([from, to]) => [to, from]));
  const elasticBefore = before.inventory.ofType("elasticIp");
  const tiedBefore = new Set(
    elasticBefore.flatMap((address) => elasticTiesOf(before.inventory, address).machines),
  );
  return after.inventory.ofType("elasticIp").flatMap((address) => {
    const ties = elasticTiesOf(after.inventory, address);
    return ties.machines.flatMap((key): Risk[] => {
      const machine = before.inventory.byKey(formerNames.get(key) ?? key);
      const own = machine === undefined ? [] : addressesOf(machine);
      const leading = users.of(own);
      const cause = causesAmong(context, [address, ...ties.parts]);
      // With an elastic address the machine had none of its own.
      if (machine === undefined || tiedBefore.has(machine.key) || leading.length === 0) {
        return [];
      }
      return cause.length === 0
        ? []
        : [
            {
              id: "address-released",
              severity: "high",
              subject: machine.key,
              title: title(machine),
              consequence: say`${title(machine)} gets an elastic address, and AWS takes back the one that it had, ${names(own)}, where ${names(leading.map((user) => user.title))} leads: from that moment ${hostnames.visitors(leading)} get Error 522, or what another machine answers there, until the new one is named.`,
              cause,
              hint: say`Lead ${names(leading.map((user) => user.title))} to another origin first, or name the elastic address in the same update and drain this origin until it is done.`,
              ...ofThisChange,
            },
          ];
    });
  });
}
