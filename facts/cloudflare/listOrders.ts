/** Whether the API gives a list back in the order in which it was sent. */
export interface ListOrder {
  /** Pulumi type token. */
  readonly type: string;
  /** The list. */
  readonly list: string;
  /** `yes` where its order is documented to decide something, `no` where it comes back sorted, `unknown` where nothing was found that says it. */
  readonly isKept: "yes" | "no" | "unknown";
  /** What is said, as a sentence without a full stop. */
  readonly says: string;
  /** Where. */
  readonly source: string;
}

const balancer = "cloudflare:index/loadBalancer:LoadBalancer";
const pool = "cloudflare:index/loadBalancerPool:LoadBalancerPool";
const reference = "Cloudflare API reference, load_balancers";
const notSaid = "nothing was found that says it; the stand-in gives it back as it was sent";

/** What is published of the lists that programs of this field write, looked up on 29 November 2026. */
export const listOrders: readonly ListOrder[] = [
  {
    ...{ type: "cloudflare:index/ruleset:Ruleset", list: "rules", isKept: "yes" },
    says: "a ruleset is an ordered set of rules, which are evaluated in that order",
    source: "Cloudflare docs, ruleset-engine/about/rulesets",
  },
  {
    ...{ type: balancer, list: "defaultPools", isKept: "yes" },
    says: "the pools are ordered by their failover priority",
    source: `${reference} (default_pools)`,
  },
  ...["regionPools", "countryPools", "popPools"].map((list): ListOrder => {
    return {
      ...{ type: balancer, list: `${list}.*`, isKept: "yes" },
      says: "the pools of each place are ordered by their failover priority",
      source: `${reference} (region_pools, country_pools, pop_pools)`,
    };
  }),
  {
    ...{ type: balancer, list: "rules", isKept: "unknown" },
    says: "where no rule has a priority their order in the list assigns it; in which order they come back is not said",
    source: `${reference} (rules, priority)`,
  },
  {
    ...{ type: pool, list: "origins", isKept: "no" },
    says: "they come back sorted by name, whatever the order in which they were sent",
    source:
      "cloudflare/terraform-provider-cloudflare issues 6140, 7028 and 7179, and pull request 7209; seen with the real provider as well",
  },
  {
    ...{ type: pool, list: "checkRegions", isKept: "unknown" },
    says: notSaid,
    source: `${reference}/pools (check_regions)`,
  },
  {
    ...{ type: "cloudflare:index/zoneLockdown:ZoneLockdown", list: "urls", isKept: "no" },
    says: "urls and configurations come back in another order; in which one, nobody says for certain",
    source: "cloudflare/terraform-provider-cloudflare issue 7014",
  },
  {
    ...{ type: "cloudflare:index/list:List", list: "items", isKept: "unknown" },
    says: notSaid,
    source: "none: the reference of rules/lists/items was not read for it",
  },
  {
    ...{ type: "cloudflare:index/originCaCertificate:OriginCaCertificate", list: "hostnames" },
    ...{ isKept: "unknown", says: notSaid },
    source: "none: the reference of origin_ca_certificates was not read for it",
  },
];
