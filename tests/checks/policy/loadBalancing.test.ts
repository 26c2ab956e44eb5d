import { modelTypes } from "../../../model/graph/resourceTypes";
import { ModelReference, type ModelObject } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { from, itTells, resource, type Shop } from "./shop";

const zoneId = "f".repeat(32);
const primary = from("pool", "primary");
const backup = from("pool", "backup");

function addresses(shop: Shop, one: string, other: string): Shop {
  return shop
    .set("primary", { origins: [{ name: "a", address: one }] })
    .set("backup", { origins: [{ name: "a", address: other }] });
}

describe("policy: load balancing", () => {
  itTells([
    {
      title: "refuses a load balancer that is DNS-only by default",
      plan: (shop) => shop.set("www", { proxied: undefined }),
      told: [
        "balancer-not-proxied: www.example.com.proxied must be true; got nothing, which is false",
      ],
    },
    {
      title: "refuses a load balancer that is DNS-only on purpose",
      plan: (shop) => shop.set("www", { proxied: false }),
      told: ["balancer-not-proxied: www.example.com.proxied must be true; got false"],
    },
    {
      title: "says nothing of a load balancer that is off",
      plan: (shop) => shop.set("www", { proxied: false, enabled: false }),
      told: [],
    },
    {
      title: "says nothing where it is not known whether a load balancer is proxied",
      plan: (shop) => shop.set("www", { proxied: unknownValue }),
      told: [],
    },
    {
      title: "refuses a single pool, which is its own fallback",
      plan: (shop) => shop.set("www", { defaultPools: [primary], fallbackPool: primary }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
      ],
    },
    {
      title: "takes a single pool with another one as fallback",
      plan: (shop) => shop.set("www", { defaultPools: [primary], fallbackPool: backup }),
      told: [],
    },
    {
      title: "counts no pool that is off as a backup",
      plan: (shop) => shop.set("backup", { enabled: false }).set("www", { fallbackPool: primary }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1 beside what is off",
      ],
    },
    {
      title: "counts no pool without an origin that is on as a backup",
      plan: (shop) =>
        shop
          .set("backup", { origins: [{ name: "a", address: "198.51.100.20", enabled: false }] })
          .set("www", { fallbackPool: primary }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1 beside what is off",
      ],
    },
    {
      title: "counts a pool of which it is not known whether it is on",
      plan: (shop) =>
        shop.set("backup", { enabled: unknownValue }).set("www", { fallbackPool: primary }),
      told: [],
    },
    {
      title: "counts pools of other stacks by their ids",
      plan: (shop) =>
        shop.set("www", { defaultPools: ["1".repeat(32)], fallbackPool: "2".repeat(32) }),
      told: [],
    },
    {
      title: "refuses one pool of another stack alone",
      plan: (shop) =>
        shop.set("www", { defaultPools: ["1".repeat(32)], fallbackPool: "1".repeat(32) }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
      ],
    },
    {
      title: "does not count pools that are not known yet",
      plan: (shop) => shop.set("www", { defaultPools: [unknownValue], fallbackPool: unknownValue }),
      told: [],
    },
    {
      title: "refuses a region whose only pool is the fallback pool",
      plan: (shop) =>
        shop.set("www", {
          steeringPolicy: "geo",
          regionPools: { WEU: [backup], ENAM: [primary, backup] },
        }),
      told: [
        "fallback-pool-alone: www.example.com.region WEU must name a pool that is not the fallback pool; got the fallback pool alone",
      ],
    },
    {
      title: "refuses default pools that are the fallback pool alone while regions have others",
      plan: (shop) =>
        shop.set("www", {
          steeringPolicy: "geo",
          defaultPools: [backup],
          regionPools: { WEU: [primary] },
        }),
      told: [
        "fallback-pool-alone: www.example.com.defaultPools must name a pool that is not the fallback pool; got the fallback pool alone",
      ],
    },
    {
      title: "lets a region be that names no pool",
      plan: (shop) => shop.set("www", { steeringPolicy: "geo", regionPools: { WEU: [] } }),
      told: [],
    },
    {
      title: "says nothing of a load balancer without a fallback pool but what it lacks",
      plan: (shop) => shop.set("www", { fallbackPool: undefined }),
      told: [],
    },
    {
      title: "says nothing where the fallback pool is one of two",
      plan: (shop) =>
        shop.set("backup", { enabled: false }).set("www", {
          fallbackPool: new ModelReference([...primary.reference, ...backup.reference]),
        }),
      told: [],
    },
    {
      title: "refuses a fallback pool that is off",
      plan: (shop) => shop.set("backup", { enabled: false }),
      told: [
        "fallback-pool-disabled: www.example.com.fallbackPool must be a pool that is on, with an origin that is on; got shop-backup, which is off",
      ],
    },
    {
      title: "refuses a fallback pool whose origins are off",
      plan: (shop) =>
        shop.set("backup", { origins: [{ name: "a", address: "198.51.100.20", enabled: false }] }),
      told: [
        "fallback-pool-disabled: www.example.com.fallbackPool must be a pool that is on, with an origin that is on; got shop-backup, which has no origin on",
      ],
    },
    {
      title: "says nothing of a fallback pool that may be off",
      plan: (shop) => shop.set("backup", { enabled: unknownValue }),
      told: [],
    },
    {
      title: "finds pools that share an address, whatever the port",
      plan: (shop) =>
        shop.set("backup", { origins: [{ name: "a", address: "203.0.113.10", port: 8443 }] }),
      told: [
        "pools-share-address: www.example.com must have pools without a common origin; got 203.0.113.10 in shop-primary and in shop-backup",
      ],
    },
    {
      title: "finds pools that share a hostname, whatever its case",
      plan: (shop) => addresses(shop, "alb.example.net", "ALB.example.net"),
      told: [
        "pools-share-address: www.example.com must have pools without a common origin; got alb.example.net in shop-primary and in shop-backup",
      ],
    },
    {
      title: "finds pools that share a load balancer whose name is not known yet",
      plan: (shop) =>
        shop
          .set("primary", { origins: [{ name: "a", address: from("awsLoadBalancer", "alb") }] })
          .set("backup", { origins: [{ name: "a", address: from("awsLoadBalancer", "alb") }] }),
      told: [
        "pools-share-address: www.example.com must have pools without a common origin; got alb in shop-primary and in shop-backup",
        "pools-share-region: www.example.com must have pools in at least two regions; got eu-west-1 for all 2",
      ],
    },
    {
      title: "takes one private address in two virtual networks for two machines",
      plan: (shop) =>
        shop
          .set("primary", { origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: "v1" }] })
          .set("backup", { origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: "v2" }] }),
      told: [],
    },
    {
      title: "finds pools that share a private address in one virtual network",
      plan: (shop) =>
        shop
          .set("primary", { origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: "v1" }] })
          .set("backup", { origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: "v1" }] }),
      told: [
        "pools-share-address: www.example.com must have pools without a common origin; got 10.0.0.1 in shop-primary and in shop-backup",
      ],
    },
    {
      title: "says nothing of one private address in virtual networks that are not known yet",
      plan: (shop) =>
        shop
          .set("primary", {
            origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: unknownValue }],
          })
          .set("backup", {
            origins: [{ name: "a", address: "10.0.0.1", virtualNetworkId: unknownValue }],
          }),
      told: [],
    },
    {
      title: "does not take two values of one other resource for one machine",
      plan: (shop) =>
        shop
          .set("primary", { origins: [{ name: "a", address: from("zone", "zone") }] })
          .set("backup", { origins: [{ name: "a", address: from("zone", "zone") }] }),
      told: [],
    },
    {
      title: "finds pools in one region by the names that AWS gives",
      plan: (shop) =>
        addresses(shop, "one-1.eu-west-1.elb.amazonaws.com", "two-2.elb.eu-west-1.amazonaws.com"),
      told: [
        "pools-share-region: www.example.com must have pools in at least two regions; got eu-west-1 for all 2",
      ],
    },
    {
      title: "takes a pool with origins in two regions",
      plan: (shop) =>
        addresses(
          shop,
          "one-1.eu-west-1.elb.amazonaws.com",
          "two-2.eu-west-1.elb.amazonaws.com",
        ).set("backup", {
          origins: [
            { name: "a", address: "two-2.eu-west-1.elb.amazonaws.com" },
            { name: "b", address: "two-2.us-east-1.elb.amazonaws.com" },
          ],
        }),
      told: [],
    },
    {
      title: "does not say that a single pool stands in one region",
      plan: (shop) =>
        addresses(shop, "one-1.eu-west-1.elb.amazonaws.com", "198.51.100.20").set("www", {
          defaultPools: [primary],
          fallbackPool: primary,
        }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
      ],
    },
    {
      title: "says nothing of addresses that come from one of two load balancers",
      plan: (shop) => {
        shop.add("awsLoadBalancer", "other", { idleTimeout: 930, region: "eu-west-1" });
        const either = new ModelReference([
          ...from("awsLoadBalancer", "alb").reference,
          ...from("awsLoadBalancer", "other").reference,
        ]);
        return shop
          .set("primary", { origins: [{ name: "a", address: either }] })
          .set("backup", { origins: [{ name: "a", address: either }] });
      },
      told: [],
    },
    {
      title: "says nothing of regions that are not known",
      plan: (shop) => {
        shop.set("alb", { region: unknownValue });
        shop.add("awsLoadBalancer", "other", { idleTimeout: 930, region: unknownValue });
        return shop
          .set("primary", { origins: [{ name: "a", address: from("awsLoadBalancer", "alb") }] })
          .set("backup", { origins: [{ name: "a", address: from("awsLoadBalancer", "other") }] });
      },
      told: [],
    },
    {
      title: "says nothing of the region of what is not in the plan",
      plan: (shop) => {
        const gone = new ModelReference(["urn:pulumi:production::other::aws:lb::gone"]);
        return shop
          .set("primary", { origins: [{ name: "a", address: gone }] })
          .set("backup", { origins: [{ name: "a", address: gone }] });
      },
      told: [],
    },
    {
      title: "says nothing of the regions of origins that are not known yet",
      plan: (shop) =>
        shop.set("primary", { origins: unknownValue }).set("backup", { origins: unknownValue }),
      told: [],
    },
    {
      title: "takes pools in two regions",
      plan: (shop) =>
        addresses(shop, "one-1.eu-west-1.elb.amazonaws.com", "two-2.us-east-1.elb.amazonaws.com"),
      told: [],
    },
    {
      title: "says nothing where one region is not known",
      plan: (shop) => addresses(shop, "one-1.eu-west-1.elb.amazonaws.com", "198.51.100.20"),
      told: [],
    },
    {
      title: "refuses failover within a pool only",
      plan: (shop) => shop.set("www", { adaptiveRouting: undefined }),
      told: [
        "adaptive-routing-off: www.example.com.adaptiveRouting.failoverAcrossPools must be true; got false",
      ],
    },
    {
      title: "says nothing of adaptive routing that is not known yet",
      plan: (shop) => shop.set("www", { adaptiveRouting: unknownValue }),
      told: [],
    },
    {
      title: "needs no failover across pools where there is one",
      plan: (shop) =>
        shop.set("www", {
          defaultPools: [primary],
          fallbackPool: primary,
          adaptiveRouting: undefined,
        }),
      told: [
        "backup-pool-missing: www.example.com.defaultPools must name at least two pools, the fallback pool counted; got 1",
      ],
    },
    {
      title: "refuses zero-downtime failover of sessions beside Argo and Tiered Cache",
      plan: (shop) =>
        shop
          .set("www", {
            sessionAffinity: "cookie",
            sessionAffinityAttributes: { zeroDowntimeFailover: "temporary" },
          })
          .add("cloudflare:index/argoSmartRouting:ArgoSmartRouting", "argo", {
            zoneId,
            value: "on",
          })
          .add("cloudflare:index/tieredCache:TieredCache", "tiered", { zoneId, value: "on" }),
      told: [
        "zero-downtime-conflict: www.example.com.sessionAffinityAttributes.zeroDowntimeFailover must be none in a zone with Argo Smart Routing; got temporary",
        "zero-downtime-conflict: www.example.com.sessionAffinityAttributes.zeroDowntimeFailover must be none in a zone with Smart Tiered Cache; got temporary",
      ],
    },
    {
      title: "refuses zero-downtime failover of sessions beside Argo as it was once declared",
      plan: (shop) =>
        shop
          .set("www", { sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" } })
          .add("cloudflare:index/argo:Argo", "routing", { zoneId, smartRouting: "on" })
          .add("cloudflare:index/argo:Argo", "caching", { zoneId, tieredCaching: "on" }),
      told: [
        "zero-downtime-conflict: www.example.com.sessionAffinityAttributes.zeroDowntimeFailover must be none in a zone with Argo; got sticky",
        "zero-downtime-conflict: www.example.com.sessionAffinityAttributes.zeroDowntimeFailover must be none in a zone with Argo; got sticky",
      ],
    },
    ...(
      [
        ["without", undefined],
        ["with none of", { zeroDowntimeFailover: "none" }],
        ["that may have", { zeroDowntimeFailover: unknownValue }],
        ["of which it is not known whether they have", unknownValue],
      ] as const
    ).map(([what, sessionAffinityAttributes]) => ({
      title: `lets Argo be beside sessions ${what} zero-downtime failover`,
      plan: (shop: Shop) =>
        shop
          .set("www", { sessionAffinityAttributes })
          .add("cloudflare:index/argoSmartRouting:ArgoSmartRouting", "argo", {
            zoneId,
            value: "on",
          }),
      told: [],
    })),
    {
      title: "says nothing of Argo of which neither zone nor state is known",
      plan: (shop) =>
        shop
          .set("www", { sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" } })
          .add("loadBalancer", "bare", {
            name: "bare.example.com",
            proxied: true,
            defaultPools: [primary, backup],
            fallbackPool: backup,
            adaptiveRouting: { failoverAcrossPools: true },
            sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" },
          })
          .add("dnsRecord", "beneath", {
            zoneId,
            name: "bare.example.com",
            type: "A",
            content: "203.0.113.10",
            proxied: true,
          })
          .add("cloudflare:index/argoSmartRouting:ArgoSmartRouting", "argo", { value: "on" })
          .add("cloudflare:index/tieredCache:TieredCache", "tiered", { zoneId })
          .add("cloudflare:index/tieredCache:TieredCache", "later", {
            zoneId,
            value: unknownValue,
          }),
      told: [],
    },
    {
      title: "lets zero-downtime failover be beside Argo of another zone, or switched off",
      plan: (shop) =>
        shop
          .set("www", {
            sessionAffinity: "cookie",
            sessionAffinityAttributes: { zeroDowntimeFailover: "sticky" },
          })
          .add("cloudflare:index/argoSmartRouting:ArgoSmartRouting", "argo", {
            zoneId: "e".repeat(32),
            value: "on",
          })
          .add("cloudflare:index/tieredCache:TieredCache", "tiered", { zoneId, value: "off" }),
      told: [],
    },
    {
      title: "finds origins out of order",
      plan: (shop) =>
        shop.set("primary", {
          origins: [
            { name: "b", address: "203.0.113.11" },
            { name: "a", address: "203.0.113.12" },
          ],
        }),
      told: ["origins-unsorted: shop-primary.origins must be in the order a, b; got b, a"],
    },
    {
      title:
        "finds Host headers outside the zones, and takes those of a zone or of the origin itself",
      plan: (shop) => {
        const alb = "shop-1.eu-west-1.elb.amazonaws.com";
        const at = (name: string, address: string, host: string): ModelObject => ({
          ...{ name, address, header: { hosts: [host] } },
        });
        shop.set("primary", {
          origins: [
            at("a", "203.0.113.10", alb),
            at("b", alb.toUpperCase(), alb),
            at("c", "203.0.113.11", "a.b.Example.com."),
            at("d", "203.0.113.12", "203.0.113.12"),
          ],
        });
        return shop.set("backup", { origins: [at("a", "198.51.100.20", "badexample.com")] });
      },
      told: [
        'host-header-foreign: shop-backup.origins[0].header.hosts must be a name of a zone of the account, or the address of the origin; got "badexample.com" for "198.51.100.20"',
        'host-header-foreign: shop-primary.origins[0].header.hosts must be a name of a zone of the account, or the address of the origin; got "shop-1.eu-west-1.elb.amazonaws.com" for "203.0.113.10"',
      ],
    },
    {
      title: "says nothing of Host headers that are not known, or whose origin is not",
      plan: (shop) => {
        const origins = [
          {
            name: "a",
            address: from("awsLoadBalancer", "alb"),
            header: { hosts: ["x.example.org"] },
          },
          {
            name: "b",
            address: "203.0.113.10",
            header: { hosts: [from("awsLoadBalancer", "alb")] },
          },
          { name: "c", address: "203.0.113.11", header: from("awsLoadBalancer", "alb") },
        ];
        return shop.set("primary", { origins });
      },
      told: [],
    },
    {
      title:
        "says nothing of the Host headers of pools alone, whose zones other stacks have, but of AWS's names",
      plan: () => ({
        after: [
          resource(modelTypes.pool, "pool", {
            name: "pool",
            monitor: "m".repeat(32),
            checkRegions: ["WEU"],
            origins: [
              { name: "a", address: "203.0.113.10", header: { hosts: ["www.example.org"] } },
              {
                name: "b",
                address: "203.0.113.11",
                header: { hosts: ["x-1.eu-west-1.elb.amazonaws.com"] },
              },
            ],
          }),
        ],
        whole: false,
      }),
      told: [
        'host-header-foreign: pool.origins[1].header.hosts must be a name of a zone of the account, or the address of the origin; got "x-1.eu-west-1.elb.amazonaws.com" for "203.0.113.11"',
      ],
    },
    {
      title: "says nothing of the order of names that are not all known",
      plan: (shop) =>
        shop.set("primary", {
          origins: [
            { name: "b", address: "203.0.113.11" },
            { name: unknownValue, address: "203.0.113.12" },
            { name: "a", address: "203.0.113.13" },
          ],
        }),
      told: [],
    },
    {
      title: "misses no record beneath a load balancer that is off or a wildcard",
      plan: (shop) => shop.drop("safety").set("www", { enabled: false }),
      told: [],
    },
    {
      title: "misses no record beneath a load balancer that may be off",
      plan: (shop) => shop.drop("safety").set("www", { enabled: unknownValue }),
      told: [],
    },
    {
      title: "misses no record beneath a wildcard",
      plan: (shop) => shop.drop("safety").set("www", { name: "*.example.com" }),
      told: [],
    },
    {
      title: "does not take a text for the record beneath",
      plan: (shop) => shop.set("safety", { type: "TXT", content: '"v=spf1 -all"', proxied: false }),
      told: [
        "safety-record-missing: www.example.com must have a record of its name beneath it; got none in this stack, and Cloudflare's pages disagree whether Universal SSL covers a load balancer without one",
      ],
    },
    {
      title: "misses a record beneath a load balancer",
      plan: (shop) => shop.drop("safety"),
      told: [
        "safety-record-missing: www.example.com must have a record of its name beneath it; got none in this stack, and Cloudflare's pages disagree whether Universal SSL covers a load balancer without one",
      ],
    },
    {
      title: "takes a wildcard for the record beneath",
      plan: (shop) => shop.set("safety", { name: "*.example.com" }),
      told: [],
    },
    {
      title: "does not miss a record that a partial plan leaves out",
      plan: (shop) => ({ ...shop.drop("safety").plan, whole: false }),
      told: [],
    },
  ]);
});
