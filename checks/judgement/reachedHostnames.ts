import { getOrCreate } from "../../core/getOrCreate";
import { Neighbours } from "../../model/graph/neighbours";
import { OriginPaths } from "../../model/origin/originPaths";
import type { TrafficModel } from "../../model/traffic/path";
import { modelType } from "../../model/graph/resourceTypes";
import { edgeServiceOf, namedHostnames } from "../../model/traffic/edgeServices";
import type { RiskContext } from "../risks/risk";

/** Which hostnames lead to what hangs together with a resource, by whatever names what. */
export class ReachedHostnames {
  readonly #neighbours: Neighbours;
  readonly #hostnames = new Map<string, Set<string>>();
  readonly #ofShared = new Map<string, readonly string[]>();

  /**
   * Follows every hostname of a plan.
   * @param context - The plan and its paths.
   */
  constructor({ plan, before, after }: RiskContext) {
    this.#neighbours = new Neighbours([plan.before, plan.after]);
    for (const model of [before, after]) {
      this.#followPaths(model);
    }
    const sides = [...plan.before, ...plan.after];
    for (const resource of sides.filter(({ type }) => isForHostnames(type))) {
      this.#add(resource.key, namedHostnames(resource));
    }
    for (const key of new Set(sides.map((resource) => resource.key))) {
      for (const model of [before, after]) {
        const resource = model.inventory.byKey(key);
        const found = resource === undefined ? [] : OriginPaths.of(model).hostnames(resource);
        this.#add(key, found);
      }
    }
  }

  /**
   * Lists the hostnames whose requests meet what hangs together with a change.
   * @param keys - The keys of its resource, before and after.
   * @returns The hostnames, sorted.
   */
  by(keys: readonly string[]): readonly string[] {
    return inOrder(keys.map((key) => this.#hostnames.get(this.#neighbours.partOf(key)) ?? []));
  }

  /**
   * Lists the hostnames whose requests meet what shares something with a change, such as a network.
   * @param keys - The keys of its resource, before and after.
   * @returns The hostnames, sorted.
   */
  beside(keys: readonly string[]): readonly string[] {
    const shared = keys.flatMap((key) => this.#neighbours.sharedBy(key));
    return inOrder(shared.map((each) => this.#sharing(each)));
  }

  #sharing(shared: string): readonly string[] {
    return getOrCreate(this.#ofShared, shared, () =>
      [...this.#neighbours.partsSharing(shared)].flatMap((part) => [
        ...(this.#hostnames.get(part) ?? []),
      ]),
    );
  }

  #followPaths(model: TrafficModel): void {
    for (const { hostname, records, loadBalancer } of model.hostnames) {
      const pools = loadBalancer?.targets.flatMap(({ resources }) => resources) ?? [];
      const own = loadBalancer === undefined ? [] : [loadBalancer.resource];
      for (const { key } of [...records.map(({ resource }) => resource), ...own, ...pools]) {
        this.#add(key, [hostname]);
      }
    }
  }

  #add(key: string, hostnames: readonly string[]): void {
    if (hostnames.length > 0) {
      const found = getOrCreate(this.#hostnames, this.#neighbours.partOf(key), () => new Set());
      hostnames.forEach((hostname) => found.add(hostname));
    }
  }
}

/** Whether a resource of a type answers for hostnames by itself, or stands before them, whatever record leads there. */
function isForHostnames(type: string): boolean {
  return edgeServiceOf(type) !== undefined || modelType(type) === "accessApplication";
}

function inOrder(lists: readonly Iterable<string>[]): string[] {
  return [...new Set(lists.flatMap((each) => [...each]))].sort();
}
