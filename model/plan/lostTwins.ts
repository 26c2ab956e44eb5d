import { getOrCreate } from "../../core/getOrCreate";
import { ownEntry } from "../../core/ownEntry";
import { takenAgain } from "../../facts/aws/takenAgain";
import { oneToken } from "../../facts/oneToken";
import { identityBy } from "../graph/identity";
import { regionOf } from "../graph/title";
import type { ModelValue } from "../graph/resources";
import type { Plan, PlanChange, PlanResource } from "./plan";

/** A resource whose object goes although the plan makes or keeps the resource. */
export interface LostTwin {
  /** The resource, as the plan wants it. */
  readonly resource: PlanResource;
  /** What makes or changes it. Undefined where nothing does. */
  readonly change: PlanChange | undefined;
  /** What deletes the object at the end of the update: the same change for a replacement that makes the new one first. */
  readonly deletion: PlanChange;
}

/**
 * Finds what a plan makes or keeps, and deletes under another name: Pulumi makes first, which changes nothing where the object is there
 * already, and deletes last, which takes away the one that both stand for.
 * @param plan - The plan.
 * @returns Each resource whose object goes; none of those of which not all is known.
 */
export function lostTwins({ before, changes }: Plan): LostTwin[] {
  const deletions = new Map<string, PlanChange[]>();
  for (const change of changes.filter(isLast)) {
    const id = idOf(change.before, "gone");
    if (id !== undefined) {
      getOrCreate(deletions, id, () => []).push(change);
    }
  }
  if (deletions.size === 0) {
    return [];
  }
  return wantedBy({ before, changes }).flatMap((one) => {
    const deletion = deletions
      .get(idOf(one.resource, "wanted") ?? "")
      ?.find(({ before: old }) => !isElsewhere(old, one.resource));
    return deletion === undefined ? [] : [{ ...one, deletion }];
  });
}

/**
 * Lists what a plan makes or keeps.
 * @param plan - The resources before, and what changes.
 * @returns Each resource as the plan wants it, with what changes it.
 */
export function wantedBy({
  before,
  changes,
}: Pick<Plan, "before" | "changes">): Omit<LostTwin, "deletion">[] {
  const changed = new Set(changes.flatMap((change) => change.before?.key ?? []));
  const staying = before.filter(({ key }) => !changed.has(key));
  return [
    ...staying.map((resource) => ({ resource, change: undefined })),
    ...changes.flatMap((change) =>
      change.after === undefined ? [] : [{ resource: change.after, change }],
    ),
  ];
}

/** Whether two stand in other regions; of what is made new a provider may say its region, or not. */
function isElsewhere(one: PlanResource | undefined, other: PlanResource): boolean {
  const [here, there] = [regionOf(one), regionOf(other)];
  return typeof here === "string" && typeof there === "string" && here !== there;
}

/** Whether an object goes at the end of the update. */
function isLast({ operation, before, deleteFirst, leftover }: PlanChange): boolean {
  return (
    !leftover &&
    before?.retainOnDelete !== true &&
    (operation === "delete" || (operation === "replace" && deleteFirst === false))
  );
}

const kinds = new Map(takenAgain.map((kind) => [kind.type, kind]));

/** What makes an object the same as another one; undefined where an API has two of them, refuses the one that is wanted, or not all is known. */
function idOf(resource: PlanResource | undefined, side: "gone" | "wanted"): string | undefined {
  const kind = resource && kinds.get(oneToken(resource.type));
  if (resource === undefined || kind === undefined) {
    return undefined;
  }
  const given = (name = ""): ModelValue => ownEntry(resource.properties, name) ?? null;
  const isOne = side === "gone" || kind.unless === undefined || given(kind.unless) === true;
  const id = isOne && given(kind.same[0]) !== null && identityBy(kind.same, resource);
  return typeof id === "string" ? `${kind.as ?? kind.type}\n${id}` : undefined;
}
