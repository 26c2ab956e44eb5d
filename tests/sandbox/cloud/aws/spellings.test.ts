import { expect } from "chai";
import { pathTypes } from "../../../../facts/resourceTypes";
import { text } from "../../../../sandbox/cloud/values";
import { DirectCloud, refusal } from "../direct";

describe("a type of AWS that two modules declare", () => {
  let direct: DirectCloud;
  beforeEach(async () => {
    direct = await DirectCloud.start();
  });
  afterEach(() => direct.stop());

  const balancer = { name: "edge", subnets: ["subnet-0a1b2c3d", "subnet-1a1b2c3d"] };

  it("has the rules of the one type, beside what the other spelling made", async () => {
    const made = await direct.create("aws:alb/loadBalancer:LoadBalancer", balancer);
    expect(text(made.outputs.dnsName)).to.match(/^edge-1\.us-east-1\.elb\.amazonaws\.com$/);
    expect(made.outputs.idleTimeout).to.equal(60);
    expect((await refusal(direct.create(pathTypes.awsLoadBalancer, balancer))).code).to.equal(
      "DuplicateLoadBalancerName",
    );
    const listener = { loadBalancerArn: made.id, port: 443, protocol: "HTTPS", defaultActions: [] };
    await direct.create("aws:alb/listener:Listener", listener);
    expect((await refusal(direct.create(pathTypes.listener, listener))).code).to.equal(
      "DuplicateListener",
    );
    expect(
      await direct.check("aws:alb/loadBalancer:LoadBalancer", { idleTimeout: 0 }),
    ).to.deep.equal(["expected idle_timeout to be in the range (1 - 4000), got 0"]);
  });

  it("is replaced by what replaces the one type, and stands in the account as that", async () => {
    const type = "aws:alb/targetGroup:TargetGroup";
    const group = { name: "app", port: 80, protocol: "HTTP", vpcId: "vpc-0a1b2c3d" };
    const made = await direct.create(type, group);
    const { replaces } = await direct.diff(type, made.outputs, group, { ...group, port: 8080 });
    expect(replaces).to.deep.equal(["port"]);
    expect(direct.cloud.account.types()).to.deep.equal([pathTypes.targetGroup]);
    await direct.delete(type, made);
    expect(direct.cloud.account.size).to.equal(0);
  });

  it("is refused in a spelling that the installed SDK does not declare", async () => {
    for (const module of ["applicationloadbalancing", "elasticloadbalancingv2"]) {
      const type = `aws:${module}/loadBalancer:LoadBalancer`;
      await expect(direct.create(type, balancer)).to.be.rejectedWith(
        new RegExp(`^${type} is no resource type of @pulumi/aws 7\\.`),
      );
    }
  });
});
