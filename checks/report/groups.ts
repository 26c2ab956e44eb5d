import { getOrCreate } from "../../core/getOrCreate";
import { compare } from "../../core/order";
import type { Plan, PlanChange, PlanResource } from "../../model/plan/plan";
import { readUrn } from "../../model/graph/urns";

/** The changes of one component. */
export interface ChangeGroup {
  /** Names of the components, outermost first; empty for what stands right under the stack. */
  readonly components: readonly string[];
  /** Type token of the innermost component; "" for none. */
  readonly type: string;
  /** The changes, deletions and replacements first. */
  readonly changes: readonly PlanChange[];
}

const order: readonly PlanChange["operation"][] = [
  "delete",
  "replace",
  "update",
  "import",
  "create",
  "read",
];

/**
 * Groups the changes of a plan by the component they belong to.
 * @returns The groups, sorted; what belongs to no component comes last.
 */
export function changeGroups(plan: Plan): ChangeGroup[] {
  const children = new Map<string | undefined, PlanChange[]>();
  for (const change of plan.changes) {
    getOrCreate(children, (change.after ?? change.before)?.parent, () => []).push(change);
  }
  const resources = new Map(
    [...plan.before, ...plan.after].map((resource) => [resource.key, resource]),
  );
  const groups = new Map<string, { readonly parents: string[]; readonly changes: PlanChange[] }>();
  for (const [parent, changes] of children) {
    const parents = parentsFrom(parent, resources);
    const group = getOrCreate(groups, parents.join("\n"), () => ({ parents, changes: [] }));
    changes.forEach((change) => group.changes.push(change));
  }
  return [...groups.values()]
    .map(({ parents, changes }) => ({
      components: parents.map((urn) => readUrn(urn)?.name ?? urn),
      type: readUrn(parents.at(-1) ?? "")?.type ?? "",
      changes: changes.sort(byOperation),
    }))
    .sort(byComponent);
}

/** How many components around a change are told: the innermost. */
const mostComponents = 20;

/** URNs of the components around what has a parent, outermost first. The stack itself is none. */
function parentsFrom(
  parent: string | undefined,
  resources: ReadonlyMap<string, PlanResource>,
): string[] {
  const parents: string[] = [];
  let at = parent;
  while (at !== undefined && parents.length < mostComponents && !parents.includes(at)) {
    const urn = readUrn(at);
    if (urn === undefined || urn.type === "pulumi:pulumi:Stack") {
      break;
    }
    parents.unshift(at);
    at = resources.get(at)?.parent;
  }
  return parents;
}

function byOperation(left: PlanChange, right: PlanChange): number {
  return (
    order.indexOf(left.operation) - order.indexOf(right.operation) ||
    compare(left.key, right.key) ||
    Number(left.leftover) - Number(right.leftover)
  );
}

function byComponent(left: ChangeGroup, right: ChangeGroup): number {
  const [one, other] = [left, right].map(({ components, type }) =>
    [components.length === 0 ? 1 : 0, ...components, type].join("\n"),
  ) as [string, string];
  return compare(one, other);
}
