import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { front, known } from "./behindBalancer";
import { judgesAsExpected, zoneId, type StrangersPlans } from "./strangersPlans";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const { webAcl, webAclAssociation } = modelTypes;
const site = [...front, known(same(modelTypes.targetGroup, "app", { port: 8080 }))];
const tie = { resourceArn: "edge", webAclArn: "guard" };
const acl = (...rules: readonly object[]): object => ({
  ...{ name: "guard", scope: "REGIONAL", defaultAction: { allow: {} }, rules },
});
const ofLogin = {
  scopeDownStatement: {
    byteMatchStatement: {
      ...{ fieldToMatch: { uriPath: {} }, positionalConstraint: "EXACTLY", searchString: "/login" },
    },
  },
};
const rate = (does: string, more: object = {}): object => ({
  ...{ name: "limit", priority: 1, action: { [does]: {} } },
  statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: "IP", ...more } },
});
const path = (searchString: string): object => ({
  ...{ name: "paths", priority: 2, action: { block: {} } },
  statement: {
    byteMatchStatement: {
      ...{ fieldToMatch: { uriPath: {} }, positionalConstraint: "STARTS_WITH", searchString },
    },
  },
});
const managed = (
  override: string,
  name = "AWSManagedRulesCommonRuleSet",
  ...counted: readonly string[]
): object => ({
  ...{ name: "managed", priority: 3, overrideAction: { [override]: {} } },
  statement: {
    managedRuleGroupStatement: {
      ...{ vendorName: "AWS", name },
      ...(counted.length === 0
        ? {}
        : {
            ruleActionOverrides: counted.map((rule) => ({
              name: rule,
              actionToUse: { count: {} },
            })),
          }),
    },
  },
});
const changed = (was: object, is: object): Step[] => [
  ...[...site, same(webAclAssociation, "tie", tie)],
  known(becomes(webAcl, "guard", was, is)),
];

const notKnownYet = [
  ["its name", acl(), acl(managed("none", unknown))],
  ["what overrides it", acl(), acl({ ...managed("none"), overrideAction: unknown })],
  ["which rules it counts", acl(), acl(managed("none", "AWSManagedRulesCommonRuleSet", unknown))],
] as const;

const listed = (addresses: readonly string[]): object => ({ addresses });
const byList = (was: readonly string[], is: readonly string[], more: object = {}): Step[] => [
  ...[...site, same(webAclAssociation, "tie", tie)],
  known(
    same(
      webAcl,
      "guard",
      acl({
        ...{ name: "bad", priority: 1, action: { block: {} } },
        statement: { ipSetReferenceStatement: { arn: "bad", ...more } },
      }),
    ),
  ),
  known(becomes(modelTypes.webAclAddresses, "bad", listed(was), listed(is))),
];

describe("the risks of lists of addresses that a web ACL blocks", () => {
  const [bad, worse] = [["192.0.2.0/24"], ["192.0.2.0/24", "172.64.0.0/13"]];
  judgesAsExpected([
    ["one comes to hold some of Cloudflare's", byList(bad, worse), ["medium web-acl-blocks edge"]],
    ["one comes to hold none of them any more", byList(worse, bad), []],
    ["one comes to hold others", byList(bad, [...bad, "198.51.100.0/24"]), []],
    [
      "one comes to hold some of Cloudflare's, and is compared with what says of the visitor",
      byList(bad, worse, { ipSetForwardedIpConfig: { headerName: "CF-Connecting-IP" } }),
      [],
    ],
  ]);
});

const byHost = (searchString: string, positionalConstraint = "EXACTLY"): object => ({
  ...acl({
    ...{ name: "hosts", priority: 1, action: { allow: {} } },
    statement: {
      byteMatchStatement: {
        ...{ fieldToMatch: { singleHeader: { name: "host" } }, positionalConstraint, searchString },
      },
    },
  }),
  defaultAction: { block: {} },
});

describe("the risks of web ACLs that let hostnames through", () => {
  const rules = ["guard: rules[0]"];
  judgesAsExpected([
    ["they name it", changed(acl(), byHost("www.example.com")), [], rules],
    ["they name what it ends with", changed(acl(), byHost(".example.com", "ENDS_WITH")), [], rules],
    [
      "they name another one",
      changed(acl(), byHost("shop.example.com")),
      ["high web-acl-blocks edge"],
      rules,
    ],
    [
      "they compare it in a way of which the plan does not say what comes of it",
      changed(acl(), byHost("www", "CONTAINS_WORD")),
      ["medium web-acl-blocks edge"],
      rules,
    ],
  ]);
});

const challenge = (does: string): object => ({
  ...(path("/") as { statement: object }),
  action: { [does]: {} },
});
const byProgram = site.map((step): Step => {
  const isRecord = step.name === "www";
  return isRecord ? { ...step, old: { ...step.old, name: "api.example.com" } } : step;
});

describe("the risks of web ACLs beside what every web ACL has", () => {
  const both = { ...byHost("shop.example.com") } as { rules: readonly object[] };
  const beside = (...more: readonly object[]): object => ({
    ...both,
    rules: [...more, ...both.rules],
  });
  judgesAsExpected([
    [
      "hostnames are let through by name beside a managed group of AWS, which lets nothing through",
      changed(acl(managed("none")), beside(managed("none"))),
      ["high web-acl-blocks edge"],
      ["guard: rules[1]"],
    ],
    [
      "hostnames are let through by name beside a group of which a rule is made to let through",
      changed(
        acl(),
        beside({
          ...managed("none"),
          statement: {
            managedRuleGroupStatement: {
              ...{ vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" },
              ruleActionOverrides: [{ name: "NoUserAgent_HEADER", actionToUse: { allow: {} } }],
            },
          },
        }),
      ),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0], rules[1]"],
    ],
    [
      "hostnames are let through by name beside a group of somebody else",
      changed(
        acl(),
        beside({
          ...managed("none"),
          statement: { ruleGroupReferenceStatement: { arn: "arn:aws:wafv2:other" } },
        }),
      ),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0], rules[1]"],
    ],
    [
      "programs come to solve a challenge",
      [
        ...[...byProgram, same(webAclAssociation, "tie", tie)],
        known(becomes(webAcl, "guard", acl(), acl(challenge("challenge")))),
      ],
      ["high web-acl-blocks api.example.com"],
      ["guard: rules[0]"],
    ],
  ]);
});

describe("the risks of web ACLs before a distribution", () => {
  const front = (more: object): object => ({
    ...{ enabled: true, aliases: ["www.example.com"], ...more },
    origins: [{ originId: "app", domainName: "app.example.net", customOriginConfig: {} }],
    defaultCacheBehavior: { targetOriginId: "app" },
  });
  const led = same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: "d1.cloudfront.net" },
    ...{ proxied: true, ttl: 1 },
  });
  const guarded = (was: object, is: object, ...more: readonly Step[]): Step[] => [
    ...[led, ...more],
    known(becomes(modelTypes.distribution, "cdn", front(was), front(is)), {
      domainName: "d1.cloudfront.net",
    }),
  ];
  const stands = (...rules: readonly object[]): Step => known(same(webAcl, "guard", acl(...rules)));
  judgesAsExpected([
    [
      "one that counts by the address of Cloudflare comes before it",
      guarded({}, { webAclId: "guard" }, stands(rate("block"))),
      ["high web-acl-blocks cdn"],
      ["cdn: webAclId"],
    ],
    [
      "one that only counts comes before it",
      guarded({}, { webAclId: "guard" }, stands(rate("count"))),
      [],
      ["cdn: webAclId"],
    ],
    [
      "one that blocks every path comes before a distribution to which no hostname leads",
      guarded({}, { webAclId: "guard" }, stands(path("/"))).slice(1),
      [],
      ["cdn: webAclId"],
    ],
  ]);
});

describe("the risks of web ACLs before a load balancer", () => {
  judgesAsExpected([
    [
      "a rule begins to block every path",
      changed(acl(), acl(path("/"))),
      ["high web-acl-blocks edge"],
      ["guard: rules[0]"],
    ],
    [
      "a rule begins to block one path",
      changed(acl(), acl(path("/wp-admin"))),
      [],
      ["guard: rules[0]"],
    ],
    [
      "a rule that counts by the address of Cloudflare begins to block",
      changed(acl(rate("count")), acl(rate("block"))),
      ["high web-acl-blocks edge"],
      ["guard: rules[0].action.block, rules[0].action.count"],
    ],
    [
      "a rule that counts some requests by the address of Cloudflare begins to block",
      changed(acl(rate("count", ofLogin)), acl(rate("block", ofLogin))),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0].action.block, rules[0].action.count"],
    ],
    [
      "a rule that counts by the address of Cloudflare blocks as before",
      changed(acl(rate("block")), acl(rate("block"), path("/wp-admin"))),
      [],
      ["guard: rules[1]"],
    ],
    [
      "a managed group that only counted begins to block",
      changed(acl(managed("count")), acl(managed("none"))),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0].overrideAction.count, rules[0].overrideAction.none"],
    ],
    [
      "a rule of a managed group no longer only counts",
      changed(
        acl(managed("none", "AWSManagedRulesCommonRuleSet", "SizeRestrictions_BODY")),
        acl(managed("none")),
      ),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0].statement.managedRuleGroupStatement.ruleActionOverrides"],
    ],
    [
      "a managed group comes to count",
      changed(acl(), acl(managed("count"))),
      [],
      ["guard: rules[0]"],
    ],
    ...notKnownYet.map(([what, was, is]): StrangersPlans[number] => [
      `a managed group of which the plan does not know yet ${what}`,
      changed(was, is),
      [],
      ["guard: rules[0]"],
    ]),
    [
      "a managed group about known exploits comes to block",
      changed(acl(), acl(managed("none", "AWSManagedRulesKnownBadInputsRuleSet"))),
      ["low web-acl-blocks edge"],
      ["guard: rules[0]"],
    ],
    [
      "a managed group counts another rule of its own",
      changed(
        acl(managed("none")),
        acl(managed("none", "AWSManagedRulesCommonRuleSet", "SizeRestrictions_BODY")),
      ),
      [],
      ["guard: rules[0].statement.managedRuleGroupStatement.ruleActionOverrides"],
    ],
    ...(["challenge", "captcha"] as const).map((does): StrangersPlans[number] => [
      `a rule begins to have everybody solve a ${does}`,
      changed(acl(), acl({ ...path("/"), action: { [does]: {} } })),
      ["medium web-acl-blocks edge"],
      ["guard: rules[0]"],
    ]),
    [
      "a rule begins to have some solve a challenge",
      changed(acl(), acl({ ...path("/login"), action: { challenge: {} } })),
      [],
      ["guard: rules[0]"],
    ],
    [
      "a web ACL that blocks every path comes before the load balancer",
      [
        ...[...site, known(same(webAcl, "guard", acl(path("/"))))],
        comes(webAclAssociation, "tie", tie),
      ],
      ["high web-acl-blocks edge"],
      ["tie: "],
    ],
  ]);

  it("say how to undo a rule, and what a challenge is to programs", () => {
    const [blocking] = reviewSteps(changed(acl(), acl(path("/")))).risks;
    expect(bareText(blocking?.hint ?? [])).to.equal(
      "Let the rule paths count first, or narrow what it holds for.",
    );
    const [challenging] = reviewSteps(
      changed(acl(), acl({ ...path("/"), action: { challenge: {} } })),
    ).risks;
    expect(bareText(challenging?.consequence ?? [])).to.equal(
      "From this change on guard has everybody who comes to edge through Cloudflare solve a challenge first, by its rule paths: browsers load a page of AWS WAF before they come through, and what runs no script gets Error 202 or 405 and nothing else: apps, programs that call an API, and monitors, which find it down.",
    );
  });

  it("say by which managed group, and what that looks at", () => {
    const [risk] = reviewSteps(
      changed(acl(), acl(managed("none", "AWSManagedRulesAnonymousIpList"))),
    ).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on guard blocks what AWSManagedRulesAnonymousIpList finds, and AWSManagedRulesAnonymousIpList looks at the address of the connection, which is Cloudflare's own and that of many visitors: where that is what ordinary visitors send, visitors of www.example.com get Error 403 until it only counts that, and monitors may find it down.",
    );
  });

  it("say what a rule takes for the visitor's", () => {
    const [risk] = reviewSteps(changed(acl(rate("count")), acl(rate("block")))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on guard blocks by its rule limit the addresses from which too many requests come to edge, and those are Cloudflare's own, each of which many visitors share: visitors of www.example.com get Error 403 whenever that is so, until the rule looks at what Cloudflare says of the visitor.",
    );
  });
});
