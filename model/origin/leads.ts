import { takingOrigins } from "../traffic/pools";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import { knownList } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { isReference } from "../graph/targets";
import type { HostnamePath } from "../traffic/hostnamePath";
import { recordPlace, type OriginPlace } from "../traffic/originMachines";
import type { TrafficModel } from "../traffic/path";
import { Onward } from "./onward";
import type { Lead } from "./lead";

/** Which hostnames lead to which machines. Nothing is followed until somebody asks. */
export class Leads {
  #found: ReadonlyMap<string, readonly Lead[]> | undefined;
  #idle: ReadonlySet<string> | undefined;
  #areHeld = true;
  #onward: Onward | undefined;

  /**
   * Has followed nothing yet.
   * @param model - The paths of hostnames.
   */
  constructor(private readonly model: TrafficModel) {}

  /** Whether the resources say at all where hostnames lead. */
  get some(): boolean {
    return this.model.hostnames.length > 0;
  }

  /**
   * Lists what leads to a machine.
   * @param machine - A load balancer, an instance or an interface.
   * @returns The hostnames, sorted, each once for every record and pool that names the machine.
   */
  to(machine: ModelResource | undefined): readonly Lead[] {
    this.#found ??= this.#followed();
    return (machine && this.#found.get(machine.key)) ?? [];
  }

  /**
   * Lists the machines that requests for a hostname are sent to.
   * @param path - The path of the hostname.
   * @returns The machines, each once; none where one of the places is not known, or is none that the resources hold.
   */
  machinesOf(path: HostnamePath): readonly ModelResource[] {
    const onward = (this.#onward ??= new Onward(this.model));
    const ways = namedOrigins(this.model, path).map(({ place }) =>
      onward.from(place, path.hostname).map(({ machine }) => machine),
    );
    return ways.every((reached) => reached.length > 0) ? [...new Set(ways.flat())] : [];
  }

  /**
   * Whether hostnames lead to other machines for certain: none to this one, and each to one that the resources hold.
   * @param machine - A load balancer, an instance or an interface.
   */
  areElsewhere(machine: ModelResource): boolean {
    return this.some && this.to(machine).length === 0 && this.#areHeld;
  }

  /**
   * Whether nothing leads to a machine but pools that are switched off.
   * @param machine - A load balancer, an instance or an interface.
   */
  isIdle(machine: ModelResource): boolean {
    this.#idle ??= idleMachines(this.model);
    return this.#idle.has(machine.key) && this.to(machine).length === 0;
  }

  #followed(): Map<string, Lead[]> {
    const onward = (this.#onward ??= new Onward(this.model));
    const ofPools = new Map<string, NamedOrigin[]>();
    const leads = new Map<string, Lead[]>();
    for (const path of this.model.hostnames) {
      const { hostname } = path;
      for (const { place, ...lead } of originsOf(this.model, path, ofPools)) {
        const reached = onward.from(place, hostname);
        this.#areHeld &&= reached.length > 0;
        for (const { machine, asked } of reached) {
          getOrCreate(leads, machine.key, (): Lead[] => []).push({ hostname, ...lead, ...asked });
        }
      }
    }
    return leads;
  }
}

/** The machines that pools name which are switched off. */
function idleMachines(model: TrafficModel): ReadonlySet<string> {
  const onward = new Onward(model);
  const off = model.pools.filter(({ enabled }) => enabled === "no");
  return new Set(
    off
      .flatMap(({ origins }) => knownList(origins) ?? [])
      .flatMap((origin) => onward.from(origin, "").map(({ machine }) => machine.key)),
  );
}

/** A place that requests are sent to, with all but the hostname of the lead. */
export interface NamedOrigin extends Omit<Lead, "hostname"> {
  /** Where it is. */
  readonly place: OriginPlace;
}

/**
 * Lists the places that requests for a hostname are sent to.
 * @param model - The paths of hostnames.
 * @param path - The path of the hostname.
 * @returns The places that records and pools name, health apart; those of pools that may get no traffic among them.
 */
export function namedOrigins(model: TrafficModel, path: HostnamePath): readonly NamedOrigin[] {
  return originsOf(model, path, new Map());
}

function originsOf(
  model: TrafficModel,
  { loadBalancer, records, shadowed, next }: HostnamePath,
  ofPools: Map<string, NamedOrigin[]>,
): NamedOrigin[] {
  const asked = shadowed.length > 0 ? [] : records;
  const byRecords = asked.map((record) => ({
    ...{ by: record.resource, place: recordPlace(record), port: 0, hosts: [] },
    isTunnelled: record.privatelyRouted !== "no",
  }));
  // The pool of last resort is most often one of the others.
  const named = new Set((loadBalancer?.targets ?? []).flatMap(({ resources }) => resources));
  const pools = [...named].filter((pool) => model.pool(pool).enabled !== "no");
  return [
    ...byRecords,
    ...pools.flatMap((pool) => getOrCreate(ofPools, pool.key, () => poolOrigins(model, pool))),
    ...next.flatMap((path) => originsOf(model, path, ofPools)),
  ];
}

function poolOrigins(model: TrafficModel, by: ModelResource): NamedOrigin[] {
  return takingOrigins(model.pool(by)).map((origin) => {
    const { port, hosts, virtualNetwork } = origin;
    const isTunnelled = isReference(virtualNetwork);
    return { by, place: origin, port, hosts: textsOf(hosts), isTunnelled };
  });
}

function textsOf(hosts: Known<readonly unknown[]>): Known<readonly string[]> {
  if (hosts === unknownValue) {
    return unknownValue;
  }
  const texts = hosts.filter((host) => typeof host === "string");
  return texts.length === hosts.length ? texts : unknownValue;
}
