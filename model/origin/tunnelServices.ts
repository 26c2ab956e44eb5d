import { certain, type Certainty } from "../../core/certainty";
import { getOrCreate } from "../../core/getOrCreate";
import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { defaultHttpPort, defaultHttpsPort } from "../../facts/cloudflare/ports";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { OriginMachines } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { admission } from "./admission";
import { outcomeFor, type Taker } from "./listenerRules";
import { servedCertificates } from "./servedCertificates";

/**
 * Finds the machine at which a tunnel's service stands, and that lets nobody in at the port.
 * @param inventory - The resources.
 * @param service - The service as a configuration names it: `http://10.0.2.30:8080`.
 * @returns The machine; undefined where somebody may get in, or the plan does not say.
 */
export function shutMachine(inventory: Inventory, service: string): ModelResource | undefined {
  const { host, port } = placeOf(service);
  return inventory
    .ofType("instance")
    .filter(({ properties }) => readText(properties.privateIp) === host)
    .find((machine) => {
      const groups = groupsOn(inventory, machine);
      const admitted = admission(
        inventory,
        groups,
        (rule) =>
          rule.applies === "no" ? "no" : admitsProtocol(rule, protocolSpellings.tcp, port),
        "ingress",
      );
      return groups.length > 0 && admitted === "no";
    });
}

/**
 * Finds what takes the requests of a tunnel at the load balancer of AWS that its service is, when they ask for a host.
 * @param inventory - The resources.
 * @param service - The service as a configuration names it: `http://internal-1.eu-west-1.elb.amazonaws.com`.
 * @param host - The Host header.
 * @returns What takes those that no rule of a path takes; undefined where the service is none, or the plan does not say.
 */
export function takerAtService(
  inventory: Inventory,
  service: string,
  host: string,
): Taker | undefined {
  const listener = listenerAt(inventory, service);
  return listener === undefined ? undefined : outcomeFor(inventory, listener, host).rest;
}

/**
 * Whether the load balancer of AWS that the service of a tunnel is shows a certificate with a name.
 * @param model - The paths of hostnames.
 * @param service - The service, as above.
 * @param name - The name.
 * @returns Unknown where the plan does not say.
 */
export function certifiesAtService(model: TrafficModel, service: string, name: string): Certainty {
  const listener = listenerAt(model.inventory, service);
  const names = listener === undefined ? unknownValue : servedCertificates(model, listener).names;
  return names === unknownValue ? "unknown" : certain(certificateCovers(names, name));
}

/** The addresses of machines are read once. */
const machinesOf = new WeakMap<Inventory, OriginMachines>();

function listenerAt(inventory: Inventory, service: string): ModelResource | undefined {
  const place = placeOf(service);
  return getOrCreate(machinesOf, inventory, () => new OriginMachines(inventory))
    .at({ address: place.host, addressFrom: [] })
    .flatMap((machine) => inventory.linkedTo(machine, "listener"))
    .find(({ properties }) => readNumber(properties.port) === place.port);
}

/** A host, and the port that it is asked at. */
function placeOf(service: string): { readonly host: string; readonly port: number } {
  const url = URL.canParse(service) ? new URL(service) : undefined;
  const usual = url?.protocol === "https:" ? defaultHttpsPort : defaultHttpPort;
  return { host: url?.hostname ?? "", port: Number(url?.port) || usual };
}
