import { getOrCreate } from "../../../core/getOrCreate";
import { ownEntry } from "../../../core/ownEntry";
import { secretProperties } from "../../../core/secrets";
import { secretValue, type ModelObject, type ModelResource } from "../../../model/graph/resources";
import { isAbsent, text, type Properties } from "../values";
import { indexKeys } from "./indexes";
import { isSecretMark } from "./sealing";

/** One object that exists in the account. */
export interface StoredObject {
  /** Pulumi type token. */
  readonly type: string;
  /** What tells it apart from others of its type: its id, or `zone/id` where ids repeat between zones. */
  readonly key: string;
  /** The provider's id. */
  readonly id: string;
  /** What the API says about it, by Pulumi's names; a secret that is never given back is a mark. */
  readonly properties: Properties;
  /** Names of the properties that hold a secret, or where one stands inside, e.g. `bindings[1].text`. */
  readonly secrets: readonly string[];
}

/** An object is new, or has new properties. */
export interface ObjectPut {
  /** Tells the changes apart. */
  readonly kind: "put";
  /** The object as it is now. */
  readonly object: StoredObject;
}

/** An object is gone. */
export interface ObjectRemoved {
  /** Tells the changes apart. */
  readonly kind: "removed";
  /** Its Pulumi type token. */
  readonly type: string;
  /** Its key among those of its type. */
  readonly key: string;
}

/** One change of the account. */
export type AccountChange = ObjectPut | ObjectRemoved;

/** Called after each change, before the call that made it is answered. */
export type AccountListener = (change: AccountChange) => void;

/** The one account behind both stand-in providers: everything that exists, found by type, id and index. */
export class Account {
  private readonly objects = new Map<string, Map<string, StoredObject>>();
  private readonly indexed = new Map<string, Set<StoredObject>>();
  private readonly listeners: AccountListener[] = [];
  private changes = 0;

  /** Grows with every change; equal numbers mean that nothing changed in between. */
  get revision(): number {
    return this.changes;
  }

  /** How many objects exist. */
  get size(): number {
    let total = 0;
    for (const ofType of this.objects.values()) {
      total += ofType.size;
    }
    return total;
  }

  /**
   * Finds an object.
   * @param type - Pulumi type token.
   * @param key - Its key: the id, or `zone/id` where ids repeat between zones.
   * @returns The object, or undefined where there is none.
   */
  get(type: string, key: string): StoredObject | undefined {
    return this.objects.get(type)?.get(key);
  }

  /**
   * Lists the objects of one type.
   * @param type - Pulumi type token.
   * @returns The objects, in the order in which they came to be.
   */
  ofType(type: string): StoredObject[] {
    return [...(this.objects.get(type)?.values() ?? [])];
  }

  /**
   * Lists the types of which objects were made.
   * @returns Pulumi type tokens.
   */
  types(): string[] {
    return [...this.objects.keys()];
  }

  /**
   * Finds objects by an index, such as `record-name:<zone>/<name>`, in constant time.
   * @param index - One of the keys that `indexes.ts` writes.
   * @returns The objects under that key.
   */
  find(index: string): ReadonlySet<StoredObject> {
    return this.indexed.get(index) ?? new Set();
  }

  /**
   * Puts an object there, or replaces the one of the same type and key.
   * @param object - The object.
   */
  put(object: StoredObject): void {
    this.unindex(this.get(object.type, object.key));
    getOrCreate(this.objects, object.type, () => new Map()).set(object.key, object);
    for (const index of indexKeys(object.type, object.properties)) {
      getOrCreate(this.indexed, index, () => new Set()).add(object);
    }
    this.announce({ kind: "put", object });
  }

  /**
   * Takes an object away, as when somebody deletes it by hand.
   * @param type - Pulumi type token.
   * @param key - Its key.
   * @returns True where it existed.
   */
  remove(type: string, key: string): boolean {
    const object = this.get(type, key);
    if (object === undefined) {
      return false;
    }
    this.unindex(object);
    this.objects.get(type)?.delete(key);
    this.announce({ kind: "removed", type, key });
    return true;
  }

  /**
   * Changes an object behind Pulumi's back, as somebody with a dashboard does: drift.
   * @param type - Pulumi type token.
   * @param key - Its key.
   * @param change - The properties to set.
   * @throws {Error} Where there is no such object.
   */
  edit(type: string, key: string, change: Properties): void {
    const object = this.get(type, key);
    if (object === undefined) {
      throw new Error(`the account has no ${type} with the key ${key}`);
    }
    this.put({ ...object, properties: { ...object.properties, ...change } });
  }

  /**
   * Lists everything as the model of traffic reads it.
   * @returns One resource per object, under the key `type::key`.
   */
  resources(): ModelResource[] {
    const resources: ModelResource[] = [];
    for (const [type, ofType] of this.objects) {
      for (const object of ofType.values()) {
        const name = isAbsent(object.properties.name) ? object.id : text(object.properties.name);
        const key = `${type}::${object.key}`;
        resources.push({ key, type, name, id: object.id, properties: told(object) });
      }
    }
    return resources;
  }

  /**
   * Tells a listener of every change from now on.
   * @param listener - Called after each change.
   */
  onChange(listener: AccountListener): void {
    this.listeners.push(listener);
  }

  private unindex(object: StoredObject | undefined): void {
    for (const index of object === undefined ? [] : indexKeys(object.type, object.properties)) {
      const entries = this.indexed.get(index);
      entries?.delete(object as StoredObject);
      if (entries?.size === 0) {
        this.indexed.delete(index);
      }
    }
  }

  private announce(change: AccountChange): void {
    this.changes += 1;
    for (const listener of this.listeners) {
      listener(change);
    }
  }
}

/** What an object says to whoever judges it: its type's secrets as such, where the program marked them or the API never gives them back. */
function told({ type, properties, secrets }: StoredObject): ModelObject {
  const hidden = (ownEntry(secretProperties, type) ?? []).filter(
    (name) => secrets.includes(name) || isSecretMark(ownEntry(properties, name)),
  );
  return hidden.length === 0
    ? properties
    : { ...properties, ...Object.fromEntries(hidden.map((name) => [name, secretValue])) };
}
