import { tunnelConnections } from "../../facts/cloudflare/tunnelConnections";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { guardsOf } from "../../model/firewall/guards";
import { title } from "../../model/graph/title";
import { connectors, reachesCloudflare } from "../../model/origin/connectors";
import { tunnelsOf } from "../../model/rules/tunnels";
import { names, say } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["securityGroup", "securityGroupRule", "egressRule", "instance", "launchTemplate"] as const),
  "ecsService",
]);

/** Finds what runs cloudflared and comes to be let out no longer to Cloudflare, so that its tunnel leads nowhere. */
export function connectorEgressRisks(context: RiskContext): Risk[] {
  const { before, after, renamed } = context;
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const now = connectors(after.inventory);
  const shut = connectors(before.inventory).flatMap((old) => {
    const connector = now.find(({ key }) => key === (renamed.get(old.key) ?? old.key));
    const was = reachesCloudflare(before.inventory, old);
    return connector !== undefined &&
      was !== "no" &&
      reachesCloudflare(after.inventory, connector) === "no"
      ? [{ old, connector }]
      : [];
  });
  const hostnames = after.hostnames
    .filter((path) => tunnelsOf(after.inventory, path).length > 0)
    .map(({ hostname }) => hostname);
  const cause = causesAmong(
    context,
    shut.flatMap(({ old, connector }) => [
      ...guardsOf(before.inventory, old, "egress"),
      ...guardsOf(after.inventory, connector, "egress"),
    ]),
  );
  const [first] = shut;
  const isAll = shut.length === now.length;
  return first === undefined || hostnames.length === 0
    ? []
    : causedRisk(first.connector, cause, () => ({
        ...{ id: "egress-shut", severity: isAll ? "high" : "medium", about: hostnames },
        consequence: say`From this change on the security groups of ${names(shut.map(({ connector }) => title(connector)))} do not let cloudflared out to Cloudflare at port ${tunnelConnections.port}: as soon as it has to connect anew, visitors of ${names(hostnames)}${isAll ? [] : [", as far as they are served there,"]} get Error 530 with code 1033${isAll ? [] : [" where no other cloudflared serves"]}, until it is let out again.`,
        hint: say`Keep port ${tunnelConnections.port} open to the outside, for UDP and TCP: that of HTTPS is for its updates alone.`,
      }));
}
