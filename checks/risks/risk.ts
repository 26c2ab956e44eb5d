import { getOrCreate } from "../../core/getOrCreate";
import { readTrafficPaths, type TrafficModel } from "../../model/traffic/path";
import type { Plan, PlanChange } from "../../model/plan/plan";
import { renamedKeys } from "../../model/plan/renamed";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import type { ModelResource } from "../../model/graph/resources";
import { title } from "../../model/graph/title";
import type { RuleContext } from "../policy/context";
import type { RuleId } from "../policy/rules";
import type { Cause, Finding, ofThisChange } from "../findings/finding";
import type { RiskId } from "./coveredRules";

/** Something that can cause an outage while a plan is carried out or after it, among the findings. */
export type RiskFinding = Finding<RiskId | RuleId>;

/** The same, as each kind tells it: without what all findings about a change have in common. */
export type Risk = Omit<RiskFinding, keyof typeof ofThisChange>;

/** What is told of a resource that a change breaks. The title defaults to the resource's. */
export type Told = Omit<Risk, "subject" | "title" | "cause"> & Partial<Pick<Risk, "title">>;

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
  /** The new URN of what changes its name, whatever else happens to it, by the old one. */
  readonly renamed: ReadonlyMap<string, string>;
  /** The old URN of the same, by the new one. */
  readonly formerly: ReadonlyMap<string, string>;
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
  const renamed = renamedKeys(plan);
  return {
    ...{ plan, changes, changesOfType, refused, before: before.traffic, after: after.traffic },
    ...{ renamed, formerly: new Map([...renamed].map(([from, to]) => [to, from])) },
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
 * Tells of a resource what a change breaks, where something in the plan causes it: what nothing causes may have been so before, in a way
 * that the plan does not show.
 * @param subject - The resource.
 * @param cause - What causes it.
 * @param told - What is told. Asked for only where something causes it.
 * @returns The risk, or nothing.
 */
export function causedRisk(
  subject: ModelResource,
  cause: readonly Cause[],
  told: () => Told,
): Risk[] {
  return cause.length === 0
    ? []
    : [{ title: title(subject), ...told(), subject: subject.key, cause }];
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
 * Lists the changes of a type, or of several, that happen in certain ways.
 * @param types - The model's names of the types; undefined for all that the model does not name.
 * @param operations - What happens.
 * @returns The changes, type by type, sorted by key.
 */
export function changesOf(
  { changesOfType }: RiskContext,
  types: ModelTypeName | undefined | readonly ModelTypeName[],
  operations: readonly PlanChange["operation"][],
): PlanChange[] {
  return [types]
    .flat()
    .flatMap((type) => changesOfType.get(type) ?? [])
    .filter(({ operation }) => operations.includes(operation));
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

/** Whether a change makes something, for the first time or anew. */
export function isMade(change: PlanChange | undefined): change is PlanChange {
  return change?.operation === "create" || change?.operation === "replace";
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
