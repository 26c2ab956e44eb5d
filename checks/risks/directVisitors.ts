import { usualPorts } from "../../model/traffic/originUse";
import { accessOf } from "../../model/firewall/access";
import { title as modelTitle } from "../../model/graph/title";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { OriginMachines, recordPlace } from "../../model/traffic/originMachines";
import type { Cause } from "../findings/finding";
import type { EndpointDiff, EndpointDiffs, EndpointSide } from "./endpointDiffs";
import type { PlanChange } from "../../model/plan/plan";
import { causeOf, type Risk, type RiskContext } from "./risk";
import { names, say } from "../words/words";

/**
 * Finds hostnames that Cloudflare only answers DNS for, whose visitors a firewall turns away from this change on: because it
 * closes, or because the hostname is led to an origin that is closed.
 * @param guarded - Who gets through to the origins before and after.
 * @param causesOf - The changes that an endpoint is changed by.
 * @returns The risks, one for each endpoint.
 */
export function directVisitorRisks(
  context: RiskContext,
  { endpoints }: EndpointDiffs,
  causesOf: (endpoint: EndpointDiff) => readonly Cause[],
): Risk[] {
  const { before, after } = context;
  const closed = (mayShut(context) ? endpoints : []).filter(
    (endpoint) => portsClosed(endpoint.after).length > 0,
  );
  // `proxyRisk` tells of a hostname that leaves the proxy in this change.
  const direct = (closed.length === 0 ? [] : after.hostnames).filter(
    ({ hostname, proxied }) => proxied === "no" && before.pathOf(hostname).proxied === "no",
  );
  const machines = direct.length === 0 ? undefined : OriginMachines.of(after.inventory);
  const earlier = machines && OriginMachines.of(before.inventory);
  return closed.flatMap((endpoint): Risk[] => {
    const { attachedTo } = endpoint.after?.endpoint ?? {};
    const old = endpoint.before?.endpoint.attachedTo;
    if (attachedTo === undefined || machines === undefined || earlier === undefined) {
      return [];
    }
    const shut = direct.filter((path) => {
      const stays = old !== undefined && leadsTo(earlier, before.pathOf(path.hostname), old);
      return leadsTo(machines, path, attachedTo) && (stays ? closes(endpoint) : isClosed(endpoint));
    });
    const led = shut.flatMap((path) => recordChanges(context, path));
    const own =
      closes(endpoint) || led.length === 0
        ? causesOf(endpoint)
        : led.map((change) => causeOf(change));
    return shut.length === 0 ? [] : [directRisk(endpoint.key, modelTitle(attachedTo), shut, own)];
  });
}

/** Whether a firewall changes, or what leads to one. */
function mayShut({ plan }: RiskContext): boolean {
  return plan.changes.some(
    ({ type }) => type.startsWith("aws:") || modelType(type) === "dnsRecord",
  );
}

function directRisk(
  key: string,
  machine: string,
  paths: readonly HostnamePath[],
  causes: readonly Cause[],
): Risk {
  const hostnames = paths.map(({ hostname }) => hostname);
  return {
    id: "direct-visitors-shut",
    severity: "high",
    subject: key,
    title: machine,
    about: hostnames,
    consequence: say`${names(hostnames)} is DNS-only, so its visitors come to ${machine} themselves: from this change on its firewall turns them away, and they get no answer.`,
    cause: causes,
    hint: say`Let Cloudflare's proxy stand before ${names(hostnames)} in an update before this one, or leave the firewall open for it.`,
  };
}

/** The ports of browsers at which nobody but Cloudflare gets through. */
function portsClosed(side: EndpointSide | undefined): number[] {
  return (side?.ports ?? [])
    .filter((each) => usualPorts.includes(each.port) && accessOf(each).others === "nobody")
    .map(({ port }) => port);
}

/** Whether everybody got through to a port of browsers, and nobody but Cloudflare does. */
function closes({ before, after }: EndpointDiff): boolean {
  const closed = new Set(portsClosed(after));
  return (before?.ports ?? []).some(
    (was) => closed.has(was.port) && accessOf(was).others === "everybody",
  );
}

function isClosed({ after }: EndpointDiff): boolean {
  return portsClosed(after).length === usualPorts.length;
}

function recordChanges({ changes }: RiskContext, { records, next }: HostnamePath): PlanChange[] {
  return [...records, ...next.flatMap((path) => path.records)].flatMap(
    ({ resource }) => changes.get(resource.key) ?? [],
  );
}

function leadsTo(machines: OriginMachines, path: HostnamePath, machine: ModelResource): boolean {
  const { records, loadBalancer, next } = path;
  return (
    loadBalancer === undefined &&
    (next.some((each) => leadsTo(machines, each, machine)) ||
      records.some((record) =>
        machines.at(recordPlace(record)).some(({ key }) => key === machine.key),
      ))
  );
}
