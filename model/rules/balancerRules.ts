import { allOf, negated } from "../../core/certainty";
import { unknownValue } from "../../core/known";
import type { RequestStep } from "../../facts/cloudflare/requestPhases";
import { lowestErrorStatus } from "../../facts/httpStatus";
import type { Inventory } from "../graph/inventory";
import { zoneOf } from "../graph/links";
import { isObject, readFlag, readNumber, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { isLast, rulesInOrder, type PlacedRule } from "../traffic/steering";
import type { EdgeAction } from "./edgeActions";
import { ruleOf, type EdgeRule, type PhaseRules } from "./edgeRules";
import { quotedText } from "./quotedText";

/**
 * Rules of a load balancer that answer by themselves, and those that keep the ones after them from being asked.
 * Source: Cloudflare docs, load-balancing/additional-options/load-balancing-rules.
 * @param inventory - The resources.
 * @param resource - The load balancer.
 * @returns Its rules; nothing where none of them answers.
 */
export function balancerRules(inventory: Inventory, resource: ModelResource): PhaseRules[] {
  const host = inventory.hostnameOf(resource);
  const rules = (rulesInOrder(resource) ?? []).flatMap((placed) =>
    balancerRule(resource, host, placed),
  );
  const phase: RequestStep = "load balancing rules";
  return rules.every(({ action }) => action.kind === "skip")
    ? []
    : [{ ...ownerOf(resource), phase, rules }];
}

function balancerRule(
  resource: ModelResource,
  host: string | undefined,
  { rule, index }: PlacedRule,
): EdgeRule[] {
  const { fixedResponse, disabled } = rule;
  const last = isLast(rule);
  if (last === "no") {
    return [];
  }
  const condition = readText(rule.condition);
  const own = typeof condition === "string" && condition.trim() !== "" ? condition : "true";
  return [
    ruleOf(resource, {
      place: `rules[${index}]`,
      enabled: allOf([last, negated(readFlag(disabled, "no"))]),
      expression:
        host === undefined || condition === unknownValue
          ? unknownValue
          : `http.host eq ${quotedText(host)} and (${own})`,
      action: isObject(fixedResponse) ? fixedAnswer(fixedResponse) : nextNotAsked,
    }),
  ];
}

/** What keeps the rules after it from being asked. */
const nextNotAsked: EdgeAction = { kind: "skip", restOfRuleset: true, phases: [], products: [] };

function fixedAnswer({ statusCode, location }: ModelObject): EdgeAction {
  const status = readNumber(statusCode);
  const url = readText(location);
  if (typeof status === "number" && status >= lowestErrorStatus) {
    return { kind: "block", status };
  }
  return typeof url === "string" && url !== ""
    ? { kind: "redirect", target: { kind: "url", url }, keepsQuery: false }
    : { kind: "unread" };
}

/**
 * Says whose rules those of a resource are.
 * @param resource - A resource of a zone or an account.
 */
export function ownerOf(resource: ModelResource): Pick<PhaseRules, "owner" | "isOfAccount"> {
  const { zoneId, accountId } = resource.properties;
  const isOfAccount = (zoneId ?? undefined) === undefined && (accountId ?? undefined) !== undefined;
  return { owner: zoneOf(resource), isOfAccount };
}
