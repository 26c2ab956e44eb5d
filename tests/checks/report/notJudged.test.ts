import { expect } from "chai";
import { reviewAsHtml, reviewAsJson, reviewAsMarkdown, type Review } from "../../../checks/report";
import { verdictOf } from "../../../checks/report/verdict";
import { reviewSteps, same, type Step } from "./plans";

const zone: Step = {
  ...{ op: "same", type: "zone", name: "zone", id: "0123456789abcdef0123456789abcdef" },
  old: { name: "example.com", account: { id: "a" } },
};
const waf = "cloudflare:index/ruleset:Ruleset";
const acl = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation";
const blocking: Step = {
  ...{ op: "create", type: waf, name: "waf" },
  new: {
    ...{ zoneId: zone.id, kind: "zone", phase: "http_request_firewall_managed", name: "waf" },
    rules: [
      {
        ...{ action: "execute", expression: "true" },
        actionParameters: { id: "efb7b8c949ac4650a09736fc376e9aee" },
      },
    ],
  },
};

/** The lines of a comment about what is not judged, with what stands beneath them. */
function notes(review: Review): string[] {
  const lines = reviewAsMarkdown([review]).split("\n");
  const first = lines.findIndex((line) => line.startsWith("- Not judged: "));
  const end = lines.findIndex((line, index) => index > first && !/^ *- /.test(line));
  return first < 0 ? [] : lines.slice(first, end);
}

describe("a change that nobody judged", () => {
  it("withholds the green tick and is named in the first screen with the zone it may touch", () => {
    const review = reviewSteps([zone, blocking]);
    expect(verdictOf(review)).to.deep.equal({
      severity: "medium",
      title: "No outage risk found in what is judged of this change",
      detail: "1 change; 1 not judged; 1 unchanged.",
    });
    expect(review.worst).to.equal(undefined);
    expect(notes(review)).to.deep.equal([
      "- Not judged: create of `waf` (`cloudflare:index/ruleset:Ruleset`). It may touch every hostname of `example.com`.",
    ]);
    const markdown = reviewAsMarkdown([review]);
    expect(markdown.indexOf("Not judged")).to.be.below(markdown.indexOf("<details"));
    expect(markdown).to.not.include("✅");
    expect(markdown).to.match(/- not judged: create of `waf`/);
    const html = reviewAsHtml([review]);
    expect(html).to.match(/class="verdict medium"/);
    expect(html).to.match(/<li>Not judged: create of <code dir="auto">waf<\/code>/);
  });

  it("is not called new where nobody could follow it", () => {
    const rule: Step = {
      ...{ op: "create", type: "aws:lb/listenerRule:ListenerRule", name: "rule" },
      new: {
        ...{ listenerArn: "arn:elsewhere", priority: 1 },
        conditions: [{ pathPattern: { values: ["/*"] } }],
        actions: [{ type: "forward", targetGroupArn: "arn:tg" }],
      },
    };
    const rows = reviewAsMarkdown([reviewSteps([zone, rule])])
      .split("\n")
      .filter((line) => line.includes("create of `rule`"));
    expect(rows.map((line) => line.trim())).to.deep.equal([
      "- Not judged: `actions` and `conditions` in the create of `rule` (`aws:lb/listenerRule:ListenerRule`). It may touch every origin of the AWS account.",
      "- what `actions` and `conditions` does is not judged: create of `rule` (`aws:lb/listenerRule:ListenerRule`)",
    ]);
  });

  it("stands in the JSON with its properties and its reach", () => {
    const type = "aws:lb/loadBalancer:LoadBalancer";
    const old = { region: "eu-west-1", dropInvalidHeaderFields: false, internal: false };
    const steps: Step[] = [
      zone,
      blocking,
      {
        op: "update",
        type,
        name: "lb",
        id: "lb",
        old,
        new: { ...old, dropInvalidHeaderFields: true },
      },
    ];
    const [stack] = (
      JSON.parse(reviewAsJson([reviewSteps(steps)])) as { stacks: { notJudged: object[] }[] }
    ).stacks;
    expect(stack?.notJudged).to.deep.equal([
      {
        key: `urn:pulumi:production::shop::${type}::lb`,
        operation: "update",
        properties: ["dropInvalidHeaderFields"],
        mayTouch: { provider: "aws", region: "eu-west-1" },
      },
      {
        key: `urn:pulumi:production::shop::${waf}::waf`,
        operation: "create",
        properties: [],
        mayTouch: { zone: "example.com" },
      },
    ]);
  });

  it("names the hostnames on whose path it stands, or that it is for", () => {
    const record: Step = {
      ...{ op: "update", type: "record", name: "www", id: "r" },
      old: { zoneId: zone.id, name: "www.example.com", type: "A", content: "192.0.2.1" },
      new: {
        ...{ zoneId: zone.id, name: "www.example.com", type: "A", content: "192.0.2.1" },
        settings: { ipv4Only: true },
      },
    };
    const room = "cloudflare:index/waitingRoom:WaitingRoom";
    const waiting: Step = {
      ...{ op: "create", type: room, name: "room" },
      new: { zoneId: zone.id, host: "Shop.Example.com", totalActiveUsers: 200 },
    };
    expect(notes(reviewSteps([zone, record, waiting]))).to.deep.equal([
      "- Not judged: `settings.ipv4Only` in the update of `www` (`cloudflare:index/dnsRecord:DnsRecord`). It may touch `www.example.com`.",
      "- Not judged: `totalActiveUsers` in the create of `room` (`cloudflare:index/waitingRoom:WaitingRoom`). It may touch `shop.example.com`.",
    ]);
  });

  it("names the hostnames of the plan that reach it, and those beside it in what many share", () => {
    const behind = (site: string): Step[] => [
      same("aws:lb/loadBalancer:LoadBalancer", `${site}-lb`, {
        dnsName: `${site}.elb.example`,
        subnets: ["subnet"],
      }),
      same("aws:lb/targetGroup:TargetGroup", `${site}-group`, { vpcId: "vpc" }),
      same("aws:lb/listener:Listener", `${site}-443`, {
        ...{ loadBalancerArn: `${site}-lb`, port: 443, protocol: "HTTPS" },
        defaultActions: [{ type: "forward", targetGroupArn: `${site}-group` }],
      }),
      same("aws:autoscaling/group:Group", site, {
        ...{ targetGroupArns: [`${site}-group`], launchTemplate: { id: `${site}-template` } },
        ...{ vpcZoneIdentifiers: ["subnet"], minSize: 2, maxSize: 4, desiredCapacity: 2 },
      }),
      same("record", site, {
        ...{ zoneId: zone.id, name: `${site}.example.com`, type: "CNAME", proxied: true },
        content: `${site}.elb.example`,
      }),
    ];
    const template: Step = {
      ...{
        op: "update",
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        name: "shop-template",
        id: "shop-template",
      },
      old: { imageId: "ami-1", metadataOptions: { httpTokens: "optional" } },
      new: { imageId: "ami-1", metadataOptions: { httpTokens: "required" } },
    };
    const logs: Step = {
      ...{ op: "create", type: "aws:ec2/flowLog:FlowLog", name: "logs" },
      new: { vpcId: "vpc" },
    };
    const dnsFirewall =
      "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
    const association: Step = {
      ...{ op: "create", type: dnsFirewall, name: "wall" },
      new: { vpcId: "vpc", firewallRuleGroupId: "group", priority: 101 },
    };
    const network = [
      same("aws:ec2/vpc:Vpc", "vpc", {}),
      same("aws:ec2/subnet:Subnet", "subnet", { vpcId: "vpc" }),
    ];
    const others = Array.from({ length: 19 }, (_none, index) => behind(`site${index}`)).flat();
    const of = (...steps: Step[]): string[] =>
      notes(reviewSteps([zone, ...network, ...behind("shop"), ...steps]));
    expect(of(...behind("blog"), template, logs)).to.deep.equal([
      "- Not judged: `metadataOptions.httpTokens` in the update of `shop-template` (`aws:ec2/launchTemplate:LaunchTemplate`). It may touch `shop.example.com`.",
    ]);
    expect(of(...behind("blog"), association)).to.deep.equal([
      `- Not judged: create of \`wall\` (\`${dnsFirewall}\`). It may touch \`blog.example.com\` and \`shop.example.com\`, and every other origin of the AWS account.`,
    ]);
    expect(of(...behind("blog"), ...others, association)).to.deep.equal([
      `- Not judged: create of \`wall\` (\`${dnsFirewall}\`). It may touch every origin of the AWS account.`,
    ]);
  });

  it("is told once for alike ones, with a count and the first of them", () => {
    const rules = Array.from({ length: 7 }, (_none, index): Step => ({
      op: "create",
      type: acl,
      name: `n${index}`,
      new: { rule: index },
    }));
    const found = notes(reviewSteps(rules));
    expect(found).to.have.lengthOf(7);
    expect(found[0]).to.equal(
      "- Not judged: 7 changes of `aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation`. They may touch every origin of the AWS account.",
    );
    expect(found[6]).to.equal("  - and 2 more, in the whole change below");
  });

  it("is listed for ten kinds at most, and the rest is counted", () => {
    const steps = Array.from({ length: 14 }, (_none, index): Step => {
      const type = `kubernetes:core/v1:Kind${index}`;
      return { op: "create", type, name: "k", new: {} };
    });
    const found = notes(reviewSteps(steps));
    expect(found).to.have.lengthOf(11);
    expect(found[0] ?? "").to.match(/ It may touch whatever `kubernetes` runs for an origin\.$/);
    expect(found[10]).to.equal("- Not judged: 4 more changes.");
  });

  it("shows no markup of a plan's texts", () => {
    const text = "`<b>@all</b>`";
    const steps: Step[] = [{ op: "create", type: `x:${text}:y`, name: text, new: {} }];
    const review = reviewSteps(steps);
    expect(reviewAsHtml([review])).to.not.include("<b>");
    expect(notes(review)[0] ?? "").to.match(/`` `<b>@all<\/b>` ``/);
  });

  it("leaves the tick to a plan that changes nothing of it", () => {
    const same: Step = { op: "same", type: waf, name: "waf", id: "w", old: { zoneId: zone.id } };
    const calm = reviewSteps([zone, same]);
    expect([verdictOf(calm).severity, verdictOf(calm).title, notes(calm)]).to.deep.equal([
      undefined,
      "Nothing changes",
      [],
    ]);
    const glue: Step = { op: "delete", type: "aws:glue/job:Job", name: "job", id: "j", old: {} };
    const harmless = reviewSteps([zone, glue]);
    expect(verdictOf(harmless).severity).to.equal(undefined);
    expect(verdictOf(harmless).title).to.equal("No outage risk found in this change");
    expect(notes(harmless)).to.deep.equal([]);
  });
});
