import { expect } from "chai";
import { otherTypes, pathTypes } from "../../../../facts/resourceTypes";
import { DirectCloud, refusal } from "../direct";

const arn = "arn:aws:ecs:us-east-1:123456789012";

describe("the services of the stand-in ECS", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const group = (name: string) =>
    direct.create(pathTypes.targetGroup, {
      name,
      port: 80,
      protocol: "HTTP",
      vpcId: "vpc-0a1b2c3d",
    });
  const associate = (priority: number, targetGroupArn: unknown) =>
    direct.create(pathTypes.listenerRule, {
      listenerArn: "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/2",
      priority,
      conditions: [{ sourceIp: { values: ["192.0.2.0/32"] } }],
      actions: [{ type: "forward", targetGroupArn: targetGroupArn as string }],
    });
  const behind = (targetGroupArn: unknown, more: object = {}) => ({
    ...{ name: "web", cluster: `${arn}:cluster/main`, desiredCount: 2 },
    loadBalancers: [
      { targetGroupArn: targetGroupArn as string, containerName: "app", containerPort: 80 },
    ],
    ...more,
  });

  it("register tasks only where a listener or a rule forwards to", async () => {
    const made = await group("web");
    const wanted = behind(made.id);
    expect(await refusal(direct.create(pathTypes.ecsService, wanted))).to.deep.equal({
      ...{ status: 400, code: "InvalidParameterException" },
      words: `The target group with targetGroupArn ${made.id} does not have an associated load balancer.`,
    });
    const rule = await associate(1, made.id);
    const service = await direct.create(pathTypes.ecsService, wanted);
    expect(service.id).to.equal(`${arn}:service/main/web`);

    const other = await group("other");
    const moved = behind(other.id);
    const { code } = await refusal(direct.update(pathTypes.ecsService, service, wanted, moved));
    expect(code).to.equal("InvalidParameterException");
    await associate(2, other.id);
    await direct.update(pathTypes.ecsService, service, wanted, moved);
    expect(rule.id).to.contain("listener-rule");
  });

  it("are not asked again where their tasks are registered when that stays", async () => {
    const made = await group("web");
    const rule = await associate(1, made.id);
    const wanted = behind(made.id);
    const service = await direct.create(pathTypes.ecsService, wanted);
    await direct.delete(pathTypes.listenerRule, rule);
    const more = { ...wanted, desiredCount: 4 };
    const raised = await direct.update(pathTypes.ecsService, service, wanted, more);
    expect(raised.outputs.desiredCount).to.equal(4);
  });

  it("may name a target group of which the account does not know", async () => {
    const foreign = "arn:aws:elasticloadbalancing:us-east-1:210987654321:targetgroup/web/1";
    const made = await direct.create(pathTypes.ecsService, behind(foreign));
    expect(made.id).to.equal(`${arn}:service/main/web`);
  });

  it("give tasks public addresses on Fargate alone", async () => {
    const networkConfiguration = { subnets: ["subnet-0a1b2c3d"], assignPublicIp: true };
    const wanted = { name: "web", networkConfiguration };
    const refused = await refusal(
      direct.create(pathTypes.ecsService, { ...wanted, launchType: "EC2" }),
    );
    expect(refused).to.deep.equal({
      ...{ status: 400, code: "InvalidParameterException" },
      words: "Assign public IP is not supported for this launch type.",
    });
    const made = await direct.create(pathTypes.ecsService, { ...wanted, launchType: "FARGATE" });
    expect(made.id).to.equal(`${arn}:service/default/web`);
  });

  it("run revisions of task definitions, which are counted", async () => {
    const definition = { family: "web", containerDefinitions: "[]" };
    const first = await direct.create(otherTypes.taskDefinition, definition);
    const second = await direct.create(otherTypes.taskDefinition, definition);
    expect([first.outputs.arn, second.outputs.revision]).to.deep.equal([
      `${arn}:task-definition/web:1`,
      2,
    ]);
  });

  it("scale between bounds that are in order", async () => {
    const wanted = {
      ...{ serviceNamespace: "ecs", scalableDimension: "ecs:service:DesiredCount" },
      ...{ resourceId: "service/main/web", minCapacity: 2 },
    };
    const refused = await refusal(
      direct.create(pathTypes.scalableTarget, { ...wanted, maxCapacity: 1 }),
    );
    expect([refused.status, refused.code]).to.deep.equal([400, "ValidationException"]);
    const made = await direct.create(pathTypes.scalableTarget, { ...wanted, maxCapacity: 2 });
    expect(made.id).to.equal("service/main/web");
  });
});
