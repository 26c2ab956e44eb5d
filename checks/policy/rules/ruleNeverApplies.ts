import { attackStep } from "../../../model/rules/attackModes";
import { canonicalHostname } from "../../../model/graph/hostnames";
import {
  deadRules,
  impossibleHeaders,
  onlyHosts,
  whyImpossible,
  type DeadRule,
} from "../../../model/rules/deadRules";
import type { HostnamePath } from "../../../model/traffic/hostnamePath";
import type { EdgeRule } from "../../../model/rules/edgeRules";
import { EdgeZones } from "../../../model/rules/edgeZones";
import type { PlanSide } from "../context";
import { defineRule, type Violation } from "../rule";
import { about, inWords, shown } from "../subjects";

/** Rules of the edge that no request can meet, or that change nothing. */
export const ruleNeverApplies = defineRule({
  id: "rule-never-applies",
  severity: "low",
  sentence: "Every rule of the edge that is on can apply to some request, and changes something.",
  reason:
    "A rule behind one that answers all of its requests, or one whose expression is never true, does nothing, although people rely on it; so does " +
    "one that sets what a later one sets again, for of cache, origin and configuration rules the last one counts, unlike page rules. Header names " +
    "are keys in lower case, so that a name with capitals finds none; a text that no request has, such as the country UK, is never met, and lets " +
    "nobody through where it stands among exceptions. What is DNS-only never passes Cloudflare.",
  source:
    "Cloudflare docs, ruleset-engine/rules-language/actions, cache/how-to/cache-rules/order, rules/origin-rules/faq, dns/proxy-status and " +
    "ruleset-engine/rules-language/fields/reference",
  hint: "Take the rule away, put it where it counts, proxy its hostname, or write its texts as requests have them",
  evaluate: ({ after }) =>
    ownRules(after).flatMap((rules) => [
      ...deadRules(rules).map(deadRule),
      ...rules.flatMap((rule) => unreachedRule(after, rule)),
      ...rules.flatMap(impossibleTexts),
      ...rules.flatMap((rule) =>
        impossibleHeaders(rule).map((name) => impossibleHeader(rule, name)),
      ),
    ]),
});

/** The rules as they are written; those of attack mode say again what configuration rules say. */
function ownRules({ traffic }: PlanSide): (readonly EdgeRule[])[] {
  return EdgeZones.of(traffic)
    .rules.filter(({ phase }) => phase !== attackStep)
    .map(({ rules = [] }) => rules);
}

function deadRule({ rule, isMet, because }: DeadRule): Violation {
  return {
    ...about(rule.resource, rule.place),
    must: isMet ? "change something" : "apply to some request",
    actual: `${isMet ? "nothing" : "none"}, since ${because}`,
    parts: [`${rule.title} ${because}`],
  };
}

/** A rule for hostnames whose requests do not come to Cloudflare. Records that the plan does not have may stand elsewhere. */
function unreachedRule({ traffic }: PlanSide, rule: EdgeRule): Violation[] {
  const hosts = rule.enabled === "no" ? [] : (onlyHosts(rule) ?? []).map(canonicalHostname);
  const isUnreached = hosts.map((host) => traffic.pathOf(host)).every(isDnsOnly);
  return hosts.length === 0 || !isUnreached
    ? []
    : [
        {
          ...about(rule.resource, rule.place),
          must: "apply to some request",
          actual: `none, since ${inWords(hosts)} ${hosts.length === 1 ? "is" : "are"} DNS-only`,
        },
      ];
}

function isDnsOnly({ answeredAt, proxied }: HostnamePath): boolean {
  return answeredAt !== undefined && proxied === "no";
}

/** What a rule asks for in vain beside what it can meet; one that meets nothing for it is told of as such. */
function impossibleTexts({
  resource,
  place,
  enabled,
  condition,
  impossible,
}: EdgeRule): Violation[] {
  const isDead = condition?.kind === "constant" && !condition.value;
  return enabled !== "yes" || isDead
    ? []
    : impossible.map((each) => ({
        ...about(resource, place),
        must: "ask for what requests have",
        actual: `${shown(each.text)}, though ${whyImpossible(each)}`,
        ...(each.meant === undefined ? {} : { hint: `Write ${shown(each.meant)}` }),
      }));
}

function impossibleHeader(rule: EdgeRule, name: string): Violation {
  return {
    ...about(rule.resource, `${rule.place}.expression`),
    must: "name headers in lower case",
    actual: shown(name),
    hint: `Write ${name.toLowerCase()}`,
  };
}
