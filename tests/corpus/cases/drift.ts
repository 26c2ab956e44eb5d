import { NotificationPolicyWebhooks } from "@pulumi/cloudflare/notificationPolicyWebhooks";
import { secret } from "@pulumi/pulumi";
import type { Cloud } from "../../../sandbox/testing";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, asAnswered, record, siteByHand, www } from "../siteByHand";

const origin = "203.0.113.10";
const types = {
  record: "cloudflare:index/dnsRecord:DnsRecord",
  pool: "cloudflare:index/loadBalancerPool:LoadBalancerPool",
};

/** Changes an object by hand, past Pulumi. */
function byHand(type: keyof typeof types, name: string, changes: object) {
  return ({ account }: Cloud): void => {
    const found = account.ofType(types[type]).find(({ properties }) => properties.name === name);
    if (found === undefined) {
      throw new Error(`no ${type} is called ${name}`);
    }
    account.put({ ...found, properties: { ...found.properties, ...changes } });
  };
}

const same = siteByHand();
const one: Program = () => void record("www", www, origin);

const clear = "Bearer not-to-be-shown";

function hook(text: string): Program {
  return () => {
    new NotificationPolicyWebhooks("chat", {
      ...{ accountId, name: "chat", url: "https://hooks.example.com/alerts", secret: secret(text) },
    });
  };
}

/** What changed past Pulumi, and what nobody may see. */
export const driftCases: readonly CorpusCase[] = [
  {
    name: "refresh-finds-nothing",
    because: "the cloud is what Pulumi knows",
    refresh: true,
    before: same,
    after: same,
    risks: [],
    changes: [],
    says: ["Nothing changes"],
  },
  {
    name: "drift-origin-moved-by-hand",
    because: "somebody moved the traffic to another origin by hand; this update moves it back",
    refresh: true,
    before: same,
    between: byHand("pool", "shop-primary", {
      origins: [asAnswered({ name: "a", address: "203.0.113.77" })],
    }),
    after: same,
    risks: ["medium origins-moved www.example.com"],
    changes: ["update primary"],
    drift: ["primary: origins[0].address"],
    says: ["203.0.113.77"],
  },
  {
    name: "drift-pool-switched-off-by-hand",
    because: "somebody took the pool out by hand; this update puts it back in at once",
    refresh: true,
    before: same,
    between: byHand("pool", "shop-primary", { enabled: false }),
    after: same,
    risks: ["medium pool-returns www.example.com"],
    changes: ["update primary"],
    drift: ["primary: enabled"],
  },
  {
    name: "drift-record-left-proxy",
    because: "the name is past Cloudflare now and comes back",
    refresh: true,
    before: one,
    between: byHand("record", www, { proxied: false, ttl: 300 }),
    after: one,
    risks: ["medium proxy-entered www.example.com"],
    changes: ["update www"],
    drift: ["www: proxied, ttl"],
  },
  {
    name: "drift-record-gone",
    because: "it is gone already; the update brings it back",
    refresh: true,
    before: one,
    between: ({ account }) => {
      for (const { type, key } of account.ofType(types.record)) {
        account.remove(type, key);
      }
    },
    after: one,
    risks: [],
    changes: ["create www"],
    drift: ["www: gone"],
  },
  {
    name: "secret-in-plain-text",
    because: "a secret that is not marked as one stands in the state for everybody",
    before: same,
    after: siteByHand({ monitor: { header: { Host: [www], Authorization: [clear] } } }),
    risks: [],
    findings: ["high secret-in-plain-text health (new)"],
    changes: ["update health"],
    hides: ["not-to-be-shown"],
  },
  {
    name: "secret-changed",
    because: "a marked secret changes, which breaks nothing",
    before: hook("not-to-be-shown-1"),
    after: hook("not-to-be-shown-2"),
    risks: [],
    changes: ["update chat"],
    says: ["a secret"],
    secrets: ["not-to-be-shown"],
    hides: ["not-to-be-shown"],
  },
];
