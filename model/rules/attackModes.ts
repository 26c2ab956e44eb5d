import { unknownValue, type Known } from "../../core/known";
import { underAttack } from "../../facts/cloudflare/zoneSettings";
import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import type { Inventory } from "../graph/inventory";
import { isObject, readText } from "../graph/reading";
import type { ModelResource } from "../graph/resources";
import type { EdgeAction } from "./edgeActions";
import { phaseRules, type EdgeRule, type PhaseRules } from "./edgeRules";
import { pageRulesByPriority } from "./olderProducts";

/** Where attack mode asks browsers, among what requests pass. */
export const attackStep: RequestStep = "securityLevel";

/**
 * Reads which requests rules put into attack mode: the last of the configuration rules that applies says it, else the first page rule
 * that does.
 *
 * Source: Cloudflare docs, rules/configuration-rules (of several rules that apply the last one wins) and rules/page-rules (of page rules
 * the first; rules win over them).
 * @param inventory - The resources.
 * @returns Rules that challenge, and those that end the search, in the order in which they are asked, by zone or account.
 */
export function attackModeRules(inventory: Inventory): PhaseRules[] {
  const configuration = phaseRules(inventory).filter(
    ({ phase }) => phase === "http_config_settings",
  );
  return [
    ...configuration.map((each) => ({
      ...each,
      phase: attackStep,
      rules: each.rules && [...each.rules].reverse().flatMap(ofConfiguration),
    })),
    ...pageRulesByPriority(inventory).map(({ rules = [], ...each }) => ({
      ...each,
      phase: attackStep,
      rules: rules.map(ofPageRule),
    })),
  ];
}

function ofConfiguration(rule: EdgeRule): EdgeRule[] {
  const level = rule.action.kind === "configure" ? rule.action.securityLevel : undefined;
  return level === undefined ? [] : [{ ...rule, action: actionAt(level) }];
}

function ofPageRule(rule: EdgeRule): EdgeRule {
  return { ...rule, action: actionAt(pageLevel(rule.resource)) };
}

function pageLevel({ properties: { actions } }: ModelResource): Known<string> | undefined {
  return isObject(actions) ? readText(actions.securityLevel) : unknownValue;
}

function actionAt(level: Known<string> | undefined): EdgeAction {
  if (level === unknownValue) {
    return { kind: "unread" };
  }
  return level === underAttack
    ? { kind: "challenge", name: underAttack }
    : { kind: "skip", restOfRuleset: false, phases: [attackStep], products: [] };
}
