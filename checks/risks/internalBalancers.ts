import { elasticAddressesOfBalancer } from "../../model/traffic/elasticAddresses";
import { isInternal } from "../../model/network/internal";
import { title } from "../../model/graph/title";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { names, say } from "../words/words";

/** Finds load balancers in a private network that hostnames come to lead to, whichever of the two changes. */
export function internalBalancerRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const machines = [...inventory.ofType("awsLoadBalancer"), ...inventory.ofType("classicBalancer")];
  return machines.flatMap((machine): Risk[] => {
    const leads = isInternal(machine) === "yes" ? sides.after.leads.to(machine) : [];
    const old = sides.earlier(machine);
    const before =
      old !== undefined && isInternal(old) === "yes" ? sides.before.hostnames(old) : [];
    const { changes } = sides.context;
    // What still leads to the old name of one that is made anew is told as an origin that goes; elastic addresses go along.
    const isNew =
      changes.get(machine.key)?.operation === "replace" &&
      elasticAddressesOfBalancer(sides.after.model.inventory, machine).length === 0;
    const coming = leads.filter(
      ({ hostname, isTunnelled, by }) =>
        !isTunnelled &&
        (!isNew || changes.has(by.key)) &&
        !before.includes(hostname) &&
        sides.wasAnswered(hostname),
    );
    const cause = coming.length === 0 ? [] : sides.causes([machine, ...coming.map(({ by }) => by)]);
    return causedRisk(machine, cause, () => ({
      ...{ id: "balancer-internal", severity: "high" },
      consequence: say`${title(machine)} stands in a private network after this change, where Cloudflare does not reach it: visitors of ${names([...new Set(coming.map(({ hostname }) => hostname))])} get an error from Cloudflare, and every monitor finds it down.`,
      hint: say`Leave internal out, or lead the hostnames through a tunnel in an update before this one.`,
    }));
  });
}
