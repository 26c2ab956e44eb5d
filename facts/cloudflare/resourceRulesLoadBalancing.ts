import type { ResourceRules } from "../resourceRules";
import {
  CheckRegion,
  CookieSameSite,
  CookieSecure,
  OriginSteeringPolicy,
  poolDefaults,
  SessionAffinity,
  SteeringPolicy,
  weightRange,
  ZeroDowntimeFailover,
} from "./loadBalancing";
import { monitorDefaults, MonitorType } from "./monitors";
import { defaultHttpPort } from "./ports";

const schema = "Cloudflare Terraform provider v5.22.0, internal/services";
const measured = "update noise and answers measured with pulumi-cloudflare 6.17.0";
const weight = [weightRange.minimum, weightRange.maximum] as const;
const steeringPolicies = [...Object.values(SteeringPolicy), ""];
const preferEcs = ["always", "never", "proximity", "geo"];

/** Rules of monitors, pools, load balancers and what watches them. */
export const loadBalancingResourceRules: Readonly<Record<string, ResourceRules>> = {
  "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor": {
    source: `${schema}/load_balancer_monitor; ${measured}`,
    replaces: ["accountId"],
    defaults: {
      allowInsecure: monitorDefaults.allowInsecure,
      description: "",
      expectedBody: "",
      expectedCodes: monitorDefaults.expectedCodes,
      followRedirects: monitorDefaults.followRedirects,
      interval: monitorDefaults.intervalSeconds,
      probeZone: "",
      retries: monitorDefaults.retries,
      timeout: monitorDefaults.timeoutSeconds,
      type: monitorDefaults.type,
    },
    answers: { method: monitorDefaults.method, path: monitorDefaults.path },
    oneOf: { type: Object.values(MonitorType) },
  },
  "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup": {
    source: `${schema}/load_balancer_monitor_group`,
    replaces: ["accountId"],
  },
  "cloudflare:index/loadBalancerPool:LoadBalancerPool": {
    source: `${schema}/load_balancer_pool; ${measured}`,
    replaces: ["accountId"],
    defaults: {
      description: "",
      enabled: true,
      minimumOrigins: poolDefaults.minimumOrigins,
      notificationEmail: "",
      "loadShedding.defaultPercent": poolDefaults.loadShedding.defaultPercent,
      "loadShedding.defaultPolicy": poolDefaults.loadShedding.defaultPolicy,
      "loadShedding.sessionPercent": poolDefaults.loadShedding.sessionPercent,
      "loadShedding.sessionPolicy": poolDefaults.loadShedding.sessionPolicy,
      "originSteering.policy": poolDefaults.originSteering,
      "origins.enabled": true,
      "origins.flattenCname": true,
      "origins.weight": weightRange.default,
    },
    answers: {
      loadShedding: poolDefaults.loadShedding,
      originSteering: { policy: poolDefaults.originSteering },
      networks: ["cloudflare"],
    },
    oneOf: {
      checkRegions: Object.values(CheckRegion),
      "loadShedding.defaultPolicy": [OriginSteeringPolicy.Random, OriginSteeringPolicy.Hash],
      "loadShedding.sessionPolicy": [OriginSteeringPolicy.Hash],
      "originSteering.policy": Object.values(OriginSteeringPolicy),
    },
    between: {
      "loadShedding.defaultPercent": [0, 100],
      "loadShedding.sessionPercent": [0, 100],
      "origins.weight": weight,
    },
    keptOnUpdate: ["createdOn"],
  },
  "cloudflare:index/loadBalancer:LoadBalancer": {
    source: `${schema}/load_balancer; ${measured}`,
    replaces: ["zoneId"],
    defaults: {
      enabled: true,
      proxied: false,
      sessionAffinity: SessionAffinity.None,
      steeringPolicy: "",
      "adaptiveRouting.failoverAcrossPools": false,
      "locationStrategy.mode": "pop",
      "locationStrategy.preferEcs": "proximity",
      "randomSteering.defaultWeight": weightRange.default,
      "rules.disabled": false,
      "rules.priority": 0,
    },
    answers: {
      countryPools: {},
      description: "",
      locationStrategy: { mode: "pop", preferEcs: "proximity" },
      networks: ["cloudflare"],
      popPools: {},
      randomSteering: { defaultWeight: weightRange.default },
      regionPools: {},
      rules: [],
      sessionAffinityAttributes: {
        drainDuration: 0,
        samesite: CookieSameSite.Auto,
        secure: CookieSecure.Auto,
        zeroDowntimeFailover: ZeroDowntimeFailover.None,
      },
    },
    oneOf: {
      steeringPolicy: steeringPolicies,
      sessionAffinity: Object.values(SessionAffinity),
      "locationStrategy.mode": ["pop", "resolver_ip"],
      "locationStrategy.preferEcs": preferEcs,
      "sessionAffinityAttributes.samesite": Object.values(CookieSameSite),
      "sessionAffinityAttributes.secure": Object.values(CookieSecure),
      "sessionAffinityAttributes.zeroDowntimeFailover": Object.values(ZeroDowntimeFailover),
      "rules.overrides.steeringPolicy": steeringPolicies,
      "rules.overrides.sessionAffinity": Object.values(SessionAffinity),
      "rules.overrides.locationStrategy.mode": ["pop", "resolver_ip"],
      "rules.overrides.locationStrategy.preferEcs": preferEcs,
    },
    between: {
      "randomSteering.defaultWeight": weight,
      "rules.overrides.randomSteering.defaultWeight": weight,
      "rules.priority": [0, Number.MAX_SAFE_INTEGER],
    },
  },
  "cloudflare:index/healthcheck:Healthcheck": {
    source: `${schema}/healthcheck`,
    replaces: ["zoneId"],
    defaults: {
      consecutiveFails: 1,
      consecutiveSuccesses: 1,
      description: "",
      interval: 60,
      retries: 2,
      suspended: false,
      timeout: 5,
      type: "HTTP",
      "httpConfig.allowInsecure": false,
      "httpConfig.expectedBody": "",
      "httpConfig.followRedirects": false,
      "httpConfig.method": "GET",
      "httpConfig.path": "/",
      "httpConfig.port": defaultHttpPort,
      "tcpConfig.method": "connection_established",
      "tcpConfig.port": defaultHttpPort,
    },
    answers: { status: "unknown", failureReason: "" },
    oneOf: {
      checkRegions: Object.values(CheckRegion).map((region) =>
        region === CheckRegion.SouthernAsia ? "IN" : region,
      ),
      "httpConfig.method": ["GET", "HEAD"],
      "tcpConfig.method": ["connection_established"],
    },
  },
};
