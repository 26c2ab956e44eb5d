import { ownEntry } from "../../core/ownEntry";
import { writtenInline, type WrittenInline } from "../../facts/aws/writtenInline";
import { oneToken } from "../../facts/oneToken";
import { linkTokens, tokensAt, unknownLink } from "../graph/links";
import { isList, isObject } from "../graph/reading";
import { tokensOf } from "../graph/resourcesOfType";
import type { ModelObject, ModelValue } from "../graph/resources";
import { wantedBy } from "./lostTwins";
import type { Plan, PlanChange, PlanResource } from "./plan";

/** Something that a resource gives in a property of its own, and that a deletion takes away. */
export interface InlineTwin {
  /** The resource, as the plan wants it. */
  readonly owner: PlanResource;
  /** The same without what goes. */
  readonly left: PlanResource;
  /** What changes it. Undefined where nothing does. */
  readonly change: PlanChange | undefined;
  /** The deletion of the resource of its own that stands for the same. */
  readonly deletion: PlanChange;
}

/**
 * Finds what a program comes to give in a property, or gives there as well, while it deletes the resource of its own that stood for the same:
 * deletions come last, and take away the one that both stand for.
 * @param plan - The plan.
 * @returns One entry for each deletion.
 */
export function inlineTwins(plan: Pick<Plan, "before" | "changes">): InlineTwin[] {
  const deletions = plan.changes.filter(isLastDeletion).flatMap((deletion) => {
    const gone = deletion.before;
    const rows = writtenInline.filter(({ type }) => type === oneToken(deletion.type));
    return gone === undefined ? [] : rows.map((row) => ({ row, gone, deletion }));
  });
  const wanted = deletions.length === 0 ? [] : wantedBy(plan);
  return deletions.flatMap(({ row, gone, deletion }) =>
    wanted.flatMap(({ resource, change }) => {
      const left = leftOf(row, gone, resource, change);
      return left === undefined ? [] : [{ owner: resource, left, change, deletion }];
    }),
  );
}

function isLastDeletion({ operation, before, leftover }: PlanChange): boolean {
  return operation === "delete" && !leftover && before?.retainOnDelete !== true;
}

/** What belongs to a resource without what goes; undefined where it does not give it. */
function leftOf(
  { owner: [property, type], value, inline, isComputed }: WrittenInline,
  gone: PlanResource,
  owner: PlanResource,
  change: PlanChange | undefined,
): PlanResource | undefined {
  const named = oneToken(owner.type) === type ? tokensAt(gone, property) : [];
  if (!namesOf(owner).some((name) => named.includes(name))) {
    return undefined;
  }
  const values = tokensAt(gone, value).filter((token) => token !== unknownLink);
  const path = inline.find(
    (each) =>
      tokensAt(owner, each).some((token) => values.includes(token)) &&
      (isComputed !== true || isTouched(change, each)),
  );
  return path === undefined
    ? undefined
    : { ...owner, properties: without(owner.properties, path, values) };
}

function namesOf(resource: PlanResource): string[] {
  const { name, primaryNetworkInterfaceId } = resource.properties;
  return [...tokensOf(resource), ...linkTokens(name), ...linkTokens(primaryNetworkInterfaceId)];
}

function isTouched(change: PlanChange | undefined, path: string): boolean {
  const top = path.split(".", 1)[0] ?? path;
  return change?.properties.some((each) => each.path.startsWith(top)) === true;
}

/** The properties without what stands at a path, alone or in a list. */
function without(properties: ModelObject, path: string, values: readonly string[]): ModelObject {
  const [top = path, inner] = path.split(".");
  const written = ownEntry<ModelValue>(properties, top);
  const isGone = (each: ModelValue): boolean => {
    const own = inner !== undefined && isObject(each) ? ownEntry<ModelValue>(each, inner) : each;
    return linkTokens(own).some((token) => values.includes(token));
  };
  return {
    ...properties,
    [top]: isList(written) ? written.filter((each) => !isGone(each)) : null,
  };
}
