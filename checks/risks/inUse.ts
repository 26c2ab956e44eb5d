import { apiErrors as awsErrors } from "../../facts/aws/apiErrors";
import { apiErrors } from "../../facts/cloudflare/apiErrors";
import type { TrafficModel } from "../../model/traffic/path";
import type { PlanChange } from "../../model/plan/plan";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { modelType, type ModelTypeName } from "../../model/graph/resourceTypes";
import { ofThisChange } from "../findings/finding";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { names, say, type Phrase } from "../words/words";

/** A kind of object that its API does not delete while others refer to it. */
interface Kind {
  readonly type: ModelTypeName;
  /** What refers to it. */
  readonly users: readonly ModelTypeName[];
  /** Who refuses, and how. */
  readonly refusal: Phrase;
}

const byCloudflare = say`Cloudflare refuses with ${apiErrors.inUse.code}`;
const byAws = say`AWS refuses with ${awsErrors.inUse.code}`;

const kinds: readonly Kind[] = [
  { type: "pool", users: ["loadBalancer"], refusal: byCloudflare },
  { type: "monitor", users: ["pool", "monitorGroup"], refusal: byCloudflare },
  { type: "monitorGroup", users: ["pool"], refusal: byCloudflare },
  {
    type: "securityGroup",
    users: ["awsLoadBalancer", "instance", "networkInterface"],
    refusal: byAws,
  },
  { type: "prefixList", users: ["ingressRule", "securityGroupRule"], refusal: say`AWS refuses` },
  { type: "targetGroup", users: ["listener", "listenerRule"], refusal: say`AWS refuses` },
  { type: "acmCertificate", users: ["listener"], refusal: say`AWS refuses` },
];

/** Finds what is to be deleted while something still refers to it, so that the update stops half-way. */
export function inUseRisks(context: RiskContext): Risk[] {
  return kinds.flatMap((kind) => {
    const going = changesOf(context, kind.type, ["delete", "replace"]).filter(
      ({ before }) => before?.retainOnDelete === false,
    );
    const index = going.length === 0 ? undefined : usersIndex(context);
    return going.flatMap((change): Risk[] => {
      const users = index === undefined ? [] : usersOf(context, index, kind, change);
      return users.length === 0 ? [] : [inUseRisk(kind, change, users)];
    });
  });
}

/** The load balancers before and after by the pools that they name. */
type UsersIndex = Readonly<Record<"before" | "after", ReadonlyMap<string, ModelResource[]>>>;

function usersIndex({ before, after, beside }: RiskContext): UsersIndex {
  const others = beside.map((stack) => stack.after);
  return { before: balancersByPool([before]), after: balancersByPool([after, ...others]) };
}

function balancersByPool(models: readonly TrafficModel[]): Map<string, ModelResource[]> {
  const found = new Map<string, ModelResource[]>();
  for (const balancer of models.flatMap(({ loadBalancers }) => loadBalancers)) {
    const tokens = balancer.targets.flatMap(({ id, resources }) => [
      ...(id === undefined ? [] : [id]),
      ...resources.map(({ key }) => key),
    ]);
    for (const token of new Set(tokens)) {
      found.set(token, [...(found.get(token) ?? []), balancer.resource]);
    }
  }
  return found;
}

/** Who still refers to it when it is deleted: whoever names its id for good, and where it goes first, whoever does until now. */
function usersOf(
  context: RiskContext,
  index: UsersIndex,
  kind: Kind,
  change: PlanChange,
): ModelResource[] {
  const { before, operation, deleteFirst, key } = change;
  const id = before?.id;
  if (before === undefined) {
    return [];
  }
  const stay =
    id === undefined || isKept(context, change) ? [] : using(context, index, kind, "after", [id]);
  const until =
    operation === "replace" && deleteFirst === true
      ? using(context, index, kind, "before", [
          change.renamedFrom ?? key,
          ...(id === undefined ? [] : [id]),
        ])
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
  context: RiskContext,
  index: UsersIndex,
  { type, users }: Kind,
  side: "before" | "after",
  tokens: readonly string[],
): ModelResource[] {
  return type === "pool"
    ? tokens.flatMap((token) => index[side].get(token) ?? [])
    : users.flatMap((user) => context[side].inventory.linkedToAny(tokens, user));
}

function inUseRisk(kind: Kind, change: PlanChange, users: readonly ModelResource[]): Risk {
  const name = title(change.before);
  const leading = names(users.map((user) => title(user)));
  return {
    id: `${kind.type === "pool" ? "pool" : "object"}-in-use`,
    severity: "medium",
    subject: change.key,
    title: name,
    consequence: say`${name} is to be deleted while ${leading} still names it: ${kind.refusal}, the update stops half-way, and what serves now serves on.`,
    cause: [causeOf(change, change.replacedFor)],
    hint:
      change.operation === "delete"
        ? say`Take it out of ${leading} in an update before this one.`
        : say`Let the new one be made first, without deleteBeforeReplace, or take it out of ${leading} in an update before this one.`,
    ...ofThisChange,
  };
}
