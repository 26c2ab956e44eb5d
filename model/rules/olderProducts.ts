import { schemes } from "../../facts/cloudflare/expressionLanguage";
import { unknownValue, type Known } from "../../core/known";
import { certain, negated } from "../../core/certainty";
import {
  allowMode,
  blockAction,
  blockStatus,
  challengeActions,
  passedByAllowed,
  type RequestStep,
} from "../../facts/cloudflare/requestPhases";
import type { Inventory } from "../graph/inventory";
import { isObject, knownList, readFlag, readList, readText, readTexts } from "../graph/reading";
import type { ModelObject, ModelResource } from "../graph/resources";
import { byPriority } from "../traffic/pageRulePriority";
import { balancerRules, ownerOf } from "./balancerRules";
import type { EdgeAction } from "./edgeActions";
import { ruleOf, type EdgeRule, type PhaseRules } from "./edgeRules";
import { quotedText } from "./quotedText";
import { redirectOf } from "./urlActions";
import { waitingRoomRules } from "./waitingRooms";

const { clear, encrypted } = schemes;

/**
 * Reads what stands before origins beside rulesets, each as a rule with an expression that says the same.
 * @param inventory - The resources.
 * @param balancers - The load balancers whose rules are read.
 * @returns The rules of page rules, IP access rules, lockdowns, blocked user agents, waiting rooms and load balancing rules, by zone.
 */
export function olderProducts(
  inventory: Inventory,
  balancers: readonly ModelResource[],
): PhaseRules[] {
  return [
    ...waitingRoomRules(inventory),
    ...single("IP access rules", allowingFirst(inventory.ofType("accessRule")), accessRule),
    ...single("zoneLockdown", inventory.ofType("zoneLockdown"), lockdownRule),
    ...single("uaBlock", inventory.ofType("userAgentRule"), userAgentRule),
    ...pageRulesByPriority(inventory),
    ...balancers.flatMap((each) => balancerRules(inventory, each)),
  ];
}

/**
 * Reads page rules, of those that match a request only the first counts.
 * @param inventory - The resources.
 * @returns Each by itself, that of the highest priority first, by zone.
 */
export function pageRulesByPriority(inventory: Inventory): PhaseRules[] {
  return byPriority(inventory.ofType("pageRule")).map((resource) => {
    const rule = pageRule(resource);
    const { actions } = resource.properties;
    const isUpgrade = isObject(actions) && readFlag(actions.alwaysUseHttps, "no") === "yes";
    const rules = isUpgrade ? [upgraded(rule), rule] : [rule];
    return { ...ownerOf(resource), phase: "page rules" satisfies RequestStep, rules };
  });
}

/** Always Use HTTPS, for what is asked in the clear. Source: Cloudflare docs, rules/page-rules/reference/settings. */
function upgraded({ resource, expression, ...rule }: EdgeRule): EdgeRule {
  return ruleOf(resource, {
    ...{ place: rule.place, title: rule.title, enabled: rule.enabled },
    expression: expression === unknownValue ? unknownValue : `not ssl and ${expression}`,
    action: redirectOf({
      fromValue: {
        targetUrl: { expression: 'concat("https://", http.host, http.request.uri.path)' },
        preserveQueryString: true,
      },
    }),
  });
}

/** Rules that are resources of their own. */
function single(
  phase: RequestStep,
  resources: readonly ModelResource[],
  read: (resource: ModelResource) => EdgeRule,
): PhaseRules[] {
  return resources.map((resource) => ({ ...ownerOf(resource), phase, rules: [read(resource)] }));
}

/** Source: Cloudflare API reference, firewall/access_rules (mode, configuration). */
function accessRule(resource: ModelResource): EdgeRule {
  const { configuration, mode } = resource.properties;
  const { target, value } = isObject(configuration) ? configuration : {};
  const text = readText(value);
  const field = {
    ip: "ip.src",
    ip6: "ip.src",
    ip_range: "ip.src",
    asn: "ip.src.asnum",
    country: "ip.src.country",
  };
  const asked = Object.entries(field).find(([name]) => name === target)?.[1];
  const written =
    asked === "ip.src.country" ? quotedText(String(text)) : String(text).replace(/^AS/i, "");
  return ruleOf(resource, {
    place: "mode",
    enabled: "yes",
    expression:
      asked === undefined || typeof text !== "string" ? unknownValue : `${asked} in {${written}}`,
    action: readText(mode) === allowMode ? allowAction : namedAction(readText(mode)),
  });
}

/** Who is allowed is asked nothing by the rest: an allowance wins over a block. Source: that of `passedByAllowed`. */
const allowAction: EdgeAction = {
  ...{ kind: "skip", restOfRuleset: false },
  ...{ phases: passedByAllowed, products: [] },
};

function allowingFirst(accessRules: readonly ModelResource[]): ModelResource[] {
  const allows = ({ properties }: ModelResource): boolean =>
    readText(properties.mode) === allowMode;
  return [...accessRules.filter(allows), ...accessRules.filter((each) => !allows(each))];
}

/** Source: Cloudflare docs, waf/tools/zone-lockdown: whoever is not listed is blocked. */
function lockdownRule(resource: ModelResource): EdgeRule {
  const { urls, configurations, paused } = resource.properties;
  const patterns = knownTexts(readTexts(urls));
  const listed = knownList(readList(configurations))?.map((each) => (isObject(each) ? each : {}));
  const addresses =
    listed && knownTexts(listed.map(({ value }) => readText(value) ?? unknownValue));
  return ruleOf(resource, {
    place: "urls",
    enabled: negated(readFlag(paused, "no")),
    expression:
      patterns === undefined || addresses === undefined
        ? unknownValue
        : `(${patterns.map(urlExpression).join(" or ")}) and not ip.src in {${addresses.join(" ")}}`,
    action: { kind: "block", status: blockStatus },
  });
}

/** Source: Cloudflare docs, waf/tools/user-agent-blocking. */
function userAgentRule(resource: ModelResource): EdgeRule {
  const { configuration, mode, paused } = resource.properties;
  const value = isObject(configuration) ? readText(configuration.value) : undefined;
  return ruleOf(resource, {
    place: "mode",
    enabled: negated(readFlag(paused, "no")),
    expression:
      typeof value === "string" ? `http.user_agent eq ${quotedText(value)}` : unknownValue,
    action: namedAction(readText(mode)),
  });
}

function pageRule(resource: ModelResource): EdgeRule {
  const { actions, status, target } = resource.properties;
  const said = readText(status);
  const pattern = readText(target);
  return ruleOf(resource, {
    place: "actions",
    enabled: said === unknownValue ? "unknown" : certain(said === "active"),
    expression: typeof pattern === "string" ? urlExpression(pattern) : unknownValue,
    action: isObject(actions) ? forwarding(actions, pattern) : { kind: "unread" },
  });
}

function forwarding(
  { forwardingUrl }: ModelObject,
  pattern: Known<string> | undefined,
): EdgeAction {
  if (!isObject(forwardingUrl)) {
    return { kind: "skip", restOfRuleset: true, phases: ["page rules"], products: [] };
  }
  const url = readText(forwardingUrl.url) ?? unknownValue;
  const target =
    typeof url === "string" && typeof pattern === "string" && /\$\d/.test(url)
      ? ({ kind: "pattern", pattern, url } as const)
      : ({ kind: "url", url } as const);
  return { kind: "redirect", target, keepsQuery: false };
}

function namedAction(mode: Known<string> | undefined): EdgeAction {
  if (typeof mode !== "string") {
    return { kind: "unread" };
  }
  if (mode === blockAction) {
    return { kind: "block", status: blockStatus };
  }
  return challengeActions.includes(mode)
    ? { kind: "challenge", name: mode }
    : { kind: "passing", name: mode };
}

/** A URL pattern as an expression: without a scheme it is for both, without a path for the home page. */
export function urlExpression(pattern: string): string {
  const [, scheme, rest = ""] = /^(?:(https?|\*):\/\/)?(.*)$/s.exec(pattern) ?? [];
  const url = rest.includes("/") ? rest : `${rest}/`;
  const named = scheme === clear || scheme === encrypted ? [scheme] : [clear, encrypted];
  const each = named.map(
    (name) => `http.request.full_uri wildcard ${quotedText(`${name}://${url}`)}`,
  );
  return `(${each.join(" or ")})`;
}

function knownTexts(texts: Known<readonly Known<string>[]>): readonly string[] | undefined {
  return texts !== unknownValue && texts.every((text) => text !== unknownValue) ? texts : undefined;
}
