import { loadBalancerErrors, type LoadBalancerError } from "../../facts/aws/loadBalancerErrors";
import { groupRules } from "../../model/firewall/groupRules";
import { groupsOn } from "../../model/firewall/protectedEndpoints";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import { usualPorts } from "../../model/traffic/originUse";
import { admitsClients, groupsOfTarget } from "../../model/origin/admission";
import type { GroupUse } from "../../model/origin/forwards";
import { readAwsLoadBalancer } from "../../model/origin/loadBalancers";
import { readGrace } from "../../model/origin/machineHealth";
import type { OriginPaths } from "../../model/origin/originPaths";
import { partsOfTarget } from "../../model/origin/targetParts";
import type { OriginSides } from "./originSides";
import { causedRisk, type Risk } from "./risk";
import { gates, seesClients, shutTargets, type Gate, type ShutTargets } from "./targetGates";
import { endsAll, whatRuns } from "./whatRuns";
import { errorOf, names, say, type Phrase } from "../words/words";

/** Finds targets whose security groups no longer let in who asks them, or whose load balancer's no longer let it out to them. */
export function targetAdmissionRisks(sides: OriginSides): Risk[] {
  return sides.after.distinctUses.flatMap((use) =>
    gates.flatMap((gate) => gateRisk(sides, use, gate)).slice(0, 1),
  );
}

function gateRisk(sides: OriginSides, use: GroupUse, gate: Gate): Risk[] {
  const shut = shutTargets(sides.after, use, gate);
  const old = sides.earlier(use.group);
  const was = old && sides.before.uses.find(({ group }) => group === old);
  // Targets that come to see other addresses ask are told as that, and firewalls at ports that every origin may have with their carriers.
  const isTold = gate.admits === admitsClients && usualPorts.some((port) => port === shut?.port);
  if (shut === undefined || was === undefined || seesClients(was) !== seesClients(use) || isTold) {
    return [];
  }
  const wasShut = shutTargets(sides.before, was, gate);
  const cause = sides.causes([...guards(sides.before, was), ...guards(sides.after, use)]);
  if (!shut.isAll) {
    return partRisk(sides, use, gate, { shut, wasShut, was, cause });
  }
  if (wasShut?.isAll === true && [shut.kind, "traffic"].includes(wasShut.kind)) {
    return [];
  }
  const { group, machine } = use;
  const { consequence, until, hint } = gate.words(
    say`what serves behind ${title(group)}`,
    title(machine),
    shut.port,
  );
  return causedRisk(group, cause, () => {
    const isLater = isForNext(sides, use, gate);
    const { isSure, met } = isLater
      ? { isSure: false, met: whatIsMetLater(sides, use, shut) }
      : whatIsMet(sides, use, shut);
    const from = isLater ? "For what is made from" : "From";
    return {
      ...{ id: "targets-shut", severity: isSure ? sides.severity(use) : "medium" },
      consequence: say`${[from]} this change on ${consequence}: ${met} ${until}.`,
      hint,
    };
  });
}

/** Whether what runs already is let in as before, and goes on serving. */
function isForNext(sides: OriginSides, { group, machine }: GroupUse, gate: Gate): boolean {
  const running = whatRuns(sides);
  const use = running?.uses.find(
    (each) => each.group.key === group.key && each.machine?.key === machine?.key,
  );
  return (
    running !== undefined &&
    use !== undefined &&
    shutTargets(running, use, gate)?.isAll !== true &&
    !sides.after
      .sources(group)
      .every(({ serves }) => serves !== undefined && endsAll(sides, serves))
  );
}

/** What is made next is unhealthy from the start, and no request goes there while something else is well. */
function whatIsMetLater(sides: OriginSides, use: GroupUse, { kind }: ShutTargets): Phrase {
  return say`it never becomes healthy, and ${sides.visitors(use)} get ${errorOf(errorsOf(use)[kind])} as soon as nothing that was made before serves any more,`;
}

/** Targets of a group before and after, of which some are shut. */
interface PartlyShut {
  readonly shut: ShutTargets;
  readonly wasShut: ShutTargets | undefined;
  readonly was: GroupUse;
  readonly cause: Risk["cause"];
}

/** Some of what serves is shut out, and was not. */
function partRisk(
  sides: OriginSides,
  use: GroupUse,
  { words }: Gate,
  { shut, wasShut, was, cause }: PartlyShut,
): Risk[] {
  const stood = new Set(
    sides.before
      .sources(was.group)
      .filter((source) => wasShut?.sources.includes(source) !== true)
      .flatMap(({ serves }) => (serves === undefined ? [] : [sides.nameAfter(serves)])),
  );
  const lost = shut.sources.flatMap(({ serves }) =>
    serves !== undefined && stood.has(serves.key) ? [title(serves)] : [],
  );
  const { consequence, until, hint } = words(names(lost), title(use.machine), shut.port);
  return lost.length === 0
    ? []
    : causedRisk(use.group, cause, () => ({
        ...{ id: "capacity-lowered", severity: "medium" },
        consequence: say`From this change on ${consequence}: what else serves behind ${title(use.group)} carries all, and where it cannot, ${sides.visitors(use)} meet ${errorOf(errorsOf(use)[shut.kind])} ${until}.`,
        hint,
      }));
}

/** The errors that visitors get where requests end in nothing, and where checks alone do. */
function errorsOf({ machine }: GroupUse): Readonly<Record<ShutTargets["kind"], LoadBalancerError>> {
  const isNetwork = machine !== undefined && readAwsLoadBalancer(machine).type === "network";
  return isNetwork
    ? {
        traffic: loadBalancerErrors.unreachableBehindNetwork,
        check: loadBalancerErrors.unreachableBehindNetwork,
      }
    : {
        traffic: loadBalancerErrors.unreachableTargets,
        check: loadBalancerErrors.unhealthyTargets,
      };
}

/** What visitors meet; where only checks end in nothing, a load balancer goes on sending requests to all that it finds unhealthy. */
function whatIsMet(
  sides: OriginSides,
  use: GroupUse,
  { kind }: ShutTargets,
): { readonly isSure: boolean; readonly met: Phrase } {
  const visitors = sides.visitors(use);
  const error = errorOf(errorsOf(use)[kind]);
  if (kind === "traffic") {
    const what = seesClients(use) ? "requests" : "requests and health checks";
    return { isSure: true, met: say`${[what]} end in nothing, and ${visitors} get ${error}` };
  }
  const isReplaced = sides.after
    .sources(use.group)
    .some(({ serves }) => serves !== undefined && readGrace(serves).asksBalancer === true);
  const met = isReplaced
    ? say`health checks end in nothing, what replaces unhealthy machines and tasks does so with all of them, and ${visitors} get ${error}`
    : say`health checks end in nothing, so that all targets count as unhealthy and requests go to all of them, and ${visitors} get ${error} from those that fail`;
  return { isSure: isReplaced, met };
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
  const ties = groups.flatMap((each) => inventory.linkedTo(each, "groupAttachment"));
  return [
    group,
    machine,
    ...registering,
    ...parts,
    ...groups,
    ...ties,
    ...own,
    ...rules.map(({ resource }) => resource),
  ];
}
