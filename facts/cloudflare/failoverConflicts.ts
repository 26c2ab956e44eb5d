/**
 * What a zone cannot have together with zero-downtime failover of pinned sessions: Pulumi types whose property
 * `value` switches it on, each with its name.
 *
 * Source: schema text of the Cloudflare provider, load_balancer, `zero_downtime_failover`: not compatible with Argo,
 * Tiered Cache and Bandwidth Alliance (which no resource switches).
 */
export const failoverConflicts: Readonly<Record<string, string>> = {
  "cloudflare:index/argo:Argo": "Argo",
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting": "Argo Smart Routing",
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching": "Tiered Cache",
  "cloudflare:index/tieredCache:TieredCache": "Smart Tiered Cache",
  "cloudflare:index/regionalTieredCache:RegionalTieredCache": "Regional Tiered Cache",
};
