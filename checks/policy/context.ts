import { getOrCreate } from "../../core/getOrCreate";
import { sortedByKey } from "../../core/order";
import type { PlanOperation, PlanRename } from "../../model/plan/plan";
import { renamedKeys } from "../../model/plan/renamed";
import {
  ownReadings,
  readTrafficPaths,
  type OwnReadings,
  type TrafficModel,
} from "../../model/traffic/path";
import type { AllResources, ModelResource } from "../../model/graph/resources";
import { readUrn } from "../../model/graph/urns";

/** What a plan does with one resource: as much of a `PlanChange` as rules look at. */
export interface JudgedChange {
  /** URN of the resource. */
  readonly key: string;
  /** What happens. */
  readonly operation: PlanOperation;
  /** The resource as it was. Absent where there was none. */
  readonly before?: ModelResource;
  /** The resource as it is planned. Absent where it goes. */
  readonly after?: ModelResource;
  /** Whether an `import` option replaces a live object. */
  readonly importReplacement: boolean;
  /** Whether it deletes what an earlier, failed replacement left behind. */
  readonly leftover: boolean;
  /** URN of the resource before, where the change gives it another one. */
  readonly renamedFrom?: string;
}

/** What rules judge: a `Plan`, or as much as is known of one. */
export interface JudgedPlan {
  /** The resources as they will be. */
  readonly after: readonly ModelResource[];
  /** The resources as they were. Defaults to none. */
  readonly before?: readonly ModelResource[];
  /** What changes. Defaults to nothing. */
  readonly changes?: readonly JudgedChange[];
  /** What only changes its name. Defaults to nothing. */
  readonly renames?: readonly PlanRename[];
  /**
   * Whether the sides hold every resource of the stack. Where they do not, as in a preview without the unchanged ones,
   * nothing is said to be missing.
   */
  readonly whole: boolean;
  /**
   * Whether secrets are told apart from other values: they are `secretValue` or left out. Where they are not, as in
   * a policy pack, nothing is said of secrets in plain text. Defaults to true.
   */
  readonly secretsAreMarked?: boolean;
}

/** One side of a plan. */
export interface PlanSide extends AllResources {
  /** Every resource, sorted by key, also those that the model of traffic leaves out. */
  readonly resources: readonly ModelResource[];
  /** The path of traffic, read when it is first asked for. */
  readonly traffic: TrafficModel;
  /** Whether the side holds every resource of the stack. */
  readonly whole: boolean;
}

/** All that a rule may look at. */
export interface RuleContext {
  /** The resources as they will be. */
  readonly after: PlanSide;
  /** The resources as they were. */
  readonly before: PlanSide;
  /** The resources as they were, by the names that they have after the plan. */
  readonly renamed: PlanSide;
  /** What happens to each, sorted by key. */
  readonly changes: readonly JudgedChange[];
  /** Whether secrets are told apart from other values. */
  readonly secretsAreMarked: boolean;
  /** The moment of the judgement. */
  readonly now: Date;
  /** Notes what a rule did not look at, in a sentence without a full stop. */
  readonly leaveOut: (sentence: string) => void;
  /** What rules did not look at so far, each once. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Prepares a plan for the rules. The same plan gives the same context, whatever the order of its resources.
 * @param now - The moment of the judgement, for what expires.
 * @returns What the rules look at.
 */
export function ruleContext(plan: JudgedPlan, now: Date): RuleContext {
  const leftOut = new Set<string>();
  const own = ownReadings();
  const before = side(plan.before ?? [], plan.whole, own);
  const renamed = renamedBefore(plan);
  return {
    ...{ leftOut, leaveOut: (sentence: string) => void leftOut.add(sentence) },
    after: side(plan.after, plan.whole, own),
    before,
    renamed: renamed === undefined ? before : side(renamed, plan.whole, own),
    changes: sortedByKey(plan.changes),
    secretsAreMarked: plan.secretsAreMarked ?? true,
    now,
  };
}

/** Most resources stand on both sides as they are, and what they say by themselves is read once. */
function side(resources: readonly ModelResource[], whole: boolean, own: OwnReadings): PlanSide {
  const sorted = sortedByKey(resources);
  let byKey: ReadonlyMap<string, ModelResource> | undefined;
  let byToken: ReadonlyMap<string, readonly ModelResource[]> | undefined;
  let traffic: TrafficModel | undefined;
  return {
    resources: sorted,
    get traffic() {
      return (traffic ??= readTrafficPaths(sorted, {}, own));
    },
    whole,
    ofToken: (token) => (byToken ??= groupedByToken(sorted)).get(token) ?? [],
    byKey: (key) => (byKey ??= new Map(sorted.map((each) => [each.key, each]))).get(key),
  };
}

/** The resources before as they are called after, or undefined where no name changes. */
function renamedBefore(plan: JudgedPlan): ModelResource[] | undefined {
  const names = renamedKeys(plan);
  const renamed = (resource: ModelResource): ModelResource => {
    const key = names.get(resource.key);
    return key === undefined
      ? resource
      : { ...resource, key, name: readUrn(key)?.name ?? resource.name };
  };
  return names.size === 0 ? undefined : (plan.before ?? []).map(renamed);
}

function groupedByToken(resources: readonly ModelResource[]): Map<string, ModelResource[]> {
  const groups = new Map<string, ModelResource[]>();
  for (const resource of resources) {
    getOrCreate(groups, resource.type, () => []).push(resource);
  }
  return groups;
}
