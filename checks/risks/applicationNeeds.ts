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
import { OriginPaths } from "../../model/origin/originPaths";
import type { PlanChange } from "../../model/plan/plan";
import { errorOf, names, say, titleOf, type Phrase } from "../words/words";
import type { RiskId } from "./coveredRules";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds what applications behind hostnames need to begin, or to be let do what they do, and that goes: log groups, secrets, roles and what these allow. */
export function applicationNeedRisks(context: RiskContext): Risk[] {
  const { inventory } = context.before;
  const changes = changesOf(context, needTypes, ["delete", "update"]);
  return changes
    .filter((change) => change.operation !== "delete" || isDeleted(change))
    .flatMap((change) => {
      const { before, after } = change;
      const needs = before === undefined ? [] : needsLost(inventory, before, after);
      return needs.flatMap((need) => needRisks(context, change, need));
    });
}

function needRisks(context: RiskContext, change: PlanChange, need: LostNeed): Risk[] {
  const found = new Map<NeededFor, Application[]>();
  for (const application of stillNaming(context, need.thing)) {
    const what = neededFor(application, need);
    if (what !== undefined) {
      found.set(what, [...(found.get(what) ?? []), application]);
    }
  }
  return [...found].map(([what, applications]) => needRisk(change, need, what, applications));
}

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
  readonly follows: (serving: Phrase) => Phrase;
  /** When visitors meet it. */
  readonly when: Phrase;
  readonly hint: Phrase;
}

const told: Readonly<Record<NeededFor, Told>> = {
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
  run: {
    ...{ id: "dependency-lost", severity: "high" },
    follows: (serving) => say`${serving} does not run any more`,
    when: say`until it does again`,
    hint: say`Lead requests to what takes its place in an update before this one.`,
  },
};

function needRisk(
  change: PlanChange,
  { thing, called, lost }: LostNeed,
  what: NeededFor,
  applications: readonly Application[],
): Risk {
  const { id, severity, follows, when, hint } = told[what];
  const hostnames = [...new Set(applications.flatMap((each) => each.hostnames))].sort();
  const serving = names(applications.map(({ serves }) => title(serves)));
  const lack =
    lost === "gone"
      ? say`goes`
      : lost === "permission"
        ? say`allows less`
        : say`can no longer be taken on by ${names(lost.services)}`;
  return {
    ...{ id, severity: hostnames.length > 0 ? severity : "medium", subject: change.key },
    title: hostnames.length > 0 ? titleOf(hostnames) : change.name,
    about: [...hostnames, change.name],
    consequence: say`With this update the ${[called]} ${title(thing)} ${lack}, and ${follows(serving)}: ${hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`} get ${errorOf(loadBalancerErrors.lostDependency)} ${when}.`,
    cause: [causeOf(change)],
    hint,
  };
}
