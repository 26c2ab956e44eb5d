import type { ResourceRules } from "../resourceRules";
import { dnsResourceRules } from "./resourceRulesDns";
import { edgeResourceRules } from "./resourceRulesEdge";
import { loadBalancingResourceRules } from "./resourceRulesLoadBalancing";
import { trafficResourceRules } from "./resourceRulesTraffic";

/**
 * What the provider warns of when it plans to make a resource whose delete is empty: in a preview, and again in the `up`.
 * Source: Cloudflare Terraform provider v5.22.0, internal/services, resource.go (ModifyPlan of the resources without a
 * delete); pulumi-terraform-bridge, pkg/pf/tfbridge, provider_diagnostics.go (the order of the words); seen with
 * pulumi-cloudflare 6.17.0.
 */
export const undeletableWarning =
  "[WARNING] This resource cannot be destroyed from Terraform. If you create this resource, it will be present in the API until manually deleted.: Resource Destruction Considerations";

/** What the Cloudflare provider and its API hold about each resource type that the stand-in serves, by type token. */
export const cloudflareResourceRules: Readonly<Record<string, ResourceRules>> = {
  ...dnsResourceRules,
  ...loadBalancingResourceRules,
  ...edgeResourceRules,
  ...trafficResourceRules,
};
