import { ownEntry } from "../../core/ownEntry";
import type { PlanChange, PlanDrift, PlanOperation, PlanRename, PlanResource } from "./plan";
import { filledIn, planned, recorded } from "./planSides";
import type { PlanState, PlanStates } from "./planState";
import {
  propertyChanges,
  repairedProperties,
  sharedSecrets,
  type PropertyChange,
} from "./propertyChanges";

/** One step as the engine writes it; a replacement has up to three. */
export interface PlanStep extends PlanStates {
  /** The engine's word for it, e.g. `create-replacement`. */
  readonly op: string;
  /** URN that the step names. */
  readonly urn: string;
  /** Properties that force a replacement. */
  readonly keys: readonly string[];
}

/** What all steps about one resource come to. */
export interface StepOutcome {
  /** What happens to the resource; a leftover of an earlier run that is deleted is a change of its own. */
  readonly changes: readonly PlanChange[];
  /** The rename, where nothing else happens. */
  readonly rename: PlanRename | undefined;
  /** What a refresh found. */
  readonly drift: PlanDrift | undefined;
  /** The resource before the change, as it is live where a refresh asked. Undefined where there is none. */
  readonly before: PlanResource | undefined;
  /** The resource after all steps. */
  readonly after: PlanResource | undefined;
}

type Meaning = PlanOperation | "same" | "refresh" | "nothing";

/** What each of the engine's words means. Source: Pulumi SDK, sdk/go/common/apitype/history.go. */
const operations: Readonly<Record<string, Meaning>> = {
  same: "same",
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
  import: "import",
  read: "read",
  "read-replacement": "read",
  refresh: "refresh",
  discard: "nothing",
  "discard-replaced": "nothing",
  "remove-pending-replace": "nothing",
};

/**
 * Whether the model knows a word of the engine.
 * @param op - The word.
 * @returns False for a word of a newer engine.
 */
export function isKnownOperation(op: string): boolean {
  return Object.hasOwn(operations, op);
}

/**
 * Brings the steps about one resource to one outcome.
 * @param steps - All steps with the same URN, in the engine's order, of words that the model knows; at least one.
 * @returns The outcome.
 */
export function outcomeOf(steps: readonly PlanStep[]): StepOutcome {
  const [only, ...others] = steps;
  return (others.length === 0 ? plainOutcome(only) : undefined) ?? outcomeOfSeveral(steps);
}

/** What most plans are made of: resources that come, and resources of which a plan says nothing. */
function plainOutcome(step: PlanStep | undefined): StepOutcome | undefined {
  if (step?.op === "create" && step.old === undefined && step.new !== undefined) {
    return created(step, planned(undefined, step.new));
  }
  return step?.op === "same" && step.old !== undefined && step.old === step.new
    ? untouched(step.old)
    : undefined;
}

function outcomeOfSeveral(steps: readonly PlanStep[]): StepOutcome {
  const refresh = steps.find(({ op }) => op === "refresh");
  const replaces = steps.some(({ op }) => replacing.has(op));
  const isLeftover = ({ op }: PlanStep) => op === "delete-replaced" && !replaces;
  const main = steps.filter(
    (step) => !["refresh", "nothing"].includes(meaningOf(step)) && !isLeftover(step),
  );
  const kinds = new Set(main.map(meaningOf));
  const operation = weightiest.find((each) => kinds.has(each));
  // `pulumi preview --json` writes a refresh before it knows the answer: what it found is where the next step starts.
  const live = oldOf(main) ?? (main.length === 0 ? refresh?.new : undefined);
  const now = main.length === 0 ? refresh?.new : newOf(main);
  const before = live && recorded(live);
  const after = now && planned(replaces ? undefined : live, now);
  const change = operation && changeOf(operation, main, { old: live, before, after });
  const leftovers = steps.filter(isLeftover).map(leftoverOf);
  return {
    changes: [change, ...leftovers].filter((each) => each !== undefined),
    rename: operation === undefined ? renameOf(live, now) : undefined,
    drift: refresh?.old === undefined ? undefined : driftOf(refresh.old, live),
    before,
    after,
  };
}

function created(step: PlanStep, after: PlanResource): StepOutcome {
  const change = changeOf("create", [step], { old: undefined, before: undefined, after });
  return {
    changes: change === undefined ? [] : [change],
    rename: undefined,
    drift: undefined,
    before: undefined,
    after,
  };
}

function untouched(state: PlanState): StepOutcome {
  const resource = recorded(state);
  return {
    changes: [],
    rename: undefined,
    drift: undefined,
    before: resource,
    after: resource,
  };
}

const replacing = new Set(["replace", "create-replacement", "import-replacement"]);

const weightiest = ["replace", "delete", "update", "create", "import", "read"] as const;

/** Reading again what was read before changes nothing. */
function meaningOf({ op, old }: PlanStep): Meaning {
  return op === "read" && old !== undefined ? "same" : (ownEntry(operations, op) ?? "nothing");
}

function oldOf(steps: readonly PlanStep[]): PlanState | undefined {
  return steps.find((step) => step.old !== undefined)?.old;
}

function newOf(steps: readonly PlanStep[]): PlanState | undefined {
  return steps.find((step) => step.new !== undefined)?.new;
}

/** What a change starts from and leads to. */
interface ChangeSides {
  readonly old: PlanState | undefined;
  readonly before: PlanResource | undefined;
  readonly after: PlanResource | undefined;
}

function changeOf(
  operation: PlanOperation,
  steps: readonly PlanStep[],
  { old, before, after }: ChangeSides,
): PlanChange | undefined {
  const now = newOf(steps);
  const subject = operation === "delete" ? before : (after ?? before);
  if (subject === undefined || subject.component) {
    return undefined;
  }
  const stays = operation === "update" || operation === "replace";
  const properties = stays && old && now ? differences(operation, old, now) : [];
  const renamed = before && after && before.key !== after.key;
  return {
    operation,
    key: subject.key,
    type: subject.type,
    name: subject.name,
    properties,
    replacedFor: operation === "replace" ? causes(steps, properties) : [],
    deleteFirst: operation === "replace" ? deleteFirst(steps, old) : undefined,
    importReplacement: operation === "replace" && steps.some(imports),
    leftover: false,
    ...(before === undefined || operation === "read" ? {} : { before }),
    ...(after === undefined || operation === "delete" ? {} : { after }),
    ...(renamed ? { renamedFrom: before.key } : {}),
  };
}

/** `pulumi preview --json` writes `replace` where events write `import-replacement`; the new state has the import's id. */
function imports({ op, new: now }: PlanStep): boolean {
  return op === "import-replacement" || now?.isImported === true;
}

function leftoverOf(step: PlanStep): PlanChange | undefined {
  const before = step.old && recorded(step.old);
  const change = changeOf("delete", [step], { old: step.old, before, after: undefined });
  return change && { ...change, leftover: true };
}

function differences(operation: PlanOperation, old: PlanState, now: PlanState): PropertyChange[] {
  const inputs = [old.resource.properties, now.resource.properties] as const;
  const visible = propertyChanges(...inputs);
  if (visible.length > 0 || operation !== "update") {
    return visible;
  }
  // The inputs stayed the same: either the live resource drifted from them, or a secret changed.
  const { type, properties: wanted } = now.resource;
  const repaired = repairedProperties(old.outputs, { ...filledIn(type), ...wanted });
  return repaired.length > 0 ? repaired : sharedSecrets(...inputs);
}

/** The engine also names computed properties as causes; where inputs differ, only these are causes. */
function causes(steps: readonly PlanStep[], properties: readonly PropertyChange[]): string[] {
  const named = [...new Set(steps.flatMap(({ keys }) => keys))].sort();
  const differ = new Set(properties.map(({ path }) => path.split(/[.[]/)[0]));
  const real = named.filter((name) => differ.has(name.split(/[.[]/)[0]));
  return real.length > 0 ? real : named;
}

function deleteFirst(steps: readonly PlanStep[], old: PlanState | undefined): boolean | undefined {
  const order = steps.map(({ op }) => op);
  const created = order.findIndex(
    (op) => op === "create-replacement" || op === "import-replacement",
  );
  const deleted = order.indexOf("delete-replaced");
  if (created >= 0 && deleted >= 0) {
    return deleted < created;
  }
  return old?.isPendingReplacement ? true : old?.isLeftover ? false : undefined;
}

function renameOf(old: PlanState | undefined, now: PlanState | undefined): PlanRename | undefined {
  return old && now && old.resource.key !== now.resource.key
    ? { from: old.resource.key, to: now.resource.key }
    : undefined;
}

function driftOf(
  { resource: { key }, outputs }: PlanState,
  live: PlanState | undefined,
): PlanDrift | undefined {
  const properties = live === undefined ? [] : propertyChanges(outputs, live.outputs);
  return live === undefined || properties.length > 0
    ? { key, gone: live === undefined, properties }
    : undefined;
}
