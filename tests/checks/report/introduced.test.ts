import { expect } from "chai";
import { reviewSteps, urnOf, type Step } from "./plans";

const zoneId = "f".repeat(32);
const albType = "aws:lb/loadBalancer:LoadBalancer";
const pageRuleType = "cloudflare:index/pageRule:PageRule";
const web = { protocol: "tcp", fromPort: 443, toPort: 443 };
const everybody = { ...web, cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] };
const group = (name: string, ingress: readonly object[], id = `sg-${name}`): Step => ({
  ...{ op: "same", type: "group", name, id, old: { vpcId: "vpc-1", ingress } },
});
const alb = (name: string, old: readonly string[] | undefined, now?: readonly string[]): Step => {
  const inputs = (securityGroups: readonly string[]): object => ({
    ...{ idleTimeout: 930, securityGroups },
  });
  return {
    ...{ op: old === undefined ? "create" : now === undefined ? "same" : "update" },
    ...{ type: albType, name, ...(old === undefined ? {} : { id: name, old: inputs(old) }) },
    ...(now === undefined ? {} : { new: inputs(now) }),
  };
};
const setting = (value: string): object => ({ zoneId, settingId: "ssl", value });
const monitor = (interval: number): object => ({
  ...{ type: "https", path: "/healthz", expectedCodes: "2xx", timeout: 5, retries: 2, interval },
  header: { Host: ["www.example.com"] },
});
const balanced: readonly Step[] = [
  {
    ...{ op: "same", type: "pool", name: "p", id: "p" },
    old: { name: "p", monitor: "m", origins: [{ name: "a", address: "203.0.113.10" }] },
  },
  {
    ...{ op: "same", type: "balancer", name: "www", id: "l" },
    old: { zoneId, name: "www.example.com", proxied: true, defaultPools: ["p"], fallbackPool: "p" },
  },
];

/** What a review says of some rules, and the worst of each age. */
function said(steps: readonly Step[], ...rules: readonly string[]): unknown {
  const { risks, findings, worst, worstBefore } = reviewSteps(steps);
  return {
    risks: risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`),
    findings: findings
      .filter(({ id }) => rules.includes(id))
      .map(
        ({ id, title, introduced }) =>
          `${id} ${title}${introduced === "by this change" ? " (new)" : ""}`,
      ),
    ...{ worst, worstBefore },
  };
}

describe("what a change brings, and what stood before it", () => {
  it("tells an open group that is taken off a load balancer as standing", () => {
    const shut = { ...web, cidrBlocks: ["10.0.0.0/8"] };
    const steps = [
      ...[group("open", [everybody]), group("inner", [shut])],
      alb("edge", ["sg-open", "sg-inner"], ["sg-inner"]),
    ];
    expect(said(steps, "origin-open")).to.deep.equal({
      risks: ["high origin-shut edge"],
      findings: ["origin-open origins of vpc-1"],
      ...{ worst: "high", worstBefore: "high" },
    });
  });

  it("tells an open group that comes to lie beside free groups as standing", () => {
    const steps = [
      ...[group("open", [everybody]), group("inner", []), group("good", [everybody])],
      alb("edge", ["sg-open", "sg-good"], ["sg-good"]),
    ];
    expect(said(steps, "origin-open")).to.deep.equal({
      risks: [],
      findings: ["origin-open edge", "origin-open origins of vpc-1"],
      ...{ worst: undefined, worstBefore: "high" },
    });
  });

  it("says nothing of the network that a group leaves for a load balancer", () => {
    const steps = [
      ...[group("open", [everybody]), group("inner", [{ ...web, cidrBlocks: ["10.0.0.0/8"] }])],
      alb("edge", undefined, ["sg-open"]),
    ];
    expect(said(steps, "origin-open")).to.deep.equal({
      risks: [],
      findings: ["origin-open edge (new)"],
      ...{ worst: "high", worstBefore: undefined },
    });
  });

  it("tells an open group that goes over to another load balancer as new", () => {
    const steps = [
      ...[group("open", [everybody]), group("inner", [])],
      ...[alb("edge", ["sg-open"], ["sg-inner"]), alb("other", ["sg-inner"], ["sg-open"])],
    ];
    const { findings, risks } = said(steps, "origin-open") as Record<string, string[]>;
    expect(findings).to.deep.equal([]);
    expect(risks).to.deep.equal(["high origin-opened other", "high origin-shut edge"]);
  });

  it("tells a hole that becomes smaller as standing", () => {
    const step = {
      ...group("open", [everybody]),
      ...{ op: "update", new: { vpcId: "vpc-1", ingress: [{ ...everybody, ipv6CidrBlocks: [] }] } },
    };
    const { findings, worst } = said([step], "origin-open") as Record<string, unknown>;
    expect(findings).to.deep.equal(["origin-open origins of vpc-1"]);
    expect(worst, "the addresses of IPv6 are shut out").to.equal("high");
  });

  it("tells what an import takes over as standing", () => {
    const steps: Step[] = [
      { op: "import", type: "setting", name: "ssl", id: "ssl", new: setting("full") },
      {
        ...{ op: "import", type: pageRuleType, name: "rule", id: "r" },
        new: {
          zoneId,
          target: "www.example.com/*",
          status: "active",
          actions: { ssl: "flexible" },
        },
      },
      {
        ...group("open", [everybody]),
        op: "import",
        new: { vpcId: "vpc-1", ingress: [everybody] },
      },
    ].map((step) => ({ ...step, old: undefined }));
    expect(said(steps, "origin-open", "tls-not-strict")).to.deep.equal({
      risks: [],
      findings: [
        "origin-open origins of vpc-1",
        `tls-not-strict ${zoneId}`,
        "tls-not-strict www.example.com",
      ],
      ...{ worst: undefined, worstBefore: "high" },
    });
  });

  it("tells what only changes its name as standing, whatever it is called by", () => {
    const inputs = { ingress: [everybody] };
    const step: Step = {
      ...{ op: "same", type: "group", name: "new", oldName: "old", id: "sg-1" },
      old: inputs,
    };
    const changed = { op: "update", type: "record", name: "r", id: "r" };
    const record = { zoneId, name: "a.example.com", type: "TXT", content: "a" };
    const steps = [step, { ...changed, old: record, new: { ...record, content: "b" } }];
    expect(said(steps, "origin-open")).to.deep.equal({
      risks: [],
      findings: ["origin-open new"],
      ...{ worst: undefined, worstBefore: "high" },
    });
  });

  it("tells what is deleted here and made there as standing", () => {
    const record = { zoneId, name: "a.example.com", type: "A", content: "10.0.0.9", proxied: true };
    const steps: Step[] = [
      { op: "delete", type: "record", name: "old", id: "r", old: record },
      { op: "create", type: "record", name: "new", new: record },
    ];
    const { findings, risks } = said(steps, "address-unroutable") as Record<string, unknown>;
    expect(findings).to.deep.equal(["address-unroutable a.example.com"]);
    expect(risks).to.deep.equal(["medium record-refused a.example.com"]);
  });

  it("counts a copy of what stands as new", () => {
    const record = { zoneId, name: "a.example.com", type: "A", content: "10.0.0.9", proxied: true };
    const steps: Step[] = [
      { op: "same", type: "record", name: "old", id: "r", old: record },
      { op: "create", type: "record", name: "new", new: record },
    ];
    const { risks } = said(steps) as Record<string, unknown>;
    expect(risks).to.deep.equal([
      "high address-unroutable a.example.com",
      "medium record-refused a.example.com",
    ]);
  });

  for (const [now, age] of [
    [50, ""],
    [70, " (new)"],
  ] as const) {
    it(`tells a detection that was slow and is asked every ${now} s as ${age === "" ? "standing" : "new"}`, () => {
      const step = { ...{ op: "update", type: "monitor", name: "m", id: "m" }, old: monitor(60) };
      const { findings, risks } = reviewSteps([...balanced, { ...step, new: monitor(now) }]);
      const slow = findings.filter(({ id }) => id === "detection-slow");
      const told = risks.filter(({ id }) => id === "detection-slow");
      expect([slow.map(({ introduced }) => introduced), told.length]).to.deep.equal(
        age === "" ? [["before"], 0] : [[], 1],
      );
    });
  }

  const pools = (...hosts: readonly string[]): object => ({
    ...{ name: "p", monitor: "m" },
    origins: hosts.map((name) => ({ name, address: `${name}.example.net` })),
  });
  const shared = (...names: readonly string[]): Step[] => [
    ...names.map((id): Step => ({
      ...{ op: "same", type: "pool", name: id, id },
      old: { name: id, monitor: "m", origins: [{ name: "o", address: "203.0.113.77" }] },
    })),
  ];
  const spread = (old: readonly string[], now: readonly string[]): Step => {
    const inputs = (defaultPools: readonly string[]): object => ({
      ...{ zoneId, name: "www.example.com", proxied: true, defaultPools, fallbackPool: "x" },
    });
    return {
      ...{ op: "update", type: "balancer", name: "www", id: "l" },
      ...{ old: inputs(old), new: inputs(now) },
    };
  };
  const alias = (name: string, content: string): Step => ({
    ...{ op: "same", type: "record", name, id: name },
    old: { zoneId, name: "c.example.com", type: "CNAME", content, ttl: 1, proxied: true },
  });
  const ruleset = (name: string): Step => ({
    ...{ op: "same", type: "cloudflare:index/ruleset:Ruleset", name, id: name },
    old: { zoneId, kind: "zone", phase: "http_config_settings", name, rules: [] },
  });
  const open = (...cidrBlocks: readonly string[]): object => ({
    ingress: [{ ...web, cidrBlocks }],
  });
  const opened = (old: object, now: object): Step => ({
    ...{ op: "update", type: "group", name: "open", id: "sg-open", old, new: now },
  });
  const halves = ["0.0.0.0/1", "128.0.0.0/1"];

  for (const [what, rule, steps, age] of [
    [
      "an origin that three pools share, and one of them leaves",
      "pools-share-address",
      [...shared("x", "y", "z"), spread(["x", "y", "z"], ["x", "y"])],
      [false],
    ],
    [
      "an origin that a third pool comes to share",
      "pools-share-address",
      [...shared("x", "y", "z"), spread(["x", "y"], ["x", "y", "z"])],
      [true],
    ],
    [
      "a CNAME beside three records, of which one goes",
      "cname-conflict",
      [
        alias("a", "x.example.net"),
        alias("b", "y.example.net"),
        { ...alias("c", "z.example.net"), op: "delete" },
      ],
      [false],
    ],
    [
      "a CNAME beside two records, of which the first, by which the finding is called, goes",
      "cname-conflict",
      [
        { ...alias("a", "x.example.net"), op: "delete" },
        alias("b", "y.example.net"),
        alias("c", "z.example.net"),
      ],
      [false],
    ],
    [
      "a phase of three rulesets, of which the first goes",
      "ruleset-phase-shared",
      [{ ...ruleset("a"), op: "delete" }, ruleset("b"), ruleset("c")],
      [false],
    ],
    [
      "a phase to which a third ruleset comes",
      "ruleset-phase-shared",
      [
        ruleset("a"),
        ruleset("b"),
        { ...ruleset("c"), op: "create", new: ruleset("c").old, old: undefined },
      ],
      [true],
    ],
    [
      "an address whose place in a list moves",
      "address-unroutable",
      [
        {
          ...{ op: "update", type: "pool", name: "p", id: "p" },
          old: {
            ...pools("a"),
            origins: [
              { name: "a", address: "203.0.113.7" },
              { name: "b", address: "10.0.0.9" },
            ],
          },
          new: { ...pools("b"), origins: [{ name: "b", address: "10.0.0.9" }] },
        },
      ],
      [false],
    ],
    [
      "origins out of order, of which one goes",
      "origins-unsorted",
      [
        {
          op: "update",
          type: "pool",
          name: "p",
          id: "p",
          old: pools("c", "b", "a"),
          new: pools("c", "a"),
        },
      ],
      [false],
    ],
    [
      "a hole of two ranges, of which one is closed",
      "origin-open",
      [opened(open(...halves), open("0.0.0.0/1"))],
      [false],
    ],
  ] as readonly (readonly [string, string, readonly Step[], readonly boolean[]])[]) {
    it(`tells ${what} as ${age.join() === "true" ? "new" : "standing"}`, () => {
      const { findings, risks } = reviewSteps(steps);
      const found = findings.filter((finding) => finding.id === rule);
      const told = risks.filter(({ id }) => id === rule).map(() => true);
      expect([
        ...found.map(({ introduced }) => introduced === "by this change"),
        ...told,
      ]).to.deep.equal(age);
    });
  }

  it("counts a second secret in clear beside one that stood as new", () => {
    const token = (name: string): object => ({
      name,
      address: "203.0.113.7",
      header: { hosts: [`ghp_${name.repeat(36)}`] },
    });
    const inputs = (...names: readonly string[]): object => ({
      ...{ name: "p", monitor: "m", origins: names.map(token) },
    });
    const said = (old: object, now: object): string[] =>
      reviewSteps([{ op: "update", type: "pool", name: "p", id: "p", old, new: now }])
        .findings.filter(({ id }) => id === "secret-in-plain-text")
        .map(({ introduced }) => introduced);
    expect(said(inputs("a"), inputs("a", "b"))).to.deep.equal(["before", "by this change"]);
    expect(said(inputs("a", "b"), inputs("b"))).to.deep.equal(["before"]);
  });

  it("takes all that a plan without changes shows for standing", () => {
    const { findings, worst, worstBefore } = reviewSteps([group("open", [everybody])]);
    expect(findings.map(({ id, subject, introduced }) => [id, subject, introduced])).to.deep.equal([
      ["origin-open", urnOf("group", "open"), "before"],
    ]);
    expect([worst, worstBefore]).to.deep.equal([undefined, "high"]);
  });
});
