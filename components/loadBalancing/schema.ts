import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  oneValue,
  ruled,
  toggle,
  type KeyRule,
  type SchemaOf,
} from "../../core/schema";
import type { OptionalSchema } from "../../core/lateSchema";
import { describeValue, type Problem } from "../../core/problem";
import {
  affinityHeaderPattern,
  CheckRegion,
  CookieSameSite,
  CookieSecure,
  OriginSteeringPolicy,
  placePatterns,
  poolCoordinates,
  SessionAffinity,
  SteeringPolicy,
  weightRange,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
import { maximumMonitorIntervalSeconds } from "../../facts/cloudflare/monitors";
import { portRange } from "../../facts/cloudflare/ports";
import { isIpAddress } from "../internal/addresses";
import { hostnameProblem } from "../../core/hostnameRules";
import { choice, hostnameSchema, numberIn, textLike, wholeNumber } from "../../core/valueSchemas";
import { healthPathSchema, planSchema, retiredAddressesSchema } from "../internal/valueSchemas";
import type {
  BalancedHostnameArgs,
  FailoverLoadBalancerArgs,
  HealthArgs,
  OriginArgs,
  PoolArgs,
  PoolContentArgs,
  SessionAffinityArgs,
  SteeringArgs,
} from "./args";
import { visitorRegions } from "./regions";

/** Longer texts change too easily, and must stand in the first 10 KB of an answer. */
const longestBody = 256;

/** More probes in a row than this library lets an origin fail before it is out; Cloudflare names no limit. */
const inARow = wholeNumber({ minimum: 1, maximum: 100 });

const hostHeader = ruled({ type: "string" }, (value) =>
  typeof value === "string" && isIpAddress(value) ? undefined : hostnameProblem("", value),
);

const weight = numberIn(weightRange);

/** A list of regions; which of them may stand together depends on the plan. */
const checkRegions = listOf(oneValue({ type: "string", enum: Object.values(CheckRegion) }));

/** The arguments of an origin. */
export const originFields = {
  address: input(),
  hostHeader: hostHeader.optional(),
  acceptForeignHost: toggle.optional(),
  port: wholeNumber(portRange).optional(),
  weight: weight.optional(),
  drain: toggle.optional(),
} satisfies SchemaOf<OriginArgs>;

/** An origin's key, which is its name in alerts and analytics. */
export const originKey: KeyRule = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  rule: "be named by 1 to 64 letters, digits, dots, underscores and hyphens, the first a letter or digit",
};

/** The arguments of a pool but its name. */
export const poolContentFields = {
  origins: mapOf(fieldsOf(originFields), originKey),
  drain: toggle.optional(),
  minimumOrigins: oneValue({ type: "integer", minimum: 1 }).optional(),
  checkRegions: checkRegions.optional(),
  originSteering: choice(OriginSteeringPolicy).optional(),
  weight: weight.optional(),
  latitude: numberIn(poolCoordinates.latitude).optional(),
  longitude: numberIn(poolCoordinates.longitude).optional(),
} satisfies SchemaOf<PoolContentArgs>;

/** A pool's key, which becomes a part of the pool's name in the account. */
const poolKey = /^[A-Za-z0-9][A-Za-z0-9-]{0,31}$/;

/** A pool's name. */
export const poolNameSchema = ruled({ type: "string", pattern: poolKey.source }, (name) =>
  poolNameProblem("", name),
);

const pool = fieldsOf({
  ...poolContentFields,
  name: poolNameSchema,
} satisfies SchemaOf<PoolArgs>);

/** Lists of pools by place. */
function poolLists(pattern: RegExp, rule: string): OptionalSchema {
  return mapOf(listOf(oneValue()), { pattern, rule }).optional();
}

const steering = fieldsOf({
  policy: choice(SteeringPolicy),
  regionPools: poolLists(
    new RegExp(`^(${visitorRegions.join("|")})$`),
    `be one of ${visitorRegions.join(", ")}`,
  ),
  countryPools: poolLists(
    placePatterns.country,
    "be the two-letter code of a country, in capitals",
  ),
  popPools: poolLists(
    placePatterns.dataCentre,
    "be the three-letter code of a data centre, in capitals",
  ),
} satisfies SchemaOf<SteeringArgs>);

const affinityHeader = textLike(
  affinityHeaderPattern,
  "be the name of a header, or cookie: and names of cookies with commas between them",
);

const sessionAffinity = fieldsOf({
  type: choice(SessionAffinity),
  ttlSeconds: oneValue({ type: "integer" }).optional(),
  drainSeconds: oneValue({ type: "integer", minimum: 0 }).optional(),
  headers: listOf(affinityHeader).optional(),
  requireAllHeaders: toggle.optional(),
  sameSite: choice(CookieSameSite).optional(),
  secure: choice(CookieSecure).optional(),
  zeroDowntimeFailover: choice(ZeroDowntimeFailover).optional(),
} satisfies SchemaOf<SessionAffinityArgs>);

/** Any code outside 2xx would let an origin pass that answers visitors with an error or sends them elsewhere. */
const expectedCodes = textLike(
  /^(2xx|2\d\d(,2\d\d)*)$/,
  "be 2xx or codes from 200 to 299 with commas between them",
  "Give a path that answers so when the site is well; no other code proves it",
);

const expectedBody = ruled({ type: "string", minLength: 1, maxLength: longestBody }, (value) =>
  typeof value === "string" && value.trim() !== "" && value.length <= longestBody
    ? undefined
    : {
        path: "",
        rule: `be a text of 1 to ${longestBody} characters`,
        actual: describeValue(value),
      },
);

/** The monitor's arguments. */
export const healthSchema = fieldsOf({
  path: healthPathSchema,
  acceptShallowPath: toggle.optional(),
  intervalSeconds: oneValue({ type: "integer", maximum: maximumMonitorIntervalSeconds }).optional(),
  timeoutSeconds: wholeNumber({ minimum: 1, maximum: Number.POSITIVE_INFINITY }).optional(),
  retries: wholeNumber({ minimum: 0, maximum: Number.POSITIVE_INFINITY }).optional(),
  consecutiveDown: inARow.optional(),
  consecutiveUp: inARow.optional(),
  expectedCodes: expectedCodes.optional(),
  expectedBody: expectedBody.optional(),
  headers: mapOf(input()).optional(),
  port: wholeNumber(portRange).optional(),
  checkRegions: checkRegions.optional(),
} satisfies SchemaOf<HealthArgs>);

/** The arguments that say what is balanced, and how. */
export const balancedHostnameFields = {
  accountId: input(),
  zoneId: input(),
  zoneName: hostnameSchema,
  hostname: hostnameSchema,
  acceptDeepHostname: toggle.optional(),
  plan: planSchema.optional(),
  trafficSteeringAddOn: toggle.optional(),
  usesArgoOrTieredCache: toggle.optional(),
  acceptSinglePool: toggle.optional(),
  steering: steering.optional(),
  sessionAffinity: sessionAffinity.optional(),
  safetyRecord: toggle.optional(),
  retiredAddresses: retiredAddressesSchema.optional(),
} satisfies SchemaOf<BalancedHostnameArgs>;

/** The arguments of `FailoverLoadBalancer`. */
export const failoverLoadBalancerSchema = fieldsOf({
  ...balancedHostnameFields,
  pools: listOf(pool),
  health: healthSchema,
} satisfies SchemaOf<FailoverLoadBalancerArgs>);

/**
 * Checks a pool's name.
 * @param path - Where it stands.
 * @param name - The name.
 * @returns The problem, or undefined.
 */
export function poolNameProblem(path: string, name: unknown): Problem | undefined {
  return typeof name === "string" && poolKey.test(name)
    ? undefined
    : {
        path,
        rule: "be 1 to 32 letters, digits and hyphens, the first no hyphen",
        actual: describeValue(name),
      };
}
