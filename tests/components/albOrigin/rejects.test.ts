import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { AlbOrigin, ResilientSite, type AlbOriginArgs } from "../../../components";
import { underMocks } from "../../support/mocks";
import { problemsOf, rejects } from "../../support/problems";

const smallest: AlbOriginArgs = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
  securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
  certificateArn: "arn:aws:acm:eu-central-1:123456789012:certificate/a",
  application: { port: 8080, healthPath: "/healthz" },
  targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718" } },
};

const build = (change: object, name = "web") => {
  return (parent: pulumi.Resource) => new AlbOrigin(name, { ...smallest, ...change }, { parent });
};

const app = (change: object) => ({ application: { ...smallest.application, ...change } });
const scaled = (change: object) => ({
  targets: {
    autoScaling: {
      ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large", maximumInstances: 4 },
      ...change,
    },
  },
});
const serviceArgs = {
  clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/web",
  taskDefinitionArn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
  containerName: "app",
  subnetIds: smallest.subnetIds,
};
const service = (change: object, more: object = {}) => ({
  targets: { service: { ...serviceArgs, ...change } },
  ...more,
});
const scaling = (change: object, more: object = {}) =>
  service({ scaling: { maximumTasks: 6, requestsPerTaskPerMinute: 600, ...change }, ...more });
const header = (...values: unknown[]) => ({ requiredHeader: { name: "x-key", values } });
const trustStoreArn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/cf/0a1b";

const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/a";

const wrong: Readonly<Record<string, readonly [object, string]>> = {
  "a VPC's name for its id": [
    { vpcId: "main" },
    'vpcId must be an ID of vpc- and 8 or 17 hexadecimal digits; got "main"',
  ],
  "one subnet": [
    { subnetIds: ["subnet-0a1b2c3d4e5f60718"] },
    "subnetIds must name subnets of at least two zones, so that one zone may fail; got one",
  ],
  "the same subnet twice": [
    { subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60718"] },
    'subnetIds[1] must not repeat a subnet; got "subnet-0a1b2c3d4e5f60718"',
  ],
  "no security group": [
    { securityGroupIds: [] },
    "securityGroupIds must name the groups that let Cloudflare in; got none",
  ],
  "a certificate of another service": [
    { certificateArn: "arn:aws:iam::123456789012:server-certificate/a" },
    'certificateArn must be the ARN of a certificate in ACM; got "arn:aws:iam::123456789012:server-certificate/a"',
  ],
  "a cluster of another region": [
    service(
      { clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/web" },
      { region: "eu-central-1" },
    ),
    'targets.service.clusterArn must be of the load balancer\'s region, eu-central-1; got "arn:aws:ecs:us-east-1:123456789012:cluster/web"',
  ],
  "a certificate of another region": [
    { region: "us-east-1" },
    'certificateArn must be of the load balancer\'s region, us-east-1; got "arn:aws:acm:eu-central-1:123456789012:certificate/a"',
  ],
  "an empty service": [
    { targets: { service: { ...serviceArgs, desiredCount: 0 } } },
    "targets.service.desiredCount must be a whole number of 1 or more; got 0",
  ],
  "a service beside named targets": [
    { targets: { service: serviceArgs, addresses: { a: "10.0.0.10" } } },
    "targets must have exactly one of instanceIds, addresses, autoScaling, service, managedBy; got addresses and service",
  ],
  "one task": [
    service({ desiredCount: 1 }),
    "targets.service.desiredCount must be 2 or more, so that one may fail or be replaced; got 1. Or say acceptSingleTask: true",
  ],
  "one task as the fewest": [
    scaling({ minimumTasks: 1 }),
    "targets.service.scaling.minimumTasks must be 2 or more, so that one may fail or be replaced; got 1. Or say acceptSingleTask: true",
  ],
  "fewer tasks at most than at least": [
    scaling({ minimumTasks: 4, maximumTasks: 3 }),
    "targets.service.scaling.maximumTasks must be at least the minimum, which is 4; got 3",
  ],
  "a count of tasks beside scaling": [
    scaling({}, { desiredCount: 3 }),
    "targets.service.desiredCount must be left out where scaling is given, whose minimumTasks it begins with; got 3",
  ],
  "a deployment without room for a task": [
    service({ desiredCount: 3, deploymentMaximumPercent: 133 }),
    "targets.service.deploymentMaximumPercent must leave room for one task beside 3, which is 134 or more; got 133. Leave it out for 200",
  ],
  "a launch type in lower case": [
    service({ launchType: "fargate" }),
    'targets.service.launchType must be one of FARGATE, EC2; got "fargate". Did you mean FARGATE?',
  ],
  "public addresses on machines of EC2": [
    service({ launchType: "EC2", assignPublicIp: true }),
    "targets.service.assignPublicIp must be false where launchType is EC2; got true. Name subnets with a route to a NAT gateway",
  ],
  "a cluster's name for its ARN": [
    service({ clusterArn: "web" }),
    'targets.service.clusterArn must be the ARN of a cluster of ECS; got "web"',
  ],
  "a task definition without its revision": [
    service({ taskDefinitionArn: serviceArgs.taskDefinitionArn.replace(":7", "") }),
    'targets.service.taskDefinitionArn must be the ARN of a revision of a task definition of ECS; got "arn:aws:ecs:eu-central-1:123456789012:task-definition/web"',
  ],
  "no container": [
    service({ containerName: " " }),
    'targets.service.containerName must be a text that is not empty; got " "',
  ],
  "tasks in one subnet": [
    service({ subnetIds: ["subnet-0a1b2c3d4e5f60718"] }),
    "targets.service.subnetIds must name subnets of at least two zones, so that one zone may fail; got one",
  ],
  "an old security policy": [
    { tlsPolicy: "ELBSecurityPolicy-2016-08" },
    'tlsPolicy must be a security policy of Elastic Load Balancing without TLS 1.0 and 1.1; got "ELBSecurityPolicy-2016-08", which lets TLS 1.0 in. Leave it out for ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  ],
  "an idle timeout below Cloudflare's": [
    { idleTimeoutSeconds: 60 },
    "idleTimeoutSeconds must be a whole number of 900 to 4000; got 60",
  ],
  "an idle timeout over the service's": [
    { idleTimeoutSeconds: 4001 },
    "idleTimeoutSeconds must be a whole number of 900 to 4000; got 4001",
  ],
  "an application that hangs up first": [
    app({ keepAliveSeconds: 960 }),
    "application.keepAliveSeconds must be more than idleTimeoutSeconds, which is 960: else the application closes connections that the load balancer is about to use, and visitors get Error 502; got 960",
  ],
  "the root as health check": [
    app({ healthPath: "/" }),
    'application.healthPath must lead deeper than the root, which often answers well while the application behind it does not; got "/". Give a path that fails when the site would, or say acceptShallowPath: true',
  ],
  "a request of an hour and more": [
    app({ longestRequestSeconds: 3596 }),
    "application.longestRequestSeconds must be a whole number of 1 to 3595; got 3596",
  ],
  "no targets": [
    { targets: {} },
    "targets must have exactly one of instanceIds, addresses, autoScaling, service, managedBy; got none",
  ],
  "two kinds of targets": [
    { targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718" }, managedBy: "ECS" } },
    "targets must have exactly one of instanceIds, addresses, autoScaling, service, managedBy; got instanceIds and managedBy",
  ],
  "an empty map of targets": [
    { targets: { addresses: {} } },
    "targets.addresses must name at least one target; got {}. Say managedBy where something else registers them",
  ],
  "nobody who registers": [
    { targets: { managedBy: " " } },
    'targets.managedBy must say what registers the targets; got ""',
  ],
  "a type of targets that the program names": [
    { targets: { addresses: { a: "10.0.0.1" }, targetType: "ip" } },
    'targets.targetType must be left out where managedBy is; got "ip"',
  ],
  "a hostname for an address": [
    { targets: { addresses: { a: "app.internal" } } },
    'targets.addresses.a must be an address inside the VPC; got "app.internal"',
  ],
  "one machine": [
    scaled({ minimumInstances: 1 }),
    "targets.autoScaling.minimumInstances must be 2 or more, so that one may fail or be replaced; got 1. Or say acceptSingleInstance: true",
  ],
  "no room for new machines": [
    scaled({ maximumInstances: 2 }),
    "targets.autoScaling.maximumInstances must be more than minimumInstances, which is 2, so that new machines can stand beside old ones; got 2",
  ],
  "enforcing without a trust store": [
    { clientVerification: { mode: "enforce" } },
    "clientVerification.trustStoreArn must be given where client certificates are enforced; got nothing",
  ],
  "observing with a trust store": [
    { clientVerification: { mode: "observe", trustStoreArn } },
    "clientVerification.trustStoreArn must be left out where client certificates are only observed; got one",
  ],
  "a trust store that is none": [
    { clientVerification: { mode: "enforce", trustStoreArn: "store" } },
    'clientVerification.trustStoreArn must be the ARN of a trust store of Elastic Load Balancing; got "store"',
  ],
  "a trust store of another region": [
    { region: "eu-west-1", certificateArn, clientVerification: { mode: "enforce", trustStoreArn } },
    `clientVerification.trustStoreArn must be of the load balancer's region, eu-west-1; got "${trustStoreArn}"`,
  ],
  "an empty text for a trust store": [
    { clientVerification: { mode: "enforce", trustStoreArn: "" } },
    'clientVerification.trustStoreArn must be the ARN of a trust store of Elastic Load Balancing; got ""',
  ],
  "a number for an image": [
    scaled({ imageId: 5 }),
    "targets.autoScaling.imageId must be a text that is not empty; got 5",
  ],
  "empty user data": [
    scaled({ userData: "" }),
    'targets.autoScaling.userData must be a text that is not empty; got ""',
  ],
  "logs to a bucket without a name": [
    { accessLogs: { bucket: " " } },
    'accessLogs.bucket must be a text that is not empty; got " "',
  ],
  "the Host header as secret": [
    { requiredHeader: { name: "Host", values: ["0123456789abcdef"] } },
    'requiredHeader.name must be the name of a header of at most 40 letters, digits and hyphens, and not Host; got "Host"',
  ],
  "no value of the header": [
    header(),
    "requiredHeader.values must be one value, or two while it is changed; got 0",
  ],
  "the same value twice": [
    header("0123456789abcdef", "0123456789abcdef"),
    "requiredHeader.values must not repeat a value; got the same twice",
  ],
  "a value that can be guessed": [
    header("hunter2"),
    "requiredHeader.values[0] must be a secret of 16 to 128 characters; got 7 characters",
  ],
  "a value that stands for any": [
    header("0123456789abcdef*"),
    "requiredHeader.values[0] must have no * and no ?, which stand for any text in a rule of the load balancer; got a secret with one of them",
  ],
};

/** A site whose second pool is a load balancer that it makes. */
const siteOf = (
  { vpcId, securityGroupIds: _groups, ...alb }: AlbOriginArgs,
  parent: pulumi.Resource,
) =>
  new ResilientSite(
    "www",
    {
      ...{ accountId: "0".repeat(32), zoneId: "f".repeat(32), zoneName: "example.com" },
      hostname: "www.example.com",
      firewalls: { main: { vpcId, region: "eu-central-1" } },
      pools: [
        { name: "primary", origins: { a: { address: "203.0.113.10" } } },
        { name: "backup", origins: { a: { alb: { ...alb, firewall: "main" } } } },
      ],
      health: { path: "/healthz" },
      alertsManagedBy: "nobody, in this test",
    },
    { parent },
  );

/** Without what Pulumi puts before it where the value is an argument of a resource. */
const messagesOf = (errors: readonly unknown[]): string[] =>
  [
    ...new Set(
      errors.map((error) =>
        (error as Error).message.replace(/^(error serializing property "\w+": )+/, ""),
      ),
    ),
  ].sort();

describe("AlbOrigin refuses", () => {
  for (const [what, [change, sentence]] of Object.entries(wrong)) {
    it(`${what}, before anything is registered`, async () => {
      const path = sentence.slice(0, sentence.indexOf(" must "));
      const told = await rejects(build(change), [path]);
      expect(told.map(({ reason }) => reason)).to.deep.equal([sentence]);
    });
  }

  it("a name that AWS would cut or refuse", async () => {
    for (const name of ["a-name-of-21-letters-", "internal-web", "web_one", "-web", ""]) {
      const [told] = await rejects(build({}, name), ["name"]);
      expect(told?.reason).to.equal(
        `name must have at most 20 letters, digits and hyphens, begin with neither a hyphen nor internal-, since AWS names the load balancer by it; got "${name}"`,
      );
    }
    const { errors } = await underMocks(false, build({}, "a-name-of-20-letters"));
    expect(errors).to.deep.equal([]);
  });

  it("a late value, once it is known", async () => {
    const late = { certificateArn: pulumi.output("certificate"), vpcId: pulumi.output("main") };
    const { errors } = await underMocks(false, build(late));
    const reasons = errors.flatMap((error) => problemsOf(error).map(({ reason }) => reason));
    expect(reasons).to.include(
      'vpcId must be an ID of vpc- and 8 or 17 hexadecimal digits; got "main"',
    );
  });

  it("what a map by region does not have, as its own and with the way out", async () => {
    const none = pulumi.output({} as Record<string, string>);
    const late = {
      certificateArn: none.apply((arns) => arns["eu-central-1"]),
      clientVerification: {
        mode: "enforce",
        trustStoreArn: none.apply((arns) => arns["eu-central-1"]),
      },
    };
    const { errors } = await underMocks(true, build(late));
    expect(messagesOf(errors)).to.deep.equal([
      'Invalid arguments of AlbOrigin "web":\n  - certificateArn must be the ARN of a certificate in ACM; got nothing. An OriginCertificate has one in each of its acmRegions, a PublicCertificate in each of its regions',
      'Invalid arguments of AlbOrigin "web":\n  - clientVerification.trustStoreArn must be the ARN of a trust store of Elastic Load Balancing; got nothing. OriginPulls has one in each of its trustStoreRegions once its mode is enforce',
    ]);
  });

  it("a late value of a load balancer that a site makes, at its place in the site", async () => {
    const late = { ...smallest, certificateArn: pulumi.output("certificate") };
    const { errors } = await underMocks(false, (parent) => siteOf(late, parent));
    expect(messagesOf(errors)).to.deep.equal([
      'Invalid arguments of ResilientSite "www":\n  - pools[1].origins.a.alb.certificateArn must be the ARN of a certificate in ACM; got "certificate"',
    ]);
  });
});
