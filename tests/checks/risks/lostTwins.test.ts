import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { otherTypes } from "../../../facts/resourceTypes";
import { becomes, comes, goes, reviewSteps, riskLines, same, type Step } from "../report/plans";
import { balancer, front, known, listens, targets } from "./behindBalancer";
import { zoneId } from "./strangersPlans";

const { targetGroupAttachment, scalingAttachment, scalingGroup, listenerCertificate } = modelTypes;
const { listener, targetGroup, route53Record, webAclAssociation, acmCertificate } = modelTypes;
const { networkAclRule, route, securityGroup } = modelTypes;

const rolePolicyAttachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

const app = known(same(targetGroup, "app", targets()));
const target = (targetId: string, more: object = {}): object => ({
  ...{ targetGroupArn: "app", targetId, port: 8080, ...more },
});
const newFirst = ["create-replacement", "replace", "delete-replaced"];
const anew = (name: string, old: object, now: object, ops = newFirst): Step[] =>
  ops.map((op) => ({ op, type: targetGroupAttachment, name, id: name, old, new: now }));

describe("objects that a deletion takes away under another name", () => {
  it("tells of a target that is renamed without an alias, and of those who visit it", () => {
    const { risks } = reviewSteps([
      ...front,
      app,
      goes(targetGroupAttachment, "web", target("10.0.0.5")),
      comes(targetGroupAttachment, "site-web", target("10.0.0.5")),
    ]);
    expect(risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`)).to.deep.equal([
      "high targets-lost app",
      "medium object-lost site-web",
    ]);
    expect(bareText(risks[0]?.consequence ?? [])).to.include("www.example.com");
    expect(risks[1]?.cause.map(({ change }) => change.name)).to.deep.equal(["site-web", "web"]);
    expect(bareText(risks[1]?.consequence ?? [])).to.equal(
      "AWS has one of site-web and web: the deletion of web at the end of this update takes it away, and Pulumi goes on having site-web in its state.",
    );
    expect(bareText(risks[1]?.hint ?? [])).to.equal(
      "Give site-web an alias to web, so that only its name changes.",
    );
  });

  it("says nothing of another target, of an alias, of what Pulumi only forgets, and of what goes first", () => {
    const gone = goes(targetGroupAttachment, "web", target("10.0.0.5"));
    const others: readonly (readonly Step[])[] = [
      [gone, comes(targetGroupAttachment, "site-web", target("10.0.0.6"))],
      [gone, comes(targetGroupAttachment, "site-web", target("10.0.0.5", { port: 8081 }))],
      [
        { ...gone, retainOnDelete: true },
        comes(targetGroupAttachment, "site-web", target("10.0.0.5")),
      ],
      [
        { ...gone, protect: true, refused: true },
        comes(targetGroupAttachment, "site-web", target("10.0.0.5")),
      ],
      [{ ...same(targetGroupAttachment, "site-web", target("10.0.0.5")), oldName: "web" }],
      anew("web", target("10.0.0.5"), target("10.0.0.5"), [...newFirst].reverse()),
    ];
    others.forEach((steps) => {
      const told = riskLines([...front, app, ...steps]);
      expect(told.filter((line) => /object-lost|targets-lost/.test(line))).to.deep.equal([]);
    });
  });

  it("tells of targets that change places, of one that is made anew as it was, and of one of two that were the same", () => {
    const [a, b] = [target("10.0.0.5"), target("10.0.0.6")];
    expect(riskLines([...front, app, ...anew("t-0", a, b), ...anew("t-1", b, a)])).to.deep.equal([
      "high targets-lost app",
      "medium object-lost t-0",
      "medium object-lost t-1",
    ]);
    expect(riskLines([...front, app, ...anew("t-0", a, a)])).to.deep.equal([
      "high targets-lost app",
      "medium object-lost t-0",
    ]);
    const kept = same(targetGroupAttachment, "one", a);
    const twice = [...front, app, kept, goes(targetGroupAttachment, "two", a)];
    expect(riskLines(twice)).to.deep.equal(["high targets-lost app", "medium object-lost one"]);
    expect(bareText(reviewSteps(twice).risks[1]?.hint ?? [])).to.equal(
      "Have Pulumi only forget two: set its retainOnDelete in an update before this one.",
    );
  });

  it("tells of an Auto Scaling group that is attached under another name", () => {
    const group = same(scalingGroup, "web", { name: "web", minSize: 2, maxSize: 4 });
    const attached = { autoscalingGroupName: "web", lbTargetGroupArn: "app" };
    expect(
      riskLines([
        ...[...front, app, group],
        goes(scalingAttachment, "one", attached),
        comes(scalingAttachment, "two", attached),
      ]),
    ).to.deep.equal(["high targets-lost app", "medium object-lost two"]);
  });

  it("tells of a certificate of a listener, of a web ACL's association and of a name in Route 53", () => {
    const shown = { listenerArn: "https", certificateArn: "of-www" };
    const lines = riskLines([
      ...front.slice(0, 2),
      known(same(listener, "https", listens({ certificateArn: "of-api" }))),
      known(same(acmCertificate, "of-api", { domainName: "api.example.com" })),
      known(same(acmCertificate, "of-www", { domainName: "www.example.com" })),
      same("setting", "ssl", { zoneId, settingId: "ssl", value: "strict" }),
      goes(listenerCertificate, "one", shown),
      comes(listenerCertificate, "two", shown),
    ]);
    expect(lines).to.include("medium object-lost two");
    expect(lines).to.include("high listener-certificate-missing edge");
    const tied = { resourceArn: "edge", webAclArn: "acl" };
    expect(
      riskLines([
        balancer(),
        goes(webAclAssociation, "one", tied),
        comes(webAclAssociation, "two", { ...tied, webAclArn: "other" }),
      ]),
    ).to.deep.equal(["medium object-lost two"]);
    const named = { zoneId: "Z1", name: "origin.example.net", type: "A", records: ["203.0.113.5"] };
    const renamed = (more: object): string[] =>
      riskLines([
        same("record", "www", {
          ...{ zoneId, name: "www.example.com", type: "CNAME", content: "origin.example.net" },
          ...{ proxied: true, ttl: 1 },
        }),
        goes(route53Record, "one", { ...named, ...more }),
        comes(route53Record, "two", { ...named, ...more }),
      ]).filter((line) => /object-lost|origin-name-gone/.test(line));
    expect(renamed({ allowOverwrite: true })).to.deep.equal([
      "high origin-name-gone origin.example.net",
      "medium object-lost origin.example.net",
    ]);
    expect(renamed({})).to.deep.equal([]);
  });

  it("tells of policies of roles, and of objects and settings of buckets, also under another type", () => {
    const { bucketObject, bucketPolicy } = modelTypes;
    const attached = { role: "task", policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
    const object = { bucket: "docs", key: "index.html", source: "index.html" };
    const pairs: readonly (readonly [string, string, object])[] = [
      [rolePolicyAttachment, rolePolicyAttachment, attached],
      [
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicy:RolePolicy",
        { name: "two", role: "task" },
      ],
      [bucketPolicy, bucketPolicy, { bucket: "docs", policy: "{}" }],
      ["aws:s3/bucketObject:BucketObject", bucketObject, object],
    ];
    for (const [old, now, own] of pairs) {
      expect(riskLines([goes(old, "one", own), comes(now, "two", own)])).to.deep.equal([
        "medium object-lost two",
      ]);
    }
    const alarm = { name: "web-5xx", namespace: "AWS/ApplicationELB" };
    const inRegion = (region?: string): string[] =>
      riskLines([
        goes(otherTypes.metricAlarm, "one", { ...alarm, region: "us-east-1" }),
        comes(otherTypes.metricAlarm, "two", { ...alarm, region }),
      ]);
    expect(inRegion()).to.deep.equal(["medium object-lost web-5xx"]);
    expect(inRegion("us-east-1")).to.deep.equal(["medium object-lost web-5xx"]);
    expect(inRegion("eu-west-1")).to.deep.equal([]);
    const other = comes(rolePolicyAttachment, "two", { ...attached, role: "machine" });
    expect(riskLines([goes(rolePolicyAttachment, "one", attached), other])).to.deep.equal([]);
  });

  it("tells of an alarm, by its name, and of none whose name Pulumi makes up", () => {
    const alarm = (name?: string): object => ({
      ...{ namespace: "AWS/ApplicationELB", metricName: "HTTPCode_ELB_5XX_Count" },
      ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 1 },
      ...(name === undefined ? {} : { name }),
    });
    const renamed = (name?: string): string[] =>
      riskLines([
        goes(otherTypes.metricAlarm, "one", alarm(name)),
        comes(otherTypes.metricAlarm, "two", alarm(name)),
      ]);
    expect(renamed("errors").filter((line) => line.includes("object-lost"))).to.have.lengthOf(1);
    expect(renamed()).to.deep.equal([]);
  });

  it("says nothing of what changes in place beside a deletion of another kind", () => {
    const [a, b] = [target("10.0.0.5"), target("10.0.0.6")];
    const steps = [
      becomes(targetGroup, "app", targets(), targets({ tags: { team: "web" } })),
      same(targetGroupAttachment, "one", a),
      goes(targetGroupAttachment, "two", b),
    ];
    expect(riskLines([...front, ...steps])).to.not.include("medium object-lost one");
  });

  it("tells of what is refused under another name: a security group, a route, and a rule of a network ACL", () => {
    const kinds: readonly (readonly [type: string, object, object])[] = [
      [securityGroup, { vpcId: "vpc-1", name: "web" }, { vpcId: "vpc-2", name: "web" }],
      [
        route,
        { routeTableId: "rt", destinationCidrBlock: "0.0.0.0/0", gatewayId: "igw" },
        { routeTableId: "rt", destinationIpv6CidrBlock: "::/0", gatewayId: "igw" },
      ],
      [
        networkAclRule,
        { networkAclId: "acl", egress: false, ruleNumber: 100, ruleAction: "allow" },
        { networkAclId: "acl", egress: true, ruleNumber: 100, ruleAction: "allow" },
      ],
    ];
    const refused = (type: string, was: object, is: object): string[] =>
      riskLines([goes(type, "one", was), comes(type, "two", is)]).filter((line) =>
        line.includes("object-refused"),
      );
    kinds.forEach(([type, was, other]) => {
      expect(refused(type, was, was)).to.have.lengthOf(1);
      expect(refused(type, was, other)).to.deep.equal([]);
    });
  });
});
