import { parentHostnames } from "../../core/hostnames";
import { linksOf } from "./links";
import type { NameChanges } from "./nameIndex";
import { idsOf } from "./resourcesOfType";
import type { ModelResource } from "./resources";
import type { ModelTypeName } from "./resourceTypes";

/** How the questions are called that answers of an inventory rest on. */
export const question = {
  /** What has a key. */
  key: (key: string) => `key ${key}`,
  /** What of a type has an id or ARN. */
  id: (type: ModelTypeName, id: string) => `${type} ${id}`,
  /** What is of a type. */
  type: (type: ModelTypeName) => `type ${type}`,
  /** What of a type names an id, ARN or key. */
  link: (type: ModelTypeName, token: string) => `link ${type} ${token}`,
  /** What stands at a name. */
  name: (hostname: string) => `name ${hostname}`,
  /** What stands at a name or beneath it. */
  within: (hostname: string) => `within ${hostname}`,
  /** All whose answers a resource is part of. */
  allAbout: (resource: ModelResource, type: ModelTypeName): string[] => [
    question.key(resource.key),
    question.type(type),
    ...idsOf(resource).map((id) => question.id(type, id)),
    ...linksOf(resource).map((token) => question.link(type, token)),
  ],
  /** All whose answers a change of names may change. */
  allOfNames: ({ zones, hostnames }: NameChanges): string[] => [
    ...(zones ? [question.type("zone")] : []),
    ...hostnames.flatMap((hostname) => [
      question.name(hostname),
      ...[hostname, ...parentHostnames(hostname)].map(question.within),
    ]),
  ],
};

/** An answer, and the questions that it rests on. */
export interface Observed<T> {
  readonly answer: T;
  readonly asked: ReadonlySet<string>;
}

/** Notes the questions that are asked while somebody observes. */
export class Questions {
  /** What was asked so far, to which whoever asks adds; undefined while nobody observes. */
  noted: Set<string> | undefined;

  /**
   * Answers a question and notes what the answer rests on; whoever observes around it notes the same.
   * @param work - Answers it.
   */
  observe<T>(work: () => T): Observed<T> {
    const outer = this.noted;
    const asked = new Set<string>();
    this.noted = asked;
    try {
      return { answer: work(), asked };
    } finally {
      this.noted = outer;
      asked.forEach((name) => outer?.add(name));
    }
  }
}
