import { text, type Properties } from "../../../sandbox/cloud/values";
import { Refusal, type RestClient } from "./restClient";

/** Whether a path is that of a list's items, which come in lists, by operations whose answers do not hold them. */
export function isItems(path: string): boolean {
  return /^\/accounts\/[^/]+\/rules\/lists\/[^/]+\/items$/.test(path);
}

/**
 * Adds an item to a list, as the real provider does: by an operation, and the item is looked for when that is over.
 * @param client - The client.
 * @param path - The path of the list's items.
 * @param item - The item by the API's names.
 * @returns The item with its id.
 */
export async function addItem(
  client: RestClient,
  path: string,
  item: Properties,
): Promise<Properties> {
  const { account_id: _account, list_id: _list, ...sent } = item;
  const { operation_id: id } = await client.call("POST", path, [sent]);
  const operation = path.replace(/\/[^/]+\/items$/, `/bulk_operations/${text(id)}`);
  const { status, error } = await client.call("GET", operation);
  const isSame = (each: Properties) =>
    Object.entries(sent).every(
      ([name, value]) => JSON.stringify(each[name]) === JSON.stringify(value),
    );
  const found = status === "completed" ? (await client.list(path)).find(isSame) : undefined;
  if (found === undefined) {
    throw new Refusal(400, `the operation is ${text(status)}: ${text(error)}`);
  }
  return found;
}

/**
 * Takes an item out of a list.
 * @param client - The client.
 * @param path - The path of the list's items, with or without the item's id behind it.
 * @param id - The item's id.
 */
export async function removeItem(client: RestClient, path: string, id: string): Promise<void> {
  await client.call("DELETE", path, { items: [{ id }] });
}
