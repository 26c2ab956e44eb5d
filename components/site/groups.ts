import * as pulumi from "@pulumi/pulumi";
import { describeValue, type Problem } from "../../facts/problem";
import { isPlain, type ProblemList } from "../internal/checked";
import { keyPath } from "../internal/paths";
import { idProblem } from "../originFirewall/peerRules";
import type { ResilientSiteArgs } from "./args";

/**
 * Checks security groups that were made elsewhere, those known only later when they are.
 * @param problems - Takes what is wrong.
 * @param groups - The groups by key, as the user gave them.
 * @returns The same groups, to be used in place of the arguments.
 */
export function checkGroups(
  problems: ProblemList,
  groups: ResilientSiteArgs["existingSecurityGroupIds"],
): ResilientSiteArgs["existingSecurityGroupIds"] {
  return (
    groups &&
    Object.fromEntries(
      Object.entries(groups).map(([key, ids]) => {
        const path = keyPath("existingSecurityGroupIds", key);
        if (!isPlain(ids)) {
          return [key, problems.checked(pulumi.output(ids), (known) => groupsProblem(path, known))];
        }
        problems.add(emptyProblem(path, ids));
        return [
          key,
          (ids as readonly pulumi.Input<string>[]).map((id, index) =>
            checkedId(problems, `${path}[${index}]`, id),
          ),
        ];
      }),
    )
  );
}

function checkedId(
  problems: ProblemList,
  path: string,
  id: pulumi.Input<string>,
): pulumi.Input<string> {
  return problems.checked(id, (known) => idProblem(path, "sg-", known));
}

function groupsProblem(path: string, ids: readonly string[]): Problem | undefined {
  const wrong = ids.map((id, index) => idProblem(`${path}[${index}]`, "sg-", id));
  return emptyProblem(path, ids) ?? wrong.find((problem) => problem !== undefined);
}

function emptyProblem(path: string, ids: readonly unknown[]): Problem | undefined {
  return Array.isArray(ids) && ids.length > 0
    ? undefined
    : { path, rule: "have at least one security group", got: describeValue(ids) };
}
