import type { CorpusCase } from "../corpusCase";
import { record, settings, goodSettings, siteByHand, www } from "../siteByHand";

const same = siteByHand();
const three = { third: {} };
const safetyName = "203.0.113.10";

/** Load balancers that hands write. */
export const balancerCases: readonly CorpusCase[] = [
  {
    name: "balancer-over-record",
    because: "the backup gets all visitors until the first probes, and then the primary",
    before: () => {
      settings(goodSettings);
      record("safety", www, safetyName);
    },
    after: same,
    risks: ["medium balancer-added www.example.com"],
    changes: ["create alert", "create backup", "create health", "create primary", "create www"],
    failover: ["www.example.com none → 45"],
    says: ["shop-backup"],
  },
  {
    name: "balancer-removed",
    because: "the record beneath serves on, and nothing takes over when its origin fails",
    before: same,
    after: () => {
      settings(goodSettings);
      record("safety", www, safetyName);
    },
    risks: ["high balancer-lost www.example.com"],
    changes: ["delete alert", "delete backup", "delete health", "delete primary", "delete www"],
    failover: ["www.example.com 45 → none"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "balancer-removed-without-record",
    because: "nothing stands beneath it",
    before: siteByHand({ safety: null }),
    after: () => settings(goodSettings),
    risks: ["high hostname-stops www.example.com"],
    changes: ["delete alert", "delete backup", "delete health", "delete primary", "delete www"],
    failover: ["www.example.com 45 → gone"],
    says: ["NXDOMAIN"],
  },
  {
    name: "hostname-changed-in-place",
    because: "one call takes the load balancer away from the old name",
    before: same,
    after: siteByHand({ balancer: { name: "shop.example.com" } }),
    risks: ["high balancer-lost www.example.com", "medium safety-record-missing shop.example.com"],
    changes: ["update www"],
    failover: ["shop.example.com new → 45", "www.example.com 45 → none"],
  },
  {
    name: "balancer-replaced-delete-first",
    because: "there is a moment without it; the record beneath answers",
    before: siteByHand({
      balancer: { description: "first" },
      options: { www: { replaceOnChanges: ["description"], deleteBeforeReplace: true } },
    }),
    after: siteByHand({
      balancer: { description: "second" },
      options: { www: { replaceOnChanges: ["description"], deleteBeforeReplace: true } },
    }),
    risks: ["medium hostname-thinned www.example.com"],
    changes: ["replace www"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "balancer-switched-off",
    because: "the record beneath answers from then on",
    before: same,
    after: siteByHand({ balancer: { enabled: false } }),
    risks: ["high balancer-lost www.example.com"],
    changes: ["update www"],
    failover: ["www.example.com 45 → none"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "fallback-changed",
    because: "another pool is the last resort",
    before: siteByHand({ more: three }),
    after: siteByHand({
      more: three,
      balancer: { pools: ["primary", "backup", "third"], fallback: "backup" },
    }),
    risks: ["medium fallback-changed www.example.com"],
    changes: ["update www"],
    says: ["shop-third", "shop-backup"],
  },
  {
    name: "fallback-to-disabled-pool",
    because: "the last resort cannot answer",
    before: siteByHand({ more: { third: { enabled: false } }, balancer: { fallback: "backup" } }),
    after: siteByHand({ more: { third: { enabled: false } }, balancer: { fallback: "third" } }),
    risks: ["high fallback-changed www.example.com"],
    changes: ["update www"],
    says: ["1016"],
  },
  {
    name: "pools-change-places",
    because: "all traffic moves to what was the backup",
    before: siteByHand({ more: three }),
    after: siteByHand({ more: three, balancer: { pools: ["backup", "primary", "third"] } }),
    risks: ["medium first-pool-changed www.example.com"],
    changes: ["update www"],
  },
  {
    name: "pool-added-in-the-middle",
    because: "nobody loses anything by one more pool",
    before: siteByHand({ more: three, balancer: { pools: ["primary", "third"] } }),
    after: siteByHand({ more: three, balancer: { pools: ["primary", "backup", "third"] } }),
    risks: [],
    changes: ["update www"],
  },
  {
    name: "adaptive-routing-off",
    because: "a failed request is no longer tried in the next pool",
    before: same,
    after: siteByHand({ balancer: { adaptiveRouting: undefined } }),
    risks: ["medium steering-changed www.example.com"],
    changes: ["update www"],
    says: ["`adaptiveRouting"],
  },
  {
    name: "session-affinity-changed",
    because: "sessions are pinned otherwise, nobody meets an error",
    before: same,
    after: siteByHand({ balancer: { sessionAffinity: "cookie", sessionAffinityTtl: 7200 } }),
    risks: [],
    changes: ["update www"],
  },
  {
    name: "steering-geo",
    because: "visitors of Western Europe have the fallback pool alone, and nothing behind it",
    before: same,
    after: siteByHand({ balancer: { steeringPolicy: "geo", regions: { WEU: ["backup"] } } }),
    risks: ["medium fallback-pool-alone www.example.com", "low steering-changed www.example.com"],
    changes: ["update www"],
    says: ["WEU"],
  },
  {
    name: "balancer-leaves-proxy",
    because: "the addresses of the origins are handed to visitors, who meet firewall and Origin CA",
    before: same,
    after: siteByHand({ balancer: { proxied: false, ttl: 30 } }),
    risks: ["high proxy-left www.example.com"],
    changes: ["update www"],
  },
];
