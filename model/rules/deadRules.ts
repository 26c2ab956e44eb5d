import { headerMaps } from "../../facts/cloudflare/expressionFields";
import { implies, isSameCondition } from "../../core/expressions/implication";
import type { ImpossibleText } from "../../core/expressions/impossible";
import { onlyTextsOf, partsOf } from "../../core/expressions/parts";
import type { Condition } from "../../core/expressions/tree";
import type { EdgeRule } from "./edgeRules";

/** A rule that no request can meet, or that changes nothing for those that do, whatever else is true. */
export interface DeadRule {
  /** The rule. */
  readonly rule: EdgeRule;
  /** Whether some requests may meet it, for which it changes nothing. */
  readonly isMet: boolean;
  /** Why, as a clause without a full stop. */
  readonly because: string;
}

/**
 * Whether no further rule of the same ruleset is asked after an action. Of challenges the source says so too; who has passed one is asked on,
 * as far as anybody reports.
 * Source: Cloudflare docs, ruleset-engine/rules-language/actions.
 */
function ends({ action }: EdgeRule): boolean {
  return (
    action.kind === "block" ||
    action.kind === "redirect" ||
    (action.kind === "skip" && action.restOfRuleset)
  );
}

/**
 * Finds rules that do nothing: those whose expression is never true, those behind another one that answers all of their requests, and
 * those before another one that sets all that they set.
 * @param rules - The rules of one ruleset, in order.
 * @returns The rules that are on, in the same order.
 */
export function deadRules(rules: readonly EdgeRule[]): DeadRule[] {
  const on = rules.filter(({ enabled }) => enabled === "yes");
  return on.flatMap((rule, index): DeadRule[] => {
    const unmet = whyUnmet(rule, on.slice(0, index));
    if (unmet !== undefined) {
      return [{ rule, isMet: false, because: unmet }];
    }
    const later = on.slice(index + 1).find((other) => replaces(other, rule));
    return later === undefined
      ? []
      : [
          {
            ...{ rule, isMet: true },
            because: `${later.place} comes after it and sets the same for all of its requests`,
          },
        ];
  });
}

/**
 * Says why no request has a text that an expression asks for, as a clause without a full stop.
 * @param impossible - The text.
 */
export function whyImpossible({ text, field, form, meant }: ImpossibleText): string {
  const instead = meant === undefined ? "" : `, such as ${JSON.stringify(meant)}`;
  return `no request has ${JSON.stringify(text)} there, for values of ${field} ${form}${instead}`;
}

function whyUnmet(rule: EdgeRule, earlier: readonly EdgeRule[]): string | undefined {
  const { condition } = rule;
  if (condition?.kind === "constant" && !condition.value) {
    return ["its expression is never true", ...rule.impossible.slice(0, 1).map(whyImpossible)].join(
      ": ",
    );
  }
  const ending = earlier.find((other) => ends(other) && meetsAllOf(other, rule));
  if (ending === undefined) {
    return undefined;
  }
  const { place } = ending;
  if (ending.action.kind === "skip") {
    return `${place} lets all of its requests skip what comes after`;
  }
  if (ending.condition?.kind === "constant") {
    return `${place} answers every request before it`;
  }
  const isSame =
    condition !== undefined &&
    ending.condition !== undefined &&
    isSameCondition(ending.condition, condition);
  return isSame
    ? `${place} has the same expression and answers before it`
    : `${place} answers all of its requests before it`;
}

/** Whether a rule meets every request that another one meets. */
function meetsAllOf(wide: Pick<EdgeRule, "condition">, { condition }: EdgeRule): boolean {
  return (
    condition !== undefined && wide.condition !== undefined && implies(condition, wide.condition)
  );
}

/** Of several rules that set something the last one counts. What is not kept at all has no other settings of the cache. */
function replaces(later: EdgeRule, { settings, ...rule }: EdgeRule): boolean {
  const isBypass = later.action.kind === "cache" && later.action.keptSeconds === 0;
  const setsAll = isBypass || settings.every((name) => later.settings.includes(name));
  return (
    settings.length > 0 &&
    later.action.kind === rule.action.kind &&
    setsAll &&
    meetsAllOf(later, { settings, ...rule })
  );
}

/**
 * Lists the hostnames whose requests alone a rule can meet.
 * @param rule - The rule.
 * @returns The hostnames; undefined where it may meet requests of others.
 */
export function onlyHosts({ condition }: EdgeRule): readonly string[] | undefined {
  return condition && hostsOf(condition);
}

function hostsOf(condition: Condition): readonly string[] | undefined {
  if (condition.kind === "logical") {
    const each = condition.conditions.map(hostsOf);
    if (condition.operator === "and") {
      return each.find((hosts) => hosts !== undefined);
    }
    const known = each.filter((hosts) => hosts !== undefined);
    return condition.operator === "or" && known.length === each.length ? known.flat() : undefined;
  }
  if (condition.kind !== "comparison" || condition.operand.name !== "http.host") {
    return undefined;
  }
  const { operator, right } = condition;
  const isWhole = operator === "equal" || operator === "in";
  return isWhole ? onlyTextsOf(right) : undefined;
}

/**
 * Lists the names of headers that an expression asks for and that no header has, since their letters are in upper case.
 * @param rule - The rule.
 * @returns The names, as written, each once.
 */
export function impossibleHeaders({ condition }: EdgeRule): string[] {
  const keys = condition === undefined ? [] : partsOf(condition).keys;
  const asked = keys.filter(({ field }) => headerMaps.includes(field)).map(({ key }) => key);
  return [...new Set(asked)].filter((key) => /[A-Z]/.test(key));
}
