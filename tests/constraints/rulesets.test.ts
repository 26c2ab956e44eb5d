import { expect } from "chai";
import fc from "fast-check";
import { rulesetRefusals, type RulesetFields, type RulesetView } from "../../constraints/rulesets";
import { unknownValue, type Known } from "../../core/known";
import { CloudflarePlan } from "../../facts/cloudflare/plans";

/** What the API refuses: the place, its code and its words. */
function refused(ruleset: Partial<RulesetFields>, view: Partial<RulesetView> = {}): unknown {
  return rulesetRefusals(
    { kind: "zone", phase: "http_request_cache_settings", rules: [], ...ruleset },
    { plan: CloudflarePlan.Free, hasOtherEntryPoint: "no", ...view },
  ).map(({ problem, error, answer }) => [problem.path, "code" in error ? error.code : "-", answer]);
}

/** What it refuses of one rule. */
function ofRule(
  phase: string,
  rule: Readonly<Record<string, unknown>>,
  plan: CloudflarePlan | typeof unknownValue = CloudflarePlan.Free,
): unknown {
  return refused({ phase, rules: [{ expression: "true", ...rule }] }, { plan });
}

const cached = { expression: "true", action: "set_cache_settings" };

describe("rulesetRefusals", () => {
  it("takes an empty ruleset, and one whose values are not known", () => {
    expect(refused({})).to.deep.equal([]);
    expect(
      refused(
        { kind: unknownValue, phase: unknownValue, rules: unknownValue },
        { plan: unknownValue, hasOtherEntryPoint: "unknown" },
      ),
    ).to.deep.equal([]);
    expect(
      refused(
        {
          rules: [
            unknownValue,
            { action: unknownValue, actionParameters: unknownValue, expression: unknownValue },
          ],
        },
        { plan: unknownValue },
      ),
    ).to.deep.equal([]);
  });

  it("asks no plan for parameters that may be among those that are not known", () => {
    const route = { expression: "true", action: "route" };
    const asked = (actionParameters: unknown) =>
      refused({ phase: "http_request_origin", rules: [{ ...route, actionParameters }] });
    expect(asked(unknownValue)).to.deep.equal([]);
    expect(asked({ hostHeader: unknownValue })).to.deep.equal([
      ["rules[0].actionParameters.hostHeader", "-", "not entitled to use the HostHeader override"],
    ]);
  });

  it("takes one entry point of each phase, and any custom ruleset beside it", () => {
    expect(refused({}, { hasOtherEntryPoint: "yes" })).to.deep.equal([
      [
        "kind",
        "20217",
        "'zone' is not a valid value for kind because exceeded maximum number of zone rulesets for phase http_request_cache_settings",
      ],
    ]);
    expect(refused({ kind: "custom" }, { hasOtherEntryPoint: "yes" })).to.deep.equal([]);
    expect(refused({}, { hasOtherEntryPoint: "unknown" })).to.deep.equal([]);
  });

  it("takes bulk redirects in accounts alone", () => {
    expect(refused({ phase: "http_request_redirect" })).to.deep.equal([
      [
        "kind",
        "-",
        "'zone' is not a valid value for kind because the phase http_request_redirect has no such entry point",
      ],
    ]);
    expect(refused({ phase: "http_request_redirect", kind: "root" })).to.deep.equal([]);
  });

  it("takes as many rules as the plan gives", () => {
    const rules = (count: number, enabled = true) =>
      Array.from({ length: count }, () => ({ ...cached, enabled }));
    expect(refused({ rules: rules(10) })).to.deep.equal([]);
    expect(refused({ rules: rules(11, false) })).to.deep.equal([
      [
        "rules",
        "50001",
        "exceeded the maximum number of rules in the phase http_request_cache_settings: 11 out of 10",
      ],
    ]);
    expect(refused({ rules: rules(25) }, { plan: CloudflarePlan.Pro })).to.deep.equal([]);
    expect(refused({ rules: rules(11) }, { plan: unknownValue })).to.deep.equal([]);
    expect(refused({ phase: "http_custom_errors", rules: [] })).to.deep.equal([]);
  });

  it("does not tell whether transform rules that are off count", () => {
    const rule = (enabled: boolean) => ({
      expression: "true",
      action: "rewrite",
      actionParameters: { headers: { "x-a": { operation: "remove" } } },
      enabled,
    });
    const phase = "http_response_headers_transform";
    const rules = [...Array.from({ length: 10 }, () => rule(true)), rule(false)];
    expect(refused({ phase, rules })).to.deep.equal([]);
    expect(refused({ phase, rules: [...rules, rule(true)] })).to.deep.equal([
      [
        "rules",
        "50001",
        "exceeded the maximum number of rules in the phase http_response_headers_transform: 12 out of 10",
      ],
    ]);
  });

  it("wants a ref of its own for each rule", () => {
    const rules = [{ ...cached, ref: "a" }, cached, { ...cached, ref: "a" }, cached];
    expect(refused({ rules })).to.deep.equal([["rules", "-", "rule ref 'a' is not unique"]]);
    expect(refused({ rules: [{ ...cached, ref: unknownValue }, cached] })).to.deep.equal([]);
  });
});

describe("ruleRefusals", () => {
  it("refuses actions that the phase or the plan lacks", () => {
    expect(ofRule("http_request_origin", { action: "block" })).to.deep.equal([
      [
        "rules[0].action",
        "-",
        "'block' is not a valid value for Action because it is not possible to use the block action in a ruleset with phase http_request_origin and kind zone",
      ],
    ]);
    expect(ofRule("http_request_firewall_custom", { action: "block" })).to.deep.equal([]);
    expect(ofRule("http_request_firewall_custom", { action: "log" })).to.have.length(1);
    expect(
      ofRule("http_request_firewall_custom", { action: "log" }, CloudflarePlan.Enterprise),
    ).to.deep.equal([]);
    expect(ofRule("http_request_sbfm", { action: "whatever" })).to.deep.equal([]);
  });

  it("refuses parameters of other actions, in the API's names", () => {
    const rule = { action: "block", actionParameters: { securityLevel: "off" } };
    expect(ofRule("http_request_firewall_custom", rule)).to.deep.equal([
      ["rules[0].actionParameters", "-", 'invalid JSON: unknown field "security_level"'],
    ]);
    const strip = { action: "set_cache_settings", actionParameters: { stripEtags: true } };
    expect(ofRule("http_response_cache_settings", strip)).to.deep.equal([]);
    expect(ofRule("http_request_cache_settings", strip)).to.deep.equal([
      ["rules[0].actionParameters", "-", 'invalid JSON: unknown field "strip_etags"'],
    ]);
  });

  it("refuses what skip cannot skip from the phase", () => {
    const rule = { action: "skip", actionParameters: { rulesets: ["a"] } };
    expect(ofRule("http_request_firewall_custom", rule)).to.deep.equal([
      [
        "rules[0].actionParameters",
        "20117",
        "skip action parameter 'rulesets' cannot be used in the phase http_request_firewall_custom",
      ],
    ]);
    expect(ofRule("http_request_firewall_managed", rule)).to.deep.equal([]);
  });

  it("wants what an action needs", () => {
    expect(ofRule("http_request_dynamic_redirect", { action: "redirect" })).to.deep.equal([
      ["rules[0].actionParameters", "-", "fromValue, or fromList required for the redirect action"],
    ]);
    const served = { action: "serve_error", actionParameters: { content: "Down" } };
    expect(ofRule("http_custom_errors", served, CloudflarePlan.Pro)).to.deep.equal([
      [
        "rules[0].actionParameters",
        "-",
        "assetName, or content and contentType required for the serve_error action",
      ],
    ]);
    expect(
      ofRule("http_custom_errors", { ...served, actionParameters: unknownValue }, unknownValue),
    ).to.deep.equal([]);
  });

  it("refuses overrides of origin rules below Enterprise, but for the port", () => {
    const rule = {
      action: "route",
      actionParameters: { hostHeader: "a.example.com", origin: { port: 8443 } },
    };
    const phase = "http_request_origin";
    expect(ofRule(phase, rule, CloudflarePlan.Business)).to.deep.equal([
      ["rules[0].actionParameters.hostHeader", "-", "not entitled to use the HostHeader override"],
    ]);
    expect(ofRule(phase, rule, CloudflarePlan.Enterprise)).to.deep.equal([]);
    expect(ofRule(phase, rule, unknownValue)).to.deep.equal([]);
    const port = { action: "route", actionParameters: { origin: { port: 0 } } };
    expect(ofRule(phase, port)).to.deep.equal([
      ["rules[0].actionParameters.origin.port", "-", "'0' is not a valid value for port"],
    ]);
  });

  it("keeps times of the edge to the plan's minimum, and to the mode that needs one", () => {
    const kept = (edgeTtl: object, plan = CloudflarePlan.Free as CloudflarePlan) =>
      ofRule(
        "http_request_cache_settings",
        { action: "set_cache_settings", actionParameters: { cache: true, edgeTtl } },
        plan,
      );
    const path = "rules[0].actionParameters.edgeTtl.default";
    const mode = "override_origin";
    expect(kept({ mode, default: 7200 })).to.deep.equal([]);
    expect(kept({ mode, default: 0 })).to.deep.equal([]);
    expect(kept({ mode, default: 7199 })).to.deep.equal([
      [path, "-", "not entitled to use the TTL 7199"],
    ]);
    expect(kept({ mode, default: 1 }, CloudflarePlan.Business)).to.deep.equal([]);
    expect(kept({ mode })).to.deep.equal([
      [path, "-", "default is required in override_origin mode"],
    ]);
    expect(kept({ mode: "respect_origin", default: 7200 })).to.deep.equal([
      [path, "-", "default is useless in respect_origin mode"],
    ]);
    expect(kept({ mode: "respect_origin" })).to.deep.equal([]);
    expect(kept({ mode: "never" })).to.have.length(1);
    expect(kept({ mode: unknownValue, default: unknownValue })).to.deep.equal([]);
  });

  it("refuses contents of more than 10 KB", () => {
    const served = (content: string) =>
      ofRule(
        "http_custom_errors",
        { action: "serve_error", actionParameters: { content, contentType: "text/plain" } },
        CloudflarePlan.Pro,
      );
    expect(served("é".repeat(5120))).to.deep.equal([]);
    expect(served("é".repeat(5121))).to.deep.equal([
      ["rules[0].actionParameters.content", "-", "content must not be larger than 10240 bytes"],
    ]);
  });

  it("reads expressions by phase and plan", () => {
    const block = { action: "block" };
    const phase = "http_request_firewall_custom";
    expect(ofRule(phase, { ...block, expression: "" })).to.have.deep.nested.property(
      "[0][1]",
      "20125",
    );
    expect(ofRule(phase, { ...block, expression: 'http.host ~ "a"' })).to.deep.equal([
      [
        "rules[0].expression",
        "-",
        "not entitled: must have matches on the plan business or above only",
      ],
    ]);
    const redirect = (expression: string) => ({
      action: "redirect",
      actionParameters: { fromValue: { targetUrl: { expression } } },
    });
    const dynamic = "http_request_dynamic_redirect";
    expect(
      ofRule(dynamic, redirect('concat("https://a.example", http.request.uri.path)')),
    ).to.deep.equal([]);
    expect(ofRule(dynamic, redirect("concat("))).to.have.deep.nested.property(
      "[0][0]",
      "rules[0].actionParameters.fromValue.targetUrl.expression",
    );
  });

  it("judges changes of headers, and shows no value", () => {
    const changed = (headers: object) =>
      ofRule("http_request_late_transform", { action: "rewrite", actionParameters: { headers } });
    expect(changed({ "x-a": { operation: "set", value: "s" } })).to.deep.equal([]);
    expect(changed({ "x-a": { operation: "set", value: unknownValue } })).to.deep.equal([]);
    expect(changed({ "cf-a": { operation: "set", value: "s3cret" } })).to.deep.equal([
      [
        'rules[0].actionParameters.headers["cf-a"]',
        "-",
        "header 'cf-a' must be none that Cloudflare keeps for itself: cf- and x-cf- (cf-connecting-ip can be removed), x-forwarded-for, x-forwarded-proto, true-client-ip, x-real-ip (none of which can be set)",
      ],
    ]);
    expect(changed({ a: { operation: "remove", value: "s3cret" } })).to.deep.equal([
      [
        "rules[0].actionParameters.headers.a",
        "-",
        "header 'a' must have neither value nor expression where it is removed",
      ],
    ]);
  });
});

describe("refusals of rulesets of which values are not known yet", () => {
  const hostile = [
    "",
    "__proto__",
    "constructor",
    "a".repeat(5_000),
    "\u0000",
    "http.host eq",
    "1",
  ];
  const parameters = fc.oneof(
    fc.constant(unknownValue),
    fc.constant(undefined),
    fc.record({ uri: fc.constant({ path: { value: "/x" } }) }),
    fc.record({ fromValue: fc.constant({ targetUrl: { value: "/x" }, statusCode: 418 }) }),
    fc.dictionary(fc.constantFrom(...hostile), fc.anything({ maxDepth: 1 }), { maxKeys: 2 }),
  );
  const rule = fc.record({
    action: fc.constantFrom("block", "rewrite", "redirect", "set_cache_settings", ...hostile),
    expression: fc.constantFrom("true", 'http.host eq "a"', ...hostile),
    ref: fc.constantFrom("a", "b", ""),
    actionParameters: parameters,
  });
  const phases = ["http_request_cache_settings", "http_request_firewall_custom", "http_ratelimit"];
  const ruleset = fc.record({
    kind: fc.constantFrom("zone", "root", "custom", ...hostile),
    phase: fc.constantFrom(...phases, "http_request_redirect", ...hostile),
    rules: fc.array(rule, { maxLength: 3 }),
  });

  /** A rule without one of its values, or without all. */
  const versionsOf = (
    one: Readonly<Record<string, unknown>>,
  ): Known<Readonly<Record<string, unknown>>>[] => [
    unknownValue,
    ...Object.keys(one).map((name) => ({ ...one, [name]: unknownValue })),
  ];

  it("are none that the known values had not, whatever they are", () => {
    const told = (own: Partial<RulesetFields>): string[] =>
      (refused(own) as readonly (readonly string[])[]).map(
        ([path = "", code = "", answer = ""]) => {
          expect(answer, "words for people").to.not.include("Symbol(");
          return `${path} ${code}`;
        },
      );
    fc.assert(
      fc.property(ruleset, (own) => {
        const known = told(own);
        const late: Partial<RulesetFields>[] = [
          ...(["kind", "phase", "rules"] as const).map((name) => ({
            ...own,
            [name]: unknownValue,
          })),
          ...own.rules.flatMap((one, index) =>
            versionsOf(one).map((version) => ({
              ...own,
              rules: own.rules.map((other, place) => (place === index ? version : other)),
            })),
          ),
        ];
        for (const each of late) {
          expect(known).to.include.members(told(each));
        }
      }),
      { seed: 502, numRuns: 200 },
    );
  });
});
