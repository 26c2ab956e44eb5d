import { describeValue } from "../../core/problem";
import { getOrCreate } from "../../core/getOrCreate";
import { compare, sortedByKey } from "../../core/order";
import type { Plan, PlanChange, PlanResource } from "./plan";
import { UnreadablePlan } from "./unreadablePlan";
import { isBookkeeping } from "./planState";
import { isKnownOperation, outcomeOf, type PlanStep, type StepOutcome } from "./planSteps";
import { readUrn } from "../graph/urns";

/** What an adapter read, before it becomes a plan. */
export interface PlanMaterial extends Pick<Plan, "source" | "policies" | "failures" | "unread"> {
  /** The steps in the engine's order, those about the stack itself included. */
  readonly steps: readonly PlanStep[];
  /** How many resources the engine says stay the same, bookkeeping included. Undefined where it does not say. */
  readonly same: number | undefined;
}

/**
 * Makes a plan out of what an adapter read.
 * @param material - Steps, and what was said beside them.
 * @param base - The state before the change, which fills in what a preview leaves out. Defaults to none.
 * @returns The plan.
 * @throws {UnreadablePlan} Where the base is of another stack.
 */
export function assemblePlan(material: PlanMaterial, base?: Plan): Plan {
  const place = placeOf(material.steps, base);
  const known = material.steps.filter(({ op }) => isKnownOperation(op));
  const outcomes = [...grouped(known).values()].map(outcomeOf);
  const { before, after } = sidesOf(outcomes, base);
  const unread = [
    ...material.unread,
    ...(base?.unread ?? []),
    ...material.steps
      .filter(({ op }) => !isKnownOperation(op))
      .map(({ op, urn }) => `the step ${describeValue(op)} of ${urn} is unknown to this version`),
  ].sort();
  const changes = changesByKey(outcomes);
  const keys = [...new Set([...before.keys(), ...after.keys(), ...changes.keys()])].sort();
  const same = material.steps.filter(({ op }) => op === "same");
  const listed = material.same === undefined || material.same <= same.length;
  const bookkeeping = same.filter(
    (step) => step.new === undefined && isBookkeeping(readUrn(step.urn)?.type ?? ""),
  );
  return {
    source: material.source,
    ...place,
    before: present(keys.map((key) => before.get(key))),
    after: present(keys.map((key) => after.get(key))),
    whole: base?.whole ?? (listed && unread.length === 0),
    changes: keys.flatMap((key) => changes.get(key) ?? []),
    renames: present(outcomes.map(({ rename }) => rename)).sort((left, right) =>
      compare(left.to, right.to),
    ),
    unchanged: Math.max(material.same ?? 0, same.length) - bookkeeping.length,
    drift: sortedByKey(present(outcomes.map(({ drift }) => drift))),
    policies: material.policies,
    failures: material.failures,
    unread,
  };
}

function changesByKey(outcomes: readonly StepOutcome[]): Map<string, PlanChange[]> {
  const found = new Map<string, PlanChange[]>();
  for (const { changes } of outcomes) {
    for (const change of changes) {
      getOrCreate(found, change.key, () => []).push(change);
    }
  }
  return found;
}

/** The resources before and after the change, by their keys. */
function sidesOf(
  outcomes: readonly StepOutcome[],
  base: Plan | undefined,
): Record<"before" | "after", Map<string, PlanResource>> {
  const before = new Map(base?.before.map((resource) => [resource.key, resource]));
  const after = new Map(before);
  for (const { before: was, after: is } of outcomes) {
    if (was !== undefined) {
      before.set(was.key, was);
      if (was.key !== is?.key) {
        after.delete(was.key);
      }
    }
    if (is !== undefined) {
      after.set(is.key, is);
    }
  }
  return { before, after };
}

function grouped(steps: readonly PlanStep[]): Map<string, PlanStep[]> {
  const groups = new Map<string, PlanStep[]>();
  for (const step of steps) {
    if (step.old === undefined && step.new === undefined) {
      continue;
    }
    getOrCreate(groups, step.urn, () => []).push(step);
  }
  return groups;
}

function placeOf(
  steps: readonly PlanStep[],
  base: Plan | undefined,
): Pick<Plan, "project" | "stack"> {
  const first = steps.find((step) => readUrn(step.urn) !== undefined);
  const urn = first && readUrn(first.urn);
  if (urn === undefined) {
    return base?.project === undefined ? {} : { project: base.project, stack: base.stack ?? "" };
  }
  const { project, stack } = urn;
  if (base?.project !== undefined && (base.project !== project || base.stack !== stack)) {
    throw new UnreadablePlan({
      path: "base",
      rule: `be the state of ${project}/${stack}, which the plan is about`,
      actual: `the state of ${base.project}/${base.stack ?? ""}`,
      hint: `Make it with: pulumi stack export --stack ${stack}`,
    });
  }
  return { project, stack };
}

function present<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter((each) => each !== undefined);
}
