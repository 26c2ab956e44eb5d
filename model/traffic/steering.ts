import { isDeepStrictEqual } from "node:util";
import type { Certainty } from "../../core/certainty";
import { unknownValue, type Known } from "../../core/known";
import { loadBalancerFields } from "./apiFields";
import { isObject, readFlag, readList, readNumber, readObject, readText } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";

/** How a load balancer tells visitors apart by where they are. */
export type PlaceKind = "region" | "country" | "pop";

/**
 * Reads the pools that a load balancer has for single places.
 * @param resource - A `LoadBalancer`; none has no such pools.
 * @param kind - The kind of places.
 * @returns For each place a text that only the same pools share; undefined where they are not known.
 */
export function placePools(
  resource: ModelResource | undefined,
  kind: PlaceKind,
): ReadonlyMap<string, string> | undefined {
  const pools = resource?.properties[`${kind}Pools`] ?? {};
  return isObject(pools)
    ? new Map(Object.entries(pools).map(([key, each]) => [key, JSON.stringify(each)]))
    : undefined;
}

/**
 * Whether a load balancer spreads requests over its pools as it did, whether it says so or leaves it to Cloudflare.
 * @param before - The load balancer as it was.
 * @param after - The load balancer as it will be.
 * @returns False also where one of them is not known.
 */
export function spreadAlike(before: ModelResource, after: ModelResource): boolean {
  const [old, now] = [before, after].map((side) => loadBalancerFields(side).steeringPolicy);
  return (
    old === now &&
    (["randomSteering", "locationStrategy"] as const).every((name) =>
      isDeepStrictEqual(before.properties[name] ?? {}, after.properties[name] ?? {}),
    )
  );
}

/** A rule of a load balancer that answers in place of every origin. */
export interface FixedAnswer {
  /** The rule's name, or its place among those that are known. */
  readonly name: string;
  /** The status code. */
  readonly code: number;
  /** Which requests it answers, as written; undefined where that is not known. */
  readonly condition: string | undefined;
  /** What tells it from others: which requests it answers, and how. */
  readonly text: string;
}

/** The code where a rule names none. */
const usualCode = 200;

/**
 * Lists the rules that answer in place of every origin, those apart that are off.
 * @param resource - A `LoadBalancer`; of none, or of rules that are not known, there are none.
 * @returns The rules, in their order.
 */
export function fixedAnswers(resource: ModelResource | undefined): FixedAnswer[] {
  const rules = readList(resource?.properties.rules);
  return (rules === unknownValue ? [] : rules).filter(isObject).flatMap((rule, index) => {
    const { fixedResponse, condition, name, disabled } = rule;
    if (!isObject(fixedResponse) || readFlag(disabled, "no") === "yes") {
      return [];
    }
    const code = readNumber(fixedResponse.statusCode) ?? usualCode;
    const [asked, called] = [readText(condition) ?? "", readText(name)];
    const own = {
      name: typeof called === "string" ? called : `${index + 1}`,
      condition: typeof asked === "string" ? asked : undefined,
      text: [readText(condition), code].map(String).join("\n"),
    };
    return typeof code === "number" ? [{ ...own, code }] : [];
  });
}

/** A rule of a load balancer among its others. */
export interface PlacedRule {
  /** What it says; of one that is not known yet, that nothing is known. */
  readonly rule: ModelObject;
  /** Its place among the rules as they are written, from 0. */
  readonly index: number;
}

/**
 * Lists the rules of a load balancer in the order in which they are asked.
 * Source: schema text of the Cloudflare provider, load_balancer, `rules` (lower priorities first; without any, as they stand; of a rule
 * without one among others that have one nothing is said: 0 is taken).
 * @param resource - A `LoadBalancer`.
 * @returns The rules; undefined where they are not known.
 */
export function rulesInOrder({ properties }: ModelResource): PlacedRule[] | undefined {
  const rules = readList(properties.rules);
  return rules === unknownValue
    ? undefined
    : rules
        .map((rule, index) => ({ rule: isObject(rule) ? rule : notKnown, index }))
        .sort((one, other) => priorityOf(one.rule) - priorityOf(other.rule));
}

/**
 * Whether no rule is asked after one that applies.
 * Source: schema text of the Cloudflare provider, load_balancer, `rules.terminates` and `rules.fixed_response`; Cloudflare docs,
 * load-balancing/additional-options/load-balancing-rules/actions.
 * @param rule - A rule of a load balancer.
 */
export function isLast({ terminates, fixedResponse }: ModelObject): Certainty {
  return isObject(fixedResponse) ? "yes" : readFlag(terminates, "no");
}

/** A rule of a load balancer that serves some requests otherwise than the load balancer says. */
export interface OverridingRule {
  /** Its name, or its place among the rules. */
  readonly name: string;
  /** Which requests; "" for all. */
  readonly condition: Known<string>;
  /** What it says in place of the load balancer, by the names of its properties; nothing where it only keeps later rules from being asked. */
  readonly overrides: Known<ModelObject>;
  /** Whether the rules after it are not asked. */
  readonly terminates: Certainty;
}

/**
 * Lists the rules that serve some requests otherwise than the load balancer says, or keep others from doing so, those apart that are off,
 * or only answer.
 * @param resource - A `LoadBalancer`.
 * @returns The rules in the order in which they are asked; one of which nothing is known is among them. Undefined where they are not known.
 */
export function overridingRules(resource: ModelResource): OverridingRule[] | undefined {
  return rulesInOrder(resource)?.flatMap(({ rule, index }) => {
    const overrides = readObject(rule.overrides);
    const isOff = readFlag(rule.disabled, "no") === "yes";
    const isEmpty = overrides !== unknownValue && Object.keys(overrides).length === 0;
    const terminates = isLast(rule);
    const saysNothing = isEmpty && (isObject(rule.fixedResponse) || terminates === "no");
    const called = readText(rule.name);
    return isOff || saysNothing
      ? []
      : [
          {
            name: typeof called === "string" ? called : `${index + 1}`,
            condition: readText(rule.condition) ?? "",
            ...{ overrides, terminates },
          },
        ];
  });
}

/**
 * Whether the rules of a load balancer serve and answer alike on both sides of a change, whatever they are called and whatever else is
 * switched off.
 * @param before - The load balancer as it was. Undefined for none.
 * @param after - The load balancer as it will be. Undefined for none.
 * @returns False also where one of them is not known.
 */
export function ruledAlike(
  before: ModelResource | undefined,
  after: ModelResource | undefined,
): boolean {
  const [old, now] = [before, after].map((side) => {
    const rules = side && overridingRules(side);
    const unnamed = rules?.map(({ name: _name, ...rule }) => rule);
    return unnamed && [unnamed, fixedAnswers(side).map(({ text }) => text)];
  });
  return old !== undefined && isDeepStrictEqual(old, now);
}

/** A rule of which the plan does not say anything yet. */
const notKnown: ModelObject = { condition: unknownValue, overrides: unknownValue };

function priorityOf({ priority }: ModelObject): number {
  const own = readNumber(priority);
  return typeof own === "number" ? own : 0;
}
