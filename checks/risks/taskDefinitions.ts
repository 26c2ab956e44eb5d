import { brokenRules, written } from "../../constraints/constraint";
import { taskDefinitionConstraints } from "../../constraints/taskDefinitions";
import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { GroupUse } from "../../model/origin/forwards";
import { failingChecks, unnamedChecks } from "../../model/origin/containerChecks";
import { endingContainers } from "../../model/origin/containerEnds";
import { readDeployment } from "../../model/origin/deployments";
import {
  mayHavePort,
  registeredPorts,
  taskDefinitionFields,
  taskDefinitionOf,
  type RegisteredPort,
} from "../../model/origin/taskDefinitions";
import type { TaskDefinition } from "../../model/origin/taskDefinition";
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
    const unfit = unfitRisk(revised);
    if (unfit.length > 0) {
      return unfit;
    }
    const lost = registeredPorts(service).filter((port) => !mayHavePort(is, port));
    const stood = registeredPorts(old).every((port) => mayHavePort(was, port));
    return lost.length > 0 && stood
      ? refusedRisk(revised, lost)
      : [...endRisk(revised, use), ...checkRisk(revised, use), ...roomRisk(revised, use)];
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

/** Source: that of `taskDefinitionConstraints`. */
function unfitRisk({ sides, service, was, is }: Revised): Risk[] {
  const broken = (definition: TaskDefinition) =>
    brokenRules(taskDefinitionConstraints, taskDefinitionFields(definition.resource), undefined);
  const known = broken(was).map(({ rule }) => rule.id);
  const [unfit] = broken(is).filter(({ rule }) => !known.includes(rule.id));
  return unfit === undefined
    ? []
    : causedRisk(service, sides.causes([is.resource]), () => ({
        ...{ id: "task-definition-refused", severity: "medium" },
        consequence: say`ECS refuses the next revision of ${title(service)}: it answers ${String(unfit.rule.error.code)}, "${written(unfit.rule.answer, taskDefinitionFields(is.resource), undefined)}", and the update stops half-way. What serves now serves on.`,
        hint: say`Its ${unfit.rule.property} must ${unfit.must}.`,
      }));
}

/**
 * A task ends with its essential containers, and a deployment of such never ends; a revision that passes for well meanwhile takes the place of
 * what serves. Source: that of `endingContainers`, and Amazon ECS developer guide, deployment-type-ecs.
 */
function endRisk({ sides, service, was, is }: Revised, use: GroupUse): Risk[] {
  const known = endingContainers(was.resource);
  const ending = endingContainers(is.resource).filter((container) => !known.includes(container));
  const cause = ending.length === 0 ? [] : sides.causes([service, is.resource]);
  const { keptPercent } = readDeployment(service);
  const kept: Record<"all" | "some" | "none", Phrase> = {
    all: say`, while the earlier ones serve until a fault or another number ends them`,
    some: say`, while ${String(keptPercent)} percent of the earlier ones serve until a fault ends them`,
    none: [],
  };
  const share = keptPercent === 0 ? "none" : (keptPercent ?? 100) < 100 ? "some" : "all";
  return causedRisk(service, cause, () => ({
    ...{ id: "task-ends", severity: share === "none" ? "high" : "medium" },
    consequence: say`In the next revision of ${title(service)} the command of ${names(ending)} does its work and ends, and as it is essential ECS ends the whole task with it: from this change on no new task stays${kept[share]}: ${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)}${share === "none" ? [] : say` at load and`} as those go, until it is taken back.`,
    hint: say`Set essential to false there, and have the container that serves wait for it by dependsOn with the condition SUCCESS; or run it as a task of its own before the release.`,
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
