import { getOrCreate } from "../../core/getOrCreate";
import type { Inventory } from "../graph/inventory";
import { mentionsOf } from "../graph/mentions";
import type { ModelResource } from "../graph/resources";
import { userDataOf } from "./userData";

/** A URL that something which runs is told: by its environment, its command or its user data. */
export interface ToldUrl {
  /** The URL. */
  readonly url: URL;
  /** What is told it. */
  readonly resource: ModelResource;
}

const told = ["taskDefinition", "lambdaFunction", "instance", "launchTemplate"] as const;
const known = new WeakMap<Inventory, readonly ToldUrl[]>();
const written = /\b(?:https?|wss?):\/\/[\w-]+(?:\.[\w-]+)+[^\s"'\\,;)<>]*/gi;

/**
 * Lists the URLs that what runs is told, which it calls itself, or gives to those who are to call.
 * @param inventory - The resources, which are read once.
 */
export function toldUrls(inventory: Inventory): readonly ToldUrl[] {
  return getOrCreate(known, inventory, () =>
    told
      .flatMap((type) => inventory.ofType(type))
      .flatMap((resource) => {
        const texts = [...mentionsOf(resource), ...userDataOf(resource)];
        const urls = new Set(texts.flatMap((text) => text.match(written) ?? []));
        return [...urls]
          .filter((url) => URL.canParse(url))
          .map((url) => ({ url: new URL(url), resource }));
      }),
  );
}
