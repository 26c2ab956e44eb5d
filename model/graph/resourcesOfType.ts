import { linksOf } from "./links";
import { ResourceIndex } from "./resourceIndex";
import type { ModelResource } from "./resources";

/** The resources of one type, found by id or by what they name. An index is made when somebody first asks for it. */
export class ResourcesOfType {
  private readonly resources = new Set<ModelResource>();
  private ids: Map<string, ModelResource> | undefined;
  private links: ResourceIndex | undefined;

  /**
   * Adds a resource.
   * @param resource - The resource, whose key is free.
   */
  add(resource: ModelResource): void {
    this.resources.add(resource);
    if (this.ids !== undefined) {
      addIds(this.ids, resource);
    }
    if (this.links !== undefined) {
      addLinks(this.links, resource);
    }
  }

  /**
   * Takes a resource away.
   * @param resource - The resource that was added.
   */
  remove(resource: ModelResource): void {
    this.resources.delete(resource);
    for (const id of this.ids === undefined ? [] : idsOf(resource)) {
      if (this.ids?.get(id) === resource) {
        this.ids.delete(id);
      }
    }
    for (const token of this.links === undefined ? [] : linksOf(resource)) {
      this.links?.delete(token, resource);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.resources.size;
  }

  /**
   * Lists all.
   * @returns The resources.
   */
  all(): Iterable<ModelResource> {
    return this.resources;
  }

  /**
   * Finds a resource.
   * @param id - Id or ARN.
   * @returns The resource, or undefined.
   */
  byId(id: string): ModelResource | undefined {
    this.ids ??= this.indexed(new Map<string, ModelResource>(), addIds);
    return this.ids.get(id);
  }

  /**
   * Lists what names an id or a key.
   * @param token - Id, ARN or key.
   * @returns The resources, as a list of the caller's own.
   */
  linkedTo(token: string): ModelResource[] {
    return this.linkIndex().at(token);
  }

  /**
   * Whether something names an id or a key.
   * @param token - Id, ARN or key.
   * @returns True where `linkedTo` finds something.
   */
  isLinkedTo(token: string): boolean {
    return this.linkIndex().has(token);
  }

  private linkIndex(): ResourceIndex {
    return (this.links ??= this.indexed(new ResourceIndex(), addLinks));
  }

  private indexed<Index>(
    index: Index,
    addTo: (index: Index, resource: ModelResource) => void,
  ): Index {
    for (const resource of this.resources) {
      addTo(index, resource);
    }
    return index;
  }
}

/**
 * Lists the ids that a resource answers to.
 * @param resource - Any resource.
 * @returns The provider's id and the ARN, as far as they are known.
 */
export function idsOf(resource: ModelResource): string[] {
  const { id } = resource;
  const { arn } = resource.properties;
  if (typeof arn !== "string" || arn === id) {
    return id === undefined ? [] : [id];
  }
  return id === undefined ? [arn] : [id, arn];
}

/**
 * Lists what another resource may name a resource by.
 * @param resource - Any resource.
 * @returns Its key, for a reference of the same program, and its ids.
 */
export function tokensOf(resource: ModelResource): string[] {
  return [resource.key, ...idsOf(resource)];
}

function addIds(ids: Map<string, ModelResource>, resource: ModelResource): void {
  for (const id of idsOf(resource)) {
    ids.set(id, resource);
  }
}

function addLinks(links: ResourceIndex, resource: ModelResource): void {
  for (const token of linksOf(resource)) {
    links.add(token, resource);
  }
}
