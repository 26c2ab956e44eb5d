import { canonicalHostname } from "../../core/hostnames";
import type { Problem } from "../../core/problem";
import { wholeNumberProblem } from "../../core/rules";
import { CloudflarePlan } from "../../facts/cloudflare/plans";
import { errorAssets } from "../../facts/cloudflare/rulesetLimits";
import { rulesetPhases, type RulesetPhaseName } from "../../facts/cloudflare/rulesetPhases";
import { distinctProblems, ProblemList } from "../internal/checked";
import { checkedIds, cloudflareIdProblem } from "../internal/ids";
import { bulkRedirectsOfAccount, phaseOfZone, secondOwnerProblem } from "../internal/singletons";
import { validateArgs, type Validated } from "../internal/validation";
import type { EdgeRulesArgs } from "./args";
import { bulkProblems } from "./bulkRedirects";
import { cacheProblems } from "./caching";
import { errorPageProblems } from "./errors";
import { checkFragment, type CheckedFragment } from "./fragments";
import { ownRuleProblems, repeatedKeyProblems, wholePhaseProblems } from "./judging";
import { configRuleProblems, originRuleProblems } from "./origins";
import { checkAllowance, monitorPathProblems } from "./protection";
import type { ZoneRedirect } from "./redirectHops";
import { redirectLoopProblems } from "./redirectLoops";
import { targetProblems } from "./redirects";
import { ownRules, resolvePhases, type ResolvedEdgeRules } from "./resolve";
import { edgeRulesSchema } from "./schema";
import type { DeclaredRule } from "./declared";

/**
 * Validates the arguments of an `EdgeRules`.
 * @param args - The arguments.
 * @param path - Where they stand; empty for a component's own.
 * @returns All problems at once, or the rules, with late values behind their checks.
 */
export function validateEdgeRules(args: EdgeRulesArgs, path: string): Validated<ResolvedEdgeRules> {
  return validateArgs(edgeRulesSchema, args, path, (problems) => {
    const { plan = CloudflarePlan.Free, bulkRedirects = [], errorPages = [] } = args;
    const zoneId = checkedIds(problems, args.zoneId, (id) => cloudflareIdProblem("zoneId", id));
    const accountId =
      args.accountId === undefined
        ? undefined
        : checkedIds(problems, args.accountId, (id) => cloudflareIdProblem("accountId", id));
    const zoneName = canonicalHostname(`${args.zoneName}`) ?? "";
    problems.add(accountProblem(args), ...relationProblems(args, plan));
    const allowance = args.monitorAllowance && checkedAllowance(problems, args.monitorAllowance);
    const fragments = (args.fragments ?? []).map((fragment, index) =>
      checkFragment(problems, fragment, `fragments[${index}]`, plan),
    );
    if (problems.problems.length === 0) {
      problems.add(...ruleProblems(args, fragments, { plan, zoneName }));
    }
    return () => {
      const allowed = allowance?.();
      const own = [...(allowed === undefined ? [] : [allowed.rule]), ...ownRules(args, plan)];
      const phases = resolvePhases(own, fragments, plan);
      problems.add(...ownerProblems({ zoneId, zoneName, accountId }, phases, bulkRedirects));
      const assets = errorPages.filter(({ assetUrl }) => assetUrl !== undefined);
      return { zoneId, zoneName, accountId, phases, bulkRedirects, allowance: allowed, assets };
    };
  });
}

function checkedAllowance(
  problems: ProblemList,
  allowance: NonNullable<EdgeRulesArgs["monitorAllowance"]>,
) {
  return problems.within(
    (problem) => ({ ...problem, path: `monitorAllowance.${problem.path}` }),
    (inner) => checkAllowance(inner, allowance),
  );
}

function accountProblem(args: EdgeRulesArgs): Problem | undefined {
  const asking = [
    ...((args.bulkRedirects ?? []).length > 0 ? ["bulkRedirects"] : []),
    ...(args.monitorAllowance === undefined ? [] : ["monitorAllowance"]),
  ];
  return asking.length > 0 && args.accountId === undefined
    ? {
        path: "accountId",
        rule: `be given for ${asking.join(" and ")}, whose list belongs to the account`,
        actual: "nothing",
      }
    : undefined;
}

/** What is wrong before anything is written as rules of Cloudflare. */
function relationProblems(args: EdgeRulesArgs, plan: CloudflarePlan): readonly Problem[] {
  const kinds = {
    ...{ redirects: args.redirects, cacheRules: args.cacheRules, errorPages: args.errorPages },
    ...{ rateLimits: args.rateLimits, originRules: args.originRules },
    ...{ configRules: args.configRules, fragments: args.fragments },
  };
  return [
    ...Object.entries(kinds).flatMap(([name, entries = []]) => repeatedKeyProblems(name, entries)),
    ...targetProblems(args.redirects ?? []),
    ...bulkProblems(args.bulkRedirects ?? [], plan),
    ...cacheProblems(args.cacheRules ?? []),
    ...errorPageProblems(args.errorPages ?? []),
    ...assetCountProblem(args, plan),
    ...originRuleProblems(args.originRules ?? []),
    ...configRuleProblems(args.configRules ?? [], plan),
    ...monitorPathProblems(args.monitorPaths, args.rateLimits ?? []),
  ];
}

function assetCountProblem(
  { errorPages = [] }: EdgeRulesArgs,
  plan: CloudflarePlan,
): readonly Problem[] {
  const count = errorPages.filter(({ assetUrl }) => assetUrl !== undefined).length;
  const problem = wholeNumberProblem("errorPages", count, {
    minimum: 0,
    maximum: errorAssets.count[plan],
  });
  return problem === undefined
    ? []
    : [{ ...problem, rule: `have at most ${errorAssets.count[plan]} with assetUrl on ${plan}` }];
}

/** What the API would refuse, and redirects that lead round. */
function ruleProblems(
  args: EdgeRulesArgs,
  fragments: readonly CheckedFragment[],
  { plan, zoneName }: { readonly plan: CloudflarePlan; readonly zoneName: string },
): readonly Problem[] {
  const own = ownRules(args, plan);
  const refused = distinctProblems(ownRuleProblems(own, plan));
  const redirects = zoneRedirects(own, fragments);
  const listed = args.bulkRedirects ?? [];
  return [
    ...refused,
    ...countProblems(own, fragments, plan),
    ...(refused.length === 0 ? redirectLoopProblems({ zoneName, rules: redirects, listed }) : []),
  ];
}

/** Redirects in the order in which Cloudflare asks them; those of fragments as far as they are known. */
function zoneRedirects(
  own: readonly DeclaredRule[],
  fragments: readonly CheckedFragment[],
): readonly ZoneRedirect[] {
  const phase: RulesetPhaseName = "http_request_dynamic_redirect";
  const ofFragments = (first: boolean): ZoneRedirect[] =>
    fragments
      .filter((each) => each.phase === phase && each.first === first)
      .flatMap(({ path, rules }) =>
        Array.isArray(rules)
          ? rules.map((rule, index) => ({ path: `${path}.rules[${index}]`, rule: rule as object }))
          : [],
      );
  return [
    ...ofFragments(true),
    ...own.filter((each) => each.phase === phase),
    ...ofFragments(false),
  ];
}

function countProblems(
  own: readonly DeclaredRule[],
  fragments: readonly CheckedFragment[],
  plan: CloudflarePlan,
): readonly Problem[] {
  return (Object.keys(rulesetPhases) as RulesetPhaseName[]).flatMap((phase) => {
    const ofFragments = fragments
      .filter((each) => each.phase === phase)
      .flatMap(({ rules }) => (Array.isArray(rules) ? rules : []) as Record<string, unknown>[]);
    const ofComponent = own.filter((each) => each.phase === phase).map(({ rule }) => ({ ...rule }));
    return wholePhaseProblems({ phase, rules: [...ofComponent, ...ofFragments] }, plan);
  });
}

function ownerProblems(
  place: Pick<ResolvedEdgeRules, "zoneId" | "zoneName" | "accountId">,
  phases: ResolvedEdgeRules["phases"],
  bulkRedirects: readonly unknown[],
): readonly (Problem | undefined)[] {
  return [
    ...phases.map(({ phase }) => secondOwnerProblem(phaseOfZone({ ...place, phase }))),
    bulkRedirects.length > 0 && place.accountId !== undefined
      ? secondOwnerProblem(bulkRedirectsOfAccount(place.accountId))
      : undefined,
  ];
}
