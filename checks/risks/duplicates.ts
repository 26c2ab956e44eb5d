import { getOrCreate } from "../../core/getOrCreate";
import { sortedByKey } from "../../core/order";
import { identityBy, writtenName } from "../../model/graph/identity";
import type { PlanChange, PlanResource } from "../../model/plan/plan";
import { regionOf, title } from "../../model/graph/title";
import type { ModelValue } from "../../model/graph/resources";
import { modelType } from "../../model/graph/resourceTypes";
import { causeOf, changesOf, type Risk, type RiskContext } from "./risk";
import { uniqueKinds, type UniqueKind } from "./uniqueKinds";
import { Waiting } from "./waiting";
import { names, say } from "../words/words";

/** What makes an object the same as another one of its kind; undefined where not all of it is known, or AWS makes up its name. */
function idOf({ same, isRegional }: UniqueKind, resource: PlanResource): string | undefined {
  return isRegional === true && typeof writtenName(resource) !== "string"
    ? undefined
    : identityBy(same, resource);
}

/** Whether two objects of a name stand in one region, for certain; one that is made anew stays where it is unless it says so. */
function isSameRegion(kind: UniqueKind, now: PlanChange, { resource, change }: Standing): boolean {
  const [one, other] = [regionOf(now.after), regionOf(resource)];
  const isKnown = one !== undefined && other !== undefined;
  return kind.isRegional !== true || (isKnown ? one === other : change === now);
}

/**
 * Finds objects that are created, or changed into what another one is, while that stands, which the API refuses: mostly renames
 * without an alias, copies, and lists by index of which one goes.
 */
export function duplicateRisks(context: RiskContext): Risk[] {
  const waiting = new Waiting(context);
  return uniqueKinds.flatMap((kind) => {
    const coming = changesOf(context, kind.type, ["create", "replace", "update"]).filter(
      (change) => change.operation !== "update" || becomesAnother(kind, change),
    );
    const shared = coming.length === 0 ? new Set<ModelValue>() : sharedNames(context, kind, coming);
    const doubtful = coming.filter(({ after }) => shared.has(writtenName(after)));
    const standing = doubtful.length === 0 ? undefined : standingObjects(context, kind, shared);
    return doubtful.flatMap((change): Risk[] => {
      const id = change.after && idOf(kind, change.after);
      const same = id === undefined ? undefined : standing?.get(id);
      const near = same?.filter((each) => isSameRegion(kind, change, each)) ?? [];
      const others = firstTwins(near, change, waiting);
      return others.length === 0 ? [] : [twinRisk(kind, change, others)];
    });
  });
}

/** Names that more than one has, of what stands and what comes: only those can be twins. */
function sharedNames(
  { plan }: RiskContext,
  { type }: UniqueKind,
  coming: readonly PlanChange[],
): Set<ModelValue> {
  const standing = plan.before.filter((resource) => modelType(resource.type) === type);
  const all = [...standing, ...coming.flatMap(({ after }) => after ?? [])];
  const met = new Set<ModelValue>();
  const shared = new Set<ModelValue>();
  for (const resource of all) {
    const name = writtenName(resource);
    (met.has(name) ? shared : met).add(name);
  }
  return shared;
}

/** Something that stands when others are created. */
interface Standing {
  /** As it is then. */
  readonly resource: PlanResource;
  /** What happens to it. Undefined where nothing does. */
  readonly change: PlanChange | undefined;
}

/** What stands while others come, by what makes two the same: all but what goes first. */
function standingObjects(
  context: RiskContext,
  kind: UniqueKind,
  shared: ReadonlySet<ModelValue>,
): Map<string, Standing[]> {
  const found = new Map<string, Standing[]>();
  const note = (resource: PlanResource, change: PlanChange | undefined): void => {
    const isDoubtful = shared.has(writtenName(resource));
    const id = isDoubtful ? idOf(kind, resource) : undefined;
    if (id !== undefined) {
      getOrCreate(found, id, () => []).push({ resource, change });
    }
  };
  for (const resource of context.plan.before) {
    const change = context.changes.get(resource.key);
    if (modelType(resource.type) === kind.type && change?.deleteFirst !== true) {
      note(resource, change);
    }
  }
  for (const change of changesOf(context, kind.type, ["create"])) {
    if (change.after !== undefined) {
      note(change.after, change);
    }
  }
  return found;
}

/** Whether an object is changed into what another one may be. */
function becomesAnother(kind: UniqueKind, { before, after }: PlanChange): boolean {
  return before !== undefined && after !== undefined && !isSameStill(kind, before, after);
}

function isSameStill(kind: UniqueKind, old: PlanResource, now: PlanResource): boolean {
  const id = idOf(kind, old);
  return id !== undefined && id === idOf(kind, now);
}

/** How many twins are looked for: as many as a sentence names, and one more. */
const mostTwins = 6;

function firstTwins(standing: readonly Standing[], now: PlanChange, waiting: Waiting): Standing[] {
  const found: Standing[] = [];
  for (const each of standing) {
    if (found.length === mostTwins) {
      break;
    }
    if (isTwin(each, now) && !(each.change && waiting.waits(now, each.change))) {
      found.push(each);
    }
  }
  return found;
}

function isTwin({ change }: Standing, now: PlanChange): boolean {
  if (change === now) {
    return now.operation === "replace" && now.deleteFirst === false && !now.importReplacement;
  }
  // The API makes one of two new ones, and refuses the other.
  const isFirst = change?.operation === "create" && now.operation === "create";
  return !now.importReplacement && !(isFirst && now.key < change.key);
}

function twinRisk(kind: UniqueKind, change: PlanChange, others: readonly Standing[]): Risk {
  const own = title(change.after);
  const involved = [change, ...others.flatMap((each) => each.change ?? [])];
  const causes = sortedByKey(new Set(involved));
  return {
    id: kind.risk,
    severity: "medium",
    subject: change.key,
    title: own,
    ...twinWords(kind, change, others),
    cause: causes.map((each) => causeOf(each, each.replacedFor)),
  };
}

function twinWords(
  { answer }: UniqueKind,
  change: PlanChange,
  others: readonly Standing[],
): Pick<Risk, "consequence" | "hint"> {
  const own = title(change.after);
  const { name } = change;
  const stops = say`${answer}, the update stops half-way`;
  const them = names(others.map(({ resource }) => resource.name));
  if (others.some((each) => each.change === change)) {
    return {
      consequence: say`${own} is created anew before the old one goes, which is the same: ${stops}, and the old one stays.`,
      hint: say`Leave what forces the replacement as it is, or set deleteBeforeReplace and expect a moment without it.`,
    };
  }
  if (others.every((each) => each.change?.operation === "update")) {
    return {
      consequence: say`${name} becomes what ${them} is until it changes too, and nothing makes it wait: where it is asked for first, there would be two of ${own}: ${stops}, and what serves now serves on.`,
      hint: say`Name each by what it holds, not by its place in a list; or let each depend on the one whose place it takes. Where two change places, take two updates.`,
    };
  }
  if (change.operation === "update") {
    return {
      consequence: say`${name} becomes what ${them} is until the end of this update, and there cannot be two of ${own}: ${stops}, and what serves now serves on.`,
      hint: say`Name each by what it holds, not by its place in a list, so that only the one goes that is to go.`,
    };
  }
  return {
    consequence: say`${own} is created as ${name} while ${them}, which is the same, stands: ${stops}, and the old one stays.`,
    hint: others.every((each) => each.change?.before !== undefined)
      ? say`Give ${name} an alias to the old one, so that only its name changes.`
      : say`Declare it once.`,
  };
}
