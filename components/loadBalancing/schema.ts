import { fieldsOf, input, listOf, mapOf, oneValue, toggle, type SchemaOf } from "../../core/schema";
import type {
  BalancedHostnameArgs,
  FailoverLoadBalancerArgs,
  HealthArgs,
  OriginArgs,
  PoolArgs,
  SessionAffinityArgs,
  SteeringArgs,
} from "./args";

const origin = fieldsOf({
  address: input(),
  hostHeader: oneValue().optional(),
  acceptForeignHost: toggle.optional(),
  port: oneValue().optional(),
  weight: oneValue().optional(),
  drain: toggle.optional(),
} satisfies SchemaOf<OriginArgs>);

const pool = fieldsOf({
  name: oneValue(),
  origins: mapOf(origin),
  drain: toggle.optional(),
  minimumOrigins: oneValue().optional(),
  checkRegions: listOf(oneValue()).optional(),
  originSteering: oneValue().optional(),
  weight: oneValue().optional(),
  latitude: oneValue().optional(),
  longitude: oneValue().optional(),
} satisfies SchemaOf<PoolArgs>);

const poolLists = mapOf(listOf(oneValue()));

const steering = fieldsOf({
  policy: oneValue(),
  regionPools: poolLists.optional(),
  countryPools: poolLists.optional(),
  popPools: poolLists.optional(),
} satisfies SchemaOf<SteeringArgs>);

const sessionAffinity = fieldsOf({
  type: oneValue(),
  ttlSeconds: oneValue().optional(),
  drainSeconds: oneValue().optional(),
  headers: listOf(oneValue()).optional(),
  requireAllHeaders: toggle.optional(),
  sameSite: oneValue().optional(),
  secure: oneValue().optional(),
  zeroDowntimeFailover: oneValue().optional(),
} satisfies SchemaOf<SessionAffinityArgs>);

/** A list of pools. */
export const poolsSchema = listOf(pool);

/** The monitor's arguments. */
export const healthSchema = fieldsOf({
  path: oneValue(),
  acceptShallowPath: toggle.optional(),
  intervalSeconds: oneValue().optional(),
  timeoutSeconds: oneValue().optional(),
  retries: oneValue().optional(),
  consecutiveDown: oneValue().optional(),
  consecutiveUp: oneValue().optional(),
  expectedCodes: oneValue().optional(),
  expectedBody: oneValue().optional(),
  headers: mapOf(input()).optional(),
  port: oneValue().optional(),
  checkRegions: listOf(oneValue()).optional(),
} satisfies SchemaOf<HealthArgs>);

/** The arguments that say what is balanced, and how. */
export const balancedHostnameFields = {
  accountId: input(),
  zoneId: input(),
  zoneName: oneValue(),
  hostname: oneValue(),
  plan: oneValue().optional(),
  trafficSteeringAddOn: toggle.optional(),
  usesArgoOrTieredCache: toggle.optional(),
  acceptSinglePool: toggle.optional(),
  steering: steering.optional(),
  sessionAffinity: sessionAffinity.optional(),
  safetyRecord: toggle.optional(),
  acceptDeepHostname: toggle.optional(),
  retiredAddresses: listOf(oneValue()).optional(),
} satisfies SchemaOf<BalancedHostnameArgs>;

/** The arguments of `FailoverLoadBalancer`. */
export const failoverLoadBalancerSchema = fieldsOf({
  ...balancedHostnameFields,
  pools: poolsSchema,
  health: healthSchema,
} satisfies SchemaOf<FailoverLoadBalancerArgs>);
