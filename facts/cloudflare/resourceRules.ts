import type { ResourceRules } from "../resourceRules";
import { dnsResourceRules } from "./resourceRulesDns";
import { edgeResourceRules } from "./resourceRulesEdge";
import { loadBalancingResourceRules } from "./resourceRulesLoadBalancing";

/** What the Cloudflare provider and its API hold about each resource type that the stand-in serves, by type token. */
export const cloudflareResourceRules: Readonly<Record<string, ResourceRules>> = {
  ...dnsResourceRules,
  ...loadBalancingResourceRules,
  ...edgeResourceRules,
};
