import { newRelicPeriods } from "../../facts/monitoring/newRelic";
import { keyPath } from "../../core/paths";
import { describeValue, type Problem } from "../../core/problem";
import { repeated } from "../../core/rules";
import type { ProblemList } from "../internal/checked";
import type { ExternalMonitorsArgs, NewRelicArgs } from "./args";
import { hasNewRelicSdk } from "./newRelicSdk";
import { credentialProblem } from "./urls";

/**
 * Checks how New Relic watches.
 * @param problems - Takes what is wrong.
 * @param newRelic - The account.
 * @param urls - The URLs, by key.
 * @returns The account, late values behind their checks.
 */
export function checkedNewRelic(
  problems: ProblemList,
  newRelic: NewRelicArgs,
  urls: ExternalMonitorsArgs["urls"],
): NewRelicArgs {
  if (!hasNewRelicSdk()) {
    const rule = "be left out where @pulumi/newrelic is not installed";
    const hint = "Run npm install @pulumi/newrelic";
    problems.add({ path: "newRelic", rule, actual: "no such package", hint });
  }
  problems.add(...locationProblems(newRelic.locations));
  for (const [key, { intervalSeconds }] of Object.entries(urls)) {
    if (intervalSeconds !== undefined && !newRelicPeriods.has(intervalSeconds)) {
      problems.add({
        path: `${keyPath("urls", key)}.intervalSeconds`,
        rule: `be one of ${[...newRelicPeriods.keys()].join(", ")} where New Relic watches`,
        actual: describeValue(intervalSeconds),
      });
    }
  }
  return {
    ...newRelic,
    accountId: problems.checked(newRelic.accountId, (id) =>
      typeof id === "string" && /^\d{1,19}$/.test(id)
        ? undefined
        : {
            path: "newRelic.accountId",
            rule: "be the id of an account, a number as text",
            actual: describeValue(id),
          },
    ),
    apiKey: problems.checked(newRelic.apiKey, (key) =>
      credentialProblem("newRelic.apiKey", key, "a user key"),
    ),
  };
}

function locationProblems(locations: NewRelicArgs["locations"]): Problem[] {
  const path = "newRelic.locations";
  return locations.length === 0
    ? [{ path, rule: "name at least one public location", actual: "[]" }]
    : repeated(locations).map(({ entry, index }) => ({
        path: `${path}[${index}]`,
        rule: "not repeat a location",
        actual: describeValue(entry),
      }));
}
