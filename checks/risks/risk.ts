import { getOrCreate } from "../../core/getOrCreate";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import type { Plan, PlanChange } from "../../model/plan/plan";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { RuleContext } from "../policy/context";
import type { RuleId } from "../policy/rules";
import type { Cause, Finding } from "../findings/finding";
import type { RiskId } from "./coveredRules";

/** Something that can cause an outage while a plan is carried out or after it. */
export type Risk = Finding<RiskId | RuleId>;

/** What risks are derived from. */
export interface RiskContext {
  /** The plan. */
  readonly plan: Plan;
  /** The path of traffic before. */
  readonly before: TrafficModel;
  /** The path of traffic after. */
  readonly after: TrafficModel;
  /** The changes by the URN of the resource, old and new, leftovers of earlier runs apart. */
  readonly changes: ReadonlyMap<string, PlanChange>;
  /** The changes by what the resource is to the model, sorted by key, leftovers of earlier runs apart. */
  readonly changesOfType: ReadonlyMap<ModelTypeName | undefined, readonly PlanChange[]>;
  /** Deletions and replacements that the engine refuses, which are none of the plan's. */
  readonly refused: readonly PlanChange[];
  /** The new URN of what only changes its name, by the old one. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The old URN of what only changes its name, by the new one. */
  readonly renamedFrom: ReadonlyMap<string, string>;
  /** The other stacks that are reviewed together with this one, as they will be. */
  readonly beside: readonly NeighbourStack[];
}

/** Another stack, reviewed together with the one at hand. */
export interface NeighbourStack {
  /** Project and stack. */
  readonly name: string;
  /** Its path of traffic after its own plan. */
  readonly after: TrafficModel;
}

/**
 * Prepares a plan for the derivation of risks.
 * @param rules - The same plan as the rules see it, whose paths of traffic are shared.
 * @param beside - The plans of other stacks that are reviewed together with it. Defaults to none.
 * @param refused - Deletions and replacements that the engine refuses, which are none of the plan's. Defaults to none.
 * @returns Its paths and changes.
 */
export function riskContext(
  plan: Plan,
  { before, after }: RuleContext,
  beside: readonly Plan[] = [],
  refused: readonly PlanChange[] = [],
): RiskContext {
  const changes = new Map<string, PlanChange>();
  const changesOfType = new Map<ModelTypeName | undefined, PlanChange[]>();
  for (const change of plan.changes.filter(({ leftover }) => !leftover)) {
    getOrCreate(changesOfType, modelType(change.type), () => []).push(change);
    changes.set(change.key, change);
    changes.set(change.renamedFrom ?? change.key, change);
  }
  return {
    ...{
      plan,
      changes,
      changesOfType,
      renamed: new Map(plan.renames.map(({ from, to }) => [from, to])),
      renamedFrom: new Map(plan.renames.map(({ from, to }) => [to, from])),
      refused,
      before: before.traffic,
      after: after.traffic,
    },
    beside: beside.map(neighbour),
  };
}

/** Its path is read when it is first asked for. */
function neighbour({ project = "", stack = "", after }: Plan): NeighbourStack {
  let read: TrafficModel | undefined;
  return {
    name: `${project}/${stack}`,
    get after() {
      return (read ??= readTrafficPaths(after));
    },
  };
}

/**
 * Makes a cause of a change.
 * @param names - Top-level properties that cause the risk. Defaults to all that differ.
 */
export function causeOf(change: PlanChange, names?: readonly string[]): Cause {
  const properties = change.properties.filter(
    ({ path }) => names === undefined || names.includes(topOf(path)),
  );
  return { change, properties: properties.length > 0 ? properties : change.properties };
}

/**
 * Whether one of several properties of a resource differs.
 * @param names - Top-level properties.
 * @returns True where one of them differs.
 */
export function touches(change: PlanChange, names: readonly string[]): boolean {
  return change.properties.some(({ path }) => names.includes(topOf(path)));
}

/**
 * Lists the changes of a type that happen in certain ways.
 * @param type - The model's name of the type.
 * @param operations - What happens.
 * @returns The changes, sorted by key.
 */
export function changesOf(
  { changesOfType }: RiskContext,
  type: ReturnType<typeof modelType>,
  operations: readonly PlanChange["operation"][],
): PlanChange[] {
  return (changesOfType.get(type) ?? []).filter(({ operation }) => operations.includes(operation));
}

/**
 * Whether anything of several types changes, leftovers of earlier runs apart.
 * @param types - What the resources are to the model.
 */
export function changesAnyOf(
  { changesOfType }: RiskContext,
  types: ReadonlySet<ModelTypeName>,
): boolean {
  return [...types].some((type) => changesOfType.has(type));
}

/**
 * Whether the old one goes with a deletion or a replacement: with `retainOnDelete` it stays where it is.
 * @param change - The deletion or replacement.
 * @returns False where the plan says that it stays.
 */
export function isDeleted({ before }: PlanChange): boolean {
  return before?.retainOnDelete !== true;
}

function topOf(path: string): string {
  return path.split(/[.[]/, 1)[0] ?? path;
}
