import { certain, type Certainty } from "../../core/certainty";
import { certificateCovers } from "../../core/hostnames";
import { unknownValue } from "../../core/known";
import { defaultHttpPort } from "../../facts/cloudflare/ports";
import { protocolSpellings } from "../../facts/aws/securityGroups";
import { admitsProtocol } from "../firewall/groupRules";
import { groupsOn } from "../firewall/protectedEndpoints";
import type { Inventory } from "../graph/inventory";
import { readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { OriginMachines } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { admission } from "./admission";
import { outcomeFor, type Taker } from "./listenerRules";
import { listeningPorts, readListener } from "./listeners";
import { servedCertificates } from "./servedCertificates";
import { isSecureUrl, portOfUrl } from "./urlPort";

/** What stands where a tunnel's service is said to be, and why it serves nobody there. */
export interface DeadService {
  /** The machine or load balancer. */
  readonly at: ModelResource;
  /**
   * `shut` where its security groups let nobody in at the port, `unheard` where no listener of a load balancer has the port, `otherwise` where
   * the listener speaks TLS and the service does not, or the reverse.
   */
  readonly why: "shut" | "unheard" | "otherwise";
}

/**
 * Finds what keeps a tunnel's service from answering.
 * @param inventory - The resources.
 * @param service - The service as a configuration names it: `http://10.0.2.30:8080`.
 * @returns Undefined where it may answer, or the plan does not say.
 */
export function deadService(inventory: Inventory, service: string): DeadService | undefined {
  const { host, port, isSecure } = placeOf(service);
  const balancers = machinesAt(inventory, host);
  const machines = inventory
    .ofType("instance")
    .filter(({ properties }) => readText(properties.privateIp) === host);
  const shut = [...machines, ...balancers].find((machine) => isShut(inventory, machine, port));
  if (shut !== undefined) {
    return { at: shut, why: "shut" };
  }
  const deaf = balancers.find((each) => listeningPorts(inventory, each)?.includes(port) === false);
  if (deaf !== undefined) {
    return { at: deaf, why: "unheard" };
  }
  const { protocol } = readListener(listenerAt(inventory, service));
  const speaks = typeof protocol === "string" ? tlsOf.get(protocol.toUpperCase()) : undefined;
  const [at] = balancers;
  return at === undefined || speaks === undefined || speaks === isSecure
    ? undefined
    : { at, why: "otherwise" };
}

/** Whether listeners of a load balancer of HTTP speak TLS. One of TCP passes on what its targets speak. */
const tlsOf: ReadonlyMap<string, boolean> = new Map([
  ["HTTP", false],
  ["HTTPS", true],
]);

function isShut(inventory: Inventory, machine: ModelResource, port: number): boolean {
  const groups = groupsOn(inventory, machine);
  const admitted = admission(
    inventory,
    groups,
    (rule) => (rule.applies === "no" ? "no" : admitsProtocol(rule, protocolSpellings.tcp, port)),
    "ingress",
  );
  return groups.length > 0 && admitted === "no";
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

function listenerAt(inventory: Inventory, service: string): ModelResource | undefined {
  const { host, port } = placeOf(service);
  return machinesAt(inventory, host)
    .flatMap((machine) => inventory.linkedTo(machine, "listener"))
    .find((listener) => readListener(listener).port === port);
}

function machinesAt(inventory: Inventory, host: string): readonly ModelResource[] {
  return OriginMachines.of(inventory).at({ address: host, addressFrom: [] });
}

/** A host, the port that it is asked at, and whether by TLS. */
function placeOf(service: string) {
  const url = URL.canParse(service) ? new URL(service) : undefined;
  return url === undefined
    ? { host: "", port: defaultHttpPort, isSecure: false }
    : { host: url.hostname, port: portOfUrl(url), isSecure: isSecureUrl(url) };
}
