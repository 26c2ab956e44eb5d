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
  /**
   * Operations besides updates and replacements that are judged by the properties that the resource has, since it acts on what
   * stands already. Defaults to none: that it comes or goes is read as such.
   */
  readonly byProperty?: readonly PlanOperation[];
  /** Operations that nobody reads. Defaults to none. */
  readonly unread?: readonly PlanOperation[];
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
