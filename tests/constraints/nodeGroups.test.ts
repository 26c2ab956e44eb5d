import { expect } from "chai";
import { nodeGroupConstraints, type NodeGroupSizes } from "../../constraints/nodeGroups";
import { brokenRules, written } from "../../constraints/constraint";
import { unknownValue, type Known } from "../../core/known";
import { policySays, standInSays } from "./callers";

describe("a node group of EKS", () => {
  for (const [minSize, desiredSize, maxSize, refused] of [
    [1, 2, 4, undefined],
    [2, 2, 2, undefined],
    [0, 0, 1, undefined],
    [3, 2, 4, "minSize"],
    [1, 5, 4, "maxSize"],
  ] as const) {
    it(`from ${minSize} to ${maxSize} with ${desiredSize} is ${refused === undefined ? "taken" : "refused"}`, async () => {
      const properties = {
        ...{ clusterName: "shop", nodeGroupName: "web", nodeRoleArn: "arn:aws:iam::1:role/n" },
        ...{ subnetIds: ["subnet-0a1b2c3d4e5f60718"] },
        scalingConfig: { minSize, desiredSize, maxSize },
      };
      const group = { type: "nodeGroup", properties } as const;
      expect(await standInSays({}, [group])).to.equal(
        refused === undefined ? undefined : "400 InvalidParameterException",
      );
      expect(policySays({ "refused-by-api": {} }, [group])).to.deep.equal(
        refused === undefined ? [] : [`refused-by-api ${refused}`],
      );
    });
  }

  it("is told which bound is not kept, and is not judged where that is not known", () => {
    const said = (minSize: number, desiredSize: Known<number>): string[] => {
      const fields: NodeGroupSizes = { minSize, desiredSize, maxSize: 4 };
      return brokenRules(nodeGroupConstraints, fields, undefined).map(({ rule }) =>
        written(rule.answer, fields, undefined),
      );
    };
    expect(said(3, 2)).to.deep.equal(["Minimum capacity 3 can't be greater than desired size 2"]);
    expect(said(1, 5)).to.deep.equal(["desiredSize can't be greater than maxSize"]);
    expect(said(3, unknownValue)).to.deep.equal([]);
  });
});
