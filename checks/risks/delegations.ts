import { sortedByKey } from "../../core/order";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";
import type { TouchedHostname } from "./touched";

/**
 * Says that a hostname goes to other name servers.
 * @param touched - The hostname; nothing here answers for it after the plan.
 * @returns The risk: high where its records stay, which serve nobody from then on.
 */
export function delegatedRisk(
  { after, changes }: RiskContext,
  { hostname, after: path, causes }: Omit<TouchedHostname, "before">,
): Risk {
  const delegating = path.delegatedBy.flatMap(({ resource }) => changes.get(resource.key) ?? []);
  const own = sortedByKey(delegating).map((change) => causeOf(change));
  const servers = path.delegatedBy.map(({ content }) =>
    typeof content === "string" ? content : "a name server that is not known yet",
  );
  const place = path.delegatedBy[0]?.hostname ?? "";
  const left = after.inventory
    .atName(hostname)
    .filter(({ key }) => !path.delegatedBy.some(({ resource }) => resource.key === key));
  return {
    id: "hostname-delegated",
    severity: left.length > 0 ? "high" : "medium",
    subject: hostname,
    title: hostname,
    consequence: [
      ...say`The NS records of ${place} give ${hostname} to ${names(servers)}: Cloudflare is no longer asked for it, neither proxies nor balances it, and where those name servers do not answer for it yet, visitors get NXDOMAIN.`,
      ...(left.length > 0
        ? say` What this zone has there, ${names(left.map(({ name }) => name))}, serves nobody then.`
        : []),
    ],
    cause: own.length > 0 ? own : causes,
    hint: say`Set ${hostname} up at those name servers first; or leave the NS records out, or delegate another name.`,
  };
}
