import type { PropertyChange } from "./propertyChanges";
import type { ModelResource } from "../graph/resources";

/** A resource of a plan, with what only Pulumi knows of it. Its key is its URN. */
export interface PlanResource extends ModelResource {
  /** URN of its parent. Absent for resources right under the stack. */
  readonly parent?: string;
  /** URNs that it depends on, sorted. Empty in a plan from engine events, which do not say. */
  readonly dependencies: readonly string[];
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  /** Whether deleting it only makes Pulumi forget it. */
  readonly retainOnDelete: boolean;
  /** Whether it is a component, which exists in Pulumi only. */
  readonly component: boolean;
  /** Properties that stay as they are although the program gave them and no longer does. Absent where there are none. */
  readonly noLongerGiven?: readonly string[];
}

/** What happens to a resource. A replacement is one change, whatever steps it takes. */
export type PlanOperation = "create" | "update" | "replace" | "delete" | "import" | "read";

/** One change of a plan. */
export interface PlanChange {
  /** What happens. */
  readonly operation: PlanOperation;
  /** URN of the resource; the new one where it is renamed. */
  readonly key: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** The resource before. Absent where it is created, imported or read. */
  readonly before?: PlanResource;
  /** The resource after. Absent where it is deleted. */
  readonly after?: PlanResource;
  /** The URN before, where it is another one: the resource is renamed under an alias. */
  readonly renamedFrom?: string;
  /** What differs between the old and the new inputs, sorted by path. Empty for what is created or deleted. */
  readonly properties: readonly PropertyChange[];
  /** For a replacement: the properties that cannot change in place. */
  readonly replacedFor: readonly string[];
  /** For a replacement: whether the old one is deleted before the new one is there. Undefined where the plan does not say. */
  readonly deleteFirst: boolean | undefined;
  /** Whether an `import` option replaces a live object, which deletes it. */
  readonly importReplacement: boolean;
  /** Whether it deletes what an earlier, failed replacement left behind. */
  readonly leftover: boolean;
}

/** A resource that only changes its name in Pulumi. Nothing happens to it. */
export interface PlanRename {
  /** URN before. */
  readonly from: string;
  /** URN after. */
  readonly to: string;
}

/** What a refresh found changed outside Pulumi. */
export interface PlanDrift {
  /** URN. */
  readonly key: string;
  /** Whether the resource is gone. */
  readonly gone: boolean;
  /** What differs between the recorded and the live properties, sorted by path. */
  readonly properties: readonly PropertyChange[];
}

/** What a policy of the run's own policy packs said. */
export interface PlanPolicyResult {
  /** Name of the policy. */
  readonly policy: string;
  /** Name of its pack. */
  readonly pack: string;
  /** `mandatory`, `advisory` or another of the engine's levels. */
  readonly level: string;
  /** URN of the resource it is about. Absent for a policy about the whole stack. */
  readonly key?: string;
  /** Its words, without colour codes. */
  readonly message: string;
}

/** An error that the engine reported while it planned; the plan may be short of what comes after it. */
export interface PlanFailure {
  /** URN of the resource it is about. Absent where it is about none. */
  readonly key?: string;
  /** The engine's words, without colour codes. */
  readonly message: string;
}

/** A plan or a state, whatever it was read from. All lists are sorted, so that the same plan reads the same. */
export interface Plan {
  /** What it was read from. */
  readonly source: "preview" | "events" | "state";
  /** Project. Absent where the plan names no resource. */
  readonly project?: string;
  /** Stack. Absent where the plan names no resource. */
  readonly stack?: string;
  /** The resources before the change. Providers and the stack itself are left out. */
  readonly before: readonly PlanResource[];
  /** The resources after it. */
  readonly after: readonly PlanResource[];
  /** Whether `before` and `after` hold every resource of the stack, those that stay the same included. */
  readonly whole: boolean;
  /** What changes. */
  readonly changes: readonly PlanChange[];
  /** What only changes its name. */
  readonly renames: readonly PlanRename[];
  /** How many resources stay the same, as far as the plan says. */
  readonly unchanged: number;
  /** What changed outside Pulumi, where the plan was made with a refresh. */
  readonly drift: readonly PlanDrift[];
  /** What policies said; only engine events carry it. */
  readonly policies: readonly PlanPolicyResult[];
  /** What went wrong while planning. */
  readonly failures: readonly PlanFailure[];
  /** What of the input could not be read, one sentence each. */
  readonly unread: readonly string[];
}
