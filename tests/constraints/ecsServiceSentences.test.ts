import { expect } from "chai";
import { brokenRules } from "../../constraints/constraint";
import {
  ecsServiceConstraints,
  publicIpOnFargate,
  roomForNewTasks,
  type EcsServiceFields,
} from "../../constraints/ecsServices";

describe("what is said of a service of ECS that is refused", () => {
  const said = (more: Partial<EcsServiceFields>): string[] => {
    const fields: EcsServiceFields = {
      ...{ loadBalancers: [], launchType: "EC2", assignPublicIp: false },
      ...more,
    };
    return brokenRules(ecsServiceConstraints, fields, undefined).map(({ rule }) =>
      typeof rule.answer === "function" ? rule.answer(fields, undefined) : String(rule.answer),
    );
  };
  const groups = (...associated: ("yes" | "no" | "unknown")[]) =>
    associated.map((isAssociated, index) => ({ targetGroupArn: `arn-${index}`, isAssociated }));

  it("names the first target group to which nothing leads", () => {
    const sentence =
      "The target group with targetGroupArn arn-1 does not have an associated load balancer.";
    expect(said({ loadBalancers: groups("yes", "no", "no") })).to.deep.equal([sentence]);
    expect(said({ loadBalancers: groups("unknown", "no") })).to.deep.equal([sentence]);
    expect(said({ loadBalancers: groups("yes", "unknown") })).to.deep.equal([]);
    expect(said({ loadBalancers: [] })).to.deep.equal([]);
  });

  it("names public addresses on EC2, and none where capacity providers decide, which may be Fargate's", () => {
    expect(said({ assignPublicIp: true })).to.deep.equal([
      "Assign public IP is not supported for this launch type.",
    ]);
    expect(said({ assignPublicIp: true, launchType: undefined })).to.deep.equal([]);
    const fields = { launchType: "EC2", assignPublicIp: true };
    expect(
      brokenRules([publicIpOnFargate], fields, undefined).map(({ must, actual }) => [must, actual]),
    ).to.deep.equal([["be false where launchType is EC2", "true"]]);
  });

  it("names the least percentage that leaves room for one task more", () => {
    for (let desiredCount = 1; desiredCount <= 200; desiredCount += 1) {
      const broken = (deploymentMaximumPercent: number): string[] =>
        brokenRules([roomForNewTasks], { desiredCount, deploymentMaximumPercent }, undefined).map(
          ({ must }) => must,
        );
      const [sentence = ""] = broken(100);
      const least = Number(/which is (\d+) or more$/.exec(sentence)?.[1]);
      expect(sentence).to.equal(
        `leave room for one task beside ${desiredCount}, which is ${least} or more`,
      );
      expect(broken(least), `${least} beside ${desiredCount}`).to.deep.equal([]);
      expect(broken(least - 1), `${least - 1} beside ${desiredCount}`).to.deep.equal([sentence]);
    }
  });
});
