import { isInZone } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { foreignNameServers, readRegisteredDomain } from "../../model/network/registeredDomains";
import { names, say } from "../words/words";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";

/**
 * Finds domains that the registry sent to Cloudflare alone, and comes to send elsewhere.
 * Source: Amazon Route 53 API reference, UpdateDomainNameservers (replaces the name servers of a domain).
 */
export function registeredDomainRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, "registeredDomain", ["update", "replace"]);
  return changes.flatMap((change): Risk[] => {
    const { before, after } = change;
    const [was, is] = [before, after].map((side) => side && readRegisteredDomain(side));
    if (was === undefined || is === undefined || was.nameServers === unknownValue) {
      return [];
    }
    const foreign = foreignNameServers(is);
    const { domain } = is;
    if (foreignNameServers(was).length > 0 || foreign.length === 0 || domain === unknownValue) {
      return [];
    }
    const isAll = is.nameServers !== unknownValue && foreign.length === is.nameServers.length;
    const hostnames = context.before.hostnames
      .map(({ hostname }) => hostname)
      .filter((hostname) => isInZone(hostname, domain));
    const leaving = hostnames.length > 0 ? names(hostnames) : say`the hostnames of ${domain}`;
    return [
      {
        ...{ id: "hostname-delegated", severity: isAll ? "high" : "medium" },
        ...{ subject: change.key, title: domain, about: hostnames },
        consequence: say`The registry comes to send ${[isAll ? "everybody who asks" : "some of those who ask"]} for ${domain} to ${names(foreign)}: there Cloudflare neither answers, proxies nor balances ${leaving}, and visitors whose resolvers have learnt of it get what those name servers say, or NXDOMAIN, until the registry names Cloudflare's alone again and resolvers have forgotten the others.`,
        cause: [causeOf(change, ["nameServers"])],
        hint: say`Keep the name servers that Cloudflare gave the zone, and delegate a name beneath ${domain} by NS records in it where something else is to answer.`,
      },
    ];
  });
}
