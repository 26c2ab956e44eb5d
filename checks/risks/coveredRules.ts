import { ownEntry } from "../../core/ownEntry";
import type { Finding } from "../findings/finding";
import type { RuleId } from "../policy/rules";

/** The kinds of risks, and of each the policy rules that would say the same of its subject or its causes. */
const coveredRules = {
  "address-lost": [],
  "api-calls-over-limit": [],
  "backup-lost": ["serving-path-removed", "backup-pool-missing", "fallback-pool-alone"],
  "balancer-added": ["serving-path-removed"],
  "balancer-lost": ["serving-path-removed", "hostname-moved"],
  "balancer-refused": ["serving-path-removed"],
  "balancer-shadowed": [],
  "capacity-lowered": [],
  "capacity-none": [],
  "certificate-revoked": [],
  "client-certificate-order": [],
  "client-certificate-unsent": [],
  "destination-changed": ["serving-path-removed"],
  "direct-visitors-shut": [],
  "edge-certificate-gone": [],
  "edge-certificate-lost": ["edge-certificate-missing", "safety-record-missing"],
  "edge-certificate-missing": ["edge-certificate-missing", "safety-record-missing"],
  "edge-certificate-unknown": ["edge-certificate-missing", "safety-record-missing"],
  "edge-service-gap": [],
  "edge-service-lost": [],
  "egress-shut": [],
  "fallback-changed": ["fallback-pool-disabled"],
  "first-pool-changed": [],
  "fixed-response": [],
  "host-header-changed": [],
  "hostname-changes-stack": ["serving-path-removed"],
  "hostname-delegated": ["name-delegated", "serving-path-removed"],
  "hostname-gap": ["serving-path-removed"],
  "hostname-stops": [
    "serving-path-removed",
    "hostname-moved",
    "fallback-pool-disabled",
    "backup-pool-missing",
  ],
  "hostname-thinned": ["serving-path-removed"],
  "hsts-includes-subdomains": [],
  "listener-answers": [],
  "listener-clear": [],
  "listener-gap": [],
  "listener-lost": [],
  "listener-missing": [],
  "live-object-deleted": ["import-replacement", "serving-path-removed"],
  "machine-changed": [],
  "monitor-lost": ["pool-without-monitor"],
  "object-in-use": [],
  "origin-gap": [],
  "origin-gone": [],
  "origin-http-raised": [],
  "origin-opened": ["origin-open"],
  "origin-pulls-off": ["monitor-without-probe-zone"],
  "origin-pulls-on": ["monitor-without-probe-zone"],
  "origin-shut": ["cloudflare-ranges-incomplete"],
  "origin-shut-meanwhile": [],
  "origin-tls-on": [],
  "origins-fewer": [],
  "origins-moved": [],
  "other-record-changed": [],
  "other-record-lost": [],
  "pool-in-use": ["serving-path-removed"],
  "pool-lost": ["serving-path-removed", "backup-pool-missing", "fallback-pool-alone"],
  "pool-refused": ["serving-path-removed"],
  "pool-replaced": ["serving-path-removed"],
  "pool-returns": [],
  "pool-sheds": [],
  "probe-changed": [],
  "protected-resource": [],
  "proxy-entered": ["balancer-not-proxied"],
  "proxy-left": ["balancer-not-proxied"],
  "record-refused": ["serving-path-removed", "cname-conflict"],
  "record-ttl-refused": ["refused-by-api"],
  "rule-refused": [],
  "steering-changed": ["adaptive-routing-off"],
  "targets-gap": [],
  "targets-lost": [],
  "tls-stricter": ["tls-not-strict"],
  "tls-version-raised": ["tls-version-refused"],
  "tls-weaker": ["tls-not-strict"],
  "wildcard-hidden": [],
  "wildcard-silenced": [],
  "zone-lost": [],
  "zone-paused": ["zone-paused"],
  "zone-unpaused": [],
} as const satisfies Readonly<Record<string, readonly RuleId[]>>;

/** The kind of a risk. */
export type RiskId = keyof typeof coveredRules;

/**
 * Lists the policy rules that say the same as a risk.
 * @param risk - The risk; one that a rule found says what that rule says.
 * @returns Names of rules.
 */
export function rulesCoveredBy({ id }: Finding<RiskId | RuleId>): readonly string[] {
  return ownEntry(coveredRules, id) ?? [id];
}
