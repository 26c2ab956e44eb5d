import { apiErrors } from "../../../facts/cloudflare/apiErrors";
import { types } from "../account/indexes";
import { refuse } from "../calls/refuse";
import {
  accountListItems,
  deleteItems,
  itemsOf,
  listOf,
  listsPath,
  operationOf,
  putItems,
} from "../cloudflare/accountLists";
import { admitScope } from "../cloudflare/rest";
import { notFound } from "../resources/store";
import { isObject, list, object, text, type Properties } from "../values";
import type { ApiRequest } from "../calls/apiRequest";
import type { Answer, Operation } from "./incoming";
import { journaledBody } from "./journaledBody";
import { listAnswer } from "./lists";
import { ResourceCall } from "./resourceCall";
import type { Route } from "./route";
import { served } from "./servedResource";

const items = served(types.accountListItem, {
  scopes: ["accountId"],
  updates: [],
  begin: withSuffix,
  finish: ({ list_id: _list, operation_id: _operation, ...answer }) => answer,
  invalid: (words) => refuse(apiErrors.listItemInvalid, words),
});

/** Where nothing is said of it, the API keeps the rest of a path that is met below the source's; the provider does not. Source: that of `redirectStatusCodes`. */
function withSuffix(item: Properties): Properties {
  const { redirect } = item;
  return isObject(redirect) && redirect.subpath_matching === true
    ? { ...item, redirect: { preserve_path_suffix: true, ...redirect } }
    : item;
}

function operation(
  method: ApiRequest["method"],
  answer: (call: ResourceCall) => Answer,
): Operation {
  return async (incoming, parts) => {
    const call = await ResourceCall.of(items, incoming, parts);
    const { path, body } = incoming;
    const request: ApiRequest = {
      ...{ service: "cloudflare", method, path, type: types.accountListItem },
      ...(Object.keys(body).length === 0 ? {} : { body, redact: journaledBody }),
    };
    const effect = () => {
      admitScope(call.scope, parts.place);
      return answer(call);
    };
    return { request, effect };
  };
}

/** Source: Cloudflare docs, waf/tools/lists/lists-api/endpoints (201); the examples of the API reference have 200. */
function started({ id }: { readonly id: string }): Answer {
  return { status: 201, result: { operation_id: id } };
}

/** The items of a body, each held against what the SDK declares. */
function sentItems(call: ResourceCall): Properties[] {
  const sent = call.incoming.body.items;
  if (!Array.isArray(sent) || !sent.every(isObject)) {
    return refuse(apiErrors.listItemInvalid, "the body must be a list of items");
  }
  return sent.map((item) => {
    const one = call.at("", item);
    const { accountId: _account, listId: _list, ...given } = one.admitted(one.sent);
    return given;
  });
}

function write(keeps: boolean): (call: ResourceCall) => Answer {
  return (call) => {
    const found = listOf(call.scope, call.parts.place);
    return started(putItems(found, sentItems(call), call.setting, keeps));
  };
}

function remove(call: ResourceCall): Answer {
  const { place } = call.parts;
  const ids = list(call.incoming.body.items).map((item) => text(object(item).id));
  return started(deleteItems(listOf(call.scope, place), ids, place));
}

/** A search finds what stands in an item. How many items a page has where nothing is said is not published. */
function readAll(call: ResourceCall): Answer {
  const { place } = call.parts;
  const search = call.incoming.query.get("search")?.toLowerCase() ?? "";
  const found = itemsOf(listOf(call.scope, place).id, place)
    .map((item) => call.written(item))
    .filter((item) => JSON.stringify(item).toLowerCase().includes(search));
  return listAnswer(found, { form: "cursor", perPage: 500 }, call.incoming.query);
}

function readOne(call: ResourceCall): Answer {
  const { place } = call.parts;
  const found = itemsOf(listOf(call.scope, place).id, place).find(
    ({ id }) => id === call.incoming.params.id,
  );
  if (found === undefined) {
    throw notFound(accountListItems);
  }
  return { result: call.written(found) };
}

function readOperation({ scope, incoming, parts }: ResourceCall): Answer {
  const { id = "" } = incoming.params;
  return { result: operationOf(text(scope.accountId), id, parts.place) };
}

const path = listsPath({ accountId: ":accountId" });

/** Items of lists, which change together, and the operations that do so: each is over when it is asked for. */
export const accountListRoutes: readonly Route[] = [
  {
    path: `${path}/:listId/items`,
    takesLists: true,
    methods: {
      GET: operation("GET", readAll),
      POST: operation("POST", write(true)),
      PUT: operation("PUT", write(false)),
      DELETE: operation("DELETE", remove),
    },
  },
  { path: `${path}/:listId/items/:id`, methods: { GET: operation("GET", readOne) } },
  { path: `${path}/bulk_operations/:id`, methods: { GET: operation("GET", readOperation) } },
];
