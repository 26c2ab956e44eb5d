import { expect } from "chai";
import fc from "fast-check";
import { type ModelResource } from "../../../model/graph/resources";
import { unknownValue } from "../../../core/known";
import { judgePlan } from "../../../checks/policy/evaluate";
import { severities } from "../../../checks/findings/severity";
import { nearestRule, ruleGroups, ruleOf, rules } from "../../../checks/policy/rules";
import { from, Shop, today, told, urn } from "./shop";

/** A stack with much that is wrong. */
function badShop(): Shop {
  const zoneId = "f".repeat(32);
  return new Shop()
    .set("ssl", { value: "flexible" })
    .set("tls", { value: "1.0" })
    .set("monitor", { type: "http", expectedCodes: "", header: {}, path: "/", interval: 300 })
    .set("primary", {
      checkRegions: [],
      origins: [
        { name: "b", address: "10.0.0.1" },
        { name: "a", address: "198.51.100.20" },
      ],
    })
    .set("backup", { enabled: false, monitor: unknownValue })
    .set("www", { proxied: false, adaptiveRouting: {} })
    .set("listener", { sslPolicy: undefined })
    .set("alb", { idleTimeout: 60 })
    .add("dnsRecord", "leak", {
      zoneId,
      name: "leak",
      type: "A",
      content: "198.51.100.20",
      proxied: false,
    })
    .add("dnsRecord", "one", {
      zoneId,
      name: "two",
      type: "CNAME",
      content: "www.example.com",
      proxied: true,
    })
    .add("dnsRecord", "two", {
      zoneId,
      name: "two",
      type: "A",
      content: "104.16.0.1",
      proxied: true,
    })
    .add("ruleset", "more", { zoneId, kind: "zone", phase: "http_request_cache_settings" })
    .add("ingressRule", "world", {
      securityGroupId: from("securityGroup", "group"),
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    })
    .drop("alert", "safety");
}

describe("policy: judging", () => {
  it("finds nothing in a stack that breaks no rule", () => {
    expect(judgePlan(new Shop().plan, { now: today })).to.deep.equal({ findings: [], excused: [] });
  });

  it("finds nothing in an empty plan", () => {
    expect(told({ after: [], whole: true })).to.deep.equal([]);
  });

  it("gives the same result whatever the order of the resources", () => {
    const plan = badShop().plan;
    const expected = judgePlan(plan, { now: today });
    expect(expected.findings).to.have.lengthOf(24);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...plan.after], { minLength: plan.after.length }),
        (after) => {
          expect(judgePlan({ ...plan, after }, { now: today })).to.deep.equal(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("never says more of a part of the stack than resources that are there", () => {
    const plan = badShop().plan;
    fc.assert(
      fc.property(fc.subarray([...plan.after]), (after) => {
        const keys = new Set(after.map(({ key }) => key));
        const { findings } = judgePlan({ after, whole: false }, { now: today });
        expect(findings.filter(({ subject }) => !keys.has(subject))).to.deep.equal([]);
      }),
      { numRuns: 200 },
    );
  });

  it("says nothing of resources whose every property is unknown", () => {
    const after = badShop().resources.map((each): ModelResource => ({
      ...each,
      properties: Object.fromEntries(
        Object.keys(each.properties).map((name) => [name, unknownValue]),
      ),
    }));
    // What is left out stays left out: an absent monitor is no unknown one.
    const rulesTold = new Set(
      judgePlan({ after, whole: true }, { now: today }).findings.map(({ id }) => id),
    );
    expect([...rulesTold]).to.deep.equal([]);
  });

  it("puts the worst first, then goes by rule, title and subject", () => {
    const { findings } = judgePlan(badShop().plan, { now: today });
    const order = findings.map(
      ({ severity, id, title, subject }) =>
        [severities.indexOf(severity), id, title, subject] as const,
    );
    const sorted = [...order].sort(
      (left, right) =>
        left[0] - right[0] || (left.slice(1).join() < right.slice(1).join() ? -1 : 1),
    );
    expect(order).to.deep.equal(sorted);
    expect(findings[0]?.severity).to.equal("high");
    expect(findings.at(-1)?.severity).to.equal("low");
  });

  it("carries all that a finding has", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    expect(judgePlan(plan, { now: today }).findings).to.deep.equal([
      {
        id: "tls-version-old",
        severity: "medium",
        subject: urn("cloudflare:index/zoneSetting:ZoneSetting", "tls"),
        scope: "state",
        introduced: "before",
        title: "example.com",
        consequence: [ruleOf("tls-version-old")?.reason],
        cause: [],
        hint: ["Set min_tls_version to 1.2", "."],
        acknowledged: false,
        breach: {
          property: "min_tls_version",
          must: "be 1.2 or 1.3",
          actual: '"1.0"',
          message: 'example.com.min_tls_version must be 1.2 or 1.3; got "1.0"',
        },
      },
    ]);
  });

  it("points to the resource that must be changed", () => {
    const subjects = (shop: Shop): string[] =>
      judgePlan(shop.plan, { now: today }).findings.map(
        ({ id, subject }) => `${id} ${subject.slice(subject.lastIndexOf("::") + 2)}`,
      );
    const zoneId = "f".repeat(32);
    const deep = { zoneId, name: "a.shop.example.com", proxied: true };
    const few = { entries: [{ cidr: "173.245.48.0/20" }] };
    expect(subjects(new Shop().set("ssl", { value: "full" }))).to.deep.equal([
      "tls-not-strict ssl",
    ]);
    expect(subjects(new Shop().set("mode", { value: "auto" }))).to.deep.equal([
      "tls-mode-automatic mode",
    ]);
    expect(subjects(new Shop().drop("mode"))).to.deep.equal(["tls-mode-automatic ssl"]);
    expect(subjects(new Shop().set("ranges4", few))).to.deep.equal([
      "cloudflare-ranges-incomplete alb",
    ]);
    expect(subjects(new Shop().set("ranges4", few).drop("alb", "listener"))).to.deep.equal([
      "cloudflare-ranges-incomplete group",
    ]);
    const world = {
      securityGroupId: from("securityGroup", "group"),
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    };
    expect(subjects(new Shop().add("ingressRule", "world", world))).to.deep.equal([
      "origin-open alb",
    ]);
    expect(
      subjects(new Shop().add("ingressRule", "world", world).drop("alb", "listener")),
    ).to.deep.equal(["origin-open group"]);
    expect(
      subjects(
        new Shop()
          .add("dnsRecord", "direct", { ...deep, type: "A", content: "192.0.2.81" })
          .add("dnsRecord", "other", { ...deep, type: "CNAME", content: "example.net" })
          .set("www", { name: "b.shop.example.com" })
          .set("safety", { name: "b.shop.example.com" }),
      ),
    ).to.deep.equal([
      "certificate-misses-hostname direct",
      "certificate-misses-hostname www",
      "cname-conflict other",
      "edge-certificate-missing direct",
      "edge-certificate-missing www",
    ]);
  });

  it("takes a configured severity", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    const configuration = { rules: { "tls-version-old": { severity: "high" as const } } };
    expect(
      judgePlan(plan, { now: today, configuration }).findings.map(({ severity }) => severity),
    ).to.deep.equal(["high"]);
  });

  it("leaves out what is disabled", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    expect(told(plan, { rules: { "tls-version-old": { disabled: true } } })).to.deep.equal([]);
  });

  it("excuses an exception on its last day, by title, URN or logical name", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    for (const subject of [
      "example.com",
      urn("cloudflare:index/zoneSetting:ZoneSetting", "tls"),
      "tls",
    ]) {
      const exception = { subject, reason: "kiosks", expires: "2026-11-23" };
      const configuration = { rules: { "tls-version-old": { exceptions: [exception] } } };
      const result = judgePlan(plan, { now: today, configuration });
      expect(result.findings).to.deep.equal([]);
      expect(result.excused).to.have.lengthOf(1);
    }
  });

  it("names an exception that is over", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    const exception = { subject: "example.com", reason: "kiosks", expires: "2026-11-22" };
    const configuration = { rules: { "tls-version-old": { exceptions: [exception] } } };
    const { findings, excused } = judgePlan(plan, { now: today, configuration });
    expect(excused).to.deep.equal([]);
    expect(
      findings.map(({ breach: { expired, message } }) => ({ expired, message })),
    ).to.deep.equal([
      {
        expired: exception,
        message:
          'example.com.min_tls_version must be 1.2 or 1.3; got "1.0" (its exception "kiosks" expired on 2026-11-22)',
      },
    ]);
  });

  it("does not excuse another subject, nor another rule", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    const exception = { subject: "example.net", reason: "kiosks", expires: "2027-01-01" };
    const other = { ...exception, subject: "example.com" };
    const configuration = {
      rules: {
        "tls-version-old": { exceptions: [exception] },
        "tls-not-strict": { exceptions: [other] },
      },
    };
    expect(told(plan, configuration)).to.have.lengthOf(1);
  });
});

describe("policy: the rules", () => {
  it("have names of their own, in kebab-case, and all that a reader needs", () => {
    expect(rules).to.have.lengthOf(57);
    expect(new Set(rules.map(({ id }) => id)).size).to.equal(rules.length);
    for (const rule of rules) {
      expect(rule.id).to.match(/^[a-z]+(-[a-z]+)+$/);
      expect(rule.sentence, rule.id).to.match(/^[A-Z].*\.$/);
      expect(rule.reason, rule.id).to.match(/^[A-Z].*\.$/);
      expect(rule.source, rule.id).to.match(/\S/);
      expect(rule.hint, rule.id).to.match(/^[A-Z].*[^.]$/);
      expect(ruleOf(rule.id)).to.equal(rule);
    }
    expect(ruleGroups).to.have.lengthOf(10);
  });

  it("have limits whose defaults they accept themselves", () => {
    const limits = rules.flatMap((rule) => Object.values(rule.limits));
    expect(limits).to.have.lengthOf(11);
    expect(limits.filter((limit) => !limit.accepts(limit.default))).to.deep.equal([]);
  });

  it("are found by what somebody may have meant", () => {
    expect(nearestRule("tls-not-stict")).to.equal("tls-not-strict");
    expect(nearestRule("Origin_Open")).to.equal("origin-open");
    expect(nearestRule("detection")).to.equal("detection-slow");
    expect(nearestRule("constructor")).to.equal(undefined);
    expect(ruleOf("constructor")).to.equal(undefined);
  });
});
