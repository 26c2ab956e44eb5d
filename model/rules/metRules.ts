import type { ListedItems } from "./listedItems";
import type { RedirectLists } from "./redirectLists";
import type { PhaseRules } from "./edgeRules";

/** What a request meets. */
export interface MetRules {
  /** The rules by their phase or product; in each phase those of the account first. */
  readonly phases: ReadonlyMap<string, readonly PhaseRules[]>;
  /** The redirects that rules take from lists. */
  readonly lists: RedirectLists;
  /** What the lists hold that expressions ask. Absent for what the request says. */
  readonly items?: ListedItems;
}
