import { getOrCreate } from "../../core/getOrCreate";
import { Neighbours } from "../../model/graph/neighbours";
import type { RiskContext } from "../risks/risk";
import { DirectHostnames } from "./directHostnames";

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
    for (const [model, resources] of [
      [before, plan.before],
      [after, plan.after],
    ] as const) {
      const direct = DirectHostnames.of(model, resources);
      direct.keys.forEach((key) => this.#add(key, direct.of(key)));
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

  #add(key: string, hostnames: readonly string[]): void {
    if (hostnames.length > 0) {
      const found = getOrCreate(this.#hostnames, this.#neighbours.partOf(key), () => new Set());
      hostnames.forEach((hostname) => found.add(hostname));
    }
  }
}

function inOrder(lists: readonly Iterable<string>[]): string[] {
  return [...new Set(lists.flatMap((each) => [...each]))].sort();
}
