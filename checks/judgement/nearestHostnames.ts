import { getOrCreate } from "../../core/getOrCreate";
import { Neighbours } from "../../model/graph/neighbours";
import type { ModelResource } from "../../model/graph/resources";
import type { TrafficModel } from "../../model/traffic/path";
import { DirectHostnames } from "./directHostnames";

/** Which hostnames' requests meet what is nearest to a resource of one side of a plan, by whatever names what. */
export class NearestHostnames {
  readonly #direct: DirectHostnames;
  readonly #neighbours: Neighbours;
  readonly #steps: ReadonlyMap<string, number>;
  readonly #found = new Map<string, readonly string[]>();

  /**
   * Counts how far everything is from what requests meet.
   * @param model - The paths of the side.
   * @param resources - Its resources.
   */
  constructor(model: TrafficModel, resources: readonly ModelResource[]) {
    this.#direct = new DirectHostnames(model, resources);
    this.#neighbours = new Neighbours([resources]);
    const steps = new Map(this.#direct.keys.map((key) => [key, 0]));
    for (let ring = [...steps.keys()], count = 1; ring.length > 0; count += 1) {
      const next = new Set(ring.flatMap((key) => this.#neighbours.nextTo(key)));
      ring = [...next].filter((key) => !steps.has(key));
      ring.forEach((key) => steps.set(key, count));
    }
    this.#steps = steps;
  }

  /**
   * Lists the hostnames whose requests meet a resource, else those that meet what is nearest to it.
   * @param key - Its key.
   * @returns The hostnames, sorted; none where requests meet nothing that it hangs together with.
   */
  of(key: string): readonly string[] {
    const steps = this.#steps.get(key);
    if (steps === undefined || steps === 0) {
      return steps === 0 ? this.#direct.of(key) : [];
    }
    return getOrCreate(this.#found, key, () => {
      const nearer = this.#neighbours
        .nextTo(key)
        .filter((each) => this.#steps.get(each) === steps - 1);
      const [first = [], ...others] = new Set(nearer.map((each) => this.of(each)));
      return others.length === 0 ? first : [...new Set([...first, ...others.flat()])].sort();
    });
  }
}
