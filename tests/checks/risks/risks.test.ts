import { expect } from "chai";
import { reviewAsMarkdown, type ReviewOptions } from "../../../checks/report";
import { bareText } from "../../../checks/words/words";
import { reviewSteps, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const zone: Step = {
  op: "same",
  type: "zone",
  name: "zone",
  id: zoneId,
  old: { name: "example.com" },
};

const monitor = {
  type: "https",
  path: "/healthz",
  expectedCodes: "2xx",
  header: { Host: ["www.example.com"] },
  interval: 20,
  timeout: 5,
  retries: 1,
  consecutiveDown: 2,
};

function pool(name: string, address: string, more: object = {}): object {
  return { name, monitor: "m", checkRegions: ["WEU"], origins: [{ name: "a", address }], ...more };
}

const balancer = {
  zoneId,
  name: "www.example.com",
  defaultPools: ["p", "b"],
  fallbackPool: "b",
  proxied: true,
  adaptiveRouting: { failoverAcrossPools: true },
};

const record = {
  zoneId,
  name: "www.example.com",
  type: "A",
  content: "203.0.113.10",
  proxied: true,
  ttl: 1,
};

/** A balanced site in which nothing changes, with the steps of a test in the place of those of the same name. */
function site(...steps: readonly Step[]): Step[] {
  const standing: Step[] = [
    zone,
    { op: "same", type: "monitor", name: "health", id: "m", old: monitor },
    { op: "same", type: "pool", name: "primary", id: "p", old: pool("primary", "203.0.113.10") },
    { op: "same", type: "pool", name: "backup", id: "b", old: pool("backup", "198.51.100.20") },
    { op: "same", type: "balancer", name: "www", id: "l", old: balancer },
    { op: "same", type: "record", name: "safety", id: "r", old: record },
    {
      op: "same",
      type: "setting",
      name: "ssl",
      old: { zoneId, settingId: "ssl", value: "strict" },
    },
  ];
  const named = new Set(steps.map(({ type, name }) => `${type} ${name}`));
  return [...standing.filter(({ type, name }) => !named.has(`${type} ${name}`)), ...steps];
}

function kinds(steps: readonly Step[], options: ReviewOptions = {}): string[] {
  return reviewSteps(steps, options).risks.map(({ severity, id }) => `${severity} ${id}`);
}

const api = { zoneId, name: "api.example.com", type: "A", content: "203.0.113.9", ttl: 300 };

describe("the risks of a change", () => {
  const cases: readonly (readonly [
    title: string,
    steps: readonly Step[],
    expected: readonly string[],
  ])[] = [
    [
      "calls the replacement of a monitor harmless",
      site({
        op: "replace",
        type: "monitor",
        name: "health",
        id: "m",
        old: monitor,
        new: { ...monitor, type: "https", accountId: "x" },
        replaceReasons: ["accountId"],
      }),
      [],
    ],
    [
      "calls new words of a monitor harmless",
      site({
        op: "update",
        type: "monitor",
        name: "health",
        id: "m",
        old: monitor,
        new: { ...monitor, description: "hello" },
      }),
      [],
    ],
    [
      "finds a changed fallback pool",
      site({
        op: "update",
        type: "balancer",
        name: "www",
        id: "l",
        old: balancer,
        new: { ...balancer, fallbackPool: "p" },
      }),
      ["medium fallback-changed"],
    ],
    [
      "finds a fallback pool that is off",
      site(
        {
          op: "same",
          type: "pool",
          name: "old",
          id: "o",
          old: pool("old", "192.0.2.77", { enabled: false }),
        },
        {
          op: "update",
          type: "balancer",
          name: "www",
          id: "l",
          old: balancer,
          new: { ...balancer, fallbackPool: "o" },
        },
      ),
      ["high fallback-changed", "medium pool-without-alert"],
    ],
    [
      "finds the last backup that goes",
      site(
        {
          op: "delete",
          type: "pool",
          name: "backup",
          id: "b",
          old: pool("backup", "198.51.100.20"),
        },
        {
          op: "update",
          type: "balancer",
          name: "www",
          id: "l",
          old: balancer,
          new: { ...balancer, defaultPools: ["p"], fallbackPool: "p" },
        },
      ),
      ["high backup-lost", "medium fallback-changed"],
    ],
    [
      "finds a pool that is switched off",
      site({
        op: "update",
        type: "pool",
        name: "backup",
        id: "b",
        old: pool("backup", "198.51.100.20"),
        new: pool("backup", "198.51.100.20", { enabled: false }),
      }),
      ["high backup-lost", "high fallback-pool-disabled"],
    ],
    [
      "finds pools that change places",
      site({
        op: "update",
        type: "balancer",
        name: "www",
        id: "l",
        old: balancer,
        new: { ...balancer, defaultPools: ["b", "p"] },
      }),
      ["medium first-pool-changed"],
    ],
    [
      "says low of a new pool in front of the others, which has to be found healthy first",
      site(
        { op: "create", type: "pool", name: "green", new: pool("green", "198.51.100.30") },
        {
          op: "update",
          type: "balancer",
          name: "www",
          id: "l",
          old: balancer,
          new: { ...balancer, defaultPools: [unknownText, "p", "b"] },
          from: { defaultPools: [urnOf("pool", "green")] },
        },
      ),
      ["low first-pool-changed"],
    ],
    [
      "finds a hostname that changes in place and falls to the record beneath",
      site({
        op: "update",
        type: "balancer",
        name: "www",
        id: "l",
        old: balancer,
        new: { ...balancer, name: "shop.example.com" },
      }),
      ["high balancer-lost", "medium safety-record-missing"],
    ],
    [
      "finds a load balancer that goes with the record beneath it",
      site(
        { op: "delete", type: "balancer", name: "www", id: "l", old: balancer },
        { op: "delete", type: "record", name: "safety", id: "r", old: record },
      ),
      ["high hostname-stops"],
    ],
    [
      "finds origins that move in one call",
      site({
        op: "update",
        type: "pool",
        name: "primary",
        id: "p",
        old: pool("primary", "203.0.113.10"),
        new: pool("primary", "203.0.113.99"),
      }),
      ["medium origins-moved"],
    ],
    [
      "says nothing of the port of HTTPS that origins come to name, and had already",
      site({
        op: "update",
        type: "pool",
        name: "primary",
        id: "p",
        old: pool("primary", "203.0.113.10"),
        new: pool("primary", "203.0.113.10", {
          origins: [{ name: "a", address: "203.0.113.10", port: 443 }],
        }),
      }),
      [],
    ],
    [
      "finds a monitor that no longer probes",
      site({
        op: "update",
        type: "pool",
        name: "primary",
        id: "p",
        old: pool("primary", "203.0.113.10"),
        new: pool("primary", "203.0.113.10", { monitor: undefined }),
      }),
      ["high monitor-lost"],
    ],
    [
      "finds a monitor that no longer sees a 502",
      site({
        op: "update",
        type: "monitor",
        name: "health",
        id: "m",
        old: monitor,
        new: { ...monitor, expectedCodes: "" },
      }),
      ["high monitor-blind"],
    ],
    [
      "finds weaker encryption",
      site({
        op: "update",
        type: "setting",
        name: "ssl",
        old: { zoneId, settingId: "ssl", value: "strict" },
        new: { zoneId, settingId: "ssl", value: "flexible" },
      }),
      ["high tls-weaker"],
    ],
    [
      "finds that stricter encryption can be an outage too",
      site({
        op: "update",
        type: "setting",
        name: "ssl",
        old: { zoneId, settingId: "ssl", value: "full" },
        new: { zoneId, settingId: "ssl", value: "strict" },
      }),
      ["medium tls-stricter"],
    ],
    [
      "leaves a replaced record alone that a load balancer covers",
      site({
        op: "replace",
        type: "record",
        name: "safety",
        id: "r",
        old: record,
        new: { ...record, type: "CNAME", content: "origin.example.net" },
        pendingReplacement: true,
        replaceReasons: ["type"],
      }),
      [],
    ],
    [
      "finds the moment without a record",
      [
        zone,
        {
          op: "replace",
          type: "record",
          name: "api",
          id: "r",
          old: api,
          new: { ...api, type: "CNAME", content: "api.example.net" },
          pendingReplacement: true,
          replaceReasons: ["type"],
        },
      ],
      ["high hostname-gap"],
    ],
    [
      "finds that a wildcard answers meanwhile, for names further down too",
      [
        zone,
        {
          op: "replace",
          type: "record",
          name: "deep",
          id: "r",
          old: { ...api, name: "a.b.example.com", type: "CNAME", content: "x.example.net" },
          new: { ...api, name: "a.b.example.com" },
          pendingReplacement: true,
          replaceReasons: ["type"],
        },
        {
          op: "same",
          type: "record",
          name: "wildcard",
          id: "w",
          old: { ...api, name: "*.example.com" },
        },
      ],
      ["medium hostname-thinned"],
    ],
    [
      "finds one of two records that goes for a moment",
      [
        zone,
        {
          op: "replace",
          type: "record",
          name: "api",
          id: "r",
          old: api,
          new: { ...api, content: "203.0.113.7" },
          pendingReplacement: true,
          replaceReasons: ["content"],
        },
        {
          op: "same",
          type: "record",
          name: "other",
          id: "r2",
          old: { ...api, content: "203.0.113.8" },
        },
      ],
      ["medium hostname-thinned"],
    ],
    [
      "finds a record that Cloudflare refuses beside the old one",
      [
        zone,
        { op: "delete", type: "record", name: "api", id: "r", old: api },
        {
          op: "create",
          type: "record",
          name: "api-cname",
          new: { ...api, type: "CNAME", content: "x.example.net" },
        },
      ],
      ["medium record-refused"],
    ],
    [
      "finds a record that moves",
      [
        zone,
        {
          op: "update",
          type: "record",
          name: "api",
          id: "r",
          old: api,
          new: { ...api, content: "203.0.113.200" },
        },
      ],
      ["medium destination-changed"],
    ],
    [
      "finds a hostname that leaves Cloudflare",
      [
        zone,
        {
          op: "update",
          type: "record",
          name: "api",
          id: "r",
          old: { ...api, proxied: true, ttl: 1 },
          new: { ...api, proxied: false, ttl: 300 },
        },
      ],
      ["medium proxy-left"],
    ],
    [
      "finds a deleted record, and none that only Pulumi forgets",
      [
        zone,
        { op: "delete", type: "record", name: "api", id: "r", old: api },
        {
          op: "delete",
          type: "record",
          name: "kept",
          id: "k",
          old: { ...api, name: "kept.example.com" },
          retainOnDelete: true,
        },
      ],
      ["high hostname-stops"],
    ],
    [
      "finds mail that is lost",
      [
        zone,
        {
          op: "delete",
          type: "record",
          name: "mx",
          id: "x",
          old: { zoneId, name: "example.com", type: "MX", content: "mx.example.net", priority: 1 },
        },
      ],
      ["medium other-record-lost"],
    ],
    [
      "finds a certificate that is revoked",
      [
        zone,
        {
          op: "replace",
          type: "certificate",
          name: "origin",
          id: "c",
          old: { hostnames: ["a.example.com"], requestType: "origin-rsa" },
          new: { hostnames: ["b.example.com"], requestType: "origin-rsa" },
          replaceReasons: ["hostnames"],
        },
      ],
      ["high certificate-revoked"],
    ],
    [
      "finds a live object that an import deletes",
      site({
        op: "import-replacement",
        type: "pool",
        name: "primary",
        id: "p",
        old: pool("primary", "203.0.113.10"),
        new: pool("primary", "203.0.113.10", { minimumOrigins: 1 }),
      }),
      ["high live-object-deleted"],
    ],
    [
      "finds what Pulumi refuses to delete",
      [
        zone,
        {
          op: "delete",
          type: "record",
          name: "txt",
          id: "t",
          protect: true,
          old: { zoneId, name: "t.example.com", type: "TXT", content: "x" },
        },
      ],
      ["medium protected-resource"],
    ],
    ["finds nothing where nothing changes", site(), []],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(kinds(steps)).to.deep.equal(expected);
    });
  }

  it("says the consequence before the operation, with its cause and its way out", () => {
    const [risk] = reviewSteps([
      zone,
      {
        op: "replace",
        type: "record",
        name: "api",
        id: "r",
        old: api,
        new: { ...api, type: "CNAME", content: "api.example.net" },
        pendingReplacement: true,
        replaceReasons: ["type"],
      },
    ]).risks;
    const text = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(text?.join("")).to.equal(
      "Between the deletion and the creation api.example.com has no record: visitors get NXDOMAIN for up to the TTL, 300 seconds.",
    );
    expect(risk?.cause.map(({ change, properties }) => [change.key, properties])).to.deep.equal([
      [urnOf("record", "api"), [{ path: "type", old: "A", new: "CNAME" }]],
    ]);
  });

  it("says that a change of names under aliases is none", () => {
    const review = reviewSteps([
      zone,
      { op: "same", type: "record", name: "new-name", oldName: "old-name", id: "r", old: api },
    ]);
    expect(review.risks).to.deep.equal([]);
    expect(review.groups).to.deep.equal([]);
    const text = reviewAsMarkdown([review]);
    expect(text).to.match(/^✅ \*\*Nothing changes\.\*\* 1 resource renamed only; 2 unchanged\.$/m);
    expect(text).to.match(
      /<summary>Renamed only: 1, nothing happens to them<\/summary>\n\n- `old-name` is now called `new-name`/,
    );
  });

  it("does not count what is acknowledged by name", () => {
    const steps = [zone, { op: "delete", type: "record", name: "api", id: "r", old: api }];
    const acknowledged = reviewSteps(steps, {
      configuration: { acknowledged: ["api.example.com"] },
    });
    expect(reviewSteps(steps).worst).to.equal("high");
    expect(acknowledged.worst).to.equal(undefined);
    expect(acknowledged.risks.map((risk) => [risk.id, risk.acknowledged])).to.deep.equal([
      ["hostname-stops", true],
    ]);
  });

  it("tells the failover time before and after", () => {
    const { failover } = reviewSteps(
      site({
        op: "update",
        type: "monitor",
        name: "health",
        id: "m",
        old: monitor,
        new: { ...monitor, interval: 60, retries: 2 },
      }),
    );
    expect(failover).to.deep.equal([{ hostname: "www.example.com", before: 55, after: 140 }]);
  });
});

describe("a new CNAME at a name with many records that go", () => {
  it("names five of them, and counts the others", () => {
    const going = Array.from({ length: 7 }, (_none, index): Step => {
      const old = { ...record, type: "A", content: `192.0.2.${index + 1}` };
      return { op: "delete", type: "record", name: `a${index}`, id: `a${index}`, old };
    });
    const next = { ...record, type: "CNAME", content: "other.example.net" };
    const coming: Step = { op: "create", type: "record", name: "next", new: next };
    const { risks } = reviewSteps([zone, ...going, coming]);
    const refused = risks.filter(({ id }) => id === "record-refused");
    expect(
      refused.map(({ consequence, cause }) => [
        bareText(consequence).replace(/^.*since | still.*$/g, ""),
        cause.map(({ change }) => change.name),
      ]),
    ).to.deep.equal([["a0, a1, a2, a3, a4 and 2 more", ["a0", "a1", "a2", "a3", "a4", "next"]]]);
  });

  it("counts a replacement among what stands only where it is known to be created first", () => {
    const step = { op: "replace", type: "record", name: "r", id: "r", replaceReasons: ["type"] };
    const own = {
      old: { ...record, type: "A", content: "192.0.2.1" },
      new: { ...record, type: "CNAME", content: "other.example.net" },
    };
    const { risks } = reviewSteps([zone, { ...step, ...own }]);
    expect(risks.filter(({ id }) => id === "record-refused")).to.deep.equal([]);
  });
});

describe("a name that leads to no origin on the Internet any more", () => {
  const change = (old: object, next: object): string[] => {
    const step = { op: "update", type: "record", name: "r", id: "r" };
    const { risks } = reviewSteps([
      zone,
      { ...step, old: { ...record, ...old }, new: { ...record, ...next } },
    ]);
    return risks.map(
      ({ id, severity, consequence }) => `${severity} ${id}: ${bareText(consequence)}`,
    );
  };
  const served = { type: "A", content: "203.0.113.1", proxied: true };

  it("goes to a placeholder, which is no outage and no origin", () => {
    expect(change(served, { ...served, content: "192.0.2.0" })).to.deep.equal([
      "high destination-changed: Requests for www.example.com no longer go to 203.0.113.1: 192.0.2.0 is a placeholder at which nothing " +
        "answers, and only what Cloudflare itself runs for www.example.com can.",
    ]);
  });

  it("is given away with a private address", () => {
    const vpn = { ...served, content: "10.0.0.1", proxied: false };
    expect(change(served, vpn)[0]).to.deep.equal(
      "high proxy-left: Visitors of www.example.com are given 10.0.0.1 and nothing of Cloudflare any more: an address that only a network " +
        "of one's own may reach.",
    );
  });
});
