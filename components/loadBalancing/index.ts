export {
  CheckRegion,
  CookieSameSite,
  CookieSecure,
  OriginSteeringPolicy,
  SessionAffinity,
  SteeringPolicy,
  ZeroDowntimeFailover,
} from "../../facts/cloudflare/loadBalancing";
export type {
  BalancedHostnameArgs,
  FailoverLoadBalancerArgs,
  HealthArgs,
  OriginArgs,
  PoolArgs,
  PoolContentArgs,
  SessionAffinityArgs,
  SteeringArgs,
} from "./args";
export type { FailoverReport } from "./failover";
export { FailoverLoadBalancer } from "./failoverLoadBalancer";
