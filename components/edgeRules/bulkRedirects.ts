import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";
import { redirectStatusCodes } from "../../facts/cloudflare/rulesetActions";
import { accountLists, bulkRedirectLimits } from "../../facts/cloudflare/rulesetLimits";
import type { BulkRedirectArgs } from "./ruleArgs";

/**
 * Finds what the account's list of redirects does not take.
 * @param redirects - The redirects.
 * @param plan - The plan.
 * @returns The problems.
 */
export function bulkProblems(
  redirects: readonly BulkRedirectArgs[],
  plan: CloudflarePlan,
): readonly Problem[] {
  const most = accountLists.redirects[plan];
  const path = "bulkRedirects";
  return [
    ...(redirects.length > most
      ? [{ path, rule: `be at most ${most} on the plan ${plan}`, actual: `${redirects.length}` }]
      : []),
    ...repeated(redirects.map(({ from }) => from)).map(({ entry, index }) => ({
      path: `${path}[${index}].from`,
      rule: "not repeat what is asked for",
      actual: describeValue(entry),
    })),
    ...redirects.flatMap((redirect, index) => redirectProblems(redirect, `${path}[${index}]`)),
  ];
}

function redirectProblems(redirect: BulkRedirectArgs, path: string): readonly Problem[] {
  const { from, statusCode, subpathMatching } = redirect;
  const codes: readonly unknown[] = redirectStatusCodes.listItem;
  const most = bulkRedirectLimits.slashesBeneath;
  const [, asked = ""] = /^(?:https?:\/\/)?[^/]*(.*)$/.exec(from) ?? [];
  return [
    ...(/^(https?:\/\/)?[^/\s?#]+\/[^\s#]*$/.test(from)
      ? []
      : [
          {
            path: `${path}.from`,
            rule: "be a hostname with a path, which may be a single slash",
            actual: describeValue(from),
          },
        ]),
    ...(subpathMatching === true && asked.split("/").length - 1 > most
      ? [
          {
            path: `${path}.from`,
            rule: `have at most ${most} slashes in its path where paths beneath count`,
            actual: describeValue(from),
          },
        ]
      : []),
    ...(statusCode === undefined || codes.includes(statusCode)
      ? []
      : [
          {
            path: `${path}.statusCode`,
            rule: `be one of ${codes.join(", ")}`,
            actual: describeValue(statusCode),
          },
        ]),
  ];
}
