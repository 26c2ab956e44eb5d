import { isDeepStrictEqual } from "node:util";
import type { Making, MonitorKind } from "../monitorKind";
import { ZabbixRefusal, type ZabbixApi } from "./api";
import { textOf } from "./reading";

/**
 * Makes an object. Where its name is taken, a run that was cut off may have made it: the engine never heard of its id then.
 * @param make - Makes it.
 * @param own - Finds the id of the object that has the name, where it is certain that it is the one to be made.
 * @returns Its id.
 * @throws {ZabbixRefusal} Where the name is somebody else's, or something else is refused.
 */
export async function makeOrTakeUp(
  make: () => Promise<string>,
  own: () => Promise<string | undefined>,
): Promise<string> {
  try {
    return await make();
  } catch (error) {
    const id = error instanceof ZabbixRefusal && error.isTaken ? await own() : undefined;
    if (id === undefined) {
      throw error;
    }
    return id;
  }
}

/**
 * Finds an object that is in everything what a program wants, and that may be taken up.
 * @param api - The API.
 * @param kind - What it is.
 * @param inputs - What is wanted.
 * @param search - Finds what has its name: a method, what it filters by, and what the id is called there.
 * @param making - For whom it is made.
 * @returns Its id; undefined where there is none such.
 */
export async function identical<Inputs>(
  api: ZabbixApi,
  kind: Pick<MonitorKind<ZabbixApi, Inputs>, "read">,
  inputs: Inputs,
  search: { readonly method: string; readonly filter: object; readonly idName: string },
  { mayTakeUp }: Making,
): Promise<string | undefined> {
  const named = await api.list(search.method, { filter: search.filter, output: [search.idName] });
  for (const id of named.map((each) => textOf(each, search.idName))) {
    if (mayTakeUp(id) && isDeepStrictEqual(await kind.read(api, id), inputs)) {
      return id;
    }
  }
  return undefined;
}
