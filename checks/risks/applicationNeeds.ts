import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import type { ModelResource } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { title } from "../../model/graph/title";
import { Applications, type Application } from "../../model/origin/applications";
import { isCalled } from "../../model/origin/functions";
import { allNames } from "../../model/origin/namesOfThings";
import {
  neededFor,
  needsLost,
  needTypes,
  type LostNeed,
  type NeededFor,
} from "../../model/origin/needs";
import { accessTypes, mayUse, physicalNames } from "../../model/origin/roleAccess";
import { OriginPaths } from "../../model/origin/originPaths";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, names, say, titleOf, type Phrase } from "../words/words";
import type { RiskId } from "./coveredRules";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds what applications behind hostnames need to begin, or to be let do what they do, and that goes: log groups, secrets, roles and what these allow. */
export function applicationNeedRisks(context: RiskContext): Risk[] {
  const sides = { before: context.before.inventory, after: context.after.inventory };
  const changes = changesOf(context, needTypes, ["delete", "update"]);
  return changes
    .filter((change) => change.operation !== "delete" || isDeleted(change))
    .flatMap((change) => {
      const { before, after } = change;
      const needs = before === undefined ? [] : needsLost(sides, before, after);
      return needs.flatMap((need) => needRisks(context, change, need));
    });
}

/** What the loss of something does to applications: that of a permission also by what they name and may no longer use. */
type Loss = NeededFor | "refused";

function needRisks(context: RiskContext, change: PlanChange, need: LostNeed): Risk[] {
  const found = new Map<Loss, Application[]>();
  const refused = new Set<string>();
  for (const application of stillNaming(context, need.thing)) {
    const what = neededFor(application, need);
    const things = what === undefined ? [] : refusedThings(context, need, what, application);
    const isTold = what !== undefined && (need.lost !== "reach" || things.length > 0);
    if (isTold) {
      const loss = what === "permissions" && things.length > 0 ? "refused" : what;
      things.forEach((thing) => refused.add(title(thing)));
      found.set(loss, [...(found.get(loss) ?? []), application]);
    }
  }
  return [...found].map(([loss, applications]) =>
    needRisk(change, { ...need, refused: [...refused] }, loss, applications),
  );
}

/** What an application names, and may use before by its role and no longer afterwards: what it reads to begin it reads by its own. */
function refusedThings(
  { before, after, renamed }: RiskContext,
  { thing: role, lost }: LostNeed,
  what: NeededFor,
  { serves }: Application,
): ModelResource[] {
  if (lost !== "permission" && lost !== "reach") {
    return [];
  }
  const sides = { before: before.inventory, after: after.inventory };
  const now = (each: ModelResource): ModelResource | undefined =>
    after.inventory.byKey(renamed.get(each.key) ?? each.key);
  const applications = Applications.of(OriginPaths.of(before));
  const isNamed = (thing: ModelResource): boolean =>
    applications
      .naming([...allNames(before.inventory, thing), ...physicalNames(thing)])
      .some(({ serves: { key } }) => (renamed.get(key) ?? key) === serves.key);
  const [later, types] = [now(role), what === "start" ? startTypes : accessTypes];
  return types
    .flatMap((type) => before.inventory.ofType(type))
    .filter((thing) => {
      const left = now(thing);
      return (
        left !== undefined &&
        later !== undefined &&
        isNamed(thing) &&
        mayUse(sides, "before", role, thing) === "yes" &&
        mayUse(sides, "after", later, left) === "no"
      );
    });
}

const startTypes = ["secret", "parameter"] as const;

/** The applications that name something before a change and after it. A function is named by what calls it. */
function stillNaming({ before, after, renamed }: RiskContext, thing: ModelResource): Application[] {
  const names = allNames(before.inventory, thing);
  const applications = Applications.of(OriginPaths.of(before));
  if (modelType(thing.type) === "lambdaFunction") {
    const own = applications.of(thing);
    return own !== undefined && isCalled(after.inventory, names) ? [own] : [];
  }
  const was = applications.naming(names);
  const is = was.length === 0 ? [] : Applications.of(OriginPaths.of(after)).naming(names);
  const keys = new Set(was.map(({ serves: { key } }) => renamed.get(key) ?? key));
  return is.filter(({ serves }) => keys.has(serves.key));
}

interface Told {
  readonly id: RiskId;
  readonly severity: "high" | "medium";
  /** What follows for what serves. */
  readonly follows: (serving: Phrase, refused: readonly string[]) => Phrase;
  /** When visitors meet it. */
  readonly when: Phrase;
  readonly hint: Phrase;
}

const told: Readonly<Record<Loss, Told>> = {
  start: {
    ...{ id: "tasks-unstartable", severity: "medium" },
    follows: (serving) => say`nothing of ${serving} begins any more`,
    when: say`as soon as those that serve today end, by a release, a fault or less load`,
    hint: say`Keep it as long as what serves names it, and take it away in an update after the one in which nothing does.`,
  },
  permissions: {
    ...{ id: "dependency-lost", severity: "medium" },
    follows: (serving) => say`${serving} is refused what it was let do by it`,
    when: say`where it needs that for what they want`,
    hint: say`Give what is still used by another policy in an update before this one, and see in the log of calls that nothing else is.`,
  },
  refused: {
    ...{ id: "dependency-lost", severity: "high" },
    follows: (serving, refused) =>
      say`${serving} is refused all that it asks of ${names(refused)}, which it names`,
    when: say`until it is let do that again`,
    hint: say`Keep a statement that covers what is named, with what is in it: the objects of a bucket, the indexes of a table, the six characters at the end of a secret's ARN.`,
  },
  run: {
    ...{ id: "dependency-lost", severity: "high" },
    follows: (serving) => say`${serving} does not run any more`,
    when: say`until it does again`,
    hint: say`Lead requests to what takes its place in an update before this one.`,
  },
};

function needRisk(
  change: PlanChange,
  { thing, called, lost, refused }: LostNeed & { readonly refused: readonly string[] },
  what: Loss,
  applications: readonly Application[],
): Risk {
  const { id, severity, follows, when, hint } = told[what];
  const hostnames = [...new Set(applications.flatMap((each) => each.hostnames))].sort();
  const serving = names(applications.map(({ serves }) => title(serves)));
  const lack =
    lost === "gone"
      ? say`goes`
      : lost === "permission" || lost === "reach"
        ? say`allows less`
        : say`can no longer be taken on by ${names(lost.services)}`;
  return {
    ...{ id, severity: hostnames.length > 0 ? severity : "medium", subject: change.key },
    title: hostnames.length > 0 ? titleOf(hostnames) : change.name,
    about: [...hostnames, change.name],
    consequence: say`With this update the ${[called]} ${title(thing)} ${lack}, and ${follows(serving, refused)}: ${hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`} get ${errorOf(loadBalancerErrors.lostDependency)} ${when}.`,
    cause: [causeOf(change)],
    hint,
  };
}
