import { certain, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { ownEntry } from "../core/ownEntry";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { filterOwners } from "../facts/cloudflare/notificationTypes";
import type { Constraint } from "./constraint";

/** What the API looks at in a notification policy. */
export interface NotificationFields {
  /** What it tells of. */
  readonly alertType: Known<string>;
  /** The names of its filters on the wire. */
  readonly filters: Known<readonly string[]>;
}

/**
 * No filter is one that another kind of notification has alone. Whether the API refuses it or passes over it is not published; a policy
 * whose filter counts for nothing tells of too much, or of nothing. Of the other filters only Cloudflare knows which kinds take them.
 */
export const filtersOfType: Constraint<NotificationFields> = {
  id: "notification/filters-of-type",
  property: "filters",
  must: ({ alertType, filters }) =>
    `be filters of ${String(alertType)}, which ${strangeFilters(alertType, filters).join(" and ")} ${strangeFilters(alertType, filters).length > 1 ? "are" : "is"} not`,
  error: apiErrors.invalidRequest,
  answer: ({ alertType, filters }) =>
    `${strangeFilters(alertType, filters).join(", ")}: no filter of ${String(alertType)}`,
  holds: ({ alertType, filters }): Certainty =>
    alertType === unknownValue || filters === unknownValue
      ? "unknown"
      : certain(strangeFilters(alertType, filters).length === 0),
};

function strangeFilters(
  alertType: Known<string>,
  filters: Known<readonly string[]>,
): readonly string[] {
  if (alertType === unknownValue || filters === unknownValue) {
    return [];
  }
  return filters.filter((name) => (ownEntry(filterOwners, name) ?? alertType) !== alertType);
}

/** What the API refuses of a notification policy. */
export const notificationConstraints: readonly Constraint<NotificationFields>[] = [filtersOfType];
