import { isInZone } from "../core/hostnames";
import { certain, negated, type Certainty } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import { forwardingAction, mostAsterisks, pageRulesByPlan } from "../facts/cloudflare/pageRules";
import type { CloudflarePlan } from "../facts/cloudflare/plans";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a page rule. */
export interface PageRuleFields {
  /** The URLs that it meets: `example.com/images/*`. */
  readonly target: Known<string>;
  /** The actions that it has, by Pulumi's names. */
  readonly actions: Known<readonly string[]>;
}

/** The zone around a page rule. */
export interface PageRuleView {
  /** Its name. */
  readonly zoneName: Known<string>;
  /** Its plan. */
  readonly plan: Known<CloudflarePlan>;
  /** How many other page rules it has. */
  readonly others: Known<number>;
  /** Whether one of them has the target. */
  readonly isTaken: Certainty;
}

type PageRuleConstraint = Constraint<PageRuleFields, PageRuleView>;

/** A zone has no more page rules than its plan gives. */
export const pageRuleCount: PageRuleConstraint = {
  id: "page-rule/count",
  property: "target",
  must: (_fields, { plan }) =>
    `be one of at most ${plan === unknownValue ? "" : pageRulesByPlan[plan]} page rules on the plan ${String(plan)}`,
  error: apiErrors.pageRuleQuota,
  answer: "Page Rule limit has been met",
  holds: (_fields, { plan, others }) =>
    plan === unknownValue ? "unknown" : whenKnown(others, (count) => count < pageRulesByPlan[plan]),
};

function hostOf(target: string): string {
  const [, host = ""] = /^(?:[a-z*]+:\/\/)?([^/:]*)/i.exec(target) ?? [];
  return host.toLowerCase();
}

/**
 * A target is one of the zone's. A hostname that begins or ends with a wildcard may be.
 * Source: cf-terraforming issue 322 (a target of another domain is refused); the API's message is not published.
 */
export const targetInZone: PageRuleConstraint = {
  id: "page-rule/target-in-zone",
  property: "target",
  must: (_fields, { zoneName }) => `have a hostname of the zone ${String(zoneName)}`,
  error: apiErrors.pageRuleInvalid,
  answer: (_fields, { zoneName }) =>
    `.targets: the hostname is none of the zone ${String(zoneName)}`,
  holds: ({ target }, { zoneName }) =>
    typeof zoneName === "string"
      ? whenKnown(target, (one) => mayBeIn(hostOf(one), zoneName))
      : "unknown",
};

/**
 * Whether a host pattern can be met by a name of a zone.
 * @param host - The pattern; `*` stands for any text.
 * @param zoneName - The zone's name, in its canonical form.
 */
export function mayBeIn(host: string, zoneName: string): boolean {
  const end = host.slice(host.lastIndexOf("*") + 1);
  return host.includes("*")
    ? zoneName.endsWith(end) || end.endsWith(`.${zoneName}`)
    : isInZone(host, zoneName);
}

/** A zone has each target once. */
export const targetFree: PageRuleConstraint = {
  id: "page-rule/target-free",
  property: "target",
  must: "be no other page rule's of the zone",
  error: apiErrors.pageRuleInvalid,
  answer:
    ".distinctTargetUrl: Your zone already has an existing page rule with that URL. If you are modifying only page rule settings use the Edit Page Rule option instead",
  holds: (_fields, { isTaken }) => negated(isTaken),
};

/** A target has no more wildcards than the API takes; its message is not published. */
export const wildcardCount: PageRuleConstraint = {
  id: "page-rule/wildcard-count",
  property: "target",
  must: `have at most ${mostAsterisks} asterisks`,
  error: apiErrors.pageRuleInvalid,
  answer: `.targets: the pattern may contain up to ${mostAsterisks} asterisks`,
  holds: ({ target }) => whenKnown(target, (one) => one.split("*").length - 1 <= mostAsterisks),
};

/** A rule does something; the API's message is not published. */
export const actionsGiven: PageRuleConstraint = {
  id: "page-rule/actions-given",
  property: "actions",
  must: "have at least one action",
  error: apiErrors.pageRuleInvalid,
  answer: ".actions: at least one action is needed",
  holds: ({ actions }) => whenKnown(actions, (names) => names.length > 0),
};

/** A rule that forwards does nothing else. Source: that of `forwardingAction`; the API's message is not published. */
export const forwardsAlone: PageRuleConstraint = {
  id: "page-rule/forwards-alone",
  property: "actions",
  must: "be forwardingUrl alone, or other actions",
  error: apiErrors.pageRuleInvalid,
  answer: ".actions: forwarding_url cannot be combined with other actions",
  holds: ({ actions }) =>
    actions === unknownValue
      ? "unknown"
      : certain(actions.length < 2 || !actions.includes(forwardingAction)),
};

/** What the API refuses of a page rule, in the order in which it is looked at. */
export const pageRuleConstraints: readonly PageRuleConstraint[] = [
  targetInZone,
  wildcardCount,
  targetFree,
  actionsGiven,
  forwardsAlone,
  pageRuleCount,
];
