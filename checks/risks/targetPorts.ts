import { unknownValue, type Known } from "../../core/known";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { readTargetGroup, type TargetGroupNode } from "../../model/origin/targetGroups";
import { targetPorts, type TargetSource } from "../../model/origin/targets";
import { carrierOf } from "../../model/origin/admission";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, listed, say, type Phrase } from "../words/words";

const nouns = { protocol: say`protocol`, protocolVersion: say`protocol version` } as const;

/** Finds target groups whose targets come to be asked at another port or by another protocol, which makes the group anew. */
export function targetPortRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group } = use;
    const old = sides.earlier(group);
    const changed = old === undefined ? [] : changedParts(sides, old, group);
    const cause =
      changed.length === 0
        ? []
        : sides.causes([group, ...sides.after.sources(group).map(({ resource }) => resource)]);
    const isOneOrOther = old !== undefined && turnsTlsAlone(sides, old, group);
    const isSure = isOneOrOther || isTurnedAlone(sides, old, group);
    const what = isOneOrOther
      ? say`What serves stays as it is, and speaks one of both at a port: ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)}, or the code 400 of the server, until both speak the same.`
      : say`Where they do not answer that, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)} until they do.`;
    return causedRisk(group, cause, () => ({
      id: "target-port-changed",
      severity: isSure ? sides.severity(use) : "medium",
      consequence: say`From this change on the load balancer asks the targets of ${title(group)} otherwise: ${listed(changed)}. ${what}`,
      hint: say`Let the application answer both ways first, and take the old one away in a later update.`,
    }));
  });
}

/**
 * Whether the PROXY protocol begins or ends in place before targets that stay as they are: they read the header, or they do not.
 * Source: Elastic Load Balancing, user guide for Network Load Balancers, edit-target-group-attributes (proxy protocol: enable it where the
 * targets expect it; else they may fail).
 */
function isTurnedAlone(
  sides: OriginSides,
  old: ModelResource | undefined,
  group: ModelResource,
): boolean {
  const [was, is] = [old, group].map((each) => each && readTargetGroup(each).proxyProtocol);
  const serving = sides.after.sources(group).flatMap(({ resource, serves }) => {
    const carrier = serves && carrierOf(sides.after.model.inventory, serves);
    return [resource, serves, carrier];
  });
  const isTurned = was !== is && is !== "unknown" && was !== "unknown";
  const stays = sides.context.changes.get(group.key)?.operation === "update";
  return isTurned && stays && serving.length > 0 && sides.causes(serving).length === 0;
}

/**
 * Whether requests come to be sent by HTTPS in place of HTTP, or the other way round, at the very ports at which targets got them, and nothing
 * of what serves there changes.
 */
function turnsTlsAlone(sides: OriginSides, old: ModelResource, group: ModelResource): boolean {
  const [was, is] = [readTargetGroup(old), readTargetGroup(group)];
  const sources = sides.after.sources(group);
  const ports = askedPorts(sides.before.sources(old), was);
  const portsNow = askedPorts(sources, is);
  const known = [...ports, ...portsNow].every((port) => typeof port === "number");
  const asked = [was, is].map(({ protocol }) => protocol);
  return (
    known &&
    asked.includes("HTTP") &&
    asked.includes("HTTPS") &&
    sources.length > 0 &&
    portsNow.every((port) => ports.includes(port)) &&
    sources.every(({ serves }) => serves !== undefined && staysAsItIs(sides, serves))
  );
}

/** Whether nothing of what serves changes but where it registers. */
function staysAsItIs({ after, context }: OriginSides, serves: ModelResource): boolean {
  const carrier = carrierOf(after.model.inventory, serves);
  const changes = [serves, carrier].flatMap((each) => context.changes.get(each?.key ?? "") ?? []);
  return changes.every(
    ({ operation, properties }) =>
      operation === "update" && properties.every(({ path }) => registering.test(path)),
  );
}

/** Where services and Auto Scaling groups say in which target groups they register. */
const registering = /^(?:loadBalancers|targetGroupArns|trafficSources)(?:[.[]|$)/;

/**
 * What differs, in words. Of ports those count at which targets are asked, their own or the group's: one that stays keeps the rest, and
 * of one that is not known it is not known whether it does.
 */
function changedParts(sides: OriginSides, old: ModelResource, group: ModelResource): Phrase[] {
  const [was, is] = [readTargetGroup(old), readTargetGroup(group)];
  const ports = askedPorts(sides.before.sources(old), was);
  const portsNow = askedPorts(sides.after.sources(group), is);
  const isVague = [...ports, ...portsNow].includes(unknownValue);
  const moved = !isVague && portsNow.every((port) => !ports.includes(port));
  const other = (["protocol", "protocolVersion"] as const)
    .filter((name) => was[name] !== is[name] && !(name === "protocolVersion" && areUsual(was, is)))
    .map(
      (name) =>
        say`${nouns[name]} ${shown(was[name] ?? usual[name])} becomes ${shown(is[name] ?? usual[name])}`,
    );
  if (was.proxyProtocol !== is.proxyProtocol) {
    const turned = { yes: say`begins`, no: say`ends`, unknown: say`may begin or end` };
    other.push(say`the PROXY protocol ${turned[is.proxyProtocol]}`);
  }
  return moved ? [say`port ${shown(ports[0])} becomes ${shown(portsNow[0])}`, ...other] : other;
}

const usual = { protocol: undefined, protocolVersion: "HTTP1" } as const;

/** Whether groups of HTTP have HTTP/1.1 both, one of them without saying so. Source: Elastic Load Balancing API reference 2015-12-01, CreateTargetGroup (ProtocolVersion). */
function areUsual(...groups: readonly TargetGroupNode[]): boolean {
  return groups.every(
    ({ protocolVersion = usual.protocolVersion }) => protocolVersion === usual.protocolVersion,
  );
}

function askedPorts(
  sources: readonly TargetSource[],
  group: TargetGroupNode,
): (Known<number> | undefined)[] {
  return sources.length === 0
    ? [group.port]
    : sources.map((source) => targetPorts(source, group).traffic);
}

function shown(value: Known<string | number> | undefined): string {
  return value === unknownValue ? "what is not known yet" : `${value ?? "none"}`;
}
