import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { bareText } from "../../../checks/words/words";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { front, known } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

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
const changed = (was: object, is: object): Step[] => [
  ...[...site, same(webAclAssociation, "tie", tie)],
  known(becomes(webAcl, "guard", was, is)),
];

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
      "a web ACL that blocks every path comes before the load balancer",
      [
        ...[...site, known(same(webAcl, "guard", acl(path("/"))))],
        comes(webAclAssociation, "tie", tie),
      ],
      ["high web-acl-blocks edge"],
      ["tie: "],
    ],
  ]);

  it("say what a rule takes for the visitor's", () => {
    const [risk] = reviewSteps(changed(acl(rate("count")), acl(rate("block")))).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "From this change on guard blocks by its rule limit the addresses from which too many requests come to edge, and those are Cloudflare's own, each of which many visitors share: visitors of www.example.com get Error 403 whenever that is so, until the rule looks at what Cloudflare says of the visitor.",
    );
  });
});
