import {
  answerWith,
  fieldsOf,
  input,
  late,
  listOf,
  oneValue,
  text,
  toggle,
  type SchemaOf,
} from "../../core/schema";
import { choice, hostnameSchema, numberIn, textLike, wholeNumber } from "../../core/valueSchemas";
import { longestTtlSeconds, parameterLimits } from "../../facts/cloudflare/rulesetLimits";
import { SslMode } from "../../facts/cloudflare/zoneSettings";
import { headerNameSchema } from "../albOrigin/schema";
import { planSchema, zoneNameSchema } from "../internal/valueSchemas";
import type { EdgeFragmentArgs, EdgeRulesArgs } from "./args";
import {
  RateLimitAction,
  type BulkRedirectArgs,
  type EdgeCacheRuleArgs,
  type EdgeConfigRuleArgs,
  type EdgeErrorPageArgs,
  type EdgeOriginRuleArgs,
  type EdgeRateLimitArgs,
  type EdgeRedirectArgs,
  type MonitorAllowanceArgs,
} from "./ruleArgs";

const keyPattern = /^[A-Za-z0-9._-]{1,64}$/;

const key = textLike(keyPattern, "have 1 to 64 letters, digits, dots, hyphens and underscores");

/**
 * Tells whether a value can be the key of a rule.
 * @param value - Any value.
 */
export function isRuleKey(value: unknown): boolean {
  return typeof value === "string" && keyPattern.test(value);
}

const ofRule = { key, enabled: toggle.optional() };

const seconds = wholeNumber({ minimum: 0, maximum: longestTtlSeconds });

const httpUrl = textLike(/^https?:\/\/[^\s]+$/, "be an http or https URL");

const redirect = fieldsOf({
  ...ofRule,
  when: text,
  toUrl: httpUrl.optional(),
  toHostname: hostnameSchema.optional(),
  toExpression: text.optional(),
  statusCode: oneValue({ type: "integer" }).optional(),
  preserveQueryString: toggle.optional(),
} satisfies SchemaOf<EdgeRedirectArgs>);

const bulkRedirect = fieldsOf({
  from: text,
  to: httpUrl,
  statusCode: oneValue({ type: "integer" }).optional(),
  preserveQueryString: toggle.optional(),
  includeSubdomains: toggle.optional(),
  subpathMatching: toggle.optional(),
  preservePathSuffix: toggle.optional(),
} satisfies SchemaOf<BulkRedirectArgs>);

const cacheRule = fieldsOf({
  ...ofRule,
  when: text,
  bypass: toggle.optional(),
  edgeTtlSeconds: seconds.optional(),
  browserTtlSeconds: seconds.optional(),
  bypassCookies: listOf(text).optional(),
  staleIfErrorSeconds: seconds.optional(),
  staleWhileRevalidateSeconds: seconds.optional(),
} satisfies SchemaOf<EdgeCacheRuleArgs>);

const errorPage = fieldsOf({
  ...ofRule,
  when: text.optional(),
  content: text.optional(),
  contentType: text.optional(),
  assetUrl: httpUrl.optional(),
  statusCode: wholeNumber(parameterLimits.errorStatus).optional(),
} satisfies SchemaOf<EdgeErrorPageArgs>);

const rateLimit = fieldsOf({
  ...ofRule,
  when: text,
  requestsPerPeriod: wholeNumber({ minimum: 1, maximum: Number.POSITIVE_INFINITY }),
  periodSeconds: numberIn({ minimum: 1, maximum: 86_400 }).optional(),
  mitigationSeconds: wholeNumber({
    minimum: 0,
    maximum: Number.POSITIVE_INFINITY,
  }).optional(),
  action: choice(RateLimitAction).optional(),
  characteristics: listOf(text).optional(),
  originRequestsOnly: toggle.optional(),
} satisfies SchemaOf<EdgeRateLimitArgs>);

const originRule = fieldsOf({
  ...ofRule,
  when: text,
  port: wholeNumber(parameterLimits.port).optional(),
  hostHeader: hostnameSchema.optional(),
  sni: hostnameSchema.optional(),
  resolveOverride: hostnameSchema.optional(),
} satisfies SchemaOf<EdgeOriginRuleArgs>);

const configRule = fieldsOf({
  ...ofRule,
  when: text,
  ssl: choice(SslMode).optional(),
  acceptWeakerTls: toggle.optional(),
  automaticHttpsRewrites: toggle.optional(),
  browserIntegrityCheck: toggle.optional(),
  underAttack: toggle.optional(),
} satisfies SchemaOf<EdgeConfigRuleArgs>);

/** The arguments of an allowance, by name. */
export const monitorAllowanceFields = {
  addresses: listOf(text),
  secretHeaderName: headerNameSchema.optional(),
  secretHeaderValue: input().optional(),
  listName: text.optional(),
} satisfies SchemaOf<MonitorAllowanceArgs>;

/** The rest of a rule of the provider is judged by what the API refuses of it. */
const fragmentRule = answerWith({ expression: input(), action: input() });

const fragment = fieldsOf({
  key,
  phase: text,
  rules: late(listOf(late(fragmentRule))),
  first: toggle.optional(),
} satisfies SchemaOf<EdgeFragmentArgs>);

/** The arguments of `EdgeRules`, by name. */
export const edgeRulesFields = {
  zoneId: input(),
  zoneName: zoneNameSchema,
  plan: planSchema.optional(),
  accountId: input().optional(),
  redirects: listOf(redirect).optional(),
  bulkRedirects: listOf(bulkRedirect).optional(),
  cacheRules: listOf(cacheRule).optional(),
  errorPages: listOf(errorPage).optional(),
  rateLimits: listOf(rateLimit).optional(),
  monitorPaths: listOf(text).optional(),
  originRules: listOf(originRule).optional(),
  configRules: listOf(configRule).optional(),
  monitorAllowance: fieldsOf(monitorAllowanceFields).optional(),
  errorSourceHeader: headerNameSchema.optional(),
  fragments: listOf(fragment).optional(),
} satisfies SchemaOf<EdgeRulesArgs>;

/** The arguments of `EdgeRules`. */
export const edgeRulesSchema = fieldsOf(edgeRulesFields);
