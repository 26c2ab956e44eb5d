import * as pulumi from "@pulumi/pulumi";
import { CustomPageAsset } from "@pulumi/cloudflare/customPageAsset";
import { List } from "@pulumi/cloudflare/list";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { childName } from "../internal/names";
import { bulkRedirectsOfAccount, own, phaseOfZone } from "../internal/singletons";
import { resolvedArgs } from "../internal/validation";
import type { EdgeRulesArgs } from "./args";
import {
  allowanceListInputs,
  assetInputs,
  redirectListInputs,
  redirectRulesetInputs,
  rulesetInputs,
} from "./inputs";
import type { ResolvedEdgeRules } from "./resolve";
import { validateEdgeRules } from "./validate";

const type = "steady-edge:index:EdgeRules";

/** The resources that an `EdgeRules` makes. */
export interface EdgeRulesChildren {
  /** The rulesets of the zone by their phase. */
  readonly rulesets: Readonly<Record<string, Ruleset>>;
  /** The pages that Cloudflare fetches, by the keys of their rules. */
  readonly assets: Readonly<Record<string, CustomPageAsset>>;
  /** The lists of the account: `allowance` and `redirects`, where they are asked for. */
  readonly lists: Readonly<Record<string, List>>;
  /** The account's ruleset that asks its list of redirects; undefined where there is none. */
  readonly bulkRedirectRuleset: Ruleset | undefined;
}

/**
 * All rules of a zone at Cloudflare's edge, in one ruleset per phase with one owner: redirects, caching, pages in place of errors, rate
 * limits, origin and configuration rules. What the API or the zone's plan would refuse, and redirects that lead round, are refused
 * before anything is registered. Other stacks contribute rules as fragments.
 *
 * ```ts
 * import { EdgeRules, hostIs } from "steady-edge";
 *
 * new EdgeRules("example", {
 *   zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
 *   zoneName: "example.com",
 *   redirects: [{ key: "www", when: hostIs("www.example.com"), toHostname: "example.com" }],
 * });
 * ```
 */
export class EdgeRules extends pulumi.ComponentResource {
  /** The rulesets of the zone by their phase. */
  public readonly rulesetIds: pulumi.Output<Record<string, string>>;

  /**
   * Checks the arguments, then declares the rules.
   * @param name - Logical name; the names of all children begin with it.
   * @param args - The rules.
   * @param opts - Pulumi's options.
   */
  constructor(name: string, args: EdgeRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    const subject = `EdgeRules "${name}"`;
    const resolved = resolvedArgs(subject, args, opts, validateEdgeRules);
    super(type, name, {}, opts);
    ownPhases(subject, resolved);

    const assets = makeAssets(name, resolved, this);
    const lists = makeLists(name, resolved, this);
    const needed = { parent: this, dependsOn: [...Object.values(assets), ...Object.values(lists)] };
    const rulesets = Object.fromEntries(
      resolved.phases.map((phase) => {
        const child = childName(name, "rules", phase.phase);
        const options = needsOf(phase.phase) ? needed : { parent: this };
        return [phase.phase, new Ruleset(child, rulesetInputs(resolved.zoneId, phase), options)];
      }),
    );
    const bulkRedirectRuleset = makeBulkRuleset(name, resolved, lists, this);
    const children: EdgeRulesChildren = { rulesets, assets, lists, bulkRedirectRuleset };
    Object.assign(this, children);

    const ids = Object.entries(rulesets).map(([phase, { id }]) => [phase, id] as const);
    this.rulesetIds = pulumi.output(Object.fromEntries(ids));
    this.registerOutputs({ rulesetIds: this.rulesetIds });
  }
}

/** The fields that hold the children. */
export interface EdgeRules extends EdgeRulesChildren {}

/** Phases whose rules name a list or an asset. */
function needsOf(phase: string): boolean {
  return phase === "http_request_firewall_custom" || phase === "http_custom_errors";
}

function ownPhases(subject: string, resolved: ResolvedEdgeRules): void {
  for (const { phase } of resolved.phases) {
    own(subject, phaseOfZone({ ...resolved, phase }));
  }
  if (resolved.bulkRedirects.length > 0 && resolved.accountId !== undefined) {
    own(subject, bulkRedirectsOfAccount(resolved.accountId));
  }
}

function makeAssets(
  name: string,
  { assets, zoneId }: ResolvedEdgeRules,
  parent: pulumi.Resource,
): Record<string, CustomPageAsset> {
  const made = assets.map((page) => {
    const child = childName(name, "error-page", page.key);
    return [page.key, new CustomPageAsset(child, assetInputs(zoneId, page), { parent })] as const;
  });
  return Object.fromEntries(made);
}

function makeLists(
  name: string,
  { accountId, allowance, bulkRedirects }: ResolvedEdgeRules,
  parent: pulumi.Resource,
): Record<string, List> {
  if (accountId === undefined) {
    return {};
  }
  const made = {
    ...(allowance && { allowance: allowanceListInputs(accountId, allowance) }),
    ...(bulkRedirects.length > 0 && { redirects: redirectListInputs(accountId, bulkRedirects) }),
  };
  return Object.fromEntries(
    Object.entries(made).map(([noun, inputs]) => [
      noun,
      new List(childName(name, `${noun}-list`), inputs, { parent }),
    ]),
  );
}

function makeBulkRuleset(
  name: string,
  { accountId }: ResolvedEdgeRules,
  lists: Readonly<Record<string, List>>,
  parent: pulumi.Resource,
): Ruleset | undefined {
  const { redirects } = lists;
  if (redirects === undefined || accountId === undefined) {
    return undefined;
  }
  const child = childName(name, "bulk-redirects");
  const inputs = redirectRulesetInputs(accountId);
  return new Ruleset(child, inputs, { parent, dependsOn: [redirects] });
}
