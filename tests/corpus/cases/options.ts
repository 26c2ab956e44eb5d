import { Provider } from "@pulumi/cloudflare/provider";
import { ComponentResource } from "@pulumi/pulumi";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, asAnswered, record, siteByHand, www, zoneId } from "../siteByHand";

const origin = "203.0.113.10";
const liveId = "b1".repeat(16);
const poolType = "cloudflare:index/loadBalancerPool:LoadBalancerPool";

const live = {
  ...{ accountId, name: "live", checkRegions: ["WEU"], description: "by hand" },
  origins: [{ name: "a", address: origin }],
};

function adopted(description: string, keepsOption: boolean): Program {
  return () => {
    const option = keepsOption ? { import: `${accountId}/${liveId}` } : {};
    new LoadBalancerPool("live", { ...live, description }, option);
  };
}

/** What the API answers about a pool beside what it is told. */
const answered = {
  ...{ enabled: true, minimumOrigins: 1, networks: ["cloudflare"], notificationEmail: "" },
  ...{ originSteering: { policy: "random" } },
  loadShedding: {
    ...{ defaultPercent: 0, defaultPolicy: "random" },
    ...{ sessionPercent: 0, sessionPolicy: "hash" },
  },
};

const given: NonNullable<CorpusCase["given"]> = ({ account }) => {
  account.put({
    ...{ type: poolType, key: liveId, id: liveId, secrets: [] },
    properties: { ...live, ...answered, origins: live.origins.map(asAnswered) },
  });
};

/** A component of somebody's own, with a type token in their own style. */
class Site extends ComponentResource {
  constructor(name: string, options: object) {
    super("acme:web:Site", name, {});
    record("www", www, origin, {}, { parent: this, ...options });
  }
}

/** What Pulumi's own options do to a plan. */
export const optionCases: readonly CorpusCase[] = [
  {
    name: "protect-removed",
    because: "nothing happens to what serves",
    before: () => void record("www", www, origin, {}, { protect: true }),
    after: () => void record("www", www, origin),
    risks: [],
    changes: [],
    says: ["Nothing changes"],
  },
  {
    name: "protected-record-deleted",
    because: "Pulumi refuses, so the name goes on serving for now",
    fails: true,
    before: () => void record("www", www, origin, {}, { protect: true }),
    after: () => undefined,
    risks: ["medium protected-resource www.example.com"],
    changes: ["delete www"],
    says: ["protected"],
  },
  {
    name: "retained-record-forgotten",
    because: "retainOnDelete makes Pulumi forget it; it serves on",
    before: () => void record("www", www, origin, {}, { retainOnDelete: true }),
    after: () => undefined,
    risks: [],
    changes: ["delete www"],
    says: ["only forgets it"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "change-ignored",
    because: "ignoreChanges keeps the old content",
    before: () => void record("www", www, origin, {}, { ignoreChanges: ["content"] }),
    after: () => void record("www", www, "203.0.113.99", {}, { ignoreChanges: ["content"] }),
    risks: [],
    changes: [],
    hides: ["203.0.113.99"],
  },
  {
    name: "import-adopts",
    because: "what is taken over as it is serves on",
    given,
    after: adopted("by hand", true),
    risks: [],
    findings: ["high pool-without-monitor live"],
    changes: ["import live"],
    says: ["taken over"],
  },
  {
    name: "import-left-in",
    because: "the option imports anew and deletes the live object",
    given,
    before: adopted("by code", true),
    after: adopted("by code", true),
    risks: ["high live-object-deleted live"],
    findings: ["high pool-without-monitor live"],
    changes: ["replace live"],
    says: ["pulumi import --file"],
  },
  {
    name: "moved-into-component-under-alias",
    because: "only its place among components changes",
    before: () => void record("www", www, origin),
    after: () => void new Site("shop", { aliases: [{ parent: undefined, name: "www" }] }),
    risks: [],
    changes: ["rename www to www"],
    says: ["another place among components"],
  },
  {
    name: "moved-into-component-without-alias",
    because: "the same record is created beside the one that goes, which Cloudflare refuses",
    before: () => void record("www", www, origin),
    after: () => void new Site("shop", {}),
    risks: ["medium record-refused www.example.com"],
    changes: ["create www", "delete www"],
    says: ["81058"],
    hides: ["NXDOMAIN"],
  },
  {
    name: "provider-made-explicit",
    because: "the same account by another instance of the provider: the engine keeps what is there",
    before: () => void record("www", www, origin),
    after: () => {
      const provider = new Provider("edge", { apiToken: "x".repeat(40) });
      record("www", www, origin, {}, { provider });
    },
    risks: [],
    changes: [],
    hides: ["xxxx"],
  },
  {
    name: "provider-token-rotated",
    because: "the same instance with another token manages the same objects",
    before: () => {
      const provider = new Provider("edge", { apiToken: "x".repeat(40) });
      record("www", www, origin, {}, { provider });
    },
    after: () => {
      const provider = new Provider("edge", { apiToken: "y".repeat(40) });
      record("www", www, origin, {}, { provider });
    },
    risks: [],
    changes: [],
    secrets: ["xxxx", "yyyy"],
    hides: ["xxxx", "yyyy"],
  },
  {
    name: "provider-version-changed",
    because: "another version of the provider is noise",
    before: () => void record("www", www, origin, {}, { version: "6.21.0" }),
    after: () => void record("www", www, origin, {}, { version: "6.22.0" }),
    risks: [],
    changes: [],
    says: ["Nothing changes"],
    hides: ["6.21.0"],
  },
  {
    name: "nothing-changes",
    because: "the same program twice",
    before: siteByHand(),
    after: siteByHand(),
    risks: [],
    changes: [],
    says: ["Nothing changes"],
  },
  {
    name: "first-deployment-by-hand",
    because: "nothing stood before that could break, and what is unknown is not missing",
    after: siteByHand(),
    risks: [],
    changes: [
      ...["alert", "backup", "health", "min-tls-version", "primary", "safety"],
      ...["ssl", "ssl-automatic-mode", "www"],
    ].map((name) => `create ${name}`),
    failover: ["www.example.com new → 45"],
  },
  {
    name: "whole-stack-goes",
    because: "every name stops; settings of the zone stay",
    before: () => {
      siteByHand()();
      record("blog", "blog.example.com", "203.0.113.30");
    },
    risks: ["high hostname-stops blog.example.com", "high hostname-stops www.example.com"],
    changes: [
      ...["alert", "backup", "blog", "health", "min-tls-version", "primary", "safety"],
      ...["ssl", "ssl-automatic-mode", "www"],
    ].map((name) => `delete ${name}`),
    failover: ["www.example.com 45 → gone"],
  },
  {
    name: "record-with-relative-name",
    because: "the zone's name is not in the plan, so it is called by its name within the zone",
    before: () => void record("Record_WWW", "www", origin),
    after: () => void record("Record_WWW", "www", "203.0.113.99"),
    risks: [`medium destination-changed www in zone ${zoneId}`],
    changes: ["update Record_WWW"],
  },
];
