import { getOrCreate } from "../../core/getOrCreate";
import { modelType } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { OriginPaths } from "../../model/origin/originPaths";
import { edgeServiceOf, namedHostnames } from "../../model/traffic/edgeServices";
import type { TrafficModel } from "../../model/traffic/path";

/** Which hostnames' requests meet which resources of one side of a plan: records, load balancers, pools, what answers at the edge, and machines. */
export class DirectHostnames {
  readonly #sets = new Map<string, Set<string>>();
  readonly #balancers = new Map<string, Set<string>>();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #machines = new Map<string, readonly string[]>();

  /**
   * Finds them for a side, followed once however often they are asked for.
   * @param model - The paths of the side.
   * @param resources - Its resources.
   */
  static of(model: TrafficModel, resources: readonly ModelResource[]): DirectHostnames {
    return getOrCreate(known, model, () => new DirectHostnames(model, resources));
  }

  private constructor(
    private readonly model: TrafficModel,
    private readonly resources: readonly ModelResource[],
  ) {
    for (const { hostname, records, loadBalancer } of model.hostnames) {
      records.forEach(({ resource }) => this.#add(resource.key, hostname));
      if (loadBalancer !== undefined) {
        const { key } = loadBalancer.resource;
        if (!this.#sets.has(key)) {
          loadBalancer.targets
            .flatMap((target) => target.resources)
            .forEach((pool) => getOrCreate(this.#balancers, pool.key, () => new Set()).add(key));
        }
        this.#add(key, hostname);
      }
    }
    for (const service of resources.filter(({ type }) => isForHostnames(type))) {
      namedHostnames(service).forEach((hostname) => this.#add(service.key, hostname));
    }
  }

  /** The keys of what requests meet. */
  get keys(): readonly string[] {
    const all = this.resources.map(({ key }) => key);
    const met = all.filter((key) => this.#ofMachine(key).length > 0);
    return [...this.#sets.keys(), ...this.#balancers.keys(), ...met];
  }

  /**
   * Lists the hostnames whose requests meet a resource itself.
   * @param key - Its key.
   * @returns The hostnames, sorted. It is the same list for pools of the same load balancers.
   */
  of(key: string): readonly string[] {
    const through = [...(this.#balancers.get(key) ?? [])];
    const sources = this.#sets.has(key) ? [key, ...through] : through;
    return sources.length === 0
      ? this.#ofMachine(key)
      : getOrCreate(this.#lists, sources.join("\n"), () =>
          [...new Set(sources.flatMap((each) => [...(this.#sets.get(each) ?? [])]))].sort(),
        );
  }

  #ofMachine(key: string): readonly string[] {
    return getOrCreate(this.#machines, key, () => {
      const machine = this.model.inventory.byKey(key);
      // All machines are AWS's; who has none needs no more.
      return machine?.type.startsWith("aws:") === true
        ? [...OriginPaths.of(this.model).hostnames(machine)].sort()
        : [];
    });
  }

  #add(key: string, hostname: string): void {
    getOrCreate(this.#sets, key, () => new Set()).add(hostname);
  }
}

const known = new WeakMap<TrafficModel, DirectHostnames>();

/** Whether a resource of a type answers for hostnames by itself, or stands before them, whatever record leads there. */
function isForHostnames(type: string): boolean {
  return edgeServiceOf(type) !== undefined || modelType(type) === "accessApplication";
}
