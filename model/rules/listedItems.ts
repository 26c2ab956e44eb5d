import type { ExpressionRequest } from "../../core/expressions/requests";
import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readList, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { targetOf } from "../graph/targets";

/** What lists of an account hold that expressions ask (`in $list`), by the list's name. */
export type ListedItems = NonNullable<ExpressionRequest["lists"]>;

const known = new WeakMap<Inventory, ListedItems>();

/**
 * Reads the lists of addresses, hostnames and networks. One that holds nothing in the plan may be filled elsewhere, and is left out; so is
 * one of which the plan does not say everything.
 * @param inventory - The resources, which are read once.
 */
export function listedItems(inventory: Inventory): ListedItems {
  return getOrCreate(known, inventory, () =>
    Object.fromEntries(
      inventory.ofType("rulesList").flatMap((list) => {
        const { name, kind, items: own } = list.properties;
        const inPlace = knownList(readList(own));
        const parts = partsOf(inventory, list);
        const items = [...(inPlace ?? []), ...parts.map(({ properties }) => properties)];
        const texts = items.map((item) => (isObject(item) ? itemText(item) : undefined));
        const isKnown = typeof name === "string" && inPlace !== undefined && kind !== "redirect";
        const isWhole = texts.length > 0 && texts.every((text) => text !== undefined);
        return isKnown && isWhole ? [[name, texts] as const] : [];
      }),
    ),
  );
}

/**
 * Finds the name of the list that a resource is, or is an item of.
 * @param inventory - The resources.
 * @param resource - A `List` or a `ListItem`.
 * @returns The name; undefined where the plan does not say it.
 */
export function listName(inventory: Inventory, resource: ModelResource): string | undefined {
  const { listId } = resource.properties;
  const [list = resource] = targetOf(inventory, listId, "rulesList")?.resources ?? [];
  const name = readText(list.properties.name);
  return typeof name === "string" ? name : undefined;
}

/**
 * Lists what says what a list holds.
 * @param inventory - The resources.
 * @param name - The list's name.
 * @returns The list and the items that are resources of their own.
 */
export function listParts(inventory: Inventory, name: string): readonly ModelResource[] {
  return inventory
    .ofType("rulesList")
    .filter((list) => readText(list.properties.name) === name)
    .flatMap((list) => [list, ...partsOf(inventory, list)]);
}

/**
 * Lists the items of a list that are resources of their own.
 * @param inventory - The resources.
 * @param list - The list.
 */
export function partsOf(inventory: Inventory, list: ModelResource): readonly ModelResource[] {
  return inventory
    .ofType("rulesListItem")
    .filter(
      ({ properties }) =>
        targetOf(inventory, properties.listId, "rulesList")?.resources.includes(list) === true,
    );
}

/**
 * Whether a list writes all its items itself, whatever else stands in it.
 * @param list - A `List`.
 */
export function writesItems({ properties }: ModelResource): boolean {
  return (knownList(readList(properties.items)) ?? []).length > 0;
}

/**
 * Lists what a list says of its own items, or an item that is a resource of its own; redirects apart.
 * @param resource - A `List` or a `ListItem`.
 * @returns The addresses, networks and hostnames that are known.
 */
export function listedTexts({ properties }: ModelResource): readonly string[] {
  const own = knownList(readList(properties.items)) ?? [];
  return [properties, ...own].flatMap((item) => (isObject(item) ? (itemText(item) ?? []) : []));
}

function itemText({ ip, asn, hostname }: ModelObject): string | undefined {
  const said = [
    readText(ip),
    readNumber(asn),
    isObject(hostname) ? readText(hostname.urlHostname) : undefined,
  ].find((each) => each !== undefined);
  return typeof said === "symbol" || said === undefined ? undefined : String(said);
}

/**
 * Says what lists hold for requests to a hostname: one with a wildcard has every name beneath it.
 * Source: Cloudflare docs, waf/tools/lists/custom-lists (hostnames: `*.example.com`).
 * @param items - What the lists hold.
 * @param host - The hostname.
 */
export function itemsFor(items: ListedItems, host: string): ListedItems {
  const holds = (item: string): boolean => item.startsWith("*.") && host.endsWith(item.slice(1));
  const more = Object.entries(items).filter(([, list]) => list.some(holds));
  return more.length === 0
    ? items
    : { ...items, ...Object.fromEntries(more.map(([name, list]) => [name, [...list, host]])) };
}
