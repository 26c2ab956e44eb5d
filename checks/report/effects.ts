import type { UnjudgedChange } from "../../model/judged/unjudged";
import { isOnlyForgotten } from "../../model/plan/forgotten";
import type { PlanChange } from "../../model/plan/plan";
import { modelType } from "../../model/graph/resourceTypes";
import { names, say, type Phrase } from "../words/words";

/** Properties that are words for people and change nothing that visitors meet. */
const words = new Set(["comment", "description", "tags", "tagsAll", "name"]);

/** Types whose `name` is such a word, and no hostname, address or identity. */
const namedForPeople = new Set(["pool", "alert", "alertWebhook"]);

/**
 * Prepares what is said of changes that are no risk, before their operation.
 * @param notJudged - What of the plan nobody judged.
 * @returns Says of a change what it does, in a few words, without a full stop.
 */
export function effectsBeside(
  notJudged: readonly UnjudgedChange[],
): (change: PlanChange) => Phrase {
  const unjudged = new Map(notJudged.map(({ change, properties }) => [change, properties]));
  return (change) => effectOf(change, unjudged.get(change));
}

function effectOf(change: PlanChange, unjudged: readonly string[] | undefined): Phrase {
  const { operation, leftover, importReplacement } = change;
  if (leftover) {
    return say`takes away what an earlier update left behind`;
  }
  if (unjudged !== undefined) {
    return unjudged.length === 0
      ? say`not judged`
      : say`what ${names(unjudged)} does is not judged`;
  }
  if (operation === "delete") {
    return isOnlyForgotten(change)
      ? say`stays as it is, Pulumi only forgets it`
      : say`goes; nothing that serves depends on it, as far as the plan shows`;
  }
  if (operation === "replace" && !importReplacement) {
    return replaceEffect(change);
  }
  const effects = {
    create: say`new`,
    import: say`taken over as it is`,
    read: say`only read`,
    update: updateEffect(change),
    replace: say`made anew`,
  };
  return effects[operation];
}

function replaceEffect(change: PlanChange): Phrase {
  if (modelType(change.type) === "monitor" && change.deleteFirst !== true) {
    return say`harmless: the new monitor probes before the old one goes`;
  }
  return change.deleteFirst === true
    ? say`made anew, the old one goes first`
    : change.deleteFirst === false
      ? say`made anew, the old one goes last`
      : say`made anew`;
}

function updateEffect(change: PlanChange): Phrase {
  if (change.properties.length === 0) {
    return say`nothing that the plan shows`;
  }
  return change.properties.every(({ path }) => isForPeople(change.type, path))
    ? say`harmless: only words for people change`
    : (updates[modelType(change.type) ?? ""] ?? say`changes in place`);
}

const updates: Readonly<Record<string, Phrase>> = {
  monitor: say`origins are probed otherwise`,
  alert: say`people are told otherwise`,
  alertWebhook: say`people are told otherwise`,
  loadBalancer: say`requests are spread otherwise`,
  pool: say`the pool takes traffic otherwise`,
  dnsRecord: say`the record answers otherwise`,
  zoneSetting: say`holds for every hostname of the zone at once`,
  ruleset: say`holds for every request of the zone at once`,
};

function isForPeople(type: string, path: string): boolean {
  const top = path.split(/[.[]/, 1)[0] ?? "";
  return words.has(top) && (top !== "name" || namedForPeople.has(modelType(type) ?? ""));
}
