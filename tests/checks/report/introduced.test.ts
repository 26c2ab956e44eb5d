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
    risks: risks.map(({ severity, kind, title }) => `${severity} ${kind} ${title}`),
    findings: findings
      .filter(({ rule }) => rules.includes(rule))
      .map(({ rule, title, introduced }) => `${rule} ${title}${introduced ? " (new)" : ""}`),
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
      findings: ["origin-open origins of vpc-1", "origin-open edge"],
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
        "tls-not-strict www.example.com",
        `tls-not-strict ${zoneId}`,
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
      const slow = findings.filter(({ rule }) => rule === "detection-slow");
      const told = risks.filter(({ kind }) => kind === "detection-slow");
      expect([slow.map(({ introduced }) => introduced), told.length]).to.deep.equal(
        age === "" ? [[false], 0] : [[], 1],
      );
    });
  }

  it("takes all that a plan without changes shows for standing", () => {
    const { findings, worst, worstBefore } = reviewSteps([group("open", [everybody])]);
    expect(
      findings.map(({ rule, subject, introduced }) => [rule, subject, introduced]),
    ).to.deep.equal([["origin-open", urnOf("group", "open"), false]]);
    expect([worst, worstBefore]).to.deep.equal([undefined, "high"]);
  });
});
