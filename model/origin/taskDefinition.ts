import type { Certainty } from "../../core/certainty";
import type { Known } from "../../core/known";
import type { ModelResource } from "../graph/resources";

/** What a revision of a task definition says of the tasks that it makes. */
export interface TaskDefinition {
  /** The resource it was read from. */
  readonly resource: ModelResource;
  /** The ports that each of its containers opens, by name; unknown where the plan does not say yet. */
  readonly ports: Known<ReadonlyMap<string, readonly number[]>>;
  /** The repository of the image of each of its containers, by name, without the tag; unknown where the plan does not say yet. */
  readonly repositories: Known<ReadonlyMap<string, string>>;
  /** The commands by which containers are asked whether they are well, by name; none for those not asked, or not essential. */
  readonly checks: ReadonlyMap<string, string>;
  /** Whether it may run on Fargate. */
  readonly onFargate: Certainty;
  /** CPU units of a task; undefined where it has no bound. */
  readonly cpu: Known<number> | undefined;
  /** Memory of a task in MiB; undefined where it has no bound. */
  readonly memoryMib: Known<number> | undefined;
  /** MiB that a machine must have free for a task: that bound, or what its containers reserve. Undefined where it is not known. */
  readonly reservedMib: number | undefined;
}
