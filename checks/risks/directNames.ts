import { parentHostnames } from "../../core/hostnames";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import { zoneOf } from "../../model/graph/links";
import type { ModelResource } from "../../model/graph/resources";
import { OriginMachines, recordPlace } from "../../model/traffic/originMachines";
import type { TrafficModel } from "../../model/traffic/path";

/** Names that visitors reach past Cloudflare, beneath others. */
export interface DirectNames {
  /** All of them, sorted. */
  readonly beneath: readonly string[];
  /** Those of them at which nobody gets through at the port of HTTPS, as far as the plan shows all of it. */
  readonly shut: readonly string[];
}

/**
 * Finds names of a zone that visitors reach past Cloudflare, beneath others.
 * @param model - The paths of hostnames.
 * @param zone - The zone as `zoneOf` calls it.
 * @param parents - The others.
 */
export function directBeneath(
  model: TrafficModel,
  zone: string,
  parents: readonly string[],
): DirectNames {
  const above = new Set(parents);
  const direct = model.records
    .filter(
      (record) =>
        record.addresses !== "no" && record.proxied === "no" && zoneOf(record.resource) === zone,
    )
    .flatMap(({ hostname }) => hostname ?? [])
    .filter((hostname) => parentHostnames(hostname).some((parent) => above.has(parent)));
  const beneath = [...new Set(direct)].sort();
  return { beneath, shut: beneath.filter((hostname) => isShutForHttps(model, hostname)) };
}

function isShutForHttps(model: TrafficModel, hostname: string): boolean {
  const machines = OriginMachines.of(model.inventory);
  const led = model.pathOf(hostname).records.map((record) => machines.at(recordPlace(record)));
  const isShut = (machine: ModelResource): boolean => {
    const found = model.firewalls.find(({ endpoint }) => endpoint.attachedTo === machine);
    const reached = found && model.exposures.at(found.endpoint.groups, defaultHttpsPort).reachable;
    return reached?.ipv4 === "no" && reached.ipv6 === "no";
  };
  return led.length > 0 && led.every((each) => each.length > 0 && each.every(isShut));
}
