import type { ModelResource } from "./resources";

/** Resources by a text that several may share. Most texts have one resource, which is kept without a set of its own. */
export class ResourceIndex {
  private readonly found = new Map<string, ModelResource | Set<ModelResource>>();

  /**
   * Adds a resource.
   * @param text - The text.
   * @param resource - The resource; one that is there already is not added again.
   */
  add(text: string, resource: ModelResource): void {
    const known = this.found.get(text);
    if (known === undefined) {
      this.found.set(text, resource);
    } else if (known instanceof Set) {
      known.add(resource);
    } else if (known !== resource) {
      this.found.set(text, new Set([known, resource]));
    }
  }

  /**
   * Takes a resource away; nothing happens where it is not there.
   * @param text - The text.
   * @param resource - The resource.
   */
  delete(text: string, resource: ModelResource): void {
    const known = this.found.get(text);
    if (known instanceof Set) {
      known.delete(resource);
    }
    if (known === resource || (known instanceof Set && known.size === 0)) {
      this.found.delete(text);
    }
  }

  /**
   * Whether a text has a resource.
   * @param text - The text.
   * @returns True for one at least.
   */
  has(text: string): boolean {
    return this.found.has(text);
  }

  /**
   * Lists the resources of a text.
   * @param text - The text.
   * @returns The resources, in the order in which they were added, as a list of the caller's own.
   */
  at(text: string): ModelResource[] {
    const known = this.found.get(text);
    return known === undefined ? [] : known instanceof Set ? [...known] : [known];
  }

  /**
   * Lists the texts that have a resource.
   * @returns The texts.
   */
  texts(): Iterable<string> {
    return this.found.keys();
  }
}
