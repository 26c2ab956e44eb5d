import type * as pulumi from "@pulumi/pulumi";
import type { CustomPageAssetArgs } from "@pulumi/cloudflare/customPageAsset";
import type { ListArgs } from "@pulumi/cloudflare/list";
import type { RulesetArgs } from "@pulumi/cloudflare/ruleset";
import { bulkRedirectRule, listedRedirect } from "./redirects";
import type { ResolvedAllowance } from "./protection";
import type { ResolvedPhase } from "./resolve";
import type { BulkRedirectArgs, EdgeErrorPageArgs } from "./ruleArgs";

/** The list of redirects in the account: there is one, since an account has one such ruleset. */
const bulkListName = "steady_edge_redirects";

/**
 * The name of a ruleset that is a phase's entry point, as the dashboard gives it. Another one would make it anew, which the API refuses
 * while the former one stands: a phase has one.
 */
const entryPointName = "default";

/**
 * The rules of one phase.
 * @param zoneId - The zone.
 * @param phase - The rules.
 */
export function rulesetInputs(
  zoneId: pulumi.Input<string>,
  { phase, rules }: ResolvedPhase,
): RulesetArgs {
  const name = entryPointName;
  return { zoneId, kind: "zone", phase, name, rules: rules as RulesetArgs["rules"] };
}

/**
 * A page that Cloudflare fetches.
 * @param zoneId - The zone.
 * @param page - The page.
 */
export function assetInputs(
  zoneId: pulumi.Input<string>,
  { key, assetUrl = "" }: EdgeErrorPageArgs,
): CustomPageAssetArgs {
  return { zoneId, name: key, description: `Error page: ${key}`, url: assetUrl };
}

/**
 * The list of uptime services.
 * @param accountId - The account.
 * @param allowance - Who is let pass.
 */
export function allowanceListInputs(
  accountId: pulumi.Input<string>,
  { listName, addresses }: ResolvedAllowance,
): ListArgs {
  return {
    ...{ accountId, kind: "ip", name: listName, description: "Uptime services" },
    items: addresses.map((ip) => ({ ip })),
  };
}

/**
 * The list of redirects.
 * @param accountId - The account.
 * @param redirects - The redirects.
 */
export function redirectListInputs(
  accountId: pulumi.Input<string>,
  redirects: readonly BulkRedirectArgs[],
): ListArgs {
  return {
    ...{ accountId, kind: "redirect", name: bulkListName, description: "Redirects" },
    items: redirects.map((redirect) => ({ redirect: listedRedirect(redirect) })),
  };
}

/**
 * The ruleset that asks the list of redirects.
 * @param accountId - The account.
 */
export function redirectRulesetInputs(accountId: pulumi.Input<string>): RulesetArgs {
  const rules = [bulkRedirectRule(bulkListName)];
  return { accountId, kind: "root", phase: "http_request_redirect", name: entryPointName, rules };
}
