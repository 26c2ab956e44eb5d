import { unknownValue, type Known } from "../../core/known";
import { albDefaults } from "../../facts/aws/albBehaviour";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import {
  healthCheckDefaults,
  readTargetGroup,
  type TargetCheck,
  type TargetGroupNode,
} from "../../model/origin/targetGroups";
import { readGrace } from "../../model/origin/machineHealth";
import { partsOfTarget } from "../../model/origin/targetParts";
import { modelType } from "../../model/graph/resourceTypes";
import { admitsBalancer, letsBalancerOut } from "../../model/origin/admission";
import { outcomeFor } from "../../model/origin/listenerRules";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { GroupUse } from "../../model/origin/forwards";
import type { OriginPaths } from "../../model/origin/originPaths";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { targetPorts, type TargetSource } from "../../model/origin/targets";
import { groupRules } from "../../model/firewall/groupRules";
import { groupsOfTarget } from "../../model/origin/admission";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { errorOf, names, say, type Phrase } from "../words/words";

const asked = ["protocol", "port", "path", "matcher"] as const;

/** Finds target groups whose targets are asked otherwise whether they are well. */
export function targetCheckRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use): Risk[] => {
    const { group } = use;
    const old = sides.earlier(group);
    const [was, is] = [old && readTargetGroup(old), readTargetGroup(group)];
    const differs =
      was !== undefined &&
      (asked.some((name) => askedOf(was.check, is, name) !== askedOf(is.check, is, name)) ||
        isHurried(was.check, is.check));
    const cause = differs ? sides.causes([group]) : [];
    return causedRisk(group, cause, () => ({
      ...{ id: "target-check-changed", severity: "medium" },
      consequence: say`From this change on the targets of ${title(group)} are asked otherwise whether they are well: where they do not answer that in time, all of them are out within a minute or two, what replaces unhealthy machines and tasks does so, and ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unhealthyTargets)} until they do.`,
      hint: say`See that every target answers the new check before it is asked.`,
    }));
  });
}

/** What is not set is asked as the API does it, by the protocol of the group after the change: another one is told with its targets. */
function askedOf(
  check: TargetCheck,
  group: TargetGroupNode,
  name: (typeof asked)[number],
): unknown {
  return check[name] ?? healthCheckDefaults(group)[name];
}

/** Whether targets have less time to answer, as far as both are known: what takes longer is ill from then on. */
function isHurried(was: TargetCheck, is: TargetCheck): boolean {
  const [before, now] = [was, is].map(
    ({ timeoutSeconds = albDefaults.healthCheckTimeoutSeconds }) => timeoutSeconds,
  );
  return typeof before === "number" && typeof now === "number" && now < before;
}

/** Who turns packets away between a load balancer and its targets. */
interface Gate {
  readonly admits: typeof admitsBalancer;
  readonly words: (
    group: string,
    machine: string,
    port: number,
  ) => Pick<Risk, "consequence" | "hint"> & { readonly until: Phrase };
}

const gates: readonly Gate[] = [
  {
    admits: admitsBalancer,
    words: (group, machine, port) => ({
      consequence: say`the security groups of what serves behind ${group} do not let ${machine} in at port ${port}`,
      until: say`until they let it in again`,
      hint: say`Let the security group of ${machine} in at that port in an update before this one.`,
    }),
  },
  {
    admits: letsBalancerOut,
    words: (group, machine, port) => ({
      consequence: say`the security groups of ${machine} do not let it out to what serves behind ${group} at port ${port}`,
      until: say`until they let it out there again`,
      hint: say`Let ${machine} out to that port in an update before this one.`,
    }),
  },
];

/** Finds targets whose security groups no longer let their own load balancer in, or whose load balancer's no longer let it out to them. */
export function targetAdmissionRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use) =>
    gates.flatMap((gate) => gateRisk(sides, use, gate)).slice(0, 1),
  );
}

function gateRisk(sides: OriginSides, use: GroupUse, { admits, words }: Gate): Risk[] {
  const shut = shutPort(sides.after, use, admits);
  const old = sides.earlier(use.group);
  const was = old && sides.before.uses.find(({ group }) => group === old);
  const wasShut = was && shutPort(sides.before, was, admits)?.kind;
  if (shut === undefined || was === undefined || [shut.kind, "traffic"].includes(wasShut ?? "")) {
    return [];
  }
  const { group, machine } = use;
  const cause = sides.causes([...guards(sides.before, was), ...guards(sides.after, use)]);
  const { consequence, until, hint } = words(title(group), title(machine), shut.port);
  const isLater = cause.every(({ change }) => modelType(change.type) === "launchTemplate");
  const { isSure, met } = whatIsMet(sides, use, shut);
  return causedRisk(group, cause, () => ({
    ...{ id: "targets-shut", severity: isSure && !isLater ? sides.severity(use) : "medium" },
    consequence: say`${[isLater ? "For machines that are made from" : "From"]} this change on ${consequence}: ${met} ${until}.`,
    hint,
  }));
}

/** What visitors meet; where only checks end in nothing, a load balancer goes on sending requests to all that it finds unhealthy. */
function whatIsMet(
  sides: OriginSides,
  use: GroupUse,
  { kind }: ShutPort,
): { readonly isSure: boolean; readonly met: Phrase } {
  const visitors = hostnamesOf(sides, use);
  if (kind === "traffic") {
    const met = say`requests and health checks end in nothing, and ${visitors} get ${errorOf(loadBalancerErrors.unreachableTargets)}`;
    return { isSure: true, met };
  }
  const error = errorOf(loadBalancerErrors.unhealthyTargets);
  const isReplaced = sides.after
    .sources(use.group)
    .some(({ serves }) => serves !== undefined && readGrace(serves).asksBalancer === true);
  const met = isReplaced
    ? say`health checks end in nothing, what replaces unhealthy machines and tasks does so with all of them, and ${visitors} get ${error}`
    : say`health checks end in nothing, so that all targets count as unhealthy and requests go to all of them, and ${visitors} get ${error} from those that fail`;
  return { isSure: isReplaced, met };
}

/** The visitors of the hostnames whose requests go to a group: those that a rule takes by their host, where it names any. */
export function hostnamesOf(sides: OriginSides, use: GroupUse): Phrase {
  const { machine, forwarder, listener } = use;
  const { inventory } = sides.after.model;
  const taken =
    machine === undefined || listener === undefined
      ? []
      : sides.after.leads.to(machine).filter(({ hostname, hosts }) => {
          if (hosts === unknownValue) {
            return false;
          }
          const { some, rest } = outcomeFor(inventory, listener, hosts[0] ?? hostname);
          return [...some, ...(rest === undefined ? [] : [rest])].some(
            ({ resource }) => resource === forwarder,
          );
        });
  const hostnames = [...new Set(taken.map(({ hostname }) => hostname))].sort();
  return hostnames.length === 0 ? sides.visitors(use) : say`visitors of ${names(hostnames)}`;
}

/** Where a load balancer does not get through: at the port for requests, or only at that for health checks. */
interface ShutPort {
  readonly kind: "traffic" | "check";
  readonly port: number;
}

/** The port at which a load balancer does not get through to all that serves behind a group. */
function shutPort(
  paths: OriginPaths,
  { group, machine }: GroupUse,
  admits: Gate["admits"],
): ShutPort | undefined {
  const node = readTargetGroup(group);
  const sources = paths.sources(group);
  if (machine === undefined || sources.length === 0) {
    return undefined;
  }
  const ports = sources.map((source) => targetPorts(source, node));
  const isShut = ({ serves }: TargetSource, at: Known<number> | undefined): boolean =>
    serves !== undefined &&
    typeof at === "number" &&
    admits(paths.model.inventory, machine, serves, at) === "no";
  const shut = (["traffic", "check"] as const).find((kind) =>
    sources.every((source, at) => isShut(source, ports[at]?.[kind])),
  );
  const port = shut && ports[0]?.[shut];
  return shut !== undefined && typeof port === "number" ? { kind: shut, port } : undefined;
}

/** What decides whether a load balancer gets through. */
function guards(paths: OriginPaths, { group, machine }: GroupUse): (ModelResource | undefined)[] {
  const { inventory } = paths.model;
  const registering = paths.sources(group).map(({ resource }) => resource);
  const serving = paths.sources(group).flatMap(({ serves }) => serves ?? []);
  const groups = serving.flatMap((serves) => groupsOfTarget(inventory, serves));
  const own = machine === undefined ? [] : groupsOn(inventory, machine);
  const rules = [
    ...groups.flatMap((each) => groupRules(inventory, each).rules),
    ...own.flatMap((each) => groupRules(inventory, each, "egress").rules),
  ];
  const parts = serving.flatMap((serves) => partsOfTarget(inventory, serves));
  return [
    group,
    machine,
    ...registering,
    ...parts,
    ...groups,
    ...own,
    ...rules.map(({ resource }) => resource),
  ];
}
