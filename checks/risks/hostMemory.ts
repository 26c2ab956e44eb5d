import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { refreshes, tooSmallFor } from "../../model/origin/hostMemory";
import { taskDefinitionOf } from "../../model/origin/taskDefinitions";
import { errorOf, names, say } from "../words/words";
import type { OriginSides } from "./originSides";
import { causedRisk, changesAnyOf, type Risk } from "./risk";

const parts = new Set<ModelTypeName>(["launchTemplate", "scalingGroup", "taskDefinition"]);

/** Finds services of ECS whose tasks fit on none of the machines that are made for them from a change on. */
export function hostMemoryRisks(sides: OriginSides): Risk[] {
  const { inventory } = sides.after.model;
  const services = changesAnyOf(sides.context, parts) ? inventory.ofType("ecsService") : [];
  return services.flatMap((service): Risk[] => {
    const [old, use] = [sides.earlier(service), sides.useOf(service.key)];
    const small = tooSmallFor(inventory, service);
    const stood = old !== undefined && tooSmallFor(sides.before.model.inventory, old) === undefined;
    if (small === undefined || use === undefined || !stood) {
      return [];
    }
    const { groups, templates, types, needsMib } = small;
    const isExchanged = groups.every(refreshes);
    const definition = taskDefinitionOf(inventory, service)?.resource;
    return causedRisk(service, sides.causes([...groups, ...templates, definition]), () => ({
      ...{ id: "capacity-none", severity: isExchanged ? sides.severity(use) : "medium" },
      consequence: say`From this change on the machines for ${title(service)} are made as ${names(types)}, and no task fits there, which reserves ${needsMib} MiB: ${[isExchanged ? "when the refresh has exchanged the last of the earlier ones, " : "as soon as the last of the earlier ones is gone, "]}${sides.visitors(use)} get ${errorOf(loadBalancerErrors.noTargets)} until a task fits.`,
      hint: say`Take machines with more memory than a task reserves, or measure what a task needs and let it reserve less first.`,
    }));
  });
}
