import type { PlanOperation } from "../plan/plan";

/** What of a resource type the model reads. Paths are written without places in lists: `rules.actionParameters.ssl`. */
export interface ReadType {
  /** Properties that the model, the rules and the risks read; what stands beneath one is read with it. */
  readonly read: readonly string[];
  /** Properties with no part in the path of traffic, each with the reason. */
  readonly noPart?: Readonly<Record<string, string>>;
  /** For a type of which only some resources are read: the property that tells them apart. */
  readonly only?: {
    /** The property. */
    readonly property: string;
    /** Its values of which the resources are read. */
    readonly values: readonly string[];
    /** Its values of which the resources have no part in the path of traffic, each with the reason. */
    readonly noPart?: Readonly<Record<string, string>>;
  };
  /** Read properties that are followed although what they name, or what beneath them does, stands in no plan, each with the reason. Defaults to none. */
  readonly outsidePlan?: Readonly<Record<string, string>>;
  /**
   * Operations that are judged by all properties that the resource has, since it acts on what stands already. Defaults to none: that
   * it comes or goes is read as such, and an update or a replacement is judged by the properties that change.
   */
  readonly byProperty?: readonly PlanOperation[];
  /** Operations that nobody reads. Defaults to none. */
  readonly unread?: readonly PlanOperation[];
}

/** The deepest path of the tables has four levels. */
const mostLevels = 5;

/** The paths of properties that the tables list of a type; put together when somebody first asks. */
export class ListedPaths {
  #listed: ReadonlySet<string> | undefined;
  #above: ReadonlySet<string> | undefined;

  /**
   * Has put nothing together yet.
   * @param type - What the tables say of the type.
   */
  constructor(private readonly type: ReadType) {}

  /**
   * Whether a property is read, or has no part in the path of traffic.
   * @param path - Its path.
   * @returns True where the path is listed itself, or one above it.
   */
  covers(path: string): boolean {
    const listed = this.#list();
    return listed.has(path) || parentsOf(path).some((parent) => listed.has(parent));
  }

  /**
   * Whether some of what stands beneath a property is listed.
   * @param path - Its path.
   * @returns True where it is above a listed one.
   */
  reachBeneath(path: string): boolean {
    this.#above ??= new Set([...this.#list()].flatMap(parentsOf));
    return this.#above.has(path);
  }

  /**
   * Whether a property is read, and not listed for having no part.
   * @param path - Its path.
   * @returns True where the nearest listed path, itself or above it, is a read one.
   */
  reads(path: string): boolean {
    const listed = this.#list();
    const nearest = [path, ...parentsOf(path).reverse()].find((each) => listed.has(each));
    return nearest !== undefined && this.type.read.includes(nearest);
  }

  #list(): ReadonlySet<string> {
    const { read, noPart = {} } = this.type;
    return (this.#listed ??= new Set([...read, ...Object.keys(noPart)]));
  }
}

function parentsOf(path: string): string[] {
  const parts = path.split(".", mostLevels);
  return parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join("."));
}

/** A word for people, which the API only keeps. */
export const forPeople = "a word for people";

/** Labels, by which people and bills sort resources. */
export const labels = {
  tags: "labels for people and bills",
  tagsAll: "labels for people and bills",
};

/** A name that no request carries, of a resource that others refer to by its id. */
export const nameForPeople = "a name for people; what refers to it does so by its id";

/** What the API says of an object that a program had made, and nobody sets. */
export const answered = "what the API says of it";
