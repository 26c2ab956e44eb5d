import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { givenUpAddresses, privateTiesOf } from "../../model/traffic/privateAddresses";
import { title } from "../../model/graph/title";
import { names, say } from "../words/words";
import { AddressUsers } from "./addressUsers";
import { BehindPools } from "./publicOrigins";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds elastic addresses that are led to and tied to a private address which its interface gives up: AWS unties them with that.
 * Source: Amazon EC2 user guide, using-instance-addressing (a secondary private address that is unassigned loses its elastic address).
 */
export function privateAddressRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, ["networkInterface", "instance"], ["update"]);
  return changes.flatMap((change): Risk[] => {
    const { before, after } = change;
    const lost = before === undefined || after === undefined ? [] : givenUpAddresses(before, after);
    const ties =
      after === undefined || lost.length === 0
        ? []
        : privateTiesOf(context.after.inventory, after).filter(
            ({ to, tiedBy }) =>
              typeof to === "string" &&
              !context.changes.has(tiedBy.key) &&
              lost.some(({ has }) => has(to)),
          );
    const users = ties.length === 0 ? undefined : new AddressUsers(context.after);
    const hostnames = ties.length === 0 ? undefined : new BehindPools(context.after);
    return ties.flatMap(({ address, to }): Risk[] => {
      const leading = users?.of(addressesOf(address)) ?? [];
      const visitors = hostnames?.visitors(leading) ?? [];
      return leading.length === 0
        ? []
        : [
            {
              ...{ id: "address-untied", severity: "high", subject: address.key },
              title: title(address),
              consequence: say`From this change on ${title(after)} has the private address ${String(to)} no more, and with that AWS unties ${names(addressesOf(address))}, where ${names(leading.map((user) => user.title))} leads: ${visitors} get Error ${edgeFailures.connectTimeout.code} until it is tied again, and every monitor finds the origin down.`,
              cause: [
                causeOf(
                  change,
                  lost.flatMap(({ properties }) => properties),
                ),
              ],
              hint: say`Lead ${names(leading.map((user) => user.title))} elsewhere in an update before this one, or keep the private address.`,
            },
          ];
    });
  });
}
