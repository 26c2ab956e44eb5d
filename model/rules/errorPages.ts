import { certain, type Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { customizedPages, type ErrorPageKind } from "../../facts/cloudflare/errorPages";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isUnread, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";

/** A page that Cloudflare fetched once and shows in place of its own: what stands on it, no plan holds. */
export interface FetchedPage {
  /** Whether it is shown. */
  readonly shown: Certainty;
  /** Where it was fetched. */
  readonly url: Known<string>;
}

/**
 * Finds the page that a zone shows for a kind of errors: its own before that of its account. All accounts of a plan are taken for its own.
 * Source: Cloudflare docs, rules/custom-errors.
 * @param inventory - The resources.
 * @param zone - The zone as `zoneOf` calls it.
 * @param kind - The kind.
 * @returns The page; undefined where Cloudflare's own is shown.
 */
export function fetchedPage(
  inventory: Inventory,
  zone: string,
  kind: ErrorPageKind,
): FetchedPage | undefined {
  const all = inventory.ofType("customPages");
  const own = all.filter((each) => isOfZone(each) && zoneOf(each) === zone);
  return [...own, ...all.filter((each) => !isOfZone(each))]
    .map((each) => read(each, kind))
    .find(({ shown }) => shown !== "no");
}

function isOfZone({ properties: { zoneId } }: ModelResource): boolean {
  return zoneId !== undefined && zoneId !== null;
}

function read({ properties }: ModelResource, kind: ErrorPageKind): FetchedPage {
  const { identifier, state, url } = properties;
  const isCustomized = readText(state) === customizedPages;
  return {
    shown:
      isUnread(identifier) || (isUnread(state) && identifier === kind)
        ? "unknown"
        : certain(isCustomized && readText(identifier) === kind),
    url: readText(url) ?? unknownValue,
  };
}
