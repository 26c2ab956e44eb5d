import type { Schema } from "../core/lateSchema";

/** For whom an object is made. */
export interface Making {
  /** URN of the resource. */
  readonly urn: string;
  /**
   * Whether an object that is there already may be what a run that was cut off has made for the resource: it is not where the state
   * has it, as when the resource is replaced, since the engine deletes it then.
   */
  readonly mayTakeUp: (id: string) => boolean;
}

/**
 * A type of resource that the provider keeps. Its inputs are all that there is of it: what the service adds is not read, and what it
 * says differently is brought into the form of the inputs by `read`.
 */
export interface MonitorKind<Api, Inputs> {
  /** What its inputs must be. */
  readonly inputs: Schema;
  /** Names of the inputs of which another value makes another resource. */
  readonly replaces: readonly (keyof Inputs & string)[];
  /**
   * Makes it, or takes up what a run that was cut off has made of it, where the service can tell.
   * @returns The id that the service gave it.
   */
  readonly create: (api: Api, inputs: Inputs, making: Making) => Promise<string>;
  /**
   * Reads it.
   * @returns The inputs as they stand; undefined where the service has no such thing.
   */
  readonly read: (api: Api, id: string) => Promise<Inputs | undefined>;
  /** Makes it what the inputs say. */
  readonly update: (api: Api, id: string, inputs: Inputs) => Promise<void>;
  /** Removes it; one that is gone already is removed. */
  readonly delete: (api: Api, id: string) => Promise<void>;
}

/** What the provider does with one resource of any type, through an API that it is given once. */
export interface KeptMonitor {
  /** What its inputs must be. */
  readonly inputs: Schema;
  /** Names of the inputs of which another value makes another resource. */
  readonly replaces: readonly string[];
  /** Makes it, or takes up what a run that was cut off has made of it, and gives back its id. */
  create(inputs: object, making: Making): Promise<string>;
  /** Reads its inputs as they stand, given those of before; undefined where there is none. */
  read(id: string, before: object): Promise<object | undefined>;
  /** Makes it what the inputs say. */
  update(id: string, inputs: object): Promise<void>;
  /** Removes it. */
  delete(id: string): Promise<void>;
}

/**
 * Gives a type its API.
 * @param kind - The type.
 * @param api - Finds the API; not asked before it is needed.
 * @returns The type, for the provider, which has held the inputs against its schema.
 */
export function keptThrough<Api, Inputs extends object>(
  kind: MonitorKind<Api, Inputs>,
  api: () => Api,
): KeptMonitor {
  return {
    inputs: kind.inputs,
    replaces: kind.replaces,
    create: async (inputs, making) => kind.create(api(), inputs as Inputs, making),
    read: async (id) => kind.read(api(), id),
    update: async (id, inputs) => kind.update(api(), id, inputs as Inputs),
    delete: async (id) => kind.delete(api(), id),
  };
}
