import { fromBytes } from "../../core/expressions/bytes";
import { parseFilter, type Parsed } from "../../core/expressions/parser";
import { possiblePart, type ImpossibleText } from "../../core/expressions/impossible";
import { partsOf, textsOf } from "../../core/expressions/parts";
import type { Comparison, Condition } from "../../core/expressions/tree";
import { getOrCreate } from "../../core/getOrCreate";
import { unknownValue, type Known } from "../../core/known";
import { allOf, type Certainty } from "../../core/certainty";
import type { Inventory } from "../graph/inventory";
import { linkTokens, unknownLink } from "../graph/links";
import { isObject, readFlag, readList, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { modelType } from "../graph/resourceTypes";
import { targetOf } from "../graph/targets";
import type { EdgeAction } from "./edgeActions";
import { actionOf, settingsSaid } from "./readActions";

/** One rule at Cloudflare's edge. */
export interface EdgeRule {
  /** The ruleset, or the rule where it is a resource of its own. */
  readonly resource: ModelResource;
  /** Where in it, written like code: `rules[2]`, or the property that makes it one. */
  readonly place: string;
  /** What people call it: its description, else its `ref`, else its place. */
  readonly title: string;
  /** Whether it is switched on. */
  readonly enabled: Certainty;
  /** The expression, as written. */
  readonly expression: Known<string>;
  /** When it applies, without what no request can meet. Undefined where the expression is not known or cannot be read. */
  readonly condition: Condition | undefined;
  /** What the expression asks for in vain. */
  readonly impossible: readonly ImpossibleText[];
  /** The fields that the expression asks about. */
  readonly fields: ReadonlySet<string>;
  /** The hostnames that the expression compares the asked one with, as written. */
  readonly hosts: readonly string[];
  /** Whether the answer for a hostname follows from which of `hosts` it is. */
  readonly asksWholeHosts: boolean;
  /** The lists that the expression names, without the dollar sign. */
  readonly lists: readonly string[];
  /** Those of them that it asks for something else than the hostname, such as the visitor's address. */
  readonly visitorLists: readonly string[];
  /** The texts that the expression holds, as far as they can be read. */
  readonly texts: readonly string[];
  /** What it does. */
  readonly action: EdgeAction;
  /** The names of what it sets for requests that go on; none where it sets nothing, or nobody knows what. */
  readonly settings: readonly string[];
  /** Other resources that decide whether it applies, or what it does: the ruleset that executes its own, policies that others keep. */
  readonly decidedBy: readonly ModelResource[];
}

/** The rules of one phase, of a zone or of an account. */
export interface PhaseRules {
  /** Whose rules they are, among the tokens of the model: the zone, or the account. */
  readonly owner: string;
  /** Whether they are those of an account, which apply to each of its zones. */
  readonly isOfAccount: boolean;
  /** The phase, e.g. `http_ratelimit`. */
  readonly phase: string;
  /** The rules in their order. Undefined where the plan does not know them yet. */
  readonly rules: readonly EdgeRule[] | undefined;
}

/** Rulesets stand as they are on both sides of most plans, and what they say is read once. */
const readRulesets = new WeakMap<ModelResource, { readonly read: PhaseRules | undefined }>();

/**
 * Reads the entry points of phases, with the rules of the rulesets that they execute in the places of the rules that do.
 * @param inventory - The resources.
 * @returns What is known to be one, sorted by key.
 */
export function phaseRules(inventory: Inventory): PhaseRules[] {
  return inventory.ofType("ruleset").flatMap((ruleset) => {
    const own = rulesetRules(ruleset);
    return own === undefined
      ? []
      : [{ ...own, rules: own.rules?.flatMap((rule) => executedRules(inventory, rule)) }];
  });
}

/**
 * The rules of the ruleset that a rule executes, each for what both expressions match. A managed ruleset, or one that nobody
 * declares here, is known to Cloudflare alone.
 * Source: Cloudflare docs, ruleset-engine/custom-rulesets.
 */
function executedRules(inventory: Inventory, rule: EdgeRule): readonly EdgeRule[] {
  const { action, resource, enabled, expression: outer } = rule;
  const target =
    action.kind === "execute" ? targetOf(inventory, action.ruleset, "ruleset") : undefined;
  const [custom] = target?.state === "found" ? target.resources : [];
  const list = custom && listedRules(custom);
  return list === undefined
    ? [rule]
    : list.map((own) => {
        const { place, title, expression: inner } = own;
        const isKnown = outer !== unknownValue && inner !== unknownValue;
        return ruleOf(own.resource, {
          ...{ place, title, action: own.action, settings: own.settings, decidedBy: [resource] },
          enabled: allOf([enabled, own.enabled]),
          expression: isKnown ? `(${outer}) and (${inner})` : unknownValue,
        });
      });
}

/**
 * Reads a ruleset.
 * @param ruleset - A `Ruleset`.
 * @returns Its rules; undefined where it is no entry point of a known phase.
 */
export function rulesetRules(ruleset: ModelResource): PhaseRules | undefined {
  return getOrCreate(readRulesets, ruleset, () => ({ read: readRuleset(ruleset) })).read;
}

/**
 * Whether a ruleset is one that acts only where another one executes it.
 * @param ruleset - Any resource.
 */
export function isCustomRuleset({ type, properties }: ModelResource): boolean {
  return modelType(type) === "ruleset" && readText(properties.kind) === "custom";
}

function readRuleset(resource: ModelResource): PhaseRules | undefined {
  const { kind, phase, accountId, zoneId } = resource.properties;
  const isOfAccount = readText(kind) === "root";
  const name = readText(phase);
  if (typeof name !== "string" || !(isOfAccount || readText(kind) === "zone")) {
    return undefined;
  }
  const owner = linkTokens(isOfAccount ? accountId : zoneId).sort();
  return {
    owner: owner.length === 0 ? unknownLink : owner.join(" or "),
    ...{ isOfAccount, phase: name },
    rules: listedRules(resource),
  };
}

/** The rules of a ruleset of any kind; undefined where the plan does not know them yet. */
function listedRules(resource: ModelResource): readonly EdgeRule[] | undefined {
  const list = readList(resource.properties.rules);
  return list === unknownValue
    ? undefined
    : list.map((rule, index) => readRule(resource, isObject(rule) ? rule : {}, index));
}

function readRule(resource: ModelResource, rule: ModelObject, index: number): EdgeRule {
  const titles = [readText(rule.description), readText(rule.ref)];
  const title = titles.find((each) => typeof each === "string" && each !== "");
  return ruleOf(resource, {
    place: `rules[${index}]`,
    ...(typeof title === "string" ? { title } : {}),
    enabled: readFlag(rule.enabled, "yes"),
    expression: readText(rule.expression) ?? unknownValue,
    action: actionOf(rule),
    settings: settingsSaid(rule),
  });
}

/** What a rule says by itself. */
type SaidRule = Pick<EdgeRule, "place" | "enabled" | "expression" | "action"> & {
  readonly title?: string;
  readonly settings?: readonly string[];
  readonly decidedBy?: readonly ModelResource[];
};

/**
 * Makes a rule out of what it says.
 * @param resource - The resource that says it.
 * @param said - What it says; its title is its place by default, it sets nothing, and nothing else decides it.
 */
export function ruleOf(resource: ModelResource, said: SaidRule): EdgeRule {
  const { expression, action } = said;
  const read = typeof expression === "string" ? conditionOf(expression) : undefined;
  // What a list of redirects holds is looked up in it, once.
  const isLookup =
    action.kind === "redirects" && read?.kind === "comparison" && read.right.kind === "list";
  const written: Condition | undefined = isLookup ? { kind: "constant", value: true } : read;
  const usual = { title: said.place, settings: [], decidedBy: [] };
  const { condition, impossible = [] } = written === undefined ? {} : possiblePart(written);
  return { resource, ...usual, ...said, condition, impossible, ...askedBy(written) };
}

/**
 * Whether a rule asks a list of the account, or redirects by it.
 * @param rule - The rule.
 * @param name - The list's name.
 */
export function namesList({ lists, action }: EdgeRule, name: string): boolean {
  return action.kind === "redirects" ? action.list === name : lists.includes(name);
}

/** Expressions that stand in many rules are parsed once, as far as there is room. */
const parsed = new Map<string, Parsed<Condition>>();
const mostParsed = 5_000;

/**
 * Reads an expression that says when a rule applies.
 * @param text - The expression.
 * @returns When it applies; undefined where it cannot be read.
 */
export function conditionOf(text: string): Condition | undefined {
  if (parsed.size >= mostParsed) {
    parsed.clear();
  }
  const read = getOrCreate(parsed, text, () => parseFilter(text));
  return "tree" in read ? read.tree : undefined;
}

const hostField = "http.host";
/** Beside the whole URL, what names the page that a request comes from, which is most often of the same hostname. */
const namingHosts = ["http.request.full_uri", "raw.http.request.full_uri", "http.referer"];
const refererHeader = "referer";
const wholeOperators: readonly string[] = ["equal", "notEqual", "in"];

function askedBy(
  condition: Condition | undefined,
): Pick<EdgeRule, "fields" | "hosts" | "asksWholeHosts" | "lists" | "visitorLists" | "texts"> {
  if (condition === undefined) {
    const none = { hosts: [], lists: [], visitorLists: [], texts: [] };
    return { fields: new Set(), asksWholeHosts: true, ...none };
  }
  const { fields, keys, comparisons, texts: written } = partsOf(condition);
  const isOfHost = ({ operand }: Comparison): boolean =>
    operand.kind === "field" && operand.name === hostField;
  const ofHosts = comparisons.filter(
    (each) =>
      isOfHost(each) && wholeOperators.includes(each.operator) && each.right.kind !== "list",
  );
  const hosts = ofHosts.flatMap(({ right }) => textsOf(right));
  const uses = fields.filter((name) => name === hostField || namingHosts.includes(name));
  const asksReferer = keys.some(({ key }) => key === refererHeader);
  const listsOf = (some: readonly Comparison[]): string[] =>
    some.flatMap(({ right }) => (right.kind === "list" ? [right.name] : []));
  const lists = listsOf(comparisons);
  const visitorLists = listsOf(comparisons.filter((each) => !isOfHost(each)));
  const asksWholeHosts = uses.length === ofHosts.length && !asksReferer;
  const texts = written.map(fromBytes).filter((text) => text !== undefined);
  return { fields: new Set(fields), hosts, asksWholeHosts, lists, visitorLists, texts };
}
