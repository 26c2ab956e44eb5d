import { ApiError } from "../../../sandbox/cloud/calls/apiError";
import { isAbsent, list, object, text, type Properties } from "../../../sandbox/cloud/values";
import {
  account,
  accountId,
  at,
  shapesOf,
  types,
  type Caller,
  type DoorKind,
  type Wire,
} from "./doorKind";

const collection = `${account}/rules/lists`;
const redirect = { sourceUrl: "example.com/old", targetUrl: "https://example.com/new" };

/** Lists of an account and what is in them, which goes through operations. */
export const listKinds: Readonly<Record<string, DoorKind>> = {
  [types.accountList]: {
    ...at(collection),
    send: sendList,
    refusals: ["400 0"],
    shapes: shapesOf(
      [
        { description: "bare" },
        { description: "filled", items: [{ ip: "192.0.2.2" }, { ip: "192.0.2.1", comment: "a" }] },
        { items: [{ ip: "192.0.2.0/24" }] },
        { description: "d".repeat(501) },
        { kind: "ip", name: "no such name!" },
      ],
      ({ slot }) => ({
        accountId,
        kind: kindOf(slot),
        name: `list_${slot}`,
      }),
    ),
  },
  [types.accountListItem]: {
    path: ({ slot, idOf }) => `${collection}/${idOf(types.accountList, slot)}/items`,
    never: "update",
    send: sendItem,
    refusals: ["400 10058", "400 0"],
    shapes: shapesOf(
      [
        { ip: "192.0.2.9", comment: "alone" },
        { ip: "2001:db8::/32" },
        { redirect },
        { asn: 64_500 },
        { ip: "none" },
      ],
      ({ slot, idOf }) => ({
        accountId,
        listId: idOf(types.accountList, slot),
      }),
    ),
  },
};

function kindOf(slot: number): string {
  return slot === 2 ? "redirect" : "ip";
}

/** As the provider does: the list first, then what is to be in it. */
async function sendList({ body, ...wire }: Wire, call: Caller): Promise<Properties> {
  if (body === undefined) {
    return call(wire);
  }
  const { items, ...rest } = body;
  const found = await call({ ...wire, body: rest });
  if (!isAbsent(items)) {
    await operated(`${collection}/${text(found.id)}/items`, "PUT", list(items).map(object), call);
  }
  return found;
}

async function sendItem({ method, path, body }: Wire, call: Caller): Promise<Properties> {
  if (body === undefined) {
    const [items = "", id = ""] = path.split(/\/(?=[^/]+$)/);
    return call({ method, path: items, body: { items: [{ id }] } });
  }
  const { account_id: _account, list_id: _list, ...item } = body;
  await operated(path, "POST", [item], call);
  const found = await call({ method: "GET", path });
  const isSame = (each: Properties) =>
    Object.keys(item).every((name) => JSON.stringify(each[name]) === JSON.stringify(item[name]));
  return (found as unknown as Properties[]).find(isSame) ?? {};
}

/** Items are sent in lists, and an operation says what became of them. */
async function operated(
  path: string,
  method: "PUT" | "POST",
  items: readonly Properties[],
  call: Caller,
): Promise<void> {
  const { operation_id: id } = await call({ method, path, body: items });
  const operation = path.replace(/\/[^/]+\/items$/, `/bulk_operations/${text(id)}`);
  const { status, error } = await call({ method: "GET", path: operation });
  if (status === "failed") {
    throw new ApiError(400, undefined, text(error));
  }
}
