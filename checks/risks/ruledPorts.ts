import { edgeFailures } from "../../facts/cloudflare/edgeFailures";
import { proxiedPorts } from "../../facts/cloudflare/ports";
import { groupRules } from "../../model/firewall/groupRules";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { OriginPaths } from "../../model/origin/originPaths";
import type { EdgeRule } from "../../model/rules/edgeRules";
import { ruledPorts } from "../../model/rules/ruledPorts";
import { usualPorts } from "../../model/traffic/originUse";
import { names, say, type Phrase } from "../words/words";
import { ruleName } from "./edgeMeetings";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";
import { shutPort, type ShutPort } from "./shutPorts";

const parts: ReadonlySet<ModelTypeName> = new Set([
  ...(["listener", "securityGroup", "securityGroupRule", "ingressRule"] as const),
]);

/** A port at which hostnames ask a machine beside the usual ones. */
interface AskedPort {
  readonly port: number;
  readonly hostnames: readonly string[];
  /** The rule of the edge that names it; none where visitors name it in their URLs. */
  readonly rule: EdgeRule | undefined;
}

/**
 * Finds load balancers and machines that nobody reaches any more at a port to which rules of the edge send requests, or visitors by the port of a
 * URL, which Cloudflare passes on. Source: Cloudflare docs, fundamentals/reference/network-ports and rules/origin-rules/features.
 */
export function ruledPortRisks(sides: OriginSides): Risk[] {
  const { context, after } = sides;
  if (!changesAnyOf(context, parts)) {
    return [];
  }
  const types = ["awsLoadBalancer", "instance"] as const;
  return types
    .flatMap((type) => after.model.inventory.ofType(type))
    .filter(({ key }) => context.changes.get(key)?.operation !== "replace")
    .flatMap((machine) => {
      const old = sides.earlier(machine);
      const asked = old === undefined ? [] : askedPorts(sides, old, machine);
      return old === undefined ? [] : asked.flatMap((each) => portRisk(sides, old, machine, each));
    });
}

function askedPorts(sides: OriginSides, old: ModelResource, machine: ModelResource): AskedPort[] {
  const leads = sides.after.leads.to(machine).filter(({ port }) => port === 0);
  const hostnames = [...new Set(leads.map(({ hostname }) => hostname))]
    .filter((hostname) => sides.after.model.pathOf(hostname).proxied === "yes")
    .filter((hostname) => sides.wasAnswered(hostname))
    .sort();
  const ruled = new Map<number, { hostnames: string[]; rule: EdgeRule | undefined }>();
  for (const hostname of hostnames) {
    for (const [port, rule] of ruledPorts(sides.after.model).get(hostname) ?? []) {
      const known = ruled.get(port);
      ruled.set(port, { rule, hostnames: [...(known?.hostnames ?? []), hostname] });
    }
  }
  const ofPools = sides.before.leads.to(old).map(({ port }) => port);
  const told = new Set<unknown>([...usualPorts, ...ruled.keys(), ...ofPools]);
  const named = [...sides.before.listeners(old).keys()].filter(
    (port) => !told.has(port) && proxiedPorts.includes(port),
  );
  const byUrl = hostnames.length === 0 ? [] : named;
  return [
    ...[...ruled].map(([port, each]) => ({ port, ...each })),
    ...byUrl.map((port) => ({ port, hostnames, rule: undefined })),
  ];
}

function portRisk(
  sides: OriginSides,
  old: ModelResource,
  machine: ModelResource,
  { port, hostnames, rule }: AskedPort,
): Risk[] {
  const why = shutPort(sides.after.model, machine, port);
  const cause =
    why === undefined || shutPort(sides.before.model, old, port) !== undefined
      ? []
      : sides.causes([...decidedBy(sides.before, old), ...decidedBy(sides.after, machine)]);
  return why === undefined
    ? []
    : causedRisk(machine, cause, () => ({
        ...{ id: ids[why], severity: rule === undefined ? "low" : "high", about: hostnames },
        consequence: say`From this change on ${told[why](title(machine), port)}: ${whose(hostnames, port, rule)} get ${errors[why]} until it does.`,
        hint:
          rule === undefined
            ? say`See that nobody asks for port ${port} before it goes.`
            : say`Take the port out of the rule of the edge in an update before this one, or keep what answers there.`,
      }));
}

const ids = { unheard: "listener-lost", shut: "origin-shut" } as const;

const told: Readonly<Record<ShutPort, (machine: string, port: number) => Phrase>> = {
  unheard: (machine, port) => say`${machine} does not listen at port ${port}`,
  shut: (machine, port) => say`${machine} does not let Cloudflare in at port ${port}`,
};

const timeout = say`Error ${edgeFailures.connectTimeout.code}`;
const errors: Readonly<Record<ShutPort, Phrase>> = {
  unheard: say`Error ${edgeFailures.refused.code}, or ${edgeFailures.connectTimeout.code} where its security groups do not let Cloudflare in there,`,
  shut: timeout,
};

function whose(hostnames: readonly string[], port: number, rule: EdgeRule | undefined): Phrase {
  return rule === undefined
    ? say`visitors who name port ${port} in URLs of ${names(hostnames)}, which Cloudflare passes on,`
    : say`visitors of ${names(hostnames)}, whom ${ruleName(rule)} sends there,`;
}

function decidedBy({ model }: OriginPaths, machine: ModelResource): ModelResource[] {
  const { inventory } = model;
  const groups = groupsOn(inventory, machine);
  return [
    ...inventory.linkedTo(machine, "listener"),
    ...groups,
    ...groups.flatMap((group) => groupRules(inventory, group).rules.map((each) => each.resource)),
  ];
}
