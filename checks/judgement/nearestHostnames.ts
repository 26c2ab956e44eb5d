import { getOrCreate } from "../../core/getOrCreate";
import { Neighbours } from "../../model/graph/neighbours";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { DirectHostnames } from "./directHostnames";

/** Which hostnames' requests meet what is nearest to a resource of one side of a plan, by whatever names what. */
export class NearestHostnames {
  readonly #direct: DirectHostnames;
  readonly #resources: readonly ModelResource[];
  readonly #found = new Map<string, readonly string[]>();
  #distances: Distances | undefined;

  /**
   * Follows every hostname. What names what is looked at when a resource is asked for that no request meets itself.
   * @param model - The paths of the side.
   * @param resources - Its resources.
   */
  constructor(model: TrafficModel, resources: readonly ModelResource[]) {
    this.#direct = DirectHostnames.of(model, resources);
    this.#resources = resources;
  }

  /**
   * Lists the hostnames whose requests meet a resource, else those that meet what is nearest to it.
   * @param key - Its key.
   * @returns The hostnames, sorted; none where requests meet nothing that it hangs together with.
   */
  of(key: string): readonly string[] {
    const direct = this.#direct.of(key);
    return direct.length > 0 ? direct : getOrCreate(this.#found, key, () => this.#beside(key));
  }

  #beside(key: string): readonly string[] {
    this.#distances ??= new Distances(this.#direct.keys, new Neighbours([this.#resources]));
    const nearer = this.#distances.nearer(key).map((each) => this.of(each));
    const [first = [], ...others] = new Set(nearer);
    return others.length === 0 ? first : [...new Set([...first, ...others.flat()])].sort();
  }
}

/** How far resources are from some of them, by whatever names what. */
class Distances {
  readonly #steps: Map<string, number>;

  constructor(
    from: readonly string[],
    private readonly neighbours: Neighbours,
  ) {
    this.#steps = new Map(from.map((key) => [key, 0]));
    for (let ring = [...from], count = 1; ring.length > 0; count += 1) {
      const next = new Set(ring.flatMap((key) => neighbours.nextTo(key)));
      ring = [...next].filter((key) => !this.#steps.has(key));
      ring.forEach((key) => this.#steps.set(key, count));
    }
  }

  /** What is next to a resource and one step nearer; nothing for what is not reached. */
  nearer(key: string): string[] {
    const steps = this.#steps.get(key) ?? 0;
    return steps === 0
      ? []
      : this.neighbours.nextTo(key).filter((each) => this.#steps.get(each) === steps - 1);
  }
}
