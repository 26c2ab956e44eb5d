import { Certificate } from "@pulumi/aws/acm/certificate";
import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { secret, type Output } from "@pulumi/pulumi";
import { expect } from "chai";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import {
  AlbOrigin,
  OriginFirewall,
  originSecretHeader,
  ResilientSite,
  type AlbOriginArgs,
} from "../../components";
import {
  defaultAccountId,
  defaultZoneId,
  runProgram,
  startCloud,
  type Cloud,
  type TestStack,
} from "../../sandbox/testing";

const serviceSubnets = ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"];
const header = "0123456789abcdef-old";

/** What a step of the program has otherwise than the first one. */
interface Change {
  readonly named?: Partial<AlbOriginArgs>;
  readonly scaled?: Partial<AlbOriginArgs>;
  /** Whether the first one stands in two subnets of one zone. */
  readonly oneZone?: boolean;
}

/** A site whose two pools are load balancers of AWS: one before two machines by name, one before a group of machines. */
function declare({ named, scaled, oneZone }: Change): object {
  const vpc = new Vpc("main", { cidrBlock: "10.0.0.0/16" });
  const [inA, inB, alsoInA] = ["a", "b", "a2"].map((name, index) => {
    const availabilityZone = `eu-central-1${name.charAt(0)}`;
    const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone };
    return new Subnet(name, { vpcId: vpc.id, ...place }).id;
  }) as [Output<string>, Output<string>, Output<string>];
  const subnetIds = [inA, inB];
  const firewall = new OriginFirewall("origins", { vpcId: vpc.id });
  const certificate = new Certificate("www", { certificateBody: "…", privateKey: "…" });
  const instances = ["a", "b"].map(
    (name) => new Instance(`machine-${name}`, { ami: "ami-0abcdef1234567890", instanceType: "t3" }),
  );
  const shared = {
    ...{ vpcId: vpc.id, subnetIds, certificateArn: certificate.arn },
    securityGroupIds: firewall.securityGroupIds,
    application: { port: 8080, healthPath: "/healthz" },
    deletionProtection: false,
  };
  const [a, b] = instances.map(({ id }) => id);
  const first = new AlbOrigin("named", {
    ...shared,
    targets: { instanceIds: { a: a ?? "", b: b ?? "" } },
    ...(oneZone === true && { subnetIds: [inA, alsoInA] }),
    ...named,
  });
  const second = new AlbOrigin("scaled", {
    ...shared,
    targets: {
      autoScaling: {
        ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large", maximumInstances: 4 },
        ...{ userData: "#!/bin/sh\n", requestsPerInstancePerMinute: 600 },
      },
    },
    ...scaled,
  });
  const { edgeRule } = originSecretHeader({
    ...{ hostnames: ["www.example.com"], name: "x-origin-key", value: header },
  });
  new Ruleset("headers", {
    ...{ zoneId: defaultZoneId, name: "headers", kind: "zone" },
    ...{ phase: "http_request_late_transform", rules: [edgeRule] },
  });
  return new ResilientSite("www", {
    ...{ accountId: defaultAccountId, zoneId: defaultZoneId, zoneName: "example.com" },
    hostname: "www.example.com",
    pools: [first, second].map(({ dnsName }, index) => ({
      name: index === 0 ? "primary" : "backup",
      origins: { alb: { address: dnsName } },
    })),
    health: { path: "/healthz", headers: { "x-origin-key": secret(header) } },
    existingSecurityGroupIds: { main: firewall.securityGroupIds },
    alerts: { emails: ["oncall@example.com"] },
  });
}

describe("AlbOrigin on a real engine", () => {
  let cloud: Cloud;
  let change: Change;
  let stack: TestStack;

  before(async () => {
    cloud = await startCloud();
    change = {};
    stack = await runProgram(cloud, () => Promise.resolve(declare(change)));
  });
  after(async () => {
    await stack.close();
    await cloud.stop();
  });

  /** Brings up a changed program, and lists what it wrote: the operation and the end of the object's type. */
  async function upWith(next: Change): Promise<string[]> {
    change = next;
    cloud.outageWatch.begin();
    const seen = cloud.journal.calls.length;
    await stack.up();
    expect(cloud.outageWatch.report().broken).to.deep.equal([]);
    const calls = cloud.journal.calls.slice(seen).filter(({ method }) => method !== "GET");
    const nothing = (await stack.up()).changes;
    expect(nothing, "another up finds something to do").to.deep.equal({});
    return calls.map(({ path }) => path.replace(/^.*\//, ""));
  }

  it("comes up, and finds nothing more to do", async () => {
    const { counts } = await stack.up();
    expect(Object.keys(counts)).to.deep.equal(["create"]);
    const { create = 0 } = counts;
    expect((await stack.up()).counts).to.deep.equal({ same: create });
    expect((await stack.preview({ refresh: true })).changes).to.deep.equal({});
  });

  it("refuses two subnets of one zone in a preview", async () => {
    change = { oneZone: true };
    await expect(stack.preview()).to.be.rejectedWith(
      "subnetIds must name subnets of at least two zones, so that one zone may fail; got 2 of eu-central-1a",
    );
  });

  it("moves to another port by a target group that has its targets before the listener leads there", async () => {
    const application = { port: 9090, healthPath: "/healthz" };
    const calls = await upWith({ named: { application } });
    const order = calls.filter((call) => /Listener|Target/.test(call));
    expect(order).to.deep.equal([
      "CreateTargetGroup",
      "CreateTargetGroupAttachment",
      "CreateTargetGroupAttachment",
      "ModifyListener",
      "DeleteTargetGroupAttachment",
      "DeleteTargetGroupAttachment",
      "DeleteTargetGroup",
    ]);
  });

  it("runs a service of ECS behind a target group that is associated first, and moves to another group by another service", async () => {
    const arn = "arn:aws:ecs:eu-central-1:123456789012";
    const service = {
      ...{ clusterArn: `${arn}:cluster/web`, taskDefinitionArn: `${arn}:task-definition/web:1` },
      ...{ containerName: "app", subnetIds: serviceSubnets },
      scaling: { maximumTasks: 6, requestsPerTaskPerMinute: 600 },
    };
    const served = { named: { targets: { service } } };
    const order = (calls: string[]) =>
      calls.filter((call) => /TargetGroup$|Rule$|Service$|Listener$|Scalable/.test(call));
    const begun = order(await upWith(served));
    expect(begun.slice(0, 4)).to.deep.equal([
      ...["CreateTargetGroup", "CreateListener", "CreateRule", "CreateService"],
    ]);
    expect(begun.slice(4, 6)).to.have.members(["RegisterScalableTarget", "ModifyListener"]);
    expect(begun.slice(6)).to.deep.equal(["DeleteTargetGroup"]);
    const application = { port: 9090, healthPath: "/healthz" };
    const moved = order(await upWith({ named: { ...served.named, application } }));
    expect(moved.slice(0, 3)).to.deep.equal(["CreateTargetGroup", "ModifyRule", "CreateService"]);
    expect(moved.slice(3, 5)).to.have.members(["RegisterScalableTarget", "ModifyListener"]);
    expect(moved.slice(5)).to.deep.equal([
      ...["DeregisterScalableTarget", "DeleteService", "DeleteTargetGroup"],
    ]);
    expect(order(await upWith({})).slice(-4)).to.have.members([
      ...["DeleteService", "DeleteRule", "DeleteListener", "DeleteTargetGroup"],
    ]);
  });

  it("requires a header by a rule that comes after the one that admits it, and takes it away first", async () => {
    const required = { requiredHeader: { name: "x-origin-key", values: [header] } };
    const rules = (calls: string[]) =>
      calls.filter((call) => /^(Create|Modify|Delete)Rule$/.test(call));
    expect(rules(await upWith({ named: required }))).to.deep.equal(["CreateRule", "CreateRule"]);
    const both = { name: "x-origin-key", values: [header, "0123456789abcdef-new"] };
    expect(rules(await upWith({ named: { requiredHeader: both } }))).to.deep.equal(["ModifyRule"]);
    const [admit, refuse] = cloud.account.ofType("aws:lb/listenerRule:ListenerRule");
    expect([admit?.properties.priority, refuse?.properties.priority]).to.deep.equal([1, 2]);
    const seen = cloud.journal.calls.length;
    await upWith({});
    const gone = cloud.journal.calls.slice(seen).filter(({ path }) => path.endsWith("/DeleteRule"));
    expect(gone.map(({ id }) => id)).to.deep.equal([refuse?.id, admit?.id]);
    expect(JSON.stringify(await stack.exportState())).not.to.contain(header);
    expect(JSON.stringify(cloud.journal.calls)).not.to.contain(header);
  });

  it("replaces its machines by a new version of what they are made by", async () => {
    const calls = await upWith({
      scaled: {
        targets: {
          autoScaling: {
            ...{ imageId: "ami-0fedcba9876543210", instanceType: "m7g.large", maximumInstances: 4 },
            ...{ userData: "#!/bin/sh\n", requestsPerInstancePerMinute: 600 },
          },
        },
      },
    });
    expect(calls).to.deep.equal(["CreateLaunchTemplateVersion", "UpdateAutoScalingGroup"]);
    const [group] = cloud.account.ofType("aws:autoscaling/group:Group");
    expect((group?.properties.launchTemplate as { version?: string }).version).to.equal("2");
  });

  it("goes", async () => {
    const { counts } = await stack.destroy();
    expect(Object.keys(counts)).to.deep.equal(["delete"]);
    expect(cloud.account.ofType("aws:lb/loadBalancer:LoadBalancer")).to.deep.equal([]);
  });
});
