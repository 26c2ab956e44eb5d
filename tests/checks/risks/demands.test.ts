import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";
const same = (type: string, name: string, old: object, outputs: object = {}): Step => ({
  ...{
    op: "same",
    type,
    name,
    id: `arn:${name}`,
    old,
    outputs: { arn: `arn:${name}`, ...outputs },
  },
});
const created = ({ type, name = "", old }: Step, ...after: string[]): Step => ({
  ...{ op: "create", type, name, new: old, after },
});
const gone = (step: Step): Step => ({ ...step, op: "delete" });
const changed = (step: Step, now: object): Step => ({ ...step, op: "update", new: now });

const www = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const site = (...steps: readonly Step[]): Step[] => [
  www,
  same(modelTypes.awsLoadBalancer, "edge", { name: "edge" }, { dnsName }),
  same(modelTypes.targetGroup, "app", { port: 80 }),
  same(modelTypes.listener, "https", {
    ...{ loadBalancerArn: "arn:edge", port: 443, protocol: "HTTPS" },
    defaultActions: [{ type: "forward", targetGroupArn: "arn:app" }],
  }),
  ...steps,
];

const admits = (...values: readonly (string | object)[]): object => ({
  ...{ listenerArn: "arn:https", priority: 1 },
  conditions: [{ httpHeader: { httpHeaderName: "X-Key", values } }],
  actions: [{ type: "forward", targetGroupArn: "arn:app" }],
});
const admit = same(modelTypes.listenerRule, "admit", admits("one"));
const refuse = same(modelTypes.listenerRule, "refuse", {
  ...{ listenerArn: "arn:https", priority: 2 },
  conditions: [{ pathPattern: { values: ["*"] } }],
  actions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
});
const sends = (value: string, expression = 'http.host in {"www.example.com"}'): object => ({
  ...{ zoneId, kind: "zone", phase: "http_request_late_transform" },
  rules: [
    {
      ...{ expression, action: "rewrite", enabled: true },
      actionParameters: { headers: { "x-key": { operation: "set", value } } },
    },
  ],
});
const rules = same("cloudflare:index/ruleset:Ruleset", "rules", sends("one"));
/** The header is sent, and a rule behind takes it away from some requests. */
const takesAway = (expression: string): object => ({
  ...sends("one"),
  rules: [
    ...(sends("one") as { readonly rules: readonly object[] }).rules,
    {
      ...{ expression, action: "rewrite", enabled: true },
      actionParameters: { headers: { "X-Key": { operation: "remove" } } },
    },
  ],
});
const unsent = ["high origin-header-unsent edge"];
const elsewhere = ["medium origin-header-unsent edge"];
const unordered = ["high origin-header-order edge"];
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const hidden = (ciphertext: string): object => ({ ...secret, ciphertext });

describe("the risks of a header that a load balancer demands", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    ["tells of one that nothing sends", site(created(admit), created(refuse)), unsent],
    [
      "tells of one that is sent for another hostname",
      site(
        same(rules.type, "rules", sends("one", 'http.host eq "shop.example.com"')),
        ...[created(admit), created(refuse)],
      ),
      unsent,
    ],
    ["tells of one that is sent no more", site(admit, refuse, gone(rules)), unsent],
    [
      "tells of another value than is let through",
      site(admit, refuse, changed(rules, sends("two"))),
      unsent,
    ],
    [
      "tells of a value that is let through no more",
      site(changed(admit, admits("two")), refuse, rules),
      unsent,
    ],
    [
      "tells of one that a later rule takes away",
      site(admit, refuse, changed(rules, takesAway("true"))),
      unsent,
    ],
    [
      "says nothing of one that a rule takes away elsewhere",
      site(admit, refuse, changed(rules, takesAway('http.host eq "elsewhere.example.com"'))),
      [],
    ],
    ["says nothing of one that is sent already", site(rules, created(admit), created(refuse)), []],
    [
      "says nothing of a value that is accepted beside the last one",
      site(rules, changed(admit, admits("one", "two")), refuse),
      [],
    ],
    ["says nothing of one that is demanded no more", site(rules, gone(admit), gone(refuse)), []],
    [
      "tells of another value where somebody else sends what is let through",
      site(changed(admit, admits("two")), refuse),
      unsent,
    ],
    [
      "tells of another value where both are secrets",
      site(changed({ ...admit, old: admits(hidden("abc")) }, admits(hidden("def"))), refuse),
      elsewhere,
    ],
    [
      "says nothing of a second secret beside the first where somebody else sends it",
      site(
        changed({ ...admit, old: admits(hidden("abc")) }, admits(hidden("abc"), hidden("def"))),
        refuse,
      ),
      [],
    ],
    [
      "says nothing of another priority where somebody else sends the header",
      site(
        changed(admit, { ...admits("one"), priority: 3 }),
        changed(refuse, { ...refuse.old, priority: 4 }),
      ),
      [],
    ],
    [
      "tells of both that begin in no order",
      site(created(rules), created(admit), created(refuse)),
      unordered,
    ],
    [
      "says nothing of the order where the rules wait for what sends it",
      site(
        created(rules),
        created(admit, urnOf(rules.type, "rules")),
        created(refuse, urnOf(rules.type, "rules")),
      ),
      [],
    ],
    ["tells of both that end in no order", site(gone(rules), gone(admit), gone(refuse)), unordered],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("tells of no secret value, and shows none", () => {
    const known = site(
      same(rules.type, "rules", {
        ...sends("one"),
        rules: [
          {
            ...{ expression: "true", action: "rewrite", enabled: true },
            actionParameters: {
              headers: { "x-key": { operation: "set", value: hidden("v1:abc") } },
            },
          },
        ],
      }),
      ...[created(admit), created(refuse)],
    );
    expect(riskLines(known)).to.deep.equal(["medium listener-rule-answers www.example.com"]);
    const [risk] = reviewSteps(site(created(admit), created(refuse))).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on edge demands a header at port 443, and as far as this plan says Cloudflare does not send it for www.example.com: " +
        "until it does, the load balancer refuses the request itself, and visitors get Error 403, and every monitor that does not do it either finds it down.",
    );
  });
});
