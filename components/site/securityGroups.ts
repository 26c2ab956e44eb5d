import * as pulumi from "@pulumi/pulumi";
import { idPrefixes } from "../../facts/aws/ids";
import { describeValue, type Problem } from "../../core/problem";
import { isPlain, type ProblemList } from "../internal/checked";
import { checkedIds, ec2IdProblem } from "../internal/ids";
import { mapEntries } from "../../core/entries";
import { keyPath } from "../../core/paths";
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
    if (!isPlain(ids)) {
      const list = problems.checked(pulumi.output(ids), (known) => emptyProblem(path, known));
      return checkedIds(problems, list, (known) => groupsProblem(path, known));
    }
    problems.add(emptyProblem(path, ids));
    return ids.map((id, index) =>
      checkedIds(problems, id, (known) =>
        ec2IdProblem(`${path}[${index}]`, idPrefixes.securityGroup, known),
      ),
    );
  });
}

function groupsProblem(path: string, ids: readonly string[]): Problem | undefined {
  const wrong = ids.map((id, index) =>
    ec2IdProblem(`${path}[${index}]`, idPrefixes.securityGroup, id),
  );
  return wrong.find((problem) => problem !== undefined);
}

function emptyProblem(path: string, ids: readonly unknown[]): Problem | undefined {
  return Array.isArray(ids) && ids.length > 0
    ? undefined
    : { path, rule: "have at least one security group", got: describeValue(ids) };
}
