import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, siteByHand, www, zoneId } from "../siteByHand";

const same = siteByHand();
const two = (a: object = {}, b: object = {}) => ({
  origins: [
    { name: "a", address: "203.0.113.10", ...a },
    { name: "b", address: "203.0.113.11", ...b },
  ],
});

const liveId = "b0".repeat(16);

/** A load balancer that names its backup by id, as hands copy it from the dashboard. */
function byId(keepsPool: boolean): Program {
  return () => {
    const primary = new LoadBalancerPool("primary", {
      ...{ accountId, name: "primary", checkRegions: ["WEU"] },
      origins: [{ name: "a", address: "203.0.113.10" }],
    });
    if (keepsPool) {
      new LoadBalancerPool("backup", backup, { import: `${accountId}/${liveId}` });
    }
    new LoadBalancer("www", {
      ...{ zoneId, name: www, proxied: true, adaptiveRouting: { failoverAcrossPools: true } },
      ...{ defaultPools: [primary.id, liveId], fallbackPool: liveId },
    });
  };
}

const backup = {
  ...{ accountId, name: "backup", checkRegions: ["WEU"] },
  origins: [{ name: "a", address: "198.51.100.20" }],
};

/** Pools and their origins. */
export const poolCases: readonly CorpusCase[] = [
  {
    name: "pool-deleted-while-in-use",
    because: "the load balancer goes on naming it, so Cloudflare refuses the deletion",
    given: ({ account }) => {
      account.put({
        ...{ type: "cloudflare:index/loadBalancerPool:LoadBalancerPool", key: liveId, id: liveId },
        ...{ properties: { ...backup, enabled: true }, secrets: [] },
      });
    },
    before: byId(true),
    after: byId(false),
    risks: ["medium pool-in-use www.example.com"],
    findings: [
      "high pool-without-monitor primary",
      "medium pool-without-alert primary",
      "medium safety-record-missing www.example.com",
    ],
    changes: ["delete backup"],
    says: ["1005"],
  },
  {
    name: "origin-disabled",
    because: "the other origin carries the whole load of the pool",
    before: siteByHand({ primary: two() }),
    after: siteByHand({ primary: two({}, { enabled: false }) }),
    risks: ["medium origins-fewer www.example.com"],
    changes: ["update primary"],
    says: ["203.0.113.11"],
  },
  {
    name: "all-origins-disabled",
    because: "the pool is out, and the other one has no backup",
    before: siteByHand({ primary: two() }),
    after: siteByHand({ primary: two({ enabled: false }, { enabled: false }) }),
    risks: ["high backup-lost www.example.com"],
    changes: ["update primary"],
  },
  {
    name: "weights-zero",
    because: "an origin without weight gets nothing, so the pool gives nothing",
    before: siteByHand({ primary: two() }),
    after: siteByHand({ primary: two({ weight: 0 }, { weight: 0 }) }),
    risks: ["high backup-lost www.example.com"],
    changes: ["update primary"],
  },
  {
    name: "all-pools-disabled",
    because: "no pool is left, and the load balancer covers the record beneath it",
    before: same,
    after: siteByHand({ primary: { enabled: false }, backup: { enabled: false } }),
    risks: ["high hostname-stops www.example.com"],
    changes: ["update backup", "update primary"],
    says: ["1016"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "origin-moved",
    because: "the new address takes all traffic before anything has probed it",
    before: same,
    after: siteByHand({ primary: { origins: [{ name: "a", address: "203.0.113.12" }] } }),
    risks: ["medium origins-moved www.example.com"],
    changes: ["update primary"],
    says: ["203.0.113.12"],
  },
  {
    name: "origin-added",
    because: "one more origin takes nothing away",
    before: same,
    after: siteByHand({ primary: two() }),
    risks: [],
    changes: ["update primary"],
  },
  {
    name: "pools-renamed-under-aliases",
    because: "only Pulumi's names change",
    before: same,
    after: siteByHand({
      called: { primary: "PrimaryPool", backup: "BackupPool", www: "Balancer" },
      options: {
        primary: { aliases: [{ name: "primary" }] },
        backup: { aliases: [{ name: "backup" }] },
        www: { aliases: [{ name: "www" }] },
      },
    }),
    risks: [],
    changes: [
      "rename backup to BackupPool",
      "rename primary to PrimaryPool",
      "rename www to Balancer",
    ],
  },
  {
    name: "pool-renamed-without-alias",
    because: "a second pool of the same name is created first, and Cloudflare has each name once",
    before: same,
    after: siteByHand({ called: { primary: "PrimaryPool" } }),
    risks: ["medium pool-refused www.example.com"],
    changes: ["create PrimaryPool", "delete primary", "update www"],
    hides: ["instead of `shop-primary`"],
  },
  {
    name: "check-regions-removed",
    because: "Cloudflare probes from everywhere or nowhere, as the plan allows",
    before: same,
    after: siteByHand({ primary: { checkRegions: undefined } }),
    risks: ["medium check-regions-unset www.example.com"],
    changes: ["update primary"],
  },
];
