import {
  accountListConstraints,
  entryKey,
  itemsRefusal,
  type ListEntry,
} from "../../../constraints/accountLists";
import type { ListKind } from "../../../facts/cloudflare/accountLists";
import { accountLists } from "../../../facts/cloudflare/rulesetLimits";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse, refuseBroken } from "../calls/refuse";
import { cloudflareId } from "../resources/ids";
import type { Place, ResourceHandler, Setting } from "../resources/handler";
import { notFound, storeChanged, storeNew } from "../resources/store";
import { list, object, text, type Properties } from "../values";
import { accountPath, restHandler } from "./rest";
import { accountPlan } from "./zones";

/** How many bulk operations of a list are remembered. */
const rememberedOperations = 100;

/**
 * Path of the lists of an account.
 * @param item - Properties with `accountId`.
 * @returns The path.
 */
export function listsPath(item: Properties): string {
  return `${accountPath(item)}/rules/lists`;
}

/** Items of lists, as they are stored: `/accounts/<account>/rules/lists/<list>/items`. */
export const accountListItems: ResourceHandler = restHandler(types.accountListItem, {
  collection: (item) => `${listsPath(item)}/${text(item.listId)}/items`,
});

/** What becomes of a change of many items. */
interface BulkOperation {
  /** Its id, by which it is asked for. */
  readonly id: string;
  /** Why it failed; undefined where it did not. */
  readonly error: string | undefined;
}

/**
 * Refuses what the API refuses of a list.
 * @param wanted - The list.
 * @param place - Where.
 * @param current - The list as it stands; undefined for a new one.
 */
export function admitList(wanted: Properties, { account }: Place, current?: StoredObject): void {
  const isTaken = account
    .ofType(types.accountList)
    .some(
      ({ key, properties }) =>
        key !== current?.key &&
        properties.accountId === wanted.accountId &&
        properties.name === wanted.name,
    );
  const fields = { name: text(wanted.name), description: text(wanted.description) };
  refuseBroken(accountListConstraints, fields, { isTaken: isTaken ? "yes" : "no" });
}

/**
 * Finds a list of an account.
 * @param ids - Properties with `accountId` and `listId`.
 * @param place - Where.
 * @returns The list.
 * @throws {ApiError} Where there is none.
 */
export function listOf(
  { accountId = null, listId = null }: Properties,
  place: Place,
): StoredObject {
  const found = place.account.get(types.accountList, text(listId));
  if (found?.properties.accountId !== accountId) {
    throw notFound(accountListItems);
  }
  return found;
}

/**
 * Lists the items of a list.
 * @param listId - Its id.
 * @param place - Where.
 * @returns The items, in the order in which they came.
 */
export function itemsOf(listId: string, place: Place): readonly StoredObject[] {
  return [...place.account.find(`list-items:${listId}`)];
}

/**
 * What the API does with items that are sent: refuse them, or start a bulk operation, which is over at once here.
 * @param found - The list.
 * @param items - The items, by Pulumi's names.
 * @param setting - Where.
 * @param keeps - Whether what stands in the list stays.
 * @returns The operation.
 */
export function putItems(
  found: StoredObject,
  items: readonly Properties[],
  setting: Setting,
  keeps: boolean,
): BulkOperation {
  const { place } = setting;
  const kind = text(found.properties.kind) as ListKind;
  const refused = itemsRefusal(items, kind);
  if (refused !== undefined) {
    refuse(refused.error, refused.answer);
  }
  const held = new Map(itemsOf(found.id, place).map((item) => [keyOf(item), item]));
  const sent = new Set(items.map((item) => entryKey(item as ListEntry)));
  const staying = keeps ? [...held.keys()].filter((key) => !sent.has(key)).length : 0;
  const error = quotaError(found, staying + items.length, place);
  if (error === undefined) {
    if (!keeps) {
      removeItems(
        [...held.values()].filter((item) => !sent.has(keyOf(item))),
        place,
      );
    }
    const { accountId = null } = found.properties;
    for (const item of items) {
      const wanted: Properties = { ...item, accountId, listId: found.id };
      const former = held.get(entryKey(item));
      if (former === undefined) {
        storeNew(accountListItems, wanted, setting);
      } else {
        storeChanged(accountListItems, wanted, setting, former);
      }
    }
  }
  return remembered(found, error, place);
}

/**
 * Takes items out of their list.
 * @param found - The list.
 * @param ids - Their ids; one that is not there is passed over.
 * @param place - Where.
 * @returns The operation.
 */
export function deleteItems(
  found: StoredObject,
  ids: readonly string[],
  place: Place,
): BulkOperation {
  removeItems(
    itemsOf(found.id, place).filter(({ id }) => ids.includes(id)),
    place,
  );
  return remembered(found, undefined, place);
}

/**
 * Takes items out of the account.
 * @param items - The items.
 * @param place - Where.
 */
export function removeItems(items: readonly StoredObject[], { account }: Place): void {
  items.forEach(({ type, key }) => account.remove(type, key));
}

/**
 * Finds the item of a list that stands for the same thing as another.
 * @param listId - Id of the list.
 * @param item - The other.
 * @param place - Where.
 * @returns The item, or undefined where there is none.
 */
export function itemLike(listId: string, item: Properties, place: Place): StoredObject | undefined {
  return itemsOf(listId, place).find((one) => keyOf(one) === entryKey(item as ListEntry));
}

function keyOf({ properties }: StoredObject): string {
  return entryKey(properties);
}

/** Source: that of `accountLists`; the operation fails, and no call is refused: Cloudflare Terraform provider issue 5590. The words are this project's. */
function quotaError(found: StoredObject, count: number, place: Place): string | undefined {
  const isRedirect = found.properties.kind === "redirect";
  const most = (isRedirect ? accountLists.redirects : accountLists.addresses)[accountPlan(place)];
  const others = place.account
    .ofType(types.accountList)
    .filter(({ id }) => id !== found.id)
    .filter(({ properties }) => (properties.kind === "redirect") === isRedirect);
  const elsewhere = others.reduce((sum, { id }) => sum + itemsOf(id, place).length, 0);
  return count + elsewhere > most
    ? `exceeded the maximum number of items of the account: ${count + elsewhere} out of ${most}`
    : undefined;
}

/** Writes an operation down with its list. */
function remembered({ key }: StoredObject, error: string | undefined, place: Place): BulkOperation {
  const { account } = place;
  const id = cloudflareId();
  const completed = new Date().toISOString();
  const operation: Properties = { id, completed, ...(error === undefined ? {} : { error }) };
  const before = list(account.get(types.accountList, key)?.properties.operations);
  account.edit(types.accountList, key, {
    operations: [...before, operation].slice(-rememberedOperations),
    numItems: itemsOf(key, place).length,
    modifiedOn: completed,
  });
  return { id, error };
}

/**
 * Finds a bulk operation of an account.
 * @param accountId - The account.
 * @param id - The operation's id.
 * @param place - Where.
 * @returns What the API says of it.
 * @throws {ApiError} Where there is none.
 */
export function operationOf(accountId: string, id: string, { account }: Place): Properties {
  const found = account
    .ofType(types.accountList)
    .filter(({ properties }) => properties.accountId === accountId)
    .flatMap(({ properties }) => list(properties.operations))
    .map(object)
    .find((operation) => operation.id === id);
  if (found === undefined) {
    throw notFound(accountListItems);
  }
  return { ...found, status: found.error === undefined ? "completed" : "failed" };
}
