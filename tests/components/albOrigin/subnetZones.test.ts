import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { AlbOrigin, type AlbOriginArgs } from "../../../components";
import { inBothModes, underMocks, unknown, type Answers } from "../../support/mocks";
import { problemsOf } from "../../support/problems";
import { value } from "../../support/value";

const zones: Readonly<Record<string, string>> = {
  "subnet-0a1b2c3d4e5f60718": "eu-central-1a",
  "subnet-0b1c2d3e4f5061728": "eu-central-1a",
  "subnet-0c1d2e3f405162738": "eu-central-1b",
};
const [a, sameZone, otherZone] = Object.keys(zones) as [string, string, string];

const answers: Answers = {
  state: ({ name }) => ({ arn: `${name}-arn`, dnsName: "web.elb.example" }),
  call: ({ inputs, token }) => {
    expect(token).to.equal("aws:ec2/getSubnet:getSubnet");
    const { id } = inputs as { id: string };
    return { id, availabilityZone: zones[id] };
  },
};

const smallest = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/a",
  application: { port: 8080, healthPath: "/healthz" },
  targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718" } },
} satisfies Partial<AlbOriginArgs>;

const build = (change: Partial<AlbOriginArgs> & Pick<AlbOriginArgs, "subnetIds">) => {
  return (parent: pulumi.Resource) => new AlbOrigin("web", { ...smallest, ...change }, { parent });
};

const scaled = (subnetIds: pulumi.Input<string>[]) => ({
  autoScaling: {
    ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large", maximumInstances: 4 },
    subnetIds,
  },
});

const served = (subnetIds: pulumi.Input<string>[]) => ({
  service: {
    clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/web",
    taskDefinitionArn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
    ...{ containerName: "app", subnetIds },
  },
});

const component = "steady-edge:index:AlbOrigin";
const balancer = "aws:lb/loadBalancer:LoadBalancer";

const sentence = (path: string) =>
  `${path} must name subnets of at least two zones, so that one zone may fail; got 2 of eu-central-1a. Replace one of them by a subnet of another zone`;

const reasons = (errors: readonly unknown[]): readonly string[] => [
  ...new Set(errors.flatMap((error) => problemsOf(error).map(({ reason }) => reason))),
];

describe("AlbOrigin asks of which zones its subnets are", () => {
  it("and makes nothing where both that a program names are of one", async () => {
    await inBothModes(
      build({ subnetIds: [a, sameZone] }),
      ({ errors, registered }) => {
        expect(reasons(errors)).to.deep.equal([sentence("subnetIds")]);
        expect(registered.map(({ type, inputs }) => [type, inputs])).to.deep.include([
          component,
          {},
        ]);
        expect(registered.filter(({ inputs }) => Object.keys(inputs).length > 0)).to.deep.equal([]);
      },
      answers,
    );
  });

  it("and those of the machines", async () => {
    const change = { subnetIds: [a, otherZone], targets: scaled([a, sameZone]) };
    const { errors } = await underMocks(true, build(change), answers);
    expect(reasons(errors)).to.deep.equal([sentence("targets.autoScaling.subnetIds")]);
  });

  it("and those of the tasks, and makes nothing", async () => {
    const change = { subnetIds: [a, otherZone], targets: served([a, sameZone]) };
    const { errors, registered } = await underMocks(true, build(change), answers);
    expect(reasons(errors)).to.deep.equal([sentence("targets.service.subnetIds")]);
    expect(registered.filter(({ inputs }) => Object.keys(inputs).length > 0)).to.deep.equal([]);
    const taken = { subnetIds: [a, otherZone], targets: served([otherZone, sameZone]) };
    const { errors: none, one } = await underMocks(true, build(taken), answers);
    expect(none).to.deep.equal([]);
    expect(one("aws:ecs/service:Service", "web-service").inputs.networkConfiguration).to.include({
      assignPublicIp: false,
    });
  });

  it("and refuses those that become known late before the load balancer is made", async () => {
    const late = { subnetIds: [a, pulumi.output(sameZone)] };
    const { errors, one } = await underMocks(false, build(late), answers);
    expect(reasons(errors)).to.deep.equal([sentence("subnetIds")]);
    expect(one(balancer, "web-alb").inputs).to.deep.equal({});
  });

  it("and takes those of two, of which a single one is not known yet", async () => {
    await inBothModes(
      build({ subnetIds: [a, sameZone, otherZone] }),
      async ({ errors, one, result }) => {
        expect(errors).to.deep.equal([]);
        expect(one(balancer, "web-alb").inputs.subnets).to.deep.equal([a, sameZone, otherZone]);
        const group = one("aws:lb/targetGroup:TargetGroup", "web-tg");
        expect(group.inputs.vpcId).to.equal(smallest.vpcId);
        expect(await value(result.dnsName)).to.equal("web.elb.example");
      },
      answers,
    );
    const unknownId = pulumi.output(pulumi.unknown as string);
    const { errors, one } = await underMocks(true, build({ subnetIds: [a, unknownId] }), answers);
    expect(errors).to.deep.equal([]);
    expect(one(balancer, "web-alb").inputs.subnets).to.deep.equal([a, unknown]);
    const group = one("aws:lb/targetGroup:TargetGroup", "web-tg");
    expect(group.inputs.vpcId).to.equal(smallest.vpcId);
  });

  it("and leaves to AWS what nobody says", async () => {
    const silent: Answers[] = [
      { ...answers, call: ({ inputs }) => inputs as Record<string, unknown> },
      {
        ...answers,
        call: () => {
          throw new Error("UnauthorizedOperation");
        },
      },
    ];
    for (const each of silent) {
      const { errors, one } = await underMocks(true, build({ subnetIds: [a, sameZone] }), each);
      expect(errors).to.deep.equal([]);
      expect(one(balancer, "web-alb").inputs.subnets).to.deep.equal([a, sameZone]);
    }
  });
});

describe("AlbOrigin's address", () => {
  it("is told once its listener stands", async () => {
    const { result } = await underMocks(false, build({ subnetIds: [a, otherZone] }), answers);
    const sources = await (
      result.dnsName as unknown as { allResources: () => Promise<ReadonlySet<pulumi.Resource>> }
    ).allResources();
    expect([...sources]).to.include(result.listener);
  });
});
