import { sortedByKey } from "../../core/order";
import { getOrCreate } from "../../core/getOrCreate";
import { KnownZones } from "./knownZones";
import { NameIndex } from "./nameIndex";
import { question, Questions, type Observed } from "./questions";
import { standsAtName, typesAtNames } from "./zoneNames";
import { idsOf, ResourcesOfType } from "./resourcesOfType";
import { modelType, type ModelTypeName } from "./resourceTypes";
import type { ModelResource } from "./resources";

/** How much of the world an inventory holds. */
export interface InventoryOptions {
  /**
   * Whether nothing exists beside the resources given: true for an account, where an id that is not
   * found is gone; false for a plan, where it belongs to another stack or to nobody. Defaults to false.
   */
  readonly complete?: boolean;
}

/**
 * All resources, found by what the path of traffic asks for in constant time. It can be kept up to date one resource at a time, and tells
 * which questions an answer rested on, so that only answers that can have changed are asked again.
 */
export class Inventory {
  /** Whether an id that is not found is gone, not just out of sight. */
  readonly complete: boolean;
  private readonly resources = new Map<string, ModelResource>();
  private readonly types = new Map<ModelTypeName, ResourcesOfType>();
  private readonly names = new NameIndex();
  private readonly questions = new Questions();
  /** What zones are called. */
  readonly zones = new KnownZones(this.names, this.questions);

  /**
   * Fills an inventory.
   * @param resources - The resources, in any order. Of two with the same key the later one counts.
   * @param options - How much of the world they are.
   */
  constructor(resources: Iterable<ModelResource> = [], options: InventoryOptions = {}) {
    this.complete = options.complete ?? false;
    for (const resource of resources) {
      const type = modelType(resource.type);
      if (type !== undefined) {
        if (this.resources.has(resource.key)) {
          this.remove(resource.key);
        }
        this.keep(resource, type);
        this.names.learn(resource, type);
      }
    }
    for (const type of typesAtNames) {
      for (const resource of this.types.get(type)?.all() ?? []) {
        this.names.place(resource);
      }
    }
  }

  /**
   * Puts a resource there, or replaces the one with its key.
   * @param resource - The resource.
   * @returns The questions whose answers may now be others.
   */
  put(resource: ModelResource): ReadonlySet<string> {
    const changed = new Set(this.remove(resource.key));
    const type = modelType(resource.type);
    if (type !== undefined) {
      this.keep(resource, type);
      question.allOfNames(this.names.put(resource, type)).forEach((one) => changed.add(one));
      question.allAbout(resource, type).forEach((one) => changed.add(one));
    }
    return changed;
  }

  /**
   * Takes a resource away.
   * @param key - The resource's key.
   * @returns The questions whose answers may now be others; none where there was no such resource.
   */
  remove(key: string): ReadonlySet<string> {
    const resource = this.resources.get(key);
    const type = resource && modelType(resource.type);
    if (resource === undefined || type === undefined) {
      return new Set();
    }
    this.resources.delete(key);
    this.types.get(type)?.remove(resource);
    const names = this.names.remove(resource, type);
    return new Set([...question.allOfNames(names), ...question.allAbout(resource, type)]);
  }

  /**
   * Answers a question and notes what the answer rests on.
   * @param work - Asks this inventory.
   * @returns The answer, and the questions that `put` and `remove` name when they may change it.
   */
  observe<T>(work: () => T): Observed<T> {
    return this.questions.observe(work);
  }

  /**
   * Finds a resource by its key.
   * @param key - URN, or `type::id` in an account.
   * @returns The resource, or undefined where the inventory has none.
   */
  byKey(key: string): ModelResource | undefined {
    this.questions.noted?.add(question.key(key));
    return this.resources.get(key);
  }

  /**
   * Finds a resource by the provider's id, or by its ARN.
   * @param type - What it is.
   * @param id - Id or ARN.
   * @returns The resource, or undefined where the inventory has none.
   */
  byId(type: ModelTypeName, id: string): ModelResource | undefined {
    this.questions.noted?.add(question.id(type, id));
    return this.types.get(type)?.byId(id);
  }

  /**
   * Lists the resources of a type.
   * @param type - What they are.
   * @returns The resources, sorted by key.
   */
  ofType(type: ModelTypeName): ModelResource[] {
    this.questions.noted?.add(question.type(type));
    return sortedByKey(this.types.get(type)?.all());
  }

  /**
   * Whether there is a resource of a type.
   * @param type - What it is.
   */
  has(type: ModelTypeName): boolean {
    this.questions.noted?.add(question.type(type));
    return (this.types.get(type)?.size ?? 0) > 0;
  }

  /**
   * Lists what belongs to a resource or uses it: the rules of a group, the settings of a zone.
   * @param target - The resource.
   * @param type - What is looked for.
   * @returns The resources that name the target by key, id or ARN, sorted by key.
   */
  linkedTo(target: ModelResource, type: ModelTypeName): ModelResource[] {
    return this.isAbsent(type) ? [] : this.linkedToAny([target.key, ...idsOf(target)], type);
  }

  /**
   * Lists what names one of several ids or keys.
   * @param tokens - Ids, ARNs or keys.
   * @param type - What is looked for.
   * @returns The resources, each once, sorted by key.
   */
  linkedToAny(tokens: Iterable<string>, type: ModelTypeName): ModelResource[] {
    const found = new Set<ModelResource>();
    const known = this.types.get(type);
    for (const token of this.isAbsent(type) ? [] : tokens) {
      this.questions.noted?.add(question.link(type, token));
      known?.linkedTo(token).forEach((each) => found.add(each));
    }
    return found.size < 2 ? [...found] : sortedByKey(found);
  }

  /**
   * Whether something names an id or a key.
   * @param token - Id, ARN or key, or `unknownLink` for what may belong to anything.
   * @param type - What is looked for.
   */
  isLinked(token: string, type: ModelTypeName): boolean {
    this.questions.noted?.add(question.link(type, token));
    return this.types.get(type)?.isLinkedTo(token) ?? false;
  }

  /**
   * The records and load balancers of one name, itself and not a wildcard that covers it.
   * @param hostname - A hostname of the model.
   * @returns The resources, sorted by key.
   */
  atName(hostname: string): ModelResource[] {
    this.questions.noted?.add(question.name(hostname));
    return sortedByKey(this.names.at(hostname));
  }

  /**
   * Whether a record or a load balancer stands at a name itself.
   * @param hostname - A hostname of the model.
   */
  existsAt(hostname: string): boolean {
    this.questions.noted?.add(question.name(hostname));
    return this.names.stands(hostname);
  }

  /**
   * Whether DNS holds a name: something stands there or beneath it.
   * @param hostname - A hostname of the model.
   * @returns True where a wildcard beside it no longer speaks for it.
   */
  nameExists(hostname: string): boolean {
    this.questions.noted?.add(question.within(hostname));
    return this.names.exists(hostname);
  }

  /**
   * The hostname of a record or a load balancer.
   * @param resource - A record or a load balancer of this inventory.
   * @returns Its full name where the zone's is known; undefined where its name is unknown.
   */
  hostnameOf(resource: ModelResource): string | undefined {
    return this.names.nameOf(resource);
  }

  /**
   * The hostname that a record or a load balancer would have, were it put here.
   * @param resource - Any resource, of this inventory or not.
   * @returns As `hostnameOf`; undefined for other resources too.
   */
  hostnameOfComing(resource: ModelResource): string | undefined {
    return standsAtName(modelType(resource.type)) ? this.names.nameOfComing(resource) : undefined;
  }

  /**
   * Lists every name at which a record or a load balancer stands.
   * @returns The names, sorted.
   */
  hostnames(): string[] {
    typesAtNames.forEach((type) => this.questions.noted?.add(question.type(type)));
    return this.names.all();
  }

  /** Whether there is nothing of a type to be found, by a question that nobody notes. */
  private isAbsent(type: ModelTypeName): boolean {
    return this.questions.noted === undefined && !this.types.has(type);
  }

  /** Puts a resource there whose key is free. */
  private keep(resource: ModelResource, type: ModelTypeName): void {
    this.resources.set(resource.key, resource);
    getOrCreate(this.types, type, () => new ResourcesOfType()).add(resource);
  }
}
