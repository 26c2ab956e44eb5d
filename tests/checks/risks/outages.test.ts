import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const groupType = "cloudflare:index/loadBalancerMonitorGroup:LoadBalancerMonitorGroup";
const albType = "aws:lb/loadBalancer:LoadBalancer";

const monitor = {
  ...{
    type: "https",
    path: "/healthz",
    expectedCodes: "2xx",
    interval: 15,
    timeout: 5,
    retries: 1,
  },
  header: { Host: ["www.example.com"] },
};
const pool = (name: string, address: string, more: object = {}): object => ({
  ...{ name, monitor: "m", checkRegions: ["WEU"], origins: [{ name: "a", address }] },
  ...more,
});
const balancer = {
  ...{ zoneId, name: "www.example.com", proxied: true, steeringPolicy: "off" },
  ...{
    defaultPools: ["p", "b"],
    fallbackPool: "b",
    adaptiveRouting: { failoverAcrossPools: true },
  },
};
const record = (name: string, content: string, more: object = {}): object => ({
  ...{ zoneId, name, type: "A", content, proxied: true, ttl: 1, ...more },
});

const standing: readonly Step[] = [
  { op: "same", type: "monitor", name: "health", id: "m", old: monitor },
  { op: "same", type: "pool", name: "primary", id: "p", old: pool("primary", "203.0.113.10") },
  { op: "same", type: "pool", name: "backup", id: "b", old: pool("backup", "198.51.100.20") },
  { op: "same", type: "balancer", name: "www", id: "l", old: balancer },
];

/** A balanced site, with the steps of a test in the place of those of the same name. */
function site(...steps: readonly Step[]): Step[] {
  const named = new Set(steps.map(({ type, name }) => `${type} ${name}`));
  return [...standing.filter(({ type, name }) => !named.has(`${type} ${name}`)), ...steps];
}

/** A replacement as the engine writes it, the new one first or last. */
function replaced(step: Omit<Step, "op">, deleteFirst: boolean): Step[] {
  const [made, gone] = [
    { ...step, op: "create-replacement" },
    { ...step, op: "delete-replaced" },
  ];
  const both = { ...step, op: "replace" };
  return deleteFirst ? [gone, both, made] : [made, both, gone];
}

const updated = (type: string, name: string, id: string, old: object, now: object): Step => ({
  ...{ op: "update", type, name, id, old, new: now },
});
const primary = (more: object): Step =>
  updated(
    "pool",
    "primary",
    "p",
    pool("primary", "203.0.113.10"),
    pool("primary", "203.0.113.10", more),
  );
const rule = (fixedResponse: object): object => ({
  rules: [{ name: "away", condition: "true", fixedResponse }],
});
const group = { type: "group", name: "web", id: "sg-1", old: { vpcId: "vpc-1", description: "a" } };
const carrier: Step = {
  ...{ op: "same", type: albType, name: "edge", id: "arn" },
  old: { idleTimeout: 930, securityGroups: ["sg-1"] },
};
const api = record("api.example.com", "203.0.113.9");
const made = (name: string, what: object): Step => ({
  op: "create",
  type: "record",
  name,
  new: what,
});

const wildcard: Step = {
  ...{ op: "same", type: "record", name: "all", id: "all" },
  old: record("*.example.com", "203.0.113.1"),
};
const text = (name: string): object => record(name, "x", { type: "TXT", proxied: false, ttl: 300 });
const mail = (content: string): object =>
  record("example.com", content, { type: "MX", proxied: false, ttl: 300, priority: 10 });
const note = { type: "TXT", proxied: false, ttl: 300 };
const mx = { type: "MX", proxied: false, ttl: 300, priority: 10 };
const nameServer = (name: string): object =>
  record(name, "ns.example.net", { type: "NS", proxied: false, ttl: 300 });
const issue = (value: string): object => ({
  ...{ zoneId, name: "example.com", type: "CAA", proxied: false, ttl: 300 },
  data: { flags: 0, tag: "issue", value },
});

describe("the risks of changes that look harmless", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a pool that wants more healthy origins than it has",
      site(primary({ minimumOrigins: 2 })),
      ["high backup-lost www.example.com"],
    ],
    [
      "tells of a pool that sheds its traffic",
      site(primary({ loadShedding: { defaultPercent: 100 } })),
      ["medium pool-sheds www.example.com"],
    ],
    [
      "tells of a pool that sheds visitors who have a session there",
      site(primary({ loadShedding: { sessionPercent: 50, sessionPolicy: "hash" } })),
      ["medium pool-sheds www.example.com"],
    ],
    [
      "says nothing of a pool that sheds less",
      site(
        updated(
          ...(["pool", "primary", "p"] as const),
          pool("primary", "203.0.113.10", { loadShedding: { defaultPercent: 50 } }),
          pool("primary", "203.0.113.10"),
        ),
      ),
      [],
    ],
    [
      "tells of a rule that answers visitors with an error",
      site(
        updated("balancer", "www", "l", balancer, { ...balancer, ...rule({ statusCode: 503 }) }),
      ),
      ["high fixed-response www.example.com"],
    ],
    [
      "tells more mildly of a rule that answers them otherwise",
      site(
        updated("balancer", "www", "l", balancer, { ...balancer, ...rule({ statusCode: 200 }) }),
      ),
      ["medium fixed-response www.example.com"],
    ],
    [
      "tells of another rule that it treats requests otherwise",
      site(
        updated("balancer", "www", "l", balancer, {
          ...balancer,
          rules: [{ name: "eu", condition: "true", overrides: { steeringPolicy: "random" } }],
        }),
      ),
      ["medium steering-changed www.example.com"],
    ],
    [
      "tells of a monitor that goes first while pools name it",
      site(
        ...replaced({ type: "monitor", name: "health", id: "m", old: monitor, new: monitor }, true),
      ),
      ["medium object-in-use www.example.com"],
    ],
    [
      "tells of a new monitor that is blind, where a pool that serves gets it",
      site(
        { op: "create", type: "monitor", name: "blind", new: { ...monitor, expectedCodes: "" } },
        { ...primary({ monitor: unknown }), from: { monitor: [urnOf("monitor", "blind")] } },
      ),
      ["high monitor-blind www.example.com"],
    ],
    [
      "tells so of a member of the group that the pool gets",
      site(
        { op: "create", type: "monitor", name: "blind", new: { ...monitor, expectedCodes: "" } },
        {
          ...{ op: "create", type: groupType, name: "both" },
          new: { members: [{ monitorId: unknown, enabled: true }] },
          from: { members: [urnOf("monitor", "blind")] },
        },
        {
          ...primary({ monitor: undefined, monitorGroup: unknown }),
          from: { monitorGroup: [urnOf(groupType, "both")] },
        },
      ),
      ["high monitor-blind www.example.com"],
    ],
    [
      "leaves a new monitor that nothing has yet to the findings",
      site({ op: "create", type: "monitor", name: "blind", new: { ...monitor, type: "http" } }),
      [],
    ],
    [
      "says nothing of a monitor that goes last",
      site(
        ...replaced(
          { type: "monitor", name: "health", id: "m", old: monitor, new: monitor },
          false,
        ),
        ...(["primary", "backup"] as const).map((name) => ({
          ...updated("pool", name, name.charAt(0), pool(name, "203.0.113.10"), {
            ...pool(name, "203.0.113.10"),
            monitor: unknown,
          }),
          from: { monitor: [urnOf("monitor", "health")] },
        })),
      ),
      [],
    ],
    [
      "tells of a monitor that goes while a pool goes on naming its id",
      site({ op: "delete", type: "monitor", name: "health", id: "m", old: monitor }),
      ["medium object-in-use www.example.com"],
    ],
    [
      "tells of a security group that goes first while a load balancer carries it",
      [carrier, ...replaced({ ...group, new: { vpcId: "vpc-1", description: "b" } }, true)],
      ["medium object-in-use web"],
    ],
    [
      "tells of a security group that goes while a rule of another group names it",
      [
        { ...group, op: "delete" },
        {
          ...{ op: "same", type: modelTypes.ingressRule, name: "from-web", id: "sgr-1" },
          old: { securityGroupId: "sg-2", referencedSecurityGroupId: "sg-1" },
        },
      ],
      ["medium object-in-use web"],
    ],
    [
      "says nothing of a security group whose own rule names it",
      [
        { ...group, op: "delete" },
        {
          ...{ op: "same", type: modelTypes.ingressRule, name: "own", id: "sgr-1" },
          old: { securityGroupId: "sg-1", referencedSecurityGroupId: "sg-1" },
        },
      ],
      [],
    ],
    [
      "says nothing of a security group that goes with what carries it",
      [
        { ...carrier, op: "delete", old: { internal: true, securityGroups: ["sg-1"] } },
        { ...group, op: "delete" },
      ],
      [],
    ],
    [
      "tells of a load balancer that is made anew beside the old one",
      site(
        ...replaced(
          { type: "balancer", name: "www", id: "l", old: balancer, new: balancer },
          false,
        ),
      ),
      ["medium balancer-refused www.example.com"],
    ],
    [
      "tells of a copy of a record that stands",
      [{ op: "same", type: "record", name: "api", id: "r", old: api }, made("copy", api)],
      ["medium record-refused api.example.com"],
    ],
    [
      "tells of two new records that are the same once",
      [made("one", api), made("two", api)],
      ["medium record-refused api.example.com"],
    ],
    [
      "says nothing of new records of which not all is known",
      [
        made("one", record("api.example.com", unknown)),
        made("two", record("api.example.com", unknown)),
      ],
      [],
    ],
    [
      "says nothing of a record that waits until its twin has left its name",
      [
        updated("record", "api", "r", api, record("old.example.com", "203.0.113.9")),
        { ...made("copy", api), after: [urnOf("record", "api")] },
      ],
      [],
    ],
    [
      "tells of a record whose twin leaves its name in the same update, in whatever order",
      [
        updated("record", "api", "r", api, record("old.example.com", "203.0.113.9")),
        made("copy", api),
      ],
      ["medium record-refused api.example.com"],
    ],
    [
      "tells of the apex that goes and of the name that leads there",
      [
        {
          op: "delete",
          type: "record",
          name: "apex",
          id: "r",
          old: record("example.com", "203.0.113.1"),
        },
        {
          ...{ op: "same", type: "record", name: "www", id: "w" },
          old: record("www.example.com", "example.com", { type: "CNAME" }),
        },
      ],
      ["high hostname-stops example.com", "high hostname-stops www.example.com"],
    ],
    [
      "tells mildly of a record of its own under a wildcard with a load balancer",
      site(
        {
          op: "same",
          type: "balancer",
          name: "www",
          id: "l",
          old: { ...balancer, name: "*.example.com" },
        },
        made("shop", record("shop.example.com", "203.0.113.99")),
      ),
      ["medium balancer-shadowed shop.example.com"],
    ],
    [
      "tells of a record that goes when a load balancer takes its name",
      [
        ...standing.filter(({ name }) => name !== "www"),
        {
          ...{ op: "same", name: "alert", id: "a" },
          type: "cloudflare:index/notificationPolicy:NotificationPolicy",
          old: {
            alertType: "load_balancing_health_alert",
            mechanisms: { emails: [{ id: "oncall@example.com" }] },
          },
        },
        { op: "create", type: "balancer", name: "www", new: balancer },
        {
          op: "delete",
          type: "record",
          name: "www",
          id: "r",
          old: record("www.example.com", "203.0.113.10"),
        },
      ],
      ["medium balancer-added www.example.com"],
    ],
    [
      "tells of a name that a wildcard no longer speaks for, since something stands beneath it",
      [wildcard, made("txt", text("_acme-challenge.www.example.com"))],
      ["low wildcard-hidden www.example.com"],
    ],
    [
      "tells of a name that a wildcard no longer speaks for, since a record of any type stands there",
      [
        wildcard,
        made("txt", text("shop.example.com")),
        made("caa", { ...issue("letsencrypt.org"), name: "blog.example.com" }),
      ],
      ["high wildcard-silenced blog.example.com", "high wildcard-silenced shop.example.com"],
    ],
    [
      "tells more mildly of a name that is there for mail",
      [
        wildcard,
        made("mx", record("send.example.com", "mail.example.net", mx)),
        made("txt", record("send.example.com", '"v=spf1 -all"', note)),
        made("spf", record("bounce.example.com", "v=spf1 include:example.net -all", note)),
      ],
      ["medium wildcard-silenced bounce.example.com", "medium wildcard-silenced send.example.com"],
    ],
    [
      "tells of a CNAME whose target a wildcard no longer speaks for",
      [
        wildcard,
        {
          ...{ op: "same", type: "record", name: "alias", id: "a" },
          old: record("alias.example.com", "shop.example.com", { type: "CNAME" }),
        },
        made("txt", text("shop.example.com")),
      ],
      ["high hostname-stops alias.example.com", "high wildcard-silenced shop.example.com"],
    ],
    [
      "says nothing where the name gets an address too, had one, or no wildcard spoke for it",
      [
        wildcard,
        { op: "same", type: "record", name: "api", id: "r", old: api },
        made("one", text("api.example.com")),
        made("two", text("shop.example.com")),
        made("three", record("shop.example.com", "203.0.113.1")),
        made("four", text("example.com")),
        made("five", text("shop.example.org")),
        made("six", text("_dmarc.mail.example.org")),
      ],
      [],
    ],
    [
      "says nothing where the last record at a name goes and the wildcard speaks for it again",
      [
        wildcard,
        { op: "delete", type: "record", name: "txt", id: "t", old: text("shop.example.com") },
      ],
      [],
    ],
    [
      "tells of names that an NS record gives to other name servers, with all beneath them",
      [
        wildcard,
        { op: "same", type: "record", name: "api", id: "r", old: api },
        {
          ...{ op: "same", type: "record", name: "deep", id: "d" },
          old: record("v1.api.example.com", "203.0.113.1"),
        },
        made("ns", nameServer("api.example.com")),
        made("other", nameServer("eu.example.com")),
      ],
      [
        "high hostname-delegated api.example.com",
        "high hostname-delegated v1.api.example.com",
        "medium hostname-delegated eu.example.com",
      ],
    ],
    [
      "tells more mildly of a name whose record goes with the delegation",
      [
        { op: "delete", type: "record", name: "api", id: "r", old: api },
        made("ns", nameServer("api.example.com")),
      ],
      ["medium hostname-delegated api.example.com"],
    ],
    [
      "tells of a name of a child zone that stops, and of none for which a wildcard of that zone answers",
      [
        {
          ...{ op: "same", type: "record", name: "ns", id: "n" },
          old: nameServer("dev.example.com"),
        },
        {
          ...{ op: "same", type: "record", name: "wildcard", id: "w" },
          old: { ...record("*.a.dev.example.com", "203.0.113.1"), zoneId: "e".repeat(32) },
        },
        {
          ...{ op: "delete", type: "record", name: "child", id: "c" },
          old: { ...record("b.dev.example.com", "203.0.113.1"), zoneId: "e".repeat(32) },
        },
        {
          ...{ op: "update", type: "record", name: "www", id: "r" },
          old: { ...record("www.example.com", "x.example.net"), type: "CNAME" },
          new: { ...record("www.example.com", "x.a.dev.example.com"), type: "CNAME" },
        },
      ],
      ["high hostname-stops b.dev.example.com", "medium destination-changed www.example.com"],
    ],
    [
      "says nothing of the zone's own name servers, nor of new ones for what was delegated before",
      [
        { op: "same", type: "record", name: "api", id: "r", old: api },
        {
          ...{ op: "same", type: "record", name: "ns", id: "n" },
          old: nameServer("eu.example.com"),
        },
        made("apex", nameServer("example.com")),
        made("second", { ...nameServer("eu.example.com"), content: "ns2.example.net" }),
        made("deep", nameServer("v2.api.example.com")),
      ],
      [],
    ],
    [
      "says nothing where the name has a record of its own, or nobody asks for it",
      [
        wildcard,
        { op: "same", type: "record", name: "api", id: "r", old: api },
        made("one", text("_acme-challenge.api.example.com")),
        made("two", text("_sip._tcp.example.com")),
        made("three", text("_dmarc.example.com")),
      ],
      [],
    ],
    [
      "tells of mail and certificates that go elsewhere in place",
      [
        updated("record", "mx", "x", mail("mail.example.com"), mail("mail.example.net")),
        updated("record", "caa", "c", issue("letsencrypt.org"), issue("pki.goog")),
      ],
      ["medium other-record-changed example.com", "medium other-record-changed example.com"],
    ],
    [
      "says nothing of another priority or TTL of such a record",
      [
        updated("record", "mx", "x", mail("mail.example.com"), {
          ...mail("mail.example.com"),
          ttl: 60,
          priority: 5,
        }),
      ],
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("counts in its own words and says where visitors go without the load balancer", () => {
    const { risks } = reviewSteps(
      site(updated("balancer", "www", "l", balancer, { ...balancer, enabled: false }), {
        op: "same",
        type: "record",
        name: "safety",
        id: "r",
        old: record("www.example.com", "203.0.113.10"),
      }),
    );
    const words = risks[0]?.consequence.map((part) =>
      typeof part === "string" ? part : part.text,
    );
    expect(words?.join("")).to.equal(
      "www.example.com has no load balancer from the moment of this change: visitors go straight to 203.0.113.10, and when that fails nothing takes over.",
    );
  });
});
