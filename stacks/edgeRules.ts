import type { EdgeFragmentArgs, EdgeRulesArgs } from "../components/edgeRules";
import { validateEdgeRules } from "../components/edgeRules/validate";
import type { ProblemList } from "../components/internal/checked";
import { handOverChecked } from "../components/internal/validation";
import { validateSecretHeader } from "../components/originPulls/validateSecretHeader";
import { keyPath } from "../core/paths";
import type { Problem } from "../core/problem";
import { ownEntry } from "../core/ownEntry";
import { oneOfProblem } from "../core/rules";
import type { SecretText } from "./blocks";
import type { Environment } from "./environment";

/** As long as a header's value must be; that a secret is not set is a problem of its own. */
const soundValue = "-".repeat(32);

/**
 * Checks the rules of an environment's zone.
 * @param problems - Takes what is wrong.
 * @param environment - The environment.
 * @param under - Puts a problem at its place in the environment.
 * @param secretText - The secrets that it may name.
 * @returns Their arguments, handed over with what they say; undefined for no rules, and where something is wrong.
 */
export function checkEdgeRules(
  problems: ProblemList,
  environment: Environment,
  under: (path: string, problem: Problem) => Problem,
  secretText: SecretText,
): EdgeRulesArgs | undefined {
  const { edgeRules, account, zone } = environment;
  if (edgeRules === undefined) {
    return undefined;
  }
  const { monitorAllowance, originSecretHeaders: _headers, ...rules } = edgeRules;
  return problems.within(
    (problem) => under("edgeRules", secretsPlace(problem)),
    (own) => {
      const args: EdgeRulesArgs = {
        ...{ ...rules, zoneId: zone.id, zoneName: zone.name, plan: zone.plan },
        accountId: account.id,
        monitorAllowance: monitorAllowance && withSecret(monitorAllowance, secretText),
        fragments: headerFragments(own, environment, secretText),
      };
      return handOverChecked(own, args, validateEdgeRules);
    },
  );
}

/** A secret's problem stands at its name. */
function secretsPlace(problem: Problem): Problem {
  const path = problem.path
    .replace(/\.value$/, ".valueConfigKey")
    .replace(/\.secretHeaderValue$/, ".secretHeaderValueConfigKey");
  return { ...problem, path };
}

/** A header of each site that has one. */
function headerFragments(
  problems: ProblemList,
  { edgeRules, sites = {} }: Environment,
  secretText: SecretText,
): EdgeFragmentArgs[] {
  const rules = Object.entries(edgeRules?.originSecretHeaders ?? {}).flatMap(
    ([site, { name, valueConfigKey }]) => {
      const path = keyPath("originSecretHeaders", site);
      const stranger = oneOfProblem(path, site, Object.keys(sites));
      const hostnames = [ownEntry(sites, site)?.hostname ?? ""];
      const value = secretText(valueConfigKey) ?? soundValue;
      const header = validateSecretHeader({ hostnames, name, value }, path);
      problems.add(...(stranger === undefined ? header.problems : [stranger]));
      return header.resolved === undefined ? [] : [{ ...header.resolved.edgeRule, ref: site }];
    },
  );
  return rules.length === 0
    ? []
    : [{ key: "origin-secret-headers", phase: "http_request_late_transform", rules }];
}

type Allowance = NonNullable<NonNullable<Environment["edgeRules"]>["monitorAllowance"]>;

function withSecret(
  { secretHeaderValueConfigKey: key, ...allowance }: Allowance,
  secretText: SecretText,
): EdgeRulesArgs["monitorAllowance"] {
  return key === undefined
    ? allowance
    : { ...allowance, secretHeaderValue: secretText(key) ?? soundValue };
}
