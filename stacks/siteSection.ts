import { z } from "zod";
import {
  CheckRegion,
  CookieSameSite,
  CookieSecure,
  OriginSteeringPolicy,
  SessionAffinity,
  SteeringPolicy,
  ZeroDowntimeFailover,
} from "../facts/cloudflare/loadBalancing";
import { closedSet, keySchema } from "./values";

const originSchema = z.strictObject({
  address: z.string().describe("A public IP address, or a host name that is not proxied."),
  hostHeader: z
    .string()
    .optional()
    .describe("Host header for this origin. Defaults to the site's."),
  acceptForeignHost: z
    .boolean()
    .optional()
    .describe("Accepts a hostHeader outside the zone. Defaults to false."),
  port: z.number().optional().describe("TCP port. Defaults to 443."),
  weight: z.number().optional().describe("Share of the pool's requests, 0 to 1. Defaults to 1."),
  drain: z.boolean().optional().describe("Takes the origin out of service. Defaults to false."),
});

const poolSchema = z.strictObject({
  name: keySchema.describe("A name for the pool; it must not change afterwards."),
  origins: z.record(keySchema, originSchema).describe("The origins by a name of your own."),
  drain: z.boolean().optional().describe("Takes the pool out of service. Defaults to false."),
  minimumOrigins: z.number().optional().describe("Origins that must be healthy. Defaults to 1."),
  checkRegions: z
    .array(closedSet(CheckRegion))
    .optional()
    .describe("Regions that probe, an odd number. Defaults to those of the site's health."),
  originSteering: closedSet(OriginSteeringPolicy)
    .optional()
    .describe("How an origin is picked. Defaults to random, by weight."),
  weight: z.number().optional().describe("Share of the requests under a policy by weight."),
  latitude: z.number().optional().describe("Degrees north; goes with longitude."),
  longitude: z.number().optional().describe("Degrees east; goes with latitude."),
});

const healthSchema = z.strictObject({
  path: z.string().describe("A path whose good answer means that the application works."),
  acceptShallowPath: z.boolean().optional().describe("Accepts / as the path. Defaults to false."),
  intervalSeconds: z.number().optional().describe("Seconds between two probes."),
  timeoutSeconds: z.number().optional().describe("Seconds until a probe failed. Defaults to 5."),
  retries: z.number().optional().describe("Tries after a timeout, made at once. Defaults to 1."),
  consecutiveDown: z.number().optional().describe("Failed probes that take out. Defaults to 2."),
  consecutiveUp: z.number().optional().describe("Good probes that bring back. Defaults to 2."),
  expectedCodes: z.string().optional().describe("Codes of a good answer. Defaults to 2xx."),
  expectedBody: z.string().optional().describe("Text that a good answer holds."),
  headers: z.record(z.string(), z.string()).optional().describe("Further headers of the probe."),
  port: z.number().optional().describe("TCP port of the probe. Defaults to the origins'."),
  checkRegions: z
    .array(closedSet(CheckRegion))
    .optional()
    .describe("Regions that probe, an odd number of them."),
});

const poolLists = z.record(z.string(), z.array(z.string())).optional();

const steeringSchema = z.strictObject({
  policy: closedSet(SteeringPolicy).describe("The policy."),
  regionPools: poolLists.describe("Pools by the visitor's region, such as WEU."),
  countryPools: poolLists.describe("Pools by the visitor's country, such as DE."),
  popPools: poolLists.describe("Pools by data centre, such as FRA. Enterprise only."),
});

const sessionAffinitySchema = z.strictObject({
  type: closedSet(SessionAffinity).describe("What tells sessions apart."),
  ttlSeconds: z.number().optional().describe("Seconds that a session stays pinned."),
  drainSeconds: z.number().optional().describe("Seconds on a drained origin. Defaults to 300."),
  headers: z.array(z.string()).optional().describe("Headers, for affinity by header."),
  requireAllHeaders: z.boolean().optional().describe("Whether all are needed. Defaults to false."),
  sameSite: closedSet(CookieSameSite).optional().describe("SameSite. Defaults to Auto."),
  secure: closedSet(CookieSecure).optional().describe("Secure. Defaults to Auto."),
  zeroDowntimeFailover: closedSet(ZeroDowntimeFailover)
    .optional()
    .describe("What happens to a session whose origin fails."),
});

/** One load-balanced hostname; the fields are those of `FailoverLoadBalancer`, which says what goes together. */
export const siteSchema = z.strictObject({
  hostname: z.string().describe("The hostname: the zone's name or one below it."),
  acceptDeepHostname: z
    .boolean()
    .optional()
    .describe("Accepts a hostname that Universal SSL does not cover. Defaults to false."),
  pools: z.array(poolSchema).describe("Pools in order: primary, backup, more."),
  acceptSinglePool: z
    .boolean()
    .optional()
    .describe("Accepts one pool, with nothing to fail over to. Defaults to false."),
  health: healthSchema.describe("How the health of the origins is found out."),
  steering: steeringSchema
    .optional()
    .describe("How a pool is picked. Defaults to off: the first healthy one."),
  sessionAffinity: sessionAffinitySchema
    .optional()
    .describe("What keeps a session on one origin. Defaults to nothing."),
  safetyRecord: z
    .boolean()
    .optional()
    .describe("Keeps a DNS record beneath the load balancer. Defaults to true."),
});
