import { expect } from "chai";
import { ruleRefusals } from "../../constraints/rulesetRules";
import { unknownValue } from "../../core/known";
import { CloudflarePlan } from "../../facts/cloudflare/plans";

const good = {
  characteristics: ["cf.colo.id", "ip.src"],
  period: 10,
  requestsPerPeriod: 50,
  mitigationTimeout: 10,
};

/** What the API refuses of a rate limit: the place, its code and its words. */
function refused(
  ratelimit: object | undefined,
  plan: CloudflarePlan | typeof unknownValue = CloudflarePlan.Free,
  rule: object = {},
): unknown {
  const path = "http.request.uri.path";
  return ruleRefusals(
    { action: "block", expression: `starts_with(${path}, "/api/")`, ratelimit, ...rule },
    "",
    { phase: "http_ratelimit", kind: "zone", plan },
  ).map(({ problem, error, answer }) => [problem.path, "code" in error ? error.code : "-", answer]);
}

describe("rate limits", () => {
  it("are taken where the plan has all of them", () => {
    expect(refused(good)).to.deep.equal([]);
    expect(refused(unknownValue as never, unknownValue)).to.deep.equal([]);
  });

  it("stand in their phase alone, and are needed there", () => {
    expect(refused(undefined)).to.deep.equal([["ratelimit", "-", "ratelimit is required"]]);
    expect(
      ruleRefusals({ action: "block", expression: "true", ratelimit: good }, "rules[1]", {
        phase: "http_request_firewall_custom",
        kind: "zone",
        plan: CloudflarePlan.Free,
      }).map(({ problem }) => problem.path),
    ).to.deep.equal(["rules[1].ratelimit"]);
  });

  it("count by data centre, and by what the plan tells clients apart by", () => {
    const path = "ratelimit.characteristics";
    expect(refused({ ...good, characteristics: ["ip.src"] })).to.deep.equal([
      [
        path,
        "20155",
        "characteristics field is missing 'cf.colo.id', this is required as ratelimiting counting is processed at colocation level only",
      ],
    ]);
    const visitors = { ...good, characteristics: ["cf.colo.id", "cf.unique_visitor_id"] };
    expect(refused(visitors)).to.have.length(1);
    expect(refused(visitors, CloudflarePlan.Business)).to.deep.equal([]);
    expect(refused(visitors, unknownValue)).to.deep.equal([]);
    expect(
      refused(
        { ...good, characteristics: [...visitors.characteristics, "ip.src"] },
        CloudflarePlan.Enterprise,
      ),
    ).to.have.length(1);
  });

  it("have the periods and mitigations of the plan", () => {
    expect(refused({ ...good, period: 60, mitigationTimeout: 600 })).to.deep.equal([
      [
        "ratelimit.period",
        "-",
        "not entitled to use the period 60, can only use a period among [10]",
      ],
      [
        "ratelimit.mitigationTimeout",
        "-",
        "not entitled to use a mitigation timeout different from 10",
      ],
    ]);
    const longer = { ...good, period: 60, mitigationTimeout: 3600 };
    expect(refused(longer, CloudflarePlan.Pro)).to.deep.equal([]);
    expect(refused({ ...longer, period: 61 }, CloudflarePlan.Pro)).to.have.length(1);
    expect(refused({ ...good, mitigationTimeout: 0 }, CloudflarePlan.Business)).to.have.length(1);
    expect(refused({ ...good, mitigationTimeout: 0 }, CloudflarePlan.Enterprise)).to.deep.equal([]);
  });

  it("challenge without a time below Enterprise, and on Free not at all", () => {
    const challenge = { action: "managed_challenge" };
    expect(
      refused({ ...good, mitigationTimeout: 0 }, CloudflarePlan.Free, challenge),
    ).to.deep.equal([
      ["action", "-", "not entitled to use the managed_challenge action in ratelimiting"],
    ]);
    expect(refused({ ...good, mitigationTimeout: 0 }, CloudflarePlan.Pro, challenge)).to.deep.equal(
      [],
    );
    expect(refused(good, CloudflarePlan.Pro, challenge)).to.have.length(1);
    expect(refused(good, CloudflarePlan.Enterprise, challenge)).to.deep.equal([]);
  });

  it("ask for the fields of the plan", () => {
    const byHost = { expression: 'http.host eq "a.example.com"' };
    expect(refused(good, CloudflarePlan.Free, byHost)).to.deep.equal([
      [
        "expression",
        "-",
        "not entitled: the use of field http.host is not allowed, an higher Advanced Rate Limiting plan is required",
      ],
    ]);
    expect(refused(good, CloudflarePlan.Pro, byHost)).to.deep.equal([]);
    expect(refused(good, unknownValue, byHost)).to.deep.equal([]);
  });

  it("count by an expression of their own from Business on", () => {
    const counting = { ...good, countingExpression: "http.response.code eq 401" };
    expect(refused(counting, CloudflarePlan.Pro)).to.deep.equal([
      ["ratelimit.countingExpression", "-", "not entitled to use a custom counting expression"],
    ]);
    expect(refused(counting, CloudflarePlan.Business)).to.deep.equal([]);
  });

  it("count what is cached where they ask for a list", () => {
    const asking = { expression: "ip.src in $monitors" };
    const origin = { ...good, requestsToOrigin: true };
    expect(refused(origin, CloudflarePlan.Enterprise, asking)).to.deep.equal([
      [
        "ratelimit.requestsToOrigin",
        "-",
        "requests_to_origin must be false where the expression includes a custom list",
      ],
    ]);
    expect(refused(good, CloudflarePlan.Enterprise, asking)).to.deep.equal([]);
    expect(refused(origin)).to.deep.equal([]);
  });

  it("want a number of requests", () => {
    expect(refused({ ...good, requestsPerPeriod: 0 })).to.have.length(1);
    expect(refused({ ...good, requestsPerPeriod: undefined })).to.have.length(1);
    expect(refused({ ...good, requestsPerPeriod: unknownValue })).to.deep.equal([]);
  });
});
