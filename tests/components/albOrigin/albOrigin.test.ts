import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { AlbOrigin, type AlbOriginArgs } from "../../../components";
import { inBothModes, underMocks, unknown, type Run } from "../../support/mocks";
import { isSecret, value } from "../../support/value";

const types = {
  component: "steady-edge:index:AlbOrigin",
  group: "aws:ec2/securityGroup:SecurityGroup",
  ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
  certificate: "aws:lb/listenerCertificate:ListenerCertificate",
  attachment: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  template: "aws:ec2/launchTemplate:LaunchTemplate",
  machines: "aws:autoscaling/group:Group",
  registration: "aws:autoscaling/attachment:Attachment",
  policy: "aws:autoscaling/policy:Policy",
  service: "aws:ecs/service:Service",
  scalableTarget: "aws:appautoscaling/target:Target",
  taskPolicy: "aws:appautoscaling/policy:Policy",
} as const;

const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnetIds = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
const certificateArn = "arn:aws:acm:eu-central-1:123456789012:certificate/a";

const smallest: AlbOriginArgs = {
  ...{ vpcId, subnetIds, certificateArn },
  securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
  application: { port: 8080, healthPath: "/healthz" },
  targets: { instanceIds: { a: "i-0a1b2c3d4e5f60718", b: pulumi.output("i-0b1c2d3e4f5061728") } },
};

const autoScaling = {
  imageId: "ami-0abcdef1234567890",
  instanceType: "m7g.large",
  maximumInstances: 6,
};

const service = {
  clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
  taskDefinitionArn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
  containerName: "app",
  subnetIds: ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"],
};

const build = (change: Partial<AlbOriginArgs> = {}) => {
  return (parent: pulumi.Resource) => new AlbOrigin("web", { ...smallest, ...change }, { parent });
};

const answers = {
  state: ({ name, type }: pulumi.runtime.MockResourceArgs) => ({
    arn: `${name}-arn`,
    ...(type === types.balancer && { dnsName: "web.elb.example", arnSuffix: "app/web/1" }),
    ...(type === types.targetGroup && { arnSuffix: "targetgroup/web/2" }),
    ...(type === types.template && { latestVersion: 3 }),
    ...(type === types.service && { name: "web-service-1" }),
    ...(type === types.machines && { name: "web-machines-1" }),
  }),
};

function counts(run: Run<unknown>): Record<string, number> {
  const found = Object.entries(types).map(([noun, token]) => [noun, run.of(token).length]);
  const own = found.filter(([, count]) => Number(count) > 0);
  expect(own.reduce((sum, [, count]) => sum + Number(count), 0)).to.equal(run.registered.length);
  return Object.fromEntries(own) as Record<string, number>;
}

describe("AlbOrigin", () => {
  it("makes a load balancer that keeps connections longer than Cloudflare, and nothing beyond it", async () => {
    await inBothModes(
      build(),
      async (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, group: 1, egress: 1, balancer: 1, targetGroup: 1 },
          ...{ listener: 1, attachment: 2 },
        });
        const made = (text: string) => (run.preview ? unknown : text);
        expect(run.one(types.balancer, "web-alb").inputs).to.deep.equal({
          loadBalancerType: "application",
          internal: false,
          ipAddressType: "ipv4",
          subnets: subnetIds,
          securityGroups: run.preview ? unknown : ["sg-0a1b2c3d4e5f60718", "web-balancer-group-id"],
          idleTimeout: 960,
          enableDeletionProtection: true,
        });
        expect(run.one(types.targetGroup, "web-tg").inputs).to.deep.equal({
          ...{ vpcId, port: 8080, protocol: "HTTP", targetType: "instance" },
          deregistrationDelay: 125,
          healthCheck: {
            ...{ interval: 10, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 2 },
            ...{ path: "/healthz", protocol: "HTTP", matcher: "200-299" },
          },
        });
        expect(run.one(types.listener, "web-listener").inputs).to.deep.equal({
          loadBalancerArn: "web-alb-arn",
          port: 443,
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
          certificateArn,
          mutualAuthentication: { mode: "off" },
          defaultActions: [{ type: "forward", targetGroupArn: "web-tg-arn" }],
        });
        expect(run.one(types.attachment, "web-target-b").inputs).to.deep.equal({
          targetGroupArn: "web-tg-arn",
          targetId: "i-0b1c2d3e4f5061728",
        });
        expect(run.one(types.egress, "web-balancer-egress").inputs).to.deep.equal({
          securityGroupId: made("web-balancer-group-id"),
          ...{ ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0", fromPort: 8080, toPort: 8080 },
          description: "to the targets",
        });
        expect(await value(run.result.dnsName)).to.equal("web.elb.example");
        expect(await value(run.result.applicationKeepAliveSeconds)).to.equal(961);
        expect(Object.keys(run.result.headerRules)).to.deep.equal([]);
      },
      answers,
    );
  });

  it("leads to a target group only once its targets are registered", async () => {
    await inBothModes(
      build(),
      (run) => {
        const { dependsOn } = run.one(types.listener, "web-listener").options;
        expect(dependsOn).to.have.members(Object.values(run.result.attachments));
        expect(dependsOn).to.have.length(2);
      },
      answers,
    );
    await inBothModes(
      build({ targets: { autoScaling } }),
      (run) => {
        const { dependsOn } = run.one(types.listener, "web-listener").options;
        expect(dependsOn).to.deep.equal([run.result.registration]);
      },
      answers,
    );
  });

  it("makes machines of which two stand always, and new ones before old ones go", async () => {
    const machines = { ...autoScaling, userData: "#!/bin/sh\n", requestsPerInstancePerMinute: 600 };
    await inBothModes(
      build({ targets: { autoScaling: machines }, tags: { team: "web" } }),
      (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, group: 2, ingress: 1, egress: 3, balancer: 1, targetGroup: 1 },
          ...{ listener: 1, template: 1, machines: 1, registration: 1, policy: 1 },
        });
        const tags = { team: "web" };
        const template = run.one(types.template, "web-template").inputs;
        expect(template).to.deep.equal({
          ...{ imageId: "ami-0abcdef1234567890", instanceType: "m7g.large", tags },
          vpcSecurityGroupIds: run.preview ? unknown : ["web-machine-group-id"],
          metadataOptions: { httpTokens: "required" },
          userData: { secret: Buffer.from("#!/bin/sh\n").toString("base64") },
        });
        expect(run.one(types.machines, "web-machines").inputs).to.deep.equal({
          ...{ minSize: 2, maxSize: 6, vpcZoneIdentifiers: subnetIds },
          ...{ healthCheckType: "ELB", healthCheckGracePeriod: 120, defaultInstanceWarmup: 120 },
          launchTemplate: { id: run.preview ? unknown : "web-template-id", version: "3" },
          instanceRefresh: {
            strategy: "Rolling",
            preferences: {
              ...{ minHealthyPercentage: 100, maxHealthyPercentage: 200 },
              ...{ autoRollback: true, skipMatching: true },
            },
          },
          tags: [{ key: "team", value: "web", propagateAtLaunch: true }],
        });
        expect(run.one(types.registration, "web-registration").inputs).to.deep.equal({
          autoscalingGroupName: "web-machines-1",
          lbTargetGroupArn: "web-tg-arn",
        });
        expect(run.one(types.ingress, "web-machine-ingress").inputs).to.deep.equal({
          securityGroupId: run.preview ? unknown : "web-machine-group-id",
          referencedSecurityGroupId: run.preview ? unknown : "web-balancer-group-id",
          ...{ ipProtocol: "tcp", fromPort: 8080, toPort: 8080, tags },
          description: "from the load balancer",
        });
        const policy = run.one(types.policy, "web-scaling");
        expect(policy.inputs).to.deep.equal({
          autoscalingGroupName: "web-machines-1",
          policyType: "TargetTrackingScaling",
          targetTrackingConfiguration: {
            predefinedMetricSpecification: {
              predefinedMetricType: "ALBRequestCountPerTarget",
              resourceLabel: "app/web/1/targetgroup/web/2",
            },
            targetValue: 600,
          },
        });
        expect(policy.options.dependsOn).to.deep.equal([run.result.registration]);
      },
      answers,
    );
  });

  it("makes a service of ECS behind a target group that is associated first, and leads there last", async () => {
    await inBothModes(
      build({ targets: { service } }),
      (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, balancer: 1, group: 2, ingress: 1, egress: 3, targetGroup: 1 },
          ...{ listener: 2, rule: 1, service: 1 },
        });
        const { inputs, options } = run.one(types.service, "web-service");
        expect(inputs).to.deep.include({
          cluster: service.clusterArn,
          taskDefinition: service.taskDefinitionArn,
          ...{ launchType: "FARGATE", desiredCount: 2, waitForSteadyState: true },
          ...{ deploymentMinimumHealthyPercent: 100, deploymentMaximumPercent: 200 },
          deploymentCircuitBreaker: { enable: true, rollback: true },
          ...{ healthCheckGracePeriodSeconds: 120, availabilityZoneRebalancing: "ENABLED" },
          loadBalancers: [
            { targetGroupArn: "web-tg-arn", containerName: "app", containerPort: 8080 },
          ],
        });
        const rule = run.one(types.rule, "web-association");
        expect(rule.inputs).to.deep.include({
          listenerArn: "web-association-arn",
          conditions: [{ sourceIp: { values: ["192.0.2.0/32"] } }],
          actions: [{ type: "forward", targetGroupArn: "web-tg-arn" }],
        });
        const association = run.one(types.listener, "web-association").inputs;
        expect([association.port, association.protocol]).to.deep.equal([9, "HTTP"]);
        expect(association.defaultActions).to.deep.equal([
          {
            type: "redirect",
            redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
          },
        ]);
        expect(run.one(types.targetGroup, "web-tg").inputs.targetType).to.equal("ip");
        expect(options.dependsOn).to.deep.equal([run.result.associationRule]);
        expect(options.replaceOnChanges).to.deep.equal(["loadBalancers"]);
        expect(options.ignoreChanges).to.deep.equal([]);
        const { dependsOn } = run.one(types.listener, "web-listener").options;
        expect(dependsOn).to.deep.equal([run.result.service]);
      },
      answers,
    );
  });

  it("warns where ECS has taken a revision back, which the provider calls a success", async () => {
    const { warn } = console;
    const warnings: unknown[] = [];
    console.warn = (message: unknown) => warnings.push(message);
    try {
      const running = service.taskDefinitionArn.replace(/\d+$/, "6");
      for (const taskDefinition of [undefined, service.taskDefinitionArn, running]) {
        const { errors } = await underMocks(false, build({ targets: { service } }), {
          ...answers,
          state: (made) => ({
            ...answers.state?.(made),
            ...(made.type === types.service && { taskDefinition }),
          }),
        });
        expect(errors).to.deep.equal([]);
      }
      expect(warnings).to.deep.equal([
        `warning: [runtime] ECS runs ${running} and not ${service.taskDefinitionArn}. Where nothing else deploys this service, ECS has taken that revision back, since its tasks did not get healthy: look at the service's events, and try again with a revision that does`,
      ]);
    } finally {
      console.warn = warn;
    }
  });

  it("has requests decide how many tasks there are, and leaves that to them", async () => {
    const scaling = { minimumTasks: 3, maximumTasks: 9, requestsPerTaskPerMinute: 600 };
    await inBothModes(
      build({ targets: { service: { ...service, scaling } } }),
      (run) => {
        const { inputs, options } = run.one(types.service, "web-service");
        expect(inputs.desiredCount).to.equal(3);
        expect(options.ignoreChanges).to.deep.equal(["desiredCount"]);
        expect(run.one(types.scalableTarget, "web-tasks").inputs).to.deep.include({
          ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
          ...{ resourceId: "service/main/web-service-1", minCapacity: 3, maxCapacity: 9 },
        });
        expect(run.one(types.taskPolicy, "web-task-scaling").inputs).to.deep.include({
          policyType: "TargetTrackingScaling",
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: {
              predefinedMetricType: "ALBRequestCountPerTarget",
              resourceLabel: "app/web/1/targetgroup/web/2",
            },
            targetValue: 600,
          },
        });
      },
      answers,
    );
  });

  it("leaves targets to whoever registers them", async () => {
    await inBothModes(
      build({ targets: { managedBy: "the ECS service web" } }),
      (run) => {
        expect(counts(run)).to.deep.equal({
          ...{ component: 1, group: 1, egress: 1, balancer: 1, targetGroup: 1, listener: 1 },
        });
        expect(run.one(types.targetGroup, "web-tg").inputs.targetType).to.equal("ip");
      },
      answers,
    );
  });

  it("takes client certificates in two steps, and says so when it takes none", async () => {
    const trustStoreArn =
      "arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/cf/0a1b";
    for (const [verification, expected] of [
      [{ mode: "observe" }, { mode: "passthrough" }],
      [
        { mode: "enforce", trustStoreArn },
        { mode: "verify", trustStoreArn },
      ],
    ] as const) {
      await inBothModes(
        build({ clientVerification: verification }),
        (run) => {
          const { mutualAuthentication } = run.one(types.listener, "web-listener").inputs;
          expect(mutualAuthentication).to.deep.equal(expected);
        },
        answers,
      );
    }
  });

  it("refuses what lacks the required header, by a rule that comes last, and keeps its values secret", async () => {
    const values = ["0123456789abcdef", pulumi.output("fedcba9876543210")];
    await inBothModes(
      build({ requiredHeader: { name: "x-origin-key", values } }),
      (run) => {
        const admit = run.one(types.rule, "web-admit");
        expect(admit.inputs).to.deep.equal({
          listenerArn: "web-listener-arn",
          priority: 1,
          conditions: {
            secret: [
              {
                httpHeader: {
                  httpHeaderName: "x-origin-key",
                  values: ["0123456789abcdef", "fedcba9876543210"],
                },
              },
            ],
          },
          actions: [{ type: "forward", targetGroupArn: "web-tg-arn" }],
        });
        const refuse = run.one(types.rule, "web-refuse");
        expect(refuse.inputs).to.deep.equal({
          listenerArn: "web-listener-arn",
          priority: 2,
          conditions: [{ pathPattern: { values: ["*"] } }],
          actions: [
            {
              type: "fixed-response",
              fixedResponse: {
                ...{ contentType: "text/plain", messageBody: "Forbidden", statusCode: "403" },
              },
            },
          ],
        });
        expect(refuse.options.dependsOn).to.deep.equal([run.result.headerRules.admit]);
      },
      answers,
    );
  });

  it("serves further hostnames, IPv6, logs and port 80 where asked", async () => {
    const shop = "arn:aws:acm:eu-central-1:123456789012:certificate/b";
    await inBothModes(
      build({
        ...{ dualStack: true, plainHttp: "redirect", region: "eu-central-1" },
        additionalCertificateArns: { shop },
        accessLogs: { bucket: "logs" },
        deletionProtection: false,
      }),
      (run) => {
        const { inputs } = run.one(types.balancer, "web-alb");
        expect(inputs.ipAddressType).to.equal("dualstack");
        expect(inputs.accessLogs).to.deep.equal({ bucket: "logs", enabled: true });
        expect(inputs.enableDeletionProtection).to.equal(false);
        expect(run.one(types.listener, "web-redirect").inputs).to.deep.equal({
          ...{ loadBalancerArn: "web-alb-arn", port: 80, protocol: "HTTP" },
          defaultActions: [
            {
              type: "redirect",
              redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" },
            },
          ],
          region: "eu-central-1",
        });
        expect(run.one(types.certificate, "web-certificate-shop").inputs).to.deep.equal({
          ...{ listenerArn: "web-listener-arn", certificateArn: shop, region: "eu-central-1" },
        });
        const custom = run.registered.filter(({ custom: isCustom }) => isCustom);
        const elsewhere = custom.filter(({ inputs: all }) => all.region !== "eu-central-1");
        expect(elsewhere.map(({ name }) => name)).to.deep.equal([]);
      },
      answers,
    );
  });

  it("has its children for fields", async () => {
    await inBothModes(
      build({ targets: { autoScaling } }),
      async (run) => {
        const { loadBalancer, targetGroup, listener, launchTemplate, scalingGroup } = run.result;
        expect(await value(listener.loadBalancerArn)).to.equal(await value(loadBalancer.arn));
        expect(await value(run.result.targetGroupArn)).to.equal(await value(targetGroup.arn));
        expect(await isSecret(launchTemplate?.userData ?? pulumi.output(""))).to.equal(false);
        expect(await value(scalingGroup?.maxSize ?? pulumi.output(0))).to.equal(6);
        expect(run.result.scalingPolicy).to.equal(undefined);
        expect(run.result.redirectListener).to.equal(undefined);
      },
      answers,
    );
  });
});
