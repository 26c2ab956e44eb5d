import { addressKey } from "../../model/traffic/originMachines";
import { elasticAddressesOfBalancer } from "../../model/traffic/elasticAddresses";
import { addressesOf } from "../../model/traffic/machineAddresses";
import { zoneOfPath } from "../../model/traffic/answering";
import type { HostnamePath } from "../../model/traffic/hostnamePath";
import { trafficPathsOf, type TrafficModel } from "../../model/traffic/path";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue } from "../../core/known";
import type { Inventory } from "../../model/graph/inventory";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { namedOrigins, type NamedOrigin } from "../../model/origin/leads";
import { zoneStrictness } from "../../model/tls/zoneTls";
import { machineAnswer, type Registered } from "./machineFailures";
import type { WatchAnswer, WatchSubject } from "./outageSubjects";

const nothingToSay: WatchAnswer = { state: "unknown", because: "" };

/**
 * Follows the paths of hostnames on behind load balancers in AWS: listener, certificate, target group, targets, subnets. Load balancers
 * are found by their addresses, of which an account of its own is kept, so that one change is not looked for at every hostname.
 */
export class OutageOrigins {
  /** Load balancers by their addresses. */
  readonly #machines = new Map<string, Set<string>>();
  /** Hostnames that were asked about, by the addresses that they lead to. */
  readonly #askers = new Map<string, Set<string>>();
  /** Hostnames that are watched. */
  readonly #hostnames = new Set<string>();
  /** What was registered behind load balancers when they last answered, by their keys. */
  readonly #registered = new Map<string, Registered>();

  /**
   * Prepares an empty account of load balancers.
   * @param inventory - The account, kept up to date by the caller.
   */
  constructor(private readonly inventory: Inventory) {}

  /**
   * Follows one change of the account.
   * @param before - The resource that changed, before it did.
   * @param after - The same after it did.
   * @returns Ids of subjects whose answer may be another for a reason that the inventory cannot name.
   */
  follow(before: ModelResource | undefined, after: ModelResource | undefined): string[] {
    const wasEmpty = this.#machines.size === 0;
    const left = addressesNow(this.inventory, before);
    const come = addressesNow(this.inventory, after);
    for (const address of left) {
      this.#machines.get(address)?.delete(before?.key ?? "");
    }
    for (const address of come) {
      getOrCreate(this.#machines, address, () => new Set()).add(after?.key ?? "");
    }
    const isFirst = wasEmpty && this.#machines.size > 0;
    const asking = isFirst
      ? [...this.#hostnames]
      : [...left, ...come].flatMap((address) => [...(this.#askers.get(address) ?? [])]);
    return [...new Set(asking)].map(idOf);
  }

  /**
   * A hostname whose requests must be answered behind the load balancers that it leads to.
   * @param hostname - The hostname.
   * @returns The subject.
   */
  subject(hostname: string): WatchSubject {
    this.#hostnames.add(hostname);
    return {
      id: idOf(hostname),
      kind: "answered",
      title: hostname,
      ask: () => (this.#machines.size === 0 ? nothingToSay : this.#ask(hostname)),
    };
  }

  #ask(hostname: string): WatchAnswer {
    const model = trafficPathsOf(this.inventory);
    const path = model.pathOf(hostname);
    if (path.serving !== "yes" || path.proxied === "no") {
      return nothingToSay;
    }
    const answers = namedOrigins(model, path).flatMap((origin) =>
      this.#machinesAt(hostname, origin).map((machine) => ({
        machine,
        ...machineAnswer({
          ...{ model, machine, port: origin.port, isTunnelled: origin.isTunnelled },
          host: hostOf(origin, hostname),
          isStrict: isStrict(model, path),
          had: this.#had(machine),
        }),
      })),
    );
    const failure = answers.find((each) => each.failure !== undefined)?.failure;
    if (failure !== undefined) {
      return { state: "no", because: failure };
    }
    for (const { machine, has } of answers) {
      const had = this.#had(machine);
      this.#registered.set(machine.key, {
        targets: had.targets || has.targets,
        permissions: had.permissions || has.permissions,
      });
    }
    return { state: "yes", because: "" };
  }

  #had({ key }: ModelResource): Registered {
    return this.#registered.get(key) ?? { targets: false, permissions: false };
  }

  #machinesAt(hostname: string, { place }: NamedOrigin): ModelResource[] {
    if (typeof place.address !== "string") {
      return [];
    }
    const address = addressKey(place.address);
    getOrCreate(this.#askers, address, () => new Set()).add(hostname);
    return [...(this.#machines.get(address) ?? [])]
      .map((key) => this.inventory.byKey(key))
      .filter((machine) => machine !== undefined);
  }
}

function idOf(hostname: string): string {
  return `answered ${hostname}`;
}

/** Its hostname, and the elastic addresses that a network load balancer has. */
function addressesNow(inventory: Inventory, resource: ModelResource | undefined): string[] {
  if (resource === undefined || modelType(resource.type) !== "awsLoadBalancer") {
    return [];
  }
  const elastic = elasticAddressesOfBalancer(inventory, resource);
  return [resource, ...elastic].flatMap(addressesOf).map(addressKey);
}

/** The name that an origin is asked by. */
function hostOf({ hosts }: NamedOrigin, hostname: string): string {
  return hosts === unknownValue ? hostname : (hosts[0] ?? hostname);
}

function isStrict({ inventory }: TrafficModel, path: HostnamePath): boolean {
  const zone = zoneOfPath(path);
  return zone !== undefined && zoneStrictness(inventory, zone) === "yes";
}
