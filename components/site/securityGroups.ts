import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
import { describeValue } from "../../core/problem";
import type { ProblemList } from "../internal/checked";
import { checkedSecurityGroupIds } from "../internal/ids";
import type { ResilientSiteArgs } from "./args";

/** Security groups by a key of the user's. */
export type GroupIdsByKey = NonNullable<ResilientSiteArgs["existingSecurityGroupIds"]>;

/**
 * Checks security groups that were made elsewhere, those known only later when they are.
 * @param problems - Takes what is wrong.
 * @param groups - The groups by key, as the user gave them.
 * @returns The same groups, to be used in place of the arguments.
 */
export function checkSecurityGroups(problems: ProblemList, groups: GroupIdsByKey): GroupIdsByKey {
  return mapEntries(groups, (ids, key) => {
    const path = keyPath("existingSecurityGroupIds", key);
    return checkedSecurityGroupIds(problems, path, ids, (known) =>
      Array.isArray(known) && known.length > 0
        ? undefined
        : { path, rule: "have at least one security group", actual: describeValue(known) },
    );
  });
}
