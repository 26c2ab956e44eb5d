import { fargateSize } from "../../constraints/ecsServices";
import { apiErrors } from "../../facts/aws/apiErrors";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { GroupUse } from "../../model/origin/forwards";
import { readDeployment } from "../../model/origin/deployments";
import {
  failingChecks,
  mayHavePort,
  registeredPorts,
  taskDefinitionOf,
  unnamedChecks,
  type RegisteredPort,
  type TaskDefinition,
} from "../../model/origin/taskDefinitions";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { OriginSides } from "./originSides";
import { isLess } from "./scaled";
import { causedRisk, type Risk } from "./risk";
import type { Severity } from "../findings/severity";
import { errorOf, listed, names, say, type Phrase } from "../words/words";

/** A service whose tasks come to be made by another revision. */
interface Revised {
  readonly sides: OriginSides;
  readonly service: ModelResource;
  readonly was: TaskDefinition;
  readonly is: TaskDefinition;
}

/** Finds services whose next revision lacks the port that its target group asks, or has less room than what serves today. */
export function taskDefinitionRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const services = inventory.has("taskDefinition") ? inventory.ofType("ecsService") : [];
  return services.flatMap((service): Risk[] => {
    const [old, use] = [sides.earlier(service), sides.useOf(service.key)];
    const was = old && taskDefinitionOf(sides.before.model.inventory, old);
    const is = taskDefinitionOf(inventory, service);
    if (old === undefined || was === undefined || is === undefined || use === undefined) {
      return [];
    }
    const revised = { sides, service, was, is };
    if (fargateSize.holds(is, undefined) === "no" && fargateSize.holds(was, undefined) !== "no") {
      return sizeRisk(revised);
    }
    const lost = registeredPorts(service).filter((port) => !mayHavePort(is, port));
    const stood = registeredPorts(old).every((port) => mayHavePort(was, port));
    return lost.length > 0 && stood
      ? refusedRisk(revised, lost)
      : [...checkRisk(revised, use), ...roomRisk(revised, use)];
  });
}

/**
 * Tasks that do not pass are ended and made again, and a deployment of such never ends; how many of the earlier ones serve on meanwhile is
 * what the service keeps. Source: Amazon ECS developer guide, healthcheck and deployment-type-ecs.
 */
function checkRisk(revised: Revised, use: GroupUse): Risk[] {
  const { service, was, is } = revised;
  const known = [...failingChecks(was), ...unnamedChecks(was).map(({ container }) => container)];
  const failing = failingChecks(is).filter((container) => !known.includes(container));
  const unnamed = unnamedChecks(is).filter(({ container }) => !known.includes(container));
  if (failing.length > 0) {
    const severity = readDeployment(service).keptPercent === 0 ? "high" : "medium";
    return endedRisk(
      revised,
      use,
      severity,
      say`asks ${names(failing)} whether it is well by a command that fails: from this change on ECS`,
    );
  }
  const at = unnamed.map(
    ({ container, port }) => say`${container} whether it is well at port ${String(port)}`,
  );
  return unnamed.length === 0
    ? []
    : endedRisk(
        revised,
        use,
        "low",
        say`asks ${listed(at)}, which it does not name among its ports: where nothing listens there, from this change on ECS`,
      );
}

function endedRisk(
  { sides, service, is }: Revised,
  use: GroupUse,
  severity: Severity,
  what: Phrase,
): Risk[] {
  const cause = sides.causes([service, is.resource]);
  const { keptPercent } = readDeployment(service);
  return causedRisk(service, cause, () => ({
    ...{ id: "target-check-changed", severity },
    consequence: say`The next revision of ${title(service)} ${what} ends each new task, and none stays${keptPercent === 0 ? [] : [", while the earlier ones serve until a fault or another number ends them"]}: ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} until the command is right.`,
    hint: say`Let the command ask at a port where the container listens, and try it in the image first; a deployment circuit breaker takes such a revision back.`,
  }));
}

/** Source: Amazon ECS API reference, UpdateService (InvalidParameterException), LoadBalancer (containerName, containerPort). */
function refusedRisk({ sides, service, is }: Revised, lost: readonly RegisteredPort[]): Risk[] {
  const ports = lost.map(
    ({ container, port }) => say`${String(container)} with port ${String(port)}`,
  );
  const cause = sides.causes([service, is.resource]);
  return causedRisk(service, cause, () => ({
    ...{ id: "object-refused", severity: "medium" },
    consequence: say`The next revision of ${title(service)} has no container ${listed(ports)}, which its target group asks: ECS answers InvalidParameterException, and the update stops half-way. What serves now serves on.`,
    hint: say`Change the container and the target group of the service together, or leave the port as it is.`,
  }));
}

/** Source: that of `fargateSize`. */
function sizeRisk({ sides, service, is }: Revised): Risk[] {
  const { resource, cpu, memoryMib } = is;
  return causedRisk(service, sides.causes([resource]), () => ({
    ...{ id: "object-refused", severity: "medium" },
    consequence: say`The next revision of ${title(service)} has ${String(memoryMib)} MiB of memory for ${String(cpu)} CPU units, a size that Fargate does not have: ECS answers ${apiErrors.fargateSize.code}, and the update stops half-way. What serves now serves on.`,
    hint: say`Its memory must ${typeof fargateSize.must === "function" ? fargateSize.must(is, undefined) : fargateSize.must}.`,
  }));
}

function roomRisk({ sides, service, was, is }: Revised, use: GroupUse): Risk[] {
  const less = [
    isLess(is.cpu, was.cpu) ? [say`${String(is.cpu)} CPU units instead of ${String(was.cpu)}`] : [],
    isLess(is.memoryMib, was.memoryMib)
      ? [say`${String(is.memoryMib)} MiB of memory instead of ${String(was.memoryMib)}`]
      : [],
  ].flat();
  const cause = less.length === 0 ? [] : sides.causes([service, is.resource]);
  return causedRisk(service, cause, () => ({
    ...{ id: "capacity-lowered", severity: "medium" },
    consequence: say`From this change on each task of ${title(service)} has ${listed(less)}: where it needs more at the peak it is ended or slow although it began well, and ${sides.visitors(use)} meet slow answers, ${errorOf(loadBalancerErrors.overloadedTargets)} until it has more.`,
    hint: say`See in the load of the last weeks that a task keeps within that, or let more of them run.`,
  }));
}
