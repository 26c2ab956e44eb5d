import type { Inventory } from "../../model/graph/inventory";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import type { TrafficModel } from "../../model/traffic/path";
import { bareText, names, say, titleOf } from "../words/words";
import type { Risk, RiskContext } from "./risk";

/**
 * Tells what meets a pool or a monitor by the hostnames whose load balancers ask it, where visitors meet it.
 * @param context - The paths of both sides.
 * @returns What gives a risk the hostnames; any other stays as it is.
 */
export function withHostnames({ before, after }: RiskContext): (risk: Risk) => Risk {
  return (risk) => {
    const { subject, title, about = [], consequence } = risk;
    const sides = [after, before].map((model) => askingHostnames(model, subject));
    const hostnames = sides.find((each) => each.length > 0);
    if (hostnames === undefined) {
      return risk;
    }
    const text = bareText(consequence);
    const isSaid = hostnames.some((hostname) => text.includes(hostname));
    const first = isSaid ? [] : say`${names(hostnames)}: `;
    return {
      ...risk,
      ...{ title: titleOf(hostnames), about: [...about, title] },
      consequence: [...first, ...consequence],
    };
  };
}

/**
 * Lists the hostnames of load balancers that are not off and ask a pool, or pools that a monitor probes.
 * @param model - The paths of hostnames.
 * @param subject - The key of the pool, the monitor or its group.
 */
export function askingHostnames(
  { inventory, loadBalancers }: TrafficModel,
  subject: string,
): string[] {
  const resource = inventory.byKey(subject);
  const pools = resource === undefined ? [] : poolsOf(inventory, resource);
  const asking = new Set(pools.flatMap((pool) => inventory.linkedTo(pool, "loadBalancer")));
  if (asking.size === 0) {
    return [];
  }
  const hostnames = loadBalancers
    .filter((each) => each.enabled !== "no" && asking.has(each.resource))
    .flatMap(({ hostname }) => hostname ?? []);
  return [...new Set(hostnames)].sort();
}

function poolsOf(inventory: Inventory, resource: ModelResource): readonly ModelResource[] {
  const type = modelType(resource.type);
  if (type === "pool") {
    return [resource];
  }
  const groups = type === "monitor" ? inventory.linkedTo(resource, "monitorGroup") : [];
  return type === "monitor" || type === "monitorGroup"
    ? [resource, ...groups].flatMap((each) => inventory.linkedTo(each, "pool"))
    : [];
}
