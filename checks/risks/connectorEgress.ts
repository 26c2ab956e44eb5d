import { tunnelConnections } from "../../facts/cloudflare/tunnelConnections";
import type { Certainty } from "../../core/certainty";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { guardsOf } from "../../model/firewall/guards";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import {
  connectors,
  isLedOutside,
  machinesOf,
  reachesCloudflare,
} from "../../model/origin/connectors";
import { waysOut } from "../../model/origin/waysOut";
import { tunnelsOf } from "../../model/traffic/tunnels";
import { names, say, type Phrase } from "../words/words";
import { causesAmong } from "./publicOrigins";
import { causedRisk, changesAnyOf, type Risk, type RiskContext } from "./risk";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["securityGroup", "securityGroupRule", "egressRule", "instance", "launchTemplate"] as const),
  ...(["ecsService", "scalingGroup", "subnet", "route", "routeTable"] as const),
  ...(["routeTableAssociation", "mainRouteTableAssociation", "internetGateway"] as const),
]);

/** What keeps cloudflared from Cloudflare. */
interface Obstacle {
  readonly reaches: (inventory: Inventory, connector: ModelResource) => Certainty;
  readonly what: (connectors: Phrase) => Phrase;
  readonly hint: Phrase;
  /** What decides it, beside what runs cloudflared. */
  readonly parts: (inventory: Inventory, connector: ModelResource) => ModelResource[];
}

const obstacles: readonly Obstacle[] = [
  {
    reaches: reachesCloudflare,
    what: (shut) =>
      say`the security groups of ${shut} do not let cloudflared out to Cloudflare at port ${tunnelConnections.port}: as soon as it has to connect anew, visitors`,
    hint: say`Keep port ${tunnelConnections.port} open to the outside, for UDP and TCP: that of HTTPS is for its updates alone.`,
    parts: (inventory, connector) => guardsOf(inventory, connector, "egress"),
  },
  {
    reaches: isLedOutside,
    what: (shut) =>
      say`no route leads cloudflared of ${shut} out to Cloudflare, whom endpoints of the network do not reach: its connections break, and visitors`,
    hint: say`Keep a default route to a NAT gateway, or public addresses, where cloudflared runs.`,
    parts: (inventory, connector) =>
      machinesOf(inventory, connector).flatMap((machine) => [
        machine,
        ...waysOut(inventory, machine).flatMap(({ parts: each, subnet }) => [
          ...each,
          ...(subnet.resource === undefined ? [] : [subnet.resource]),
        ]),
      ]),
  },
];

/** Finds what runs cloudflared and comes to be let or led out no longer to Cloudflare, so that its tunnel leads nowhere. */
export function connectorEgressRisks(context: RiskContext): Risk[] {
  return changesAnyOf(context, parts)
    ? obstacles.flatMap((obstacle) => obstacleRisk(context, obstacle)).slice(0, 1)
    : [];
}

function obstacleRisk(
  context: RiskContext,
  { reaches, what, hint, parts: guards }: Obstacle,
): Risk[] {
  const { before, after, renamed } = context;
  const now = connectors(after.inventory);
  const shut = connectors(before.inventory).flatMap((old) => {
    const connector = now.find(({ key }) => key === (renamed.get(old.key) ?? old.key));
    return connector !== undefined &&
      reaches(before.inventory, old) !== "no" &&
      reaches(after.inventory, connector) === "no"
      ? [{ old, connector }]
      : [];
  });
  const hostnames = after.hostnames
    .filter((path) => tunnelsOf(after.inventory, path).length > 0)
    .map(({ hostname }) => hostname);
  const cause = causesAmong(
    context,
    shut.flatMap(({ old, connector }) => [
      ...[connector, ...guards(before.inventory, old), ...guards(after.inventory, connector)],
    ]),
  );
  const [first] = shut;
  const isAll = shut.length === now.length;
  return first === undefined || hostnames.length === 0
    ? []
    : causedRisk(first.connector, cause, () => ({
        ...{ id: "egress-shut", severity: isAll ? "high" : "medium", about: hostnames },
        consequence: say`From this change on ${what(names(shut.map(({ connector }) => title(connector))))} of ${names(hostnames)}${isAll ? [] : [", as far as they are served there,"]} get Error 530 with code 1033${isAll ? [] : [" where no other cloudflared serves"]}, until it is let out again.`,
        hint,
      }));
}
