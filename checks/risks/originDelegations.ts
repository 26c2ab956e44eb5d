import { isInZone } from "../../core/hostnames";
import { canonicalHostname } from "../../model/graph/hostnames";
import { delegationOf } from "../../model/network/route53Delegations";
import { namedOrigins } from "../../model/origin/leads";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say, type Phrase } from "../words/words";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/**
 * Finds records by which Route 53 gives names of origins to other name servers, and that go or name others.
 * Source: Amazon Route 53 developer guide, dns-routing-traffic-for-subdomains.
 */
export function originDelegationRisks(context: RiskContext): Risk[] {
  const { before, after } = context;
  return changesOf(context, "route53Record", ["update", "replace", "delete"]).flatMap((change) => {
    const old = before.inventory.byKey(change.before?.key ?? "");
    const was = old && delegationOf(before.inventory, old);
    if (was === undefined || !isDeleted(change)) {
      return [];
    }
    const { name, servers: had } = was;
    const has = serversFor(after, name);
    const hostnames = hostnamesBeneath(after, name);
    const isSame = has.length > 0 && has.every((server) => had.includes(server));
    return isSame || hostnames.length === 0
      ? []
      : [
          {
            ...{ id: "origin-name-gone", severity: has.length === 0 ? "high" : "medium" },
            ...{ subject: name, title: name, about: hostnames, cause: [causeOf(change)] },
            consequence: [
              ...lost(name, has),
              ...say`: visitors of ${names(hostnames)}, which lead to names there, get Error 530 with code 1016 ${[has.length === 0 ? "as soon as resolvers have forgotten the old answer" : "where those do not know them"]}, until ${name} is given to name servers that do.`,
            ],
            hint: say`Keep the NS records of ${name} as long as names beneath it are asked, and let the new name servers know them first.`,
          } satisfies Risk,
        ];
  });
}

function lost(name: string, servers: readonly string[]): Phrase {
  return servers.length === 0
    ? say`From this change on no NS record of Route 53 says who answers for ${name}`
    : say`From this change on Route 53 gives ${name} to ${names(servers)}`;
}

/** The name servers to which a name is given after the change. */
function serversFor({ inventory }: TrafficModel, name: string): string[] {
  return inventory
    .ofType("route53Record")
    .map((record) => delegationOf(inventory, record))
    .flatMap((each) => (each?.name === name ? each.servers : []));
}

/**
 * Lists the hostnames that lead to names beneath another one.
 * @param model - The paths of hostnames.
 * @param name - The other name.
 * @returns The hostnames, sorted.
 */
export function hostnamesBeneath(model: TrafficModel, name: string): string[] {
  return model.hostnames
    .filter((path) =>
      namedOrigins(model, path).some(
        ({ place: { address } }) =>
          typeof address === "string" && isInZone(canonicalHostname(address), name),
      ),
    )
    .map(({ hostname }) => hostname)
    .sort();
}
