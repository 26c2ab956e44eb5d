import { ownEntry } from "../../core/ownEntry";
import { stores, type Store } from "../../facts/aws/stores";
import { groupRules } from "../firewall/groupRules";
import type { Inventory } from "../graph/inventory";
import { linkTokens, tokensAt } from "../graph/links";
import { modelType } from "../graph/resourceTypes";
import { tokensOf } from "../graph/resourcesOfType";
import { mentionsOf } from "../graph/mentions";
import { readFlag, readNumber, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import { linkedResource } from "../graph/targets";
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

/** Those that an application does not do without. */
const databaseTypes = ["database", "databaseCluster", "documentCluster"] as const;

/**
 * Whether a database is the only one that lets an application in by its security group, so that it asks this one or none.
 * @param inventory - The resources among which another one may be.
 * @param resource - What keeps data.
 * @param application - The application.
 * @returns False for caches and the like too.
 */
export function isOnlyDatabase(
  inventory: Inventory,
  resource: ModelResource,
  { serves }: Application,
): boolean {
  const tokens = groupsOfTarget(inventory, serves).flatMap(tokensOf);
  const others = databaseTypes
    .flatMap((type) => inventory.ofType(type))
    .filter(({ key }) => key !== resource.key);
  return (
    databaseTypes.some((type) => type === modelType(resource.type)) &&
    tokens.length > 0 &&
    others.every((other) => {
      const admitted = admittedTo(inventory, other);
      return !tokens.some((token) => admitted.has(token));
    })
  );
}

/**
 * Whether an application names the user as whom the owner of a database asks it.
 * @param application - The application.
 * @param resource - What keeps data.
 */
export function namesOwner({ parts }: Application, { properties }: ModelResource): boolean {
  const user = readText(properties.username ?? properties.masterUsername);
  return (
    typeof user === "string" &&
    parts.some((part) =>
      [...mentionsOf(part)].some(
        (word) => word === user || [":", "@"].some((end) => word.includes(`//${user}${end}`)),
      ),
    )
  );
}

/** What becomes of something that keeps data: `stopped` is for as long as it takes, `restarted` for moments. */
export type StoreFate =
  "gone" | "emptied" | "renamed" | "moved" | "stopped" | "restarted" | "locked";

/**
 * Whether the API refuses to delete something that keeps data.
 * @param resource - What keeps data.
 */
export function isGuarded(resource: ModelResource): boolean {
  const guard = storeOf(resource)?.guard;
  return guard !== undefined && readFlag(ownEntry(resource.properties, guard), "no") === "yes";
}

/**
 * Whether something that keeps data is made of what another one held.
 * @param resource - What keeps data, which is new.
 */
export function isRestored(resource: ModelResource): boolean {
  const names = storeOf(resource)?.restoredFrom ?? [];
  return names.some((name) => (ownEntry(resource.properties, name) ?? null) !== null);
}

/** What becomes of it by a change in place. */
export interface StoreEvent {
  /** What. */
  readonly fate: StoreFate;
  /** The top-level properties of which it comes. */
  readonly properties: readonly string[];
}

/**
 * Says what a change in place does with something that keeps data.
 * @param before - What it was.
 * @param after - What it is afterwards.
 * @param touched - The top-level properties that differ.
 * @returns What becomes of it; undefined where it goes on answering.
 */
export function changedInPlace(
  before: ModelResource,
  after: ModelResource,
  touched: ReadonlySet<string>,
): StoreEvent | undefined {
  const store = storeOf(after);
  const isNow = readFlag(after.properties.applyImmediately, "no") === "yes";
  const { stopping, restarting } = interrupting(before, after);
  const fates = [
    ...[["renamed", store?.renames ?? []] as const, ["locked", store?.passwords ?? []] as const],
    ...(isNow
      ? [
          ["moved", store?.port === undefined ? [] : [store.port]] as const,
          ...[["stopped", stopping] as const, ["restarted", restarting] as const],
        ]
      : []),
  ];
  return fates
    .map(([fate, names]) => ({ fate, properties: names.filter((name) => touched.has(name)) }))
    .find(({ properties }) => properties.length > 0);
}

/** The properties whose change stops something that keeps data, and those whose change interrupts it for moments. */
function interrupting(
  before: ModelResource,
  after: ModelResource,
): { readonly stopping: readonly string[]; readonly restarting: readonly string[] } {
  const { restarts = [], standby } = storeOf(after) ?? {};
  const isAlone =
    standby !== undefined && readFlag(ownEntry(before.properties, standby), "no") === "no";
  const stopping = restarts.filter(
    (name) => standby !== undefined && (isAlone || name === "engineVersion"),
  );
  return { stopping, restarting: [...restarts, ...switched(before, after)] };
}

/** Numbers that come to be 0, or are no longer, where that restarts it. */
function switched(before: ModelResource, after: ModelResource): readonly string[] {
  return (storeOf(after)?.switches ?? []).filter((name) => {
    const [was, is] = [before, after].map(({ properties }) =>
      readNumber(ownEntry(properties, name)),
    );
    return typeof was === "number" && typeof is === "number" && (was === 0) !== (is === 0);
  });
}
