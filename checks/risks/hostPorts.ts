import { freeHostPorts } from "../../facts/aws/ecs";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { unknownValue } from "../../core/known";
import { groupRules, type GroupRule } from "../../model/firewall/groupRules";
import { groupTokensOn } from "../../model/firewall/protectedEndpoints";
import type { Inventory } from "../../model/graph/inventory";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { linkedResource } from "../../model/graph/targets";
import { title } from "../../model/graph/title";
import { carrierOf } from "../../model/origin/admission";
import { readDeployment } from "../../model/origin/deployments";
import { carryingGroups } from "../../model/origin/hosts";
import {
  hasAnyHostPort,
  registeredPorts,
  taskDefinitionOf,
} from "../../model/origin/taskDefinitions";
import { errorOf, names, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";

const parts = new Set<ModelTypeName>(["taskDefinition"]);

/** Finds services of ECS whose tasks come to get any port of their machines, while the security groups of those let none of such in. */
export function hostPortRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const services = changesAnyOf(sides.context, parts) ? inventory.ofType("ecsService") : [];
  return services.flatMap((service): Risk[] => {
    const [old, use] = [sides.earlier(service), sides.useOf(service.key)];
    const was = old && taskDefinitionOf(sides.before.model.inventory, old);
    const is = taskDefinitionOf(inventory, service);
    const ports = registeredPorts(service);
    const isFreed =
      was !== undefined &&
      is !== undefined &&
      ports.some((port) => hasAnyHostPort(is, port) && !hasAnyHostPort(was, port));
    const shut = isFreed ? shutGroups(inventory, service) : [];
    const isNone = readDeployment(service).keptPercent === 0;
    return use === undefined || shut.length === 0
      ? []
      : causedRisk(service, sides.causes([service, is?.resource]), () => ({
          ...{ id: "targets-shut", severity: isNone ? sides.severity(use) : "medium" },
          consequence: say`The next revision of ${title(service)} gets whatever port of its machine is free, from ${freeHostPorts.first} on, and the security groups ${names(shut.map(title))} of those let nothing in there: from this change on no new task is found well, each is ended and begun again, and as the earlier ones end, ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.unreachableTargets)}, or ${errorOf(loadBalancerErrors.noTargets)}, until they let it in.`,
          hint: say`Let the security group of the load balancer in at ports ${`${freeHostPorts.first}-${freeHostPorts.last}`} of the machines in an update before this one.`,
        }));
  });
}

/** The security groups of all machines of a service, where none of them lets anything in at the ports that are free. */
function shutGroups(inventory: Inventory, service: ModelResource): ModelResource[] {
  const carriers = carryingGroups(inventory, service).map((group) => carrierOf(inventory, group));
  const tokens = carriers.flatMap((carrier) =>
    carrier === undefined ? [] : [...groupTokensOn(inventory, carrier)],
  );
  const groups = tokens.flatMap((token) => linkedResource(inventory, "securityGroup", token) ?? []);
  const isKnown = tokens.length > 0 && groups.length === tokens.length;
  const all = groups.map((group) => groupRules(inventory, group));
  const isOpen = all.some(({ rules, maybeMore }) => maybeMore || rules.some(mayBeThere));
  return isKnown && !isOpen ? [...new Set(groups)] : [];
}

function mayBeThere({ applies, protocol, toPort }: GroupRule): boolean {
  const spellings = [...protocolSpellings.all, ...protocolSpellings.tcp];
  const isOfAll = protocol !== unknownValue && protocolSpellings.all.includes(protocol);
  return (
    applies !== "no" &&
    (protocol === unknownValue || spellings.includes(protocol.toLowerCase())) &&
    (isOfAll || toPort === unknownValue || toPort === -1 || toPort >= freeHostPorts.first)
  );
}
