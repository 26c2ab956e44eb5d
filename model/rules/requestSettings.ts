import type { EdgeAction } from "./edgeActions";
import { allOf, oneOf, type Certainty } from "../../core/certainty";
import { evaluatorOf } from "../../core/expressions/evaluator";
import type { ExpressionRequest } from "../../core/expressions/requests";
import { connectorPhase, originPhase } from "../../facts/cloudflare/requestPhases";
import { unknownValue, type Known } from "../../core/known";
import { withItems } from "./edgeAnswers";
import type { MetRules } from "./metRules";
import type { EdgeRule } from "./edgeRules";
import { pageRuleKeeps, pageRuleKeptSeconds, pageRuleOverride } from "./pageRuleCaching";
import { pageRuleSwitches, type RuledSwitch } from "./ruledSwitches";
import { differsByVisitor, type SampleRequest } from "./sampleRequests";
import { pageRuleStatusSeconds, type StatusSeconds } from "./statusCaching";
import { asksUrl, rewritten } from "./urlRewrites";

/** Something that rules set for a request: what the last one says counts. */
export interface RuledSetting<T> {
  /** What is set. Unknown where a rule may set it, of which it is not known whether it applies. */
  readonly value: Known<T>;
  /** The rule that sets it. */
  readonly by: EdgeRule;
}

/** What rules set for a request that goes on to an origin. */
export interface RequestSettings {
  /** The port that the origin is asked at. Undefined where no rule says. */
  readonly port: RuledSetting<number> | undefined;
  /** The hostname that is resolved in place of the one asked for. Undefined where no rule says. */
  readonly originHost: RuledSetting<string> | undefined;
  /** The hostname that the origin is asked for in place of the one asked for. Undefined where no rule says. */
  readonly hostHeader: RuledSetting<string> | undefined;
  /** The hostname that the origin is asked for in the TLS handshake, in place of that of the Host header. Undefined where no rule says. */
  readonly serverName: RuledSetting<string> | undefined;
  /**
   * For how many seconds the edge keeps the answer, whatever the origin says about it and whoever asks; 0 where it does not. Undefined
   * where no rule says.
   */
  readonly keptSeconds: RuledSetting<number> | undefined;
  /** For how long the edge keeps answers of some statuses, whatever the origin says. Undefined where no rule says. */
  readonly statusSeconds: RuledSetting<readonly StatusSeconds[]> | undefined;
  /** For how many seconds browsers keep the answer, whatever the origin says; 0 where the origin says. Undefined where no rule says. */
  readonly browserSeconds: RuledSetting<number> | undefined;
  /** Whether the cache may keep the answer. Undefined where no rule says. */
  readonly isKept: RuledSetting<Certainty> | undefined;
  /** By what of a request the cache tells answers apart, beside the URL. Undefined where no rule says. */
  readonly keyParts: RuledSetting<readonly string[]> | undefined;
  /** Whether one answer of the cache stands for every query. Undefined where no rule says. */
  readonly ignoresQuery: RuledSetting<Certainty> | undefined;
  /** Whether hostnames that lead to one place share answers of the cache. Undefined where no rule says. */
  readonly sharesHosts: RuledSetting<Certainty> | undefined;
}

/** A rule that applies to a request, or may. */
interface Applying {
  readonly rule: EdgeRule;
  readonly applies: Certainty;
}

/**
 * Finds what rules set for a request of somebody with cookies.
 *
 * Source: Cloudflare docs, rules/origin-rules/faq and cache/how-to/cache-rules/order (of several rules that apply the last one wins; they
 * go before page rules).
 * @param met - The rules that it meets.
 * @param sample - The request.
 * @returns What they set.
 */
export function settingsOf(met: MetRules, sample: SampleRequest): RequestSettings {
  const applying = applyingRules(met, sample);
  const [routes, caches] = [
    [...applying(originPhase), ...applying(connectorPhase)],
    applying("http_request_cache_settings"),
  ];
  const pageRules = firstOf(applying("page rules"));
  // Page rules count where no cache rule applies.
  const pages = caches.length > 0 ? [] : pageRules;
  const routed = <T>(read: (action: ActionOf<"route">) => Known<T> | undefined) =>
    lastOf(routes, ({ action }) => (action.kind === "route" ? read(action) : undefined));
  const cached = <T>(read: (action: ActionOf<"cache">) => Known<T> | undefined) =>
    lastOf(caches, ({ action }) => (action.kind === "cache" ? read(action) : undefined));
  return {
    port: routed(({ port }) => port),
    originHost:
      routed(({ host }) => host) ??
      lastOf(pageRules, ({ resource }) => pageRuleOverride(resource, "resolveOverride")),
    hostHeader:
      routed(({ hostHeader }) => hostHeader) ??
      lastOf(pageRules, ({ resource }) => pageRuleOverride(resource, "hostHeaderOverride")),
    serverName: routed(({ serverName }) => serverName),
    keptSeconds:
      keptByRules(caches, sample) ?? lastOf(pages, ({ resource }) => pageRuleKeptSeconds(resource)),
    statusSeconds:
      cached(({ statusSeconds }) => statusSeconds) ??
      lastOf(pages, ({ resource }) => pageRuleStatusSeconds(resource)),
    browserSeconds: cached(({ browserSeconds }) => browserSeconds),
    isKept:
      cached(({ isKept }) => isKept) ?? lastOf(pages, ({ resource }) => pageRuleKeeps(resource)),
    keyParts: cached(({ keyParts }) => keyParts),
    ignoresQuery: cached(({ ignoresQuery }) => ignoresQuery),
    sharesHosts: cached(({ sharesHosts }) => sharesHosts),
  };
}

/**
 * Finds what rules switch on or off for a request: the last of the configuration rules that apply says it, else the first page rule.
 * Source: Cloudflare docs, rules/configuration-rules and rules/page-rules (rules win over them).
 * @param met - The rules that it meets.
 * @param sample - The request.
 * @param name - What is switched.
 * @returns Undefined where no rule says.
 */
export function switchedBy(
  met: MetRules,
  sample: SampleRequest,
  name: RuledSwitch,
): RuledSetting<Certainty> | undefined {
  const applying = applyingRules(met, sample);
  return (
    lastOf(applying("http_config_settings"), ({ action }) =>
      action.kind === "configure" ? action.switches[name] : undefined,
    ) ?? lastOf(firstOf(applying("page rules")), ({ resource }) => pageRuleSwitches(resource)[name])
  );
}

/** Finds the rules of a phase that apply to a request, or may. */
function applyingRules(met: MetRules, sample: SampleRequest): (phase: string) => Applying[] {
  const { phases } = met;
  let asked: readonly ((rule: EdgeRule) => Certainty)[] | undefined;
  return (phase) =>
    (phases.get(phase) ?? [])
      .flatMap(({ rules = [] }) => rules)
      .map((rule) => {
        asked ??= sample.forms.map((form) => askedOf(phases, withCookies(withItems(met, form))));
        return { rule, applies: allOf([rule.enabled, oneOf(asked.map((ask) => ask(rule)))]) };
      })
      .filter(({ applies }) => applies !== "no");
}

type ActionOf<Kind extends EdgeAction["kind"]> = Extract<EdgeAction, { readonly kind: Kind }>;

/**
 * A page is kept where a rule makes it eligible; what ends in the name of a file is by itself.
 * Source: Cloudflare docs, cache/concepts/default-cache-behavior and cache/how-to/cache-rules/settings.
 */
function keptByRules(
  caches: readonly Applying[],
  sample: SampleRequest,
): RequestSettings["keptSeconds"] {
  const isEligible =
    !differsByVisitor(sample) ||
    caches.some(
      ({ rule: { action } }) =>
        action.kind !== "cache" || !["no", undefined].includes(action.isKept),
    );
  const last = caches.at(-1);
  return isEligible || last === undefined
    ? lastOf(caches, ({ action }) => (action.kind === "cache" ? action.keptSeconds : undefined))
    : { value: 0, by: last.rule };
}

/** Of page rules the first one counts; those after one that may apply, it may keep from it. */
function firstOf(applying: readonly Applying[]): Applying[] {
  const certainly = applying.findIndex(({ applies }) => applies === "yes");
  const reached = certainly < 0 ? applying : applying.slice(0, certainly + 1);
  return reached.map(({ rule, applies }) => ({
    rule,
    applies: reached.length > 1 ? "unknown" : applies,
  }));
}

/** Asks rules about a request with the URL that earlier rules gave it. */
function askedOf(
  phases: MetRules["phases"],
  form: ExpressionRequest,
): (rule: EdgeRule) => Certainty {
  const changed = rewritten(phases, form);
  const holds = evaluatorOf(changed?.request ?? form);
  const isVague = changed !== undefined && changed.request === undefined;
  return (rule) =>
    rule.condition === undefined || (isVague && asksUrl(rule)) ? "unknown" : holds(rule.condition);
}

/**
 * The same request of somebody who is signed in and has cookies, of which nothing is known.
 * @param form - The request.
 */
export function withCookies(form: ExpressionRequest): ExpressionRequest {
  const { "http.cookie": _cookie, ...fields } = form.fields ?? {};
  return { ...form, fields, hasNoOtherHeaders: false };
}

function lastOf<T>(
  rules: readonly Applying[],
  read: (rule: EdgeRule) => Known<T> | undefined,
): RuledSetting<T> | undefined {
  let last: RuledSetting<T> | undefined;
  for (const { rule: by, applies } of rules) {
    const value = read(by);
    if (value !== undefined) {
      last = { by, value: applies === "yes" ? value : unknownValue };
    }
  }
  return last;
}
