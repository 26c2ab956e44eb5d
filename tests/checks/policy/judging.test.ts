import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownValue, type ModelResource } from "../../../model/graph/resources";
import { judgePlan } from "../../../checks/policy/evaluate";
import { severities } from "../../../checks/policy/rule";
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
    assert.deepEqual(judgePlan(new Shop().plan, { now: today }), { findings: [], excused: [] });
  });

  it("finds nothing in an empty plan", () => {
    assert.deepEqual(told({ after: [], whole: true }), []);
  });

  it("gives the same result whatever the order of the resources", () => {
    const plan = badShop().plan;
    const expected = judgePlan(plan, { now: today });
    assert.equal(expected.findings.length, 24);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...plan.after], { minLength: plan.after.length }),
        (after) => {
          assert.deepEqual(judgePlan({ ...plan, after }, { now: today }), expected);
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
        assert.deepEqual(
          findings.filter(({ subject }) => !keys.has(subject)),
          [],
        );
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
      judgePlan({ after, whole: true }, { now: today }).findings.map(({ rule }) => rule),
    );
    assert.deepEqual([...rulesTold], []);
  });

  it("puts the worst first, then goes by rule and subject", () => {
    const { findings } = judgePlan(badShop().plan, { now: today });
    const order = findings.map(
      ({ severity, rule, subject }) => [severities.indexOf(severity), rule, subject] as const,
    );
    const sorted = [...order].sort(
      (left, right) =>
        left[0] - right[0] || (left.slice(1).join() < right.slice(1).join() ? -1 : 1),
    );
    assert.deepEqual(order, sorted);
    assert.equal(findings[0]?.severity, "high");
    assert.equal(findings.at(-1)?.severity, "low");
  });

  it("carries rule, severity, subject, words and way out", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    assert.deepEqual(judgePlan(plan, { now: today }).findings, [
      {
        rule: "tls-version-old",
        severity: "medium",
        subject: urn("cloudflare:index/zoneSetting:ZoneSetting", "tls"),
        title: "example.com",
        message: 'example.com.min_tls_version must be 1.2 or 1.3; got "1.0"',
        wayOut: "Set min_tls_version to 1.2",
        excess: -1,
      },
    ]);
  });

  it("points to the resource that must be changed", () => {
    const subjects = (shop: Shop): string[] =>
      judgePlan(shop.plan, { now: today }).findings.map(
        ({ rule, subject }) => `${rule} ${subject.slice(subject.lastIndexOf("::") + 2)}`,
      );
    const zoneId = "f".repeat(32);
    const deep = { zoneId, name: "a.shop.example.com", proxied: true };
    const few = { entries: [{ cidr: "173.245.48.0/20" }] };
    assert.deepEqual(subjects(new Shop().set("ssl", { value: "full" })), ["tls-not-strict ssl"]);
    assert.deepEqual(subjects(new Shop().set("mode", { value: "auto" })), [
      "tls-mode-automatic mode",
    ]);
    assert.deepEqual(subjects(new Shop().drop("mode")), ["tls-mode-automatic ssl"]);
    assert.deepEqual(subjects(new Shop().set("ranges4", few)), [
      "cloudflare-ranges-incomplete alb",
    ]);
    assert.deepEqual(subjects(new Shop().set("ranges4", few).drop("alb", "listener")), [
      "cloudflare-ranges-incomplete group",
    ]);
    const world = {
      securityGroupId: from("securityGroup", "group"),
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    };
    assert.deepEqual(subjects(new Shop().add("ingressRule", "world", world)), ["origin-open alb"]);
    assert.deepEqual(
      subjects(new Shop().add("ingressRule", "world", world).drop("alb", "listener")),
      ["origin-open group"],
    );
    assert.deepEqual(
      subjects(
        new Shop()
          .add("dnsRecord", "direct", { ...deep, type: "A", content: "192.0.2.81" })
          .add("dnsRecord", "other", { ...deep, type: "CNAME", content: "example.net" })
          .set("www", { name: "b.shop.example.com" })
          .set("safety", { name: "b.shop.example.com" }),
      ),
      [
        "certificate-misses-hostname direct",
        "certificate-misses-hostname www",
        "cname-conflict other",
        "edge-certificate-missing direct",
        "edge-certificate-missing www",
      ],
    );
  });

  it("takes a configured severity", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    const configuration = { rules: { "tls-version-old": { severity: "high" as const } } };
    assert.deepEqual(
      judgePlan(plan, { now: today, configuration }).findings.map(({ severity }) => severity),
      ["high"],
    );
  });

  it("leaves out what is disabled", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    assert.deepEqual(told(plan, { rules: { "tls-version-old": { disabled: true } } }), []);
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
      assert.deepEqual(result.findings, []);
      assert.equal(result.excused.length, 1);
    }
  });

  it("names an exception that is over", () => {
    const plan = new Shop().set("tls", { value: "1.0" }).plan;
    const exception = { subject: "example.com", reason: "kiosks", expires: "2026-11-22" };
    const configuration = { rules: { "tls-version-old": { exceptions: [exception] } } };
    const { findings, excused } = judgePlan(plan, { now: today, configuration });
    assert.deepEqual(excused, []);
    assert.deepEqual(
      findings.map(({ expired, message }) => ({ expired, message })),
      [
        {
          expired: exception,
          message:
            'example.com.min_tls_version must be 1.2 or 1.3; got "1.0" (its exception "kiosks" expired on 2026-11-22)',
        },
      ],
    );
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
    assert.equal(told(plan, configuration).length, 1);
  });
});

describe("policy: the rules", () => {
  it("have names of their own, in kebab-case, and all that a reader needs", () => {
    assert.equal(rules.length, 48);
    assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
    for (const rule of rules) {
      assert.match(rule.id, /^[a-z]+(-[a-z]+)+$/);
      assert.match(rule.sentence, /^[A-Z].*\.$/, rule.id);
      assert.match(rule.reason, /^[A-Z].*\.$/, rule.id);
      assert.match(rule.source, /\S/, rule.id);
      assert.match(rule.wayOut, /^[A-Z].*[^.]$/, rule.id);
      assert.equal(ruleOf(rule.id), rule);
    }
    assert.equal(ruleGroups.length, 9);
  });

  it("have limits whose defaults they accept themselves", () => {
    const limits = rules.flatMap((rule) => Object.values(rule.limits));
    assert.equal(limits.length, 8);
    assert.ok(limits.every((limit) => limit.accepts(limit.default)));
  });

  it("are found by what somebody may have meant", () => {
    assert.equal(nearestRule("tls-not-stict"), "tls-not-strict");
    assert.equal(nearestRule("Origin_Open"), "origin-open");
    assert.equal(nearestRule("detection"), "detection-slow");
    assert.equal(nearestRule("constructor"), undefined);
    assert.equal(ruleOf("constructor"), undefined);
  });
});
