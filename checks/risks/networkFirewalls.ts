import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { inspectedWay, type InspectedWay } from "../../model/network/networkFirewalls";
import type { NetworkSubnet } from "../../model/network/subnets";
import { title } from "../../model/graph/title";
import { readListener } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import type { TrafficModel } from "../../model/traffic/path";
import { names, say } from "../words/words";
import { causesAmong, publicOrigins, subnetBefore, type PublicOrigin } from "./publicOrigins";
import type { Risk, RiskContext } from "./risk";

const parts = new Set<ModelTypeName>([
  ...(["networkFirewall", "firewallPolicy", "firewallRuleGroup"] as const),
  ...(["route", "routeTable", "routeTableAssociation"] as const),
]);

/** A subnet to which a firewall lets Cloudflare's connections pass no more. */
interface ShutSubnet {
  readonly subnet: NetworkSubnet;
  readonly port: number;
  readonly way: InspectedWay;
  readonly before: InspectedWay | undefined;
}

/** Finds origins to which a firewall of Network Firewall on the way comes to drop Cloudflare's connections. */
export function networkFirewallRisks(context: RiskContext): Risk[] {
  const { inventory } = context.after;
  return !inventory.has("networkFirewall")
    ? []
    : publicOrigins(context, parts).flatMap((origin): Risk[] => {
        const ports = portsOf(context.after, origin);
        const shut = origin.after.subnets.flatMap((subnet) =>
          ports.flatMap((port) => shutSubnet(context, origin, subnet, port) ?? []).slice(0, 1),
        );
        return shut.length === 0 ? [] : shutRisk(context, origin, shut);
      });
}

/** The ports at which Cloudflare asks an origin. */
function portsOf(model: TrafficModel, { after: { resource } }: PublicOrigin): number[] {
  const asked = OriginPaths.of(model)
    .asked(resource)
    .map((listener) => readListener(listener).port)
    .filter((port) => typeof port === "number");
  return asked.length === 0 ? [defaultHttpsPort] : asked;
}

function shutSubnet(
  context: RiskContext,
  origin: PublicOrigin,
  subnet: NetworkSubnet,
  port: number,
): ShutSubnet | undefined {
  const way = inspectedWay(context.after.inventory, subnet, port);
  const was = subnetBefore(context, subnet, origin);
  const before = was && inspectedWay(context.before.inventory, was, port);
  const isNew = was !== undefined && (before?.verdict.passes ?? "yes") === "yes";
  return way?.verdict.passes === "no" && isNew ? { subnet, port, way, before } : undefined;
}

function shutRisk(
  context: RiskContext,
  { after: { resource, title: name, subnets }, visitors }: PublicOrigin,
  shut: readonly ShutSubnet[],
): Risk[] {
  const cause = causesAmong(
    context,
    shut.flatMap(({ way, before }) => [...way.parts, ...(before?.parts ?? [])]),
  );
  const firewalls = names([...new Set(shut.map(({ way }) => title(way.firewall)))]);
  const ports = names([...new Set(shut.map(({ port }) => String(port)))]);
  const isAll = shut.length === subnets.length;
  const who = isAll
    ? visitors
    : say`${visitors} whose requests arrive in ${names(shut.map(({ subnet }) => subnet.title))}`;
  const begins = shut.every(({ way }) => way.verdict.begins);
  const met = begins ? say`Error 522 or 525` : say`Error 522`;
  return cause.length === 0
    ? []
    : [
        {
          ...{ id: "origin-shut", severity: "high", subject: resource.key, title: name, cause },
          consequence: say`From this change on the firewall ${firewalls}, through which the routes to ${name} lead, drops ${[begins ? "what follows on each connection" : "the connections"]} of Cloudflare's to port ${ports}, and no rule of its policy passes them: ${who} get ${met} until one does.`,
          hint: say`Add a rule that passes TCP from Cloudflare's ranges to that port in an update before this one.`,
        },
      ];
}
