import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import type { StoredObject } from "../account/account";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import type { Flow, ResourceHandler } from "../resources/handler";
import { foundObject, storeChanged, storeNew } from "../resources/store";
import { isAbsent, list, object, text, type Properties } from "../values";
import {
  accountListItems,
  admitList,
  deleteItems,
  itemLike,
  itemsOf,
  listOf,
  listsPath,
  operationOf,
  putItems,
} from "./accountLists";
import { beforeListGoes, referringRules } from "./listReferences";
import { restHandler } from "./rest";

/**
 * Lists of an account: `/accounts/<account>/rules/lists`. Items that a program gives with a list are a second call.
 * Source: Cloudflare Terraform provider, internal/services/list/resource.go.
 */
export const accountListHandler: ResourceHandler = restHandler(
  types.accountList,
  { collection: listsPath },
  {
    validate: admitList,
    accountOnly: ["operations"],
    computeOutputs: (_wanted, place, id, current) => ({
      numItems: itemsOf(id, place).length,
      operations: current?.properties.operations ?? [],
    }),
    observe: (found, place) => ({
      numReferencingFilters: referringRules(found, place),
      items: itemsOf(found.id, place).map(givenOf),
    }),
    beforeDelete: beforeListGoes,
    create: createList,
    update: updateList,
  },
);

/** Items of lists: `/accounts/<account>/rules/lists/<list>/items`, one at a time. */
export const accountListItemHandler: ResourceHandler = {
  ...accountListItems,
  route: (operation, item, place, id) =>
    accountListItems.route(operation, item, place, operation === "delete" ? undefined : id),
  create: createItem,
  beforeDelete: ({ id, properties }, place) => {
    deleteItems(listOf(properties, place), [id], place);
  },
};

/** What of an item a program gives with its list. */
function givenOf({ properties }: StoredObject): Properties {
  const { asn = null, comment = null, hostname = null, ip = null, redirect = null } = properties;
  const all: Properties = { asn, comment, hostname, ip, redirect };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => !isAbsent(value)));
}

async function createList(wanted: Properties, flow: Flow): Promise<StoredObject> {
  const { items, ...rest } = wanted;
  const route = accountListHandler.route("create", rest, flow.place);
  const made = await flow.client.send(
    { ...route, service: "cloudflare", type: types.accountList, body: rest, secrets: flow.secrets },
    () => storeNew(accountListHandler, rest, flow),
  );
  return isAbsent(items) ? made : sendItems(made, list(items).map(object), "PUT", flow);
}

async function updateList(
  wanted: Properties,
  current: StoredObject,
  flow: Flow,
): Promise<StoredObject> {
  const { items, ...rest } = wanted;
  const route = accountListHandler.route("update", rest, flow.place, current.id);
  const changed = await flow.client.send(
    {
      ...{ ...route, service: "cloudflare", type: types.accountList, id: current.id },
      ...{ body: rest, secrets: flow.secrets },
    },
    () => storeChanged(accountListHandler, rest, flow, current),
  );
  return isAbsent(items) ? changed : sendItems(changed, list(items).map(object), "PUT", flow);
}

/** Sends items, and asks how the operation ended. */
async function sendItems(
  found: StoredObject,
  items: readonly Properties[],
  method: "PUT" | "POST",
  flow: Flow,
): Promise<StoredObject> {
  const { accountId = null } = found.properties;
  const scope: Properties = { accountId, listId: found.id };
  const call = {
    ...({ service: "cloudflare", type: types.accountListItem, secrets: flow.secrets } as const),
  };
  const collection = `${listsPath(scope)}/${found.id}/items`;
  const { id } = await flow.client.send(
    { ...call, method, path: collection, body: { items: [...items] } },
    () => putItems(listOf(scope, flow.place), items, flow, method === "POST"),
  );
  const operation = await flow.client.send(
    { ...call, method: "GET", path: `${listsPath(scope)}/bulk_operations/${id}`, id },
    () => operationOf(text(accountId), id, flow.place),
  );
  if (operation.status === "failed") {
    refuse(apiErrors.listItemInvalid, `list item bulk operation failed: ${text(operation.error)}`);
  }
  return foundObject(accountListHandler, found.key, flow.place);
}

async function createItem(wanted: Properties, flow: Flow): Promise<StoredObject> {
  const { accountId: _account, listId, ...item } = wanted;
  await sendItems(listOf(wanted, flow.place), [item], "POST", flow);
  const made = itemLike(text(listId), item, flow.place);
  return made ?? refuse(apiErrors.notFound, "not found");
}
