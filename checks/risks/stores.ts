import { loadBalancerErrors } from "../../facts/aws/loadBalancerErrors";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import type { ModelTypeName } from "../../model/graph/resourceTypes";
import { Applications } from "../../model/origin/applications";
import { allNames, ownNames } from "../../model/origin/namesOfThings";
import { OriginPaths } from "../../model/origin/originPaths";
import {
  askersOf,
  changedInPlace,
  isGuarded,
  isOnlyDatabase,
  isRestored,
  namesOwner,
  storeOf,
  storeTypes,
  type Asker,
  type StoreEvent,
  type StoreFate,
} from "../../model/origin/stores";
import type { PlanChange } from "../../model/plan/plan";
import type { Severity } from "../findings/severity";
import { errorOf, names, say, titleOf, type Phrase } from "../words/words";
import type { RiskId } from "./coveredRules";
import { causeOf, changesOf, isDeleted, type Risk, type RiskContext } from "./risk";

/** Finds databases, caches and other stores that applications behind hostnames ask, and that go, come anew or do not answer for a while. */
export function storeRisks(context: RiskContext): Risk[] {
  const changes = changesOf(context, storeTypes, ["delete", "replace", "update"]);
  return changes.flatMap((change): Risk[] => {
    const { before } = change;
    const event = eventOf(change);
    if (before === undefined || event === undefined) {
      return [];
    }
    const all = askersOf(OriginPaths.of(context.before), before);
    const askers = event.fate === "gone" ? stillAsking(context, before, all) : all;
    return askers.length === 0 ? [] : [storeRisk(context, { change, before, event }, askers)];
  });
}

/** Those that the program still has ask something that goes: another one may have been put in its place in the same update. */
function stillAsking(
  { before, after, renamed }: RiskContext,
  store: ModelResource,
  askers: readonly Asker[],
): Asker[] {
  const applications = Applications.of(OriginPaths.of(after));
  const naming = applications.naming(allNames(before.inventory, store));
  return askers.filter(({ application: { serves }, isNamed }) => {
    const key = renamed.get(serves.key) ?? serves.key;
    return isNamed
      ? naming.some((each) => each.serves.key === key)
      : applications.all.some((each) => each.serves.key === key);
  });
}

/** What a change does with a store; undefined where it goes on answering. */
function eventOf(change: PlanChange): StoreEvent | undefined {
  const { operation, before, after, properties, replacedFor } = change;
  if (before === undefined || !isDeleted(change)) {
    return undefined;
  }
  if (after === undefined) {
    return isGuarded(before) ? undefined : { fate: "gone", properties: [] };
  }
  const touched = new Set(properties.map(({ path }) => path.split(/[.[]/, 1)[0] ?? path));
  return operation === "replace"
    ? { fate: isRestored(after) ? "renamed" : "emptied", properties: replacedFor }
    : changedInPlace(before, after, touched);
}

interface Told {
  readonly id: RiskId;
  /** How bad it is where the program of an application names it. */
  readonly severity: Severity;
  /** What happens, after its name. */
  readonly what: Phrase;
  /** How long. */
  readonly until: Phrase;
  readonly hint: Phrase;
}

const atQuietHours = say`Leave applyImmediately out, so that it happens in the maintenance window, or do it at an hour in which few visitors come.`;

const told: Readonly<Record<StoreFate, Told>> = {
  gone: {
    ...{ id: "dependency-lost", severity: "high", what: say`goes with this update` },
    until: say`until they ask another one`,
    hint: say`Have the application ask another one in an update before this one, and see that nothing connects any more.`,
  },
  emptied: {
    ...{ id: "dependency-lost", severity: "high" },
    what: say`is made anew in this update, and the new one is empty and has another address`,
    until: say`until the data is there and the application asks for it where it is`,
    hint: say`Leave what forces the replacement as it is, or make the new one beside it, restore the data, and lead the application there before the old one goes.`,
  },
  renamed: {
    ...{ id: "dependency-lost", severity: "high" },
    what: say`gets another address in this update, and nothing answers at the old one`,
    until: say`until the application asks at the new one`,
    hint: say`Leave its name, or plan the time in which the application is led to the new address.`,
  },
  moved: {
    ...{ id: "dependency-lost", severity: "high" },
    what: say`gets another port as soon as this update is applied, and nothing answers at the old one`,
    until: say`until the application asks at the new one and its security group lets that through`,
    hint: say`Leave its port, or plan the time in which the application is led to the new one.`,
  },
  stopped: {
    ...{ id: "dependency-restarts", severity: "high" },
    what: say`stops as soon as this update is applied, until it is what it is to be, and takes no connection meanwhile`,
    until: say`for some minutes`,
    hint: atQuietHours,
  },
  restarted: {
    ...{ id: "dependency-restarts", severity: "medium" },
    what: say`is restarted or moved to another machine as soon as this update is applied, and takes no connection meanwhile`,
    until: say`for some moments, or minutes`,
    hint: atQuietHours,
  },
  locked: {
    ...{ id: "dependency-lost", severity: "medium" },
    what: say`gets another password as soon as this update is applied, and refuses the old one`,
    until: say`until the application has the new one: tasks read a secret when they begin`,
    hint: say`Give the application a user of its own with two passwords in turn, or begin its tasks anew right after this update.`,
  },
};

/** Something that keeps data, and what happens to it. */
interface Befalling {
  readonly change: PlanChange;
  readonly before: ModelResource;
  readonly event: StoreEvent;
}

function storeRisk(
  context: RiskContext,
  { change, before, event: { fate, properties } }: Befalling,
  askers: readonly Asker[],
): Risk {
  const { id, severity, what, until, hint } = told[fate];
  const hostnames = [...new Set(askers.flatMap(({ application }) => application.hostnames))].sort();
  const isAsked = askers.map(
    ({ isNamed, application }) =>
      isNamed || isOnlyDatabase(context.after.inventory, before, application),
  );
  const isCertain = askers.some(
    ({ application }, index) => isAsked[index] === true && application.hostnames.length > 0,
  );
  const serving = askers.map(({ application }) => title(application.serves));
  const who = hostnames.length > 0 ? say`visitors of ${names(hostnames)}` : say`visitors`;
  const asks = askers.some(({ isNamed }) => isNamed)
    ? say`which ${names(serving)} ${[serving.length === 1 ? "asks" : "ask"]}`
    : say`whose security group lets ${names(serving)} in`;
  const where = isAsked.includes(true) ? [] : say` where it is asked for what they want`;
  const isKept =
    fate === "locked" && askers.every((asker) => keepsOldPassword(context, before, asker));
  return {
    ...{ id, subject: change.key },
    severity: isCertain ? (isKept ? "high" : severity) : lower[severity],
    title: hostnames.length > 0 ? titleOf(hostnames) : change.name,
    about: [...hostnames, change.key, change.name],
    consequence: say`The ${[storeOf(before)?.called ?? "store"]} ${change.name}, ${asks}, ${what}${isKept ? say`, and nothing in this update gives ${names(serving)} the new one` : []}: ${who} get ${errorOf(loadBalancerErrors.lostDependency)}${where} ${until}.`,
    cause: [causeOf(change, properties)],
    hint,
  };
}

const carriers: readonly ModelTypeName[] = ["secret", "secretVersion", "parameter"];

/** Whether an application asks as the owner, and neither it nor a secret or parameter that it names changes. */
function keepsOldPassword(
  context: RiskContext,
  store: ModelResource,
  { application, isNamed }: Asker,
): boolean {
  const { before, after, changes } = context;
  const applications = [before, after].map((side) => Applications.of(OriginPaths.of(side)));
  const isGiven = changesOf(context, carriers, ["create", "update", "replace"]).some((change) =>
    [change.before, change.after].some((carrier, index) => {
      const naming = carrier && applications[index]?.naming(ownNames(carrier));
      return naming?.some(({ serves }) => serves.key === application.serves.key) === true;
    }),
  );
  const isOwner = isNamed && namesOwner(application, store);
  return isOwner && !isGiven && application.parts.every(({ key }) => !changes.has(key));
}

const lower = { high: "medium", medium: "medium", low: "low" } as const;
