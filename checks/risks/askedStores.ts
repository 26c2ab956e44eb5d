import { storeOf } from "../../model/origin/stores";
import { title } from "../../model/graph/title";
import type { ModelResource } from "../../model/graph/resources";
import { say, type Phrase } from "../words/words";

/**
 * Names a store of data that the program of an application names.
 * @param store - The store.
 */
export function askedStore(store: ModelResource): Phrase {
  return say`the ${[storeOf(store)?.called ?? "store"]} ${title(store)}, which its program names`;
}
