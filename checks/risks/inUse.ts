import { inUseConstraints, usersOf, type InUseConstraint } from "../../constraints/inUse";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { writtenName } from "../../model/graph/identity";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { referrers } from "../../model/graph/referrers";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";

/** A kind of object that its API does not delete while others refer to it. */
interface Kind {
  readonly type: ModelTypeName;
  /** The constraint. */
  readonly constraint: InUseConstraint;
  /** Who refuses, and how. */
  readonly refusal: Phrase;
}

const kinds: readonly Kind[] = inUseConstraints.flatMap((constraint) => {
  const type = modelType(constraint.type);
  const { code } = constraint.error;
  const who = constraint.type.startsWith("aws:") ? say`AWS refuses` : say`Cloudflare refuses`;
  const refusal = code === undefined ? who : say`${who} with ${code}`;
  return type === undefined ? [] : [{ type, constraint, refusal }];
});

/** Finds what is to be deleted while something still refers to it, so that the update stops half-way. */
export function inUseRisks(context: RiskContext): Risk[] {
  return kinds.flatMap((kind) => {
    const going = changesOf(context, kind.type, ["delete", "replace"]).filter(
      ({ before }) => before?.retainOnDelete === false,
    );
    return going.flatMap((change): Risk[] => {
      const users = stillUsing(context, kind, change);
      return users.length === 0
        ? []
        : [inUseRisk(kind, change, users, losesRules(context, change))];
    });
  });
}

/** Who still refers to it when it is deleted: whoever names its id for good, and where it goes first, whoever does until now. */
function stillUsing(context: RiskContext, kind: Kind, change: PlanChange): ModelResource[] {
  const { before, deleteFirst, key } = change;
  const id = before?.id;
  if (before === undefined) {
    return [];
  }
  const { before: earlier, after, beside } = context;
  const later = [after, ...beside.map((stack) => stack.after)];
  const stay = id === undefined || isKept(context, change) ? [] : using(later, kind, [id]);
  const until =
    deleteFirst === true
      ? using([earlier], kind, [change.renamedFrom ?? key, ...(id === undefined ? [] : [id])])
      : [];
  const left = until.filter(({ key: user }) => context.changes.get(user)?.deleteFirst !== true);
  return [...new Map([...stay, ...left].map((user) => [user.key, user])).values()];
}

/** Whether the object with this id is in the plan's after all the same, under another name or in place. */
function isKept({ after }: RiskContext, { before, type }: PlanChange): boolean {
  const kind = modelType(type);
  return kind !== undefined && after.inventory.byId(kind, before?.id ?? "") !== undefined;
}

function using(
  models: readonly TrafficModel[],
  { constraint }: Kind,
  tokens: readonly string[],
): ModelResource[] {
  return models.flatMap(({ inventory }) =>
    usersOf(constraint, { referrers: (reference) => referrers(inventory, tokens, reference) }),
  );
}

/** Whether rules of a security group are deleted before it is to go. */
function losesRules(context: RiskContext, change: PlanChange): boolean {
  return rulesLost(context, change).length > 0;
}

/** The rules that let into a security group, or out, and are deleted before it is to go. */
function rulesLost(context: RiskContext, { before }: PlanChange): ModelResource[] {
  const { inventory } = context.before;
  const group = before && inventory.byKey(before.key);
  return (["ingressRule", "securityGroupRule", "egressRule"] as const)
    .flatMap((type) => (group === undefined ? [] : inventory.linkedTo(group, type)))
    .filter(({ key }) => context.changes.get(key)?.deleteFirst === true);
}

/** A security group that AWS refuses to delete after its rules are gone. */
export interface StuckGroup {
  /** What is to happen to it. */
  readonly change: PlanChange;
  /** Its rules that are gone by then. */
  readonly rules: readonly ModelResource[];
  /** What carries or names it still. */
  readonly users: readonly ModelResource[];
}

/**
 * Finds security groups that are to be made anew, the old one first, which AWS refuses while something carries it; by then rules of theirs are gone.
 * @returns The groups, sorted by key.
 */
export function stuckGroups(context: RiskContext): StuckGroup[] {
  const [kind] = kinds.filter(({ type }) => type === "securityGroup");
  return changesOf(context, "securityGroup", ["replace"]).flatMap((change) => {
    const rules = change.deleteFirst === true ? rulesLost(context, change) : [];
    const users = kind === undefined || rules.length === 0 ? [] : stillUsing(context, kind, change);
    return users.length === 0 ? [] : [{ change, rules, users }];
  });
}

function inUseRisk(
  kind: Kind,
  change: PlanChange,
  users: readonly ModelResource[],
  losesRules: boolean,
): Risk {
  const name = title(change.before);
  const leading = names(users.map((user) => title(user)));
  return {
    id: `${kind.type === "pool" ? "pool" : "object"}-in-use`,
    severity: "medium",
    subject: change.key,
    title: name,
    consequence: say`${name} is to be deleted while ${leading} still names it: ${kind.refusal}, the update stops half-way, and ${losesRules ? say`by then its rules are gone` : say`what serves now serves on`}.`,
    cause: [causeOf(change, change.replacedFor)],
    hint:
      change.operation === "delete"
        ? say`Take it out of ${leading} in an update before this one.`
        : say`Let the new one be made first, without deleteBeforeReplace${unnamed(change)}, or take it out of ${leading} in an update before this one.`,
  };
}

/** What a program names itself its provider deletes first. Source: pulumi-aws, issue 4226. */
function unnamed({ after, type }: PlanChange): Phrase {
  const isNamed = type.startsWith("aws:") && typeof writtenName(after) === "string";
  return isNamed
    ? say` and with namePrefix in place of a name, which has the provider delete first`
    : say``;
}
