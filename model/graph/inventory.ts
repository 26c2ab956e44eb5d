import { compare } from "../../core/order";
import { linksOf } from "./links";
import { getOrCreate } from "../../core/getOrCreate";
import { parentHostnames } from "../../core/hostnames";
import { NameIndex, type NameChanges } from "./nameIndex";
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
 * All resources, found by what the path of traffic asks for in constant time. It can be kept up to date
 * one resource at a time, and tells which questions an answer rested on, so that only answers that can have
 * changed are asked again.
 */
export class Inventory {
  /** Whether an id that is not found is gone, not just out of sight. */
  readonly complete: boolean;
  private readonly resources = new Map<string, ModelResource>();
  private readonly types = new Map<ModelTypeName, ResourcesOfType>();
  private readonly names = new NameIndex();
  private asked: Set<string> | undefined;

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
      add(changed, questionsOfNames(this.names.put(resource, type)));
      add(changed, questionsAbout(resource, type));
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
      return nothing;
    }
    this.resources.delete(key);
    this.types.get(type)?.remove(resource);
    const names = this.names.remove(resource, type);
    return add(new Set(questionsOfNames(names)), questionsAbout(resource, type));
  }

  /**
   * Answers a question and notes what the answer rests on.
   * @param work - Asks this inventory.
   * @returns The answer, and the questions that `put` and `remove` name when they may change it.
   */
  observe<T>(work: () => T): { answer: T; asked: ReadonlySet<string> } {
    const outer = this.asked;
    const asked = new Set<string>();
    this.asked = asked;
    try {
      return { answer: work(), asked };
    } finally {
      this.asked = outer;
      add(outer ?? new Set<string>(), asked);
    }
  }

  /**
   * Finds a resource by its key.
   * @param key - URN, or `type::id` in an account.
   * @returns The resource, or undefined where the inventory has none.
   */
  byKey(key: string): ModelResource | undefined {
    this.asked?.add(`key ${key}`);
    return this.resources.get(key);
  }

  /**
   * Finds a resource by the provider's id, or by its ARN.
   * @param type - What it is.
   * @param id - Id or ARN.
   * @returns The resource, or undefined where the inventory has none.
   */
  byId(type: ModelTypeName, id: string): ModelResource | undefined {
    this.asked?.add(`${type} ${id}`);
    return this.types.get(type)?.byId(id);
  }

  /**
   * Lists the resources of a type.
   * @param type - What they are.
   * @returns The resources, sorted by key.
   */
  ofType(type: ModelTypeName): ModelResource[] {
    this.asked?.add(`type ${type}`);
    return sorted(this.types.get(type)?.all());
  }

  /**
   * Whether there is a resource of a type.
   * @param type - What it is.
   * @returns True where `ofType` finds one.
   */
  has(type: ModelTypeName): boolean {
    this.asked?.add(`type ${type}`);
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
    const found: ModelResource[] = [];
    if (this.isAbsent(type)) {
      return found;
    }
    const known = this.types.get(type);
    for (const token of tokens) {
      this.asked?.add(`link ${type} ${token}`);
      known?.linkedTo(token).forEach((resource) => found.push(resource));
    }
    return found.length < 2 ? found : sorted(new Set(found));
  }

  /**
   * Whether something names an id or a key.
   * @param token - Id, ARN or key, or `unknownLink` for what may belong to anything.
   * @param type - What is looked for.
   * @returns True where `linkedToAny` finds something.
   */
  isLinked(token: string, type: ModelTypeName): boolean {
    this.asked?.add(`link ${type} ${token}`);
    return this.types.get(type)?.isLinkedTo(token) ?? false;
  }

  /**
   * The records and load balancers of one name, itself and not a wildcard that covers it.
   * @param hostname - A hostname of the model.
   * @returns The resources, sorted by key.
   */
  atName(hostname: string): ModelResource[] {
    this.asked?.add(`name ${hostname}`);
    return sorted(this.names.at(hostname));
  }

  /**
   * Whether a record or a load balancer stands at a name itself.
   * @param hostname - A hostname of the model.
   * @returns True where `atName` finds something.
   */
  existsAt(hostname: string): boolean {
    this.asked?.add(`name ${hostname}`);
    return this.names.stands(hostname);
  }

  /**
   * Whether DNS holds a name: something stands there or beneath it.
   * @param hostname - A hostname of the model.
   * @returns True where a wildcard beside it no longer speaks for it.
   */
  nameExists(hostname: string): boolean {
    this.asked?.add(`within ${hostname}`);
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
   * The name of the zone in which a record stands.
   * @param resource - A record or a load balancer of this inventory.
   * @returns The canonical name; undefined where it is not known.
   */
  zoneNameOf(resource: ModelResource): string | undefined {
    this.asked?.add("type zone");
    return this.names.zoneNameOf(resource);
  }

  /**
   * What a zone is called, as far as what stands in it says so.
   * @param tokens - The zone among the tokens of the model.
   * @returns Its name, or `the zone of` a hostname in it; undefined where neither is known.
   */
  zoneTitle(tokens: readonly string[]): string | undefined {
    this.asked?.add("type zone");
    for (const token of tokens) {
      this.asked?.add(`link dnsRecord ${token}`);
      this.asked?.add(`link loadBalancer ${token}`);
    }
    return this.names.zoneTitle(tokens.join(" or "));
  }

  /**
   * The name of a zone, as far as its own resource or one of its load balancers says it.
   * @param zone - The zone as `zoneOf` calls it.
   * @returns The canonical name; undefined where it is not known.
   */
  zoneName(zone: string): string | undefined {
    this.asked?.add("type zone");
    return this.names.zoneName(zone);
  }

  /**
   * Whether a name belongs to a zone that this inventory knows the name of.
   * @param hostname - A canonical hostname.
   * @returns True where it is a zone's name or beneath one.
   */
  holdsZoneOf(hostname: string): boolean {
    this.asked?.add("type zone");
    return this.names.holdsZoneOf(hostname);
  }

  /**
   * Lists the names of zones that this inventory knows.
   * @returns The canonical names, sorted.
   */
  zoneNames(): string[] {
    this.asked?.add("type zone");
    return this.names.zoneNames();
  }

  /**
   * Lists every name at which a record or a load balancer stands.
   * @returns The names, sorted.
   */
  hostnames(): string[] {
    this.asked?.add("type dnsRecord");
    this.asked?.add("type loadBalancer");
    return this.names.all();
  }

  /** Whether there is nothing of a type to be found, by a question that nobody notes. */
  private isAbsent(type: ModelTypeName): boolean {
    return this.asked === undefined && !this.types.has(type);
  }

  /** Puts a resource there whose key is free. */
  private keep(resource: ModelResource, type: ModelTypeName): void {
    this.resources.set(resource.key, resource);
    getOrCreate(this.types, type, () => new ResourcesOfType()).add(resource);
  }
}

const nothing: ReadonlySet<string> = new Set();

function questionsAbout(resource: ModelResource, type: ModelTypeName): string[] {
  return [
    `key ${resource.key}`,
    `type ${type}`,
    ...idsOf(resource).map((id) => `${type} ${id}`),
    ...linksOf(resource).map((token) => `link ${type} ${token}`),
  ];
}

function questionsOfNames({ zones, hostnames }: NameChanges): string[] {
  const within = hostnames.flatMap((hostname) => [
    `name ${hostname}`,
    ...[hostname, ...parentHostnames(hostname)].map((name) => `within ${name}`),
  ]);
  return zones ? ["type zone", ...within] : within;
}

function add(set: Set<string>, more: Iterable<string>): Set<string> {
  for (const each of more) {
    set.add(each);
  }
  return set;
}

function sorted(resources: Iterable<ModelResource> = []): ModelResource[] {
  const list = [...resources];
  return list.length < 2 ? list : list.sort((left, right) => compare(left.key, right.key));
}
