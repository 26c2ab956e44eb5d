import {
  fieldsOf,
  input,
  listOf,
  mapOf,
  required,
  toggle,
  value,
  type Shapes,
  type ShapesOf,
} from "../internal/shapes";
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
  address: input,
  hostHeader: value,
  acceptForeignHost: toggle,
  port: value,
  weight: value,
  drain: toggle,
} satisfies ShapesOf<OriginArgs>);

const pool = fieldsOf({
  name: value,
  origins: required(mapOf(origin)),
  drain: toggle,
  minimumOrigins: value,
  checkRegions: listOf(value),
  originSteering: value,
  weight: value,
  latitude: value,
  longitude: value,
} satisfies ShapesOf<PoolArgs>);

const poolLists = mapOf(listOf(value));

const steering = fieldsOf({
  policy: value,
  regionPools: poolLists,
  countryPools: poolLists,
  popPools: poolLists,
} satisfies ShapesOf<SteeringArgs>);

const sessionAffinity = fieldsOf({
  type: value,
  ttlSeconds: value,
  drainSeconds: value,
  headers: listOf(value),
  requireAllHeaders: toggle,
  sameSite: value,
  secure: value,
  zeroDowntimeFailover: value,
} satisfies ShapesOf<SessionAffinityArgs>);

/** The shape of a list of pools. */
export const poolsShape = listOf(pool);

/** The shape of the monitor's arguments. */
export const healthShape = fieldsOf({
  path: value,
  acceptShallowPath: toggle,
  intervalSeconds: value,
  timeoutSeconds: value,
  retries: value,
  consecutiveDown: value,
  consecutiveUp: value,
  expectedCodes: value,
  expectedBody: value,
  headers: mapOf(input),
  port: value,
  checkRegions: listOf(value),
} satisfies ShapesOf<HealthArgs>);

/** The shapes of the arguments that say what is balanced, and how. */
export const balancedHostnameShapes = {
  accountId: input,
  zoneId: input,
  zoneName: value,
  hostname: value,
  plan: value,
  trafficSteeringAddOn: toggle,
  usesArgoOrTieredCache: toggle,
  acceptSinglePool: toggle,
  steering,
  sessionAffinity,
  safetyRecord: toggle,
  acceptDeepHostname: toggle,
  retiredAddresses: listOf(value),
} satisfies ShapesOf<BalancedHostnameArgs>;

/** The shapes of the arguments of `FailoverLoadBalancer`. */
export const failoverLoadBalancerShapes: Shapes = {
  ...balancedHostnameShapes,
  pools: required(poolsShape),
  health: required(healthShape),
} satisfies ShapesOf<FailoverLoadBalancerArgs>;
