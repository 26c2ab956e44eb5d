import { expect } from "chai";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import { unknownValue } from "../../../core/known";
import { Inventory } from "../../../model/graph/inventory";
import type { ModelObject, ModelResource } from "../../../model/graph/resources";
import { admitsBalancer } from "../../../model/origin/admission";
import { readDeployment } from "../../../model/origin/deployments";
import { permissionsFor } from "../../../model/origin/lambdaTargets";
import { guardingAcls } from "../../../model/origin/webAcls";
import { resource } from "../resource";

const edge = resource("awsLoadBalancer", "edge", { arn: "arn:edge", securityGroups: ["sg-edge"] });

describe("whether security groups of a target let its load balancer in", () => {
  const groups = ["sg-edge", "sg-web"].map((id) => resource("securityGroup", id, {}));
  const machine = resource("instance", "i-1", { vpcSecurityGroupIds: ["sg-web"] });
  const rule = (more: ModelObject, port = 8080): ModelResource =>
    resource("ingressRule", `rule ${JSON.stringify(more)} ${port}`, {
      ...{ securityGroupId: "sg-web", ipProtocol: "tcp", fromPort: port, toPort: port },
      ...more,
    });
  const cases: readonly (readonly [string, readonly ModelResource[], string])[] = [
    ["not without a rule", [], "no"],
    [
      "by a rule that names the load balancer's group",
      [rule({ referencedSecurityGroupId: "sg-edge" })],
      "yes",
    ],
    ["not by one of another port", [rule({ referencedSecurityGroupId: "sg-edge" }, 9090)], "no"],
    ["not by one of another group", [rule({ referencedSecurityGroupId: "sg-other" })], "no"],
    ["by a range of private addresses", [rule({ cidrIpv4: "10.0.0.0/8" })], "yes"],
    ["by one of everybody", [rule({ cidrIpv4: "0.0.0.0/0" })], "yes"],
    ["not by a public range", [rule({ cidrIpv4: "203.0.113.0/24" })], "no"],
    [
      "by a public range and by one of the network's own",
      [rule({ cidrIpv4: "203.0.113.0/24" }), rule({ cidrIpv4: "10.1.0.0/16" })],
      "yes",
    ],
    ["not by a private range at another port", [rule({ cidrIpv4: "10.0.0.0/8" }, 9090)], "no"],
    ["not by a prefix list at another port", [rule({ prefixListId: "pl-1" }, 9090)], "no"],
    ["by a range that is not known", [rule({ cidrIpv4: unknownValue })], "yes"],
    ["by one that is none", [rule({ cidrIpv4: "anything" })], "yes"],
    [
      "by the group among others",
      [
        resource("securityGroupRule", "mixed", {
          ...{ securityGroupId: "sg-web", type: "ingress", protocol: "tcp" },
          ...{ fromPort: 8080, toPort: 8080, sourceSecurityGroupId: "sg-edge" },
        }),
      ],
      "yes",
    ],
    ["as far as is known by a prefix list", [rule({ prefixListId: "pl-1" })], "unknown"],
    [
      "as far as is known by a group that is made in the same update",
      [rule({ referencedSecurityGroupId: unknownValue })],
      "unknown",
    ],
  ];
  for (const [title, rules, expected] of cases) {
    it(`is ${expected}: ${title}`, () => {
      const inventory = new Inventory([edge, machine, ...groups, ...rules]);
      expect(admitsBalancer(inventory, edge, machine, 8080)).to.equal(expected);
    });
  }

  it("is not known of a target whose groups are not known", () => {
    const bare = resource("instance", "i-2", {});
    const inventory = new Inventory([edge, bare, ...groups]);
    expect(admitsBalancer(inventory, edge, bare, 8080)).to.equal("unknown");
  });

  const carriers: readonly (readonly [string, readonly [ModelResource, ...ModelResource[]]])[] = [
    [
      "a launch template",
      [
        resource("scalingGroup", "web", { launchTemplate: { id: "lt-1" } }),
        resource("launchTemplate", "lt-1", { vpcSecurityGroupIds: ["sg-web"] }),
      ],
    ],
    [
      "a service of ECS",
      [resource("ecsService", "api", { networkConfiguration: { securityGroups: ["sg-web"] } })],
    ],
  ];
  for (const [what, [serves, ...others]] of carriers) {
    it(`is read from ${what} too`, () => {
      const inventory = new Inventory([edge, ...groups, serves, ...others]);
      expect(admitsBalancer(inventory, edge, serves, 8080)).to.equal("no");
      inventory.put(rule({ referencedSecurityGroupId: "sg-edge" }));
      expect(admitsBalancer(inventory, edge, serves, 8080)).to.equal("yes");
    });
  }
});

describe("what lets a load balancer call a function", () => {
  const group = resource("targetGroup", "fn", { arn: "arn:fn", targetType: "lambda" });
  const target = resource("targetGroupAttachment", "at", {
    ...{ targetGroupArn: "arn:fn", targetId: "arn:aws:lambda:us-east-1:1:function:page" },
  });
  const permission = (name: string, more: ModelObject): ModelResource =>
    resource("lambdaPermission", name, {
      ...{ action: "lambda:InvokeFunction", principal: "elasticloadbalancing.amazonaws.com" },
      ...more,
    });
  const found = (...permissions: readonly ModelResource[]): string[] =>
    permissionsFor(new Inventory([group, target, ...permissions]), group).map(({ name }) => name);

  it("is a permission that names the function, by its name or ARN, or the group", () => {
    const names = [
      permission("by name", { function: "page" }),
      permission("by arn", { function: "arn:aws:lambda:us-east-1:1:function:page" }),
      permission("by group", { function: "other", sourceArn: "arn:fn" }),
    ];
    expect(found(...names).sort()).to.deep.equal(["by arn", "by group", "by name"]);
  });

  it("is none of another function, and none for another principal", () => {
    const others = [
      permission("other", { function: "other" }),
      permission("gateway", { function: "page", principal: "apigateway.amazonaws.com" }),
      permission("late", { function: "page", principal: unknownValue }),
    ];
    expect(found(...others)).to.deep.equal([]);
  });
});

describe("web ACLs that block before a load balancer", () => {
  const tie = resource("webAclAssociation", "tie", {
    resourceArn: "arn:edge",
    webAclArn: "arn:acl",
  });
  const acl = (more: ModelObject): ModelResource =>
    resource("webAcl", "acl", { arn: "arn:acl", ...more });
  const found = (...resources: readonly ModelResource[]): unknown =>
    guardingAcls(new Inventory([edge, ...resources]), edge).map(({ acl: own, verdict }) => [
      ...[own.name, verdict.kind, "rule" in verdict ? verdict.rule : undefined],
    ]);
  const block = { defaultAction: { block: {} } };
  const allow = { defaultAction: { allow: {} } };
  const addresses = (...list: readonly string[]): ModelResource =>
    resource("webAclAddresses", "list", { arn: "arn:list", addresses: list });
  const rule = (does: string, statement: ModelObject, priority = 1): ModelObject => ({
    ...{ name: `${does} ${String(priority)}`, priority, action: { [does]: {} }, statement },
  });
  const ofList = { ipSetReferenceStatement: { arn: "arn:list" } };
  const ofPath = (searchString: string): ModelObject => ({
    byteMatchStatement: {
      ...{ fieldToMatch: { uriPath: {} }, positionalConstraint: "STARTS_WITH", searchString },
    },
  });
  const rate = (more: ModelObject): ModelObject => ({
    rateBasedStatement: { limit: 2000, ...more },
  });
  const cases: readonly (readonly [string, readonly ModelResource[], unknown])[] = [
    ["one that blocks and has no rules", [tie, acl(block)], [["acl", "blocks", undefined]]],
    [
      "one that blocks what no rule lets through",
      [tie, acl({ ...block, rules: [{ name: "cloudflare" }] })],
      [["acl", "blocks others", undefined]],
    ],
    [
      "one whose rules stand in JSON",
      [tie, acl({ ...block, ruleJson: "[]" })],
      [["acl", "blocks others", undefined]],
    ],
    ["one that allows", [tie, acl(allow)], [["acl", "passes", undefined]]],
    [
      "one of which the default is not known",
      [tie, acl({ defaultAction: unknownValue })],
      [["acl", "passes", undefined]],
    ],
    [
      "one with a rule that blocks every path",
      [tie, acl({ ...allow, rules: [rule("block", ofPath("/"))] })],
      [["acl", "blocks", "block 1"]],
    ],
    [
      "one with a rule that blocks some paths",
      [tie, acl({ ...allow, rules: [rule("block", ofPath("/admin"))] })],
      [["acl", "passes", undefined]],
    ],
    [
      "one whose rule counts what it would block",
      [tie, acl({ ...allow, rules: [rule("count", ofPath("/"))] })],
      [["acl", "passes", undefined]],
    ],
    [
      "one with a rule that blocks whoever is not on a list without Cloudflare",
      [
        ...[tie, addresses("203.0.113.0/24")],
        acl({ ...allow, rules: [rule("block", { notStatement: { statements: [ofList] } })] }),
      ],
      [["acl", "blocks", "block 1"]],
    ],
    [
      "one that blocks all but Cloudflare",
      [
        ...[tie, addresses(...cloudflareRanges.ipv4)],
        acl({ ...block, rules: [rule("allow", ofList)] }),
      ],
      [["acl", "passes", undefined]],
    ],
    [
      "one that blocks all but a list without Cloudflare",
      [tie, addresses("203.0.113.0/24"), acl({ ...block, rules: [rule("allow", ofList)] })],
      [["acl", "blocks", undefined]],
    ],
    [
      "one that blocks all but some of Cloudflare",
      [tie, addresses("173.245.48.0/20"), acl({ ...block, rules: [rule("allow", ofList)] })],
      [["acl", "blocks others", undefined]],
    ],
    [
      "one that counts by the address of the connection",
      [tie, acl({ ...allow, rules: [rule("block", rate({}))] })],
      [["acl", "mistakes", "block 1"]],
    ],
    [
      "one that counts by the address of the visitor",
      [tie, acl({ ...allow, rules: [rule("block", rate({ aggregateKeyType: "FORWARDED_IP" }))] })],
      [["acl", "passes", undefined]],
    ],
    [
      "one that asks for the country of the connection, after a rule that lets Cloudflare in",
      [
        ...[tie, addresses(...cloudflareRanges.ipv4)],
        acl({
          ...allow,
          rules: [
            rule("block", { geoMatchStatement: { countryCodes: ["RU"] } }, 2),
            rule("allow", ofList),
          ],
        }),
      ],
      [["acl", "passes", undefined]],
    ],
    [
      "one that asks for the country of the connection",
      [
        tie,
        acl({
          ...allow,
          rules: [rule("block", { geoMatchStatement: { countryCodes: ["RU"] } })],
        }),
      ],
      [["acl", "mistakes", "block 1"]],
    ],
    [
      "one with a group of rules that nobody reads",
      [
        tie,
        acl({
          ...allow,
          rules: [
            {
              name: "common",
              overrideAction: { none: {} },
              statement: { managedRuleGroupStatement: {} },
            },
          ],
        }),
      ],
      [["acl", "passes", undefined]],
    ],
    ["none before something else", [acl(block)], []],
    ["none that another program has", [tie], []],
  ];
  for (const [title, resources, expected] of cases) {
    it(`are ${title}`, () => {
      expect(found(...resources)).to.deep.equal(expected);
    });
  }
});

describe("what a roll-out leaves running", () => {
  const refresh = (preferences: ModelObject): ModelObject => ({
    instanceRefresh: { strategy: "Rolling", preferences },
  });
  const cases: readonly (readonly [
    string,
    ModelResource,
    number | undefined,
    string | undefined,
  ])[] = [
    [
      "the share of a service of ECS",
      resource("ecsService", "api", { deploymentMinimumHealthyPercent: 50 }),
      ...([50, "taskDefinition"] as const),
    ],
    [
      "nothing said by a service without a share",
      resource("ecsService", "api", {}),
      ...([undefined, "taskDefinition"] as const),
    ],
    [
      "the share of an instance refresh",
      resource("scalingGroup", "web", refresh({ minHealthyPercentage: 0 })),
      ...([0, "launchTemplate"] as const),
    ],
    [
      "nothing said by a refresh whose share is not known yet",
      resource("scalingGroup", "web", refresh({ minHealthyPercentage: unknownValue })),
      ...([undefined, "launchTemplate"] as const),
    ],
    [
      "nothing of a group that replaces nothing by itself",
      resource("scalingGroup", "web", { minSize: 1 }),
      ...([undefined, undefined] as const),
    ],
    [
      "nothing of other resources",
      resource("instance", "i-1", refresh({ minHealthyPercentage: 0 })),
      ...([undefined, undefined] as const),
    ],
  ];
  for (const [title, each, kept, startedBy] of cases) {
    it(`is ${title}`, () => {
      const deployment = readDeployment(each);
      expect(deployment.keptPercent).to.equal(kept);
      expect(deployment.startedBy[0]).to.equal(startedBy);
    });
  }

  it("is begun by whatever makes tasks or instances anew", () => {
    expect(readDeployment(resource("ecsService", "app", {})).startedBy).to.deep.equal([
      ...["taskDefinition", "forceNewDeployment", "triggers", "networkConfiguration"],
    ]);
    expect(
      readDeployment(resource("scalingGroup", "web", { instanceRefresh: {} })).startedBy,
    ).to.deep.equal(["launchTemplate", "launchConfiguration", "mixedInstancesPolicy"]);
  });
});
