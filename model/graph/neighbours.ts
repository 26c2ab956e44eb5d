import { getOrCreate } from "../../core/getOrCreate";
import { mentionsOf } from "./mentions";
import { tokensOf } from "./resourcesOfType";
import type { ModelResource } from "./resources";

/**
 * Types whose objects many others stand in or use that have nothing else to do with each other: a network, a zone, a cluster, a role,
 * a key.
 */
const sharedTypes =
  /^(?:aws:(?:ec2\/(?:vpc|subnet|defaultVpc|defaultSubnet)|ecs\/cluster|eks\/cluster|iam\/\w+|kms\/\w+):|cloudflare:index\/(?:zone|account):)/;

/** Which resources of a plan hang together: one names the other, or depends on it, through whatever stands between them. */
export class Neighbours {
  readonly #keysByToken = new Map<string, string>();
  readonly #shared = new Set<string>();
  readonly #leads = new Map<string, string>();
  readonly #adjacent = new Map<string, Set<string>>();

  /**
   * Looks at resources.
   * @param sides - Lists of resources, as they are before and after a plan: each may be in all of them.
   */
  constructor(sides: readonly (readonly ModelResource[])[]) {
    const all = new Set(sides.flat());
    for (const resource of all) {
      this.#addTokens(resource);
    }
    for (const resource of all) {
      this.#connect(resource);
    }
  }

  /**
   * Names the part of the plan that a resource belongs to.
   * @param key - The resource's key.
   * @returns A key that all of the part have in common. What many others share belongs to a part of its own.
   */
  partOf(key: string): string {
    let root = key;
    for (let next = this.#leads.get(root); next !== undefined; next = this.#leads.get(root)) {
      root = next;
    }
    // What was walked leads there at once from now on.
    for (let each = key; each !== root;) {
      const next = this.#leads.get(each) ?? root;
      this.#leads.set(each, root);
      each = next;
    }
    return root;
  }

  /**
   * Lists what a resource names or depends on, and what names it or depends on it.
   * @param key - The resource's key.
   * @returns The keys, without what many others share.
   */
  nextTo(key: string): string[] {
    return [...(this.#adjacent.get(key) ?? [])].filter((each) => !this.#shared.has(each));
  }

  /**
   * Lists what a resource shares with others: the network that it stands in, the role that it uses.
   * @param key - The resource's key.
   * @returns The keys of what is shared; the key itself where it is such a thing.
   */
  sharedBy(key: string): string[] {
    const isShared = (each: string): boolean => this.#shared.has(each);
    return isShared(key) ? [key] : [...(this.#adjacent.get(key) ?? [])].filter(isShared);
  }

  /**
   * Lists the parts of the plan that share something.
   * @param shared - Its key.
   * @returns Keys as `partOf` gives them.
   */
  partsSharing(shared: string): ReadonlySet<string> {
    return new Set([...(this.#adjacent.get(shared) ?? [])].map((key) => this.partOf(key)));
  }

  #addTokens(resource: ModelResource): void {
    if (sharedTypes.test(resource.type)) {
      this.#shared.add(resource.key);
    }
    for (const token of tokensOf(resource)) {
      this.#keysByToken.set(token, resource.key);
    }
  }

  #connect(resource: ModelResource): void {
    for (const word of [...mentionsOf(resource), ...(resource.dependencies ?? [])]) {
      const key = this.#keysByToken.get(word);
      if (key !== undefined && key !== resource.key) {
        this.#join(resource.key, key);
      }
    }
  }

  #join(key: string, other: string): void {
    getOrCreate(this.#adjacent, key, () => new Set()).add(other);
    getOrCreate(this.#adjacent, other, () => new Set()).add(key);
    if (!this.#shared.has(key) && !this.#shared.has(other)) {
      const [part, otherPart] = [this.partOf(key), this.partOf(other)];
      if (part !== otherPart) {
        this.#leads.set(part, otherPart);
      }
    }
  }
}
