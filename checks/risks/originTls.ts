import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { defaultHttpsPort } from "../../facts/cloudflare/ports";
import type { ModelResource } from "../../model/graph/resources";
import { machinesOf } from "../../model/origin/answeredErrors";
import { listeningPorts } from "../../model/origin/listeners";
import { OriginPaths } from "../../model/origin/originPaths";
import { servedCertificates } from "../../model/origin/servedCertificates";
import { countPlaces } from "../../model/origin/showsTrusted";
import type { TrafficModel } from "../../model/traffic/path";

/**
 * Lists hostnames of which every load balancer of AWS shows certificates that Cloudflare refuses in a strict mode.
 * @param model - The paths of hostnames.
 * @param hostnames - The hostnames.
 * @returns Those that the plan shows to be without a name or an authority that is believed.
 */
export function mistrusted(model: TrafficModel, hostnames: readonly string[]): string[] {
  const origins = OriginPaths.of(model);
  return hostnames.filter((hostname) => {
    const machines = onlyBalancers(model, hostname);
    return (
      machines.length > 0 &&
      machines.every((machine) => {
        const lead = origins.leads.to(machine).find((each) => each.hostname === hostname);
        const host = lead?.hosts === unknownValue ? undefined : (lead?.hosts[0] ?? hostname);
        const listeners = origins.asked(machine);
        return (
          host !== undefined &&
          listeners.length > 0 &&
          listeners.every((listener) => isRefused(model, listener, host))
        );
      })
    );
  });
}

function isRefused(model: TrafficModel, listener: ModelResource, host: string): boolean {
  const { names, certificates } = servedCertificates(model, listener);
  const isKnown = names !== unknownValue && certificates.length > 0;
  return (
    isKnown &&
    (!certificateCovers(names, host) || certificates.every(({ isTrusted }) => isTrusted === "no"))
  );
}

/**
 * Lists hostnames of which no load balancer of AWS listens at the port of HTTPS, where nothing says that another one is asked.
 * @param model - The paths of hostnames.
 * @param hostnames - The hostnames.
 */
export function unheard(model: TrafficModel, hostnames: readonly string[]): string[] {
  const { leads } = OriginPaths.of(model);
  return hostnames.filter((hostname) => {
    const machines = onlyBalancers(model, hostname);
    return (
      machines.length > 0 &&
      machines.every(
        (machine) =>
          listeningPorts(model.inventory, machine)?.includes(defaultHttpsPort) === false &&
          leads
            .to(machine)
            .filter((each) => each.hostname === hostname)
            .every(({ port, isTunnelled }) => port === 0 && !isTunnelled),
      )
    );
  });
}

/** The load balancers of AWS that a hostname leads to; none where it leads elsewhere too. */
function onlyBalancers(model: TrafficModel, hostname: string): readonly ModelResource[] {
  return machinesOf(model, hostname).length === countPlaces(model, model.pathOf(hostname))
    ? OriginPaths.of(model).balancersOf(hostname)
    : [];
}
