import { ownEntry } from "../../core/ownEntry";
import { stores, type Store } from "../../facts/aws/stores";
import { groupRules } from "../firewall/groupRules";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { modelType } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import { readFlag } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
import type { PlanChange } from "../plan/plan";
import { groupsOfTarget } from "./admission";
import { Applications, type Application } from "./applications";
import { allNames, ownNames } from "./namesOfThings";
import type { OriginPaths } from "./originPaths";

/** Types of what applications keep their data in. */
export const storeTypes = Object.keys(stores) as readonly (keyof typeof stores)[];

/**
 * Says what the API does with something that keeps data.
 * @param resource - Any resource.
 * @returns What is known of its type; undefined for everything else.
 */
export function storeOf({ type }: ModelResource): Store | undefined {
  return ownEntry<Store>(stores, modelType(type) ?? "");
}

/** An application that asks something for its data. */
export interface Asker {
  /** The application. */
  readonly application: Application;
  /** Whether its program names it; else its security group is let in there, which says that it may. */
  readonly isNamed: boolean;
}

/**
 * Lists the applications that ask something for their data. Where one names another thing of the same type it is not said to ask this one only
 * since it is let in.
 * @param paths - What stands behind hostnames.
 * @param resource - What keeps data.
 * @returns The applications, each once.
 */
export function askersOf(paths: OriginPaths, resource: ModelResource): Asker[] {
  const { inventory } = paths.model;
  const applications = Applications.of(paths);
  const naming = applications.naming(allNames(inventory, resource));
  const others = inventory
    .ofType(modelType(resource.type) ?? "database")
    .filter(({ key }) => key !== resource.key);
  const isElsewhere = ({ serves }: Application): boolean =>
    others.some((other) =>
      applications.naming(ownNames(other)).some((each) => each.serves === serves),
    );
  const admitted = admittedTo(inventory, resource);
  const letIn =
    admitted.size === 0
      ? []
      : applications.all.filter(
          (each) =>
            !naming.includes(each) &&
            groupsOfTarget(inventory, each.serves)
              .flatMap(tokensOf)
              .some((token) => admitted.has(token)) &&
            !isElsewhere(each),
        );
  return [
    ...naming.map((application) => ({ application, isNamed: true })),
    ...letIn.map((application) => ({ application, isNamed: false })),
  ];
}

/** What the security groups may be called that something lets in by their name. */
function admittedTo(inventory: Inventory, resource: ModelResource): ReadonlySet<string> {
  const rules = groupsOfStore(inventory, resource).flatMap(
    (group) => groupRules(inventory, group).rules,
  );
  return new Set(rules.flatMap(({ groups }) => groups.flatMap(linkTokens)));
}

/**
 * Lists the security groups of something that keeps data.
 * @param inventory - The resources.
 * @param resource - What keeps data.
 * @returns The groups that the inventory holds.
 */
export function groupsOfStore(inventory: Inventory, resource: ModelResource): ModelResource[] {
  return (storeOf(resource)?.groups ?? [])
    .flatMap((path) => tokensAt(resource, path))
    .flatMap((token) => linkedResource(inventory, "securityGroup", token) ?? []);
}

/** What becomes of something that keeps data. */
export type StoreFate = "gone" | "emptied" | "renamed" | "restarted" | "locked";

/** What becomes of it by a change. */
export interface StoreEvent {
  /** What. */
  readonly fate: StoreFate;
  /** The top-level properties of which it comes; none where all of them are. */
  readonly properties: readonly string[];
}

/**
 * Says what a change does with something that keeps data.
 * @param change - The change.
 * @returns What becomes of it; undefined where it goes on answering.
 */
export function eventOf(change: PlanChange): StoreEvent | undefined {
  const { operation, before, after } = change;
  const store = before && storeOf(before);
  if (before === undefined || store === undefined) {
    return undefined;
  }
  const isGuarded =
    store.guard !== undefined && readFlag(ownEntry(before.properties, store.guard), "no") === "yes";
  if (operation === "delete" && !before.retainOnDelete && !isGuarded) {
    return { fate: "gone", properties: [] };
  }
  if (operation === "replace" && after !== undefined) {
    const isRestored = store.restoredFrom.some(
      (name) => (ownEntry(after.properties, name) ?? null) !== null,
    );
    return { fate: isRestored ? "renamed" : "emptied", properties: change.replacedFor };
  }
  return operation === "update" ? updateOf(store, change) : undefined;
}

function updateOf(store: Store, { after, properties }: PlanChange): StoreEvent | undefined {
  const isNow = readFlag(after?.properties.applyImmediately, "no") === "yes";
  const fates = [
    ...[["renamed", store.renames] as const, ["locked", store.passwords] as const],
    ...(isNow ? [["restarted", store.restarts] as const] : []),
  ];
  const touched = new Set(properties.map(({ path }) => path.split(/[.[]/, 1)[0] ?? path));
  return fates
    .map(([fate, names]) => ({ fate, properties: names.filter((name) => touched.has(name)) }))
    .find((each) => each.properties.length > 0);
}
