import { expect } from "chai";
import { brokenRules } from "../../constraints/constraint";
import { scalingConstraints, type ScalingSizes } from "../../constraints/scalingGroups";
import { unknownValue } from "../../core/known";
import { policySays, standInSays } from "./callers";

const refused = "400 ValidationError";

describe("the sizes of an Auto Scaling group", () => {
  const cases: readonly [string, ScalingSizes, (keyof ScalingSizes)[]][] = [
    ["in order", { minSize: 1, maxSize: 3, desiredCapacity: 2 }, []],
    ["at the lower bound", { minSize: 1, maxSize: 3, desiredCapacity: 1 }, []],
    ["at the upper bound", { minSize: 1, maxSize: 3, desiredCapacity: 3 }, []],
    ["all the same", { minSize: 2, maxSize: 2, desiredCapacity: 2 }, []],
    ["all 0", { minSize: 0, maxSize: 0, desiredCapacity: 0 }, []],
    ["without a desire", { minSize: 1, maxSize: 1, desiredCapacity: undefined }, []],
    [
      "with too great a desire",
      { minSize: 1, maxSize: 3, desiredCapacity: 4 },
      ["desiredCapacity"],
    ],
    [
      "with too small a desire",
      { minSize: 1, maxSize: 3, desiredCapacity: 0 },
      ["desiredCapacity"],
    ],
    ["upside down", { minSize: 2, maxSize: 1, desiredCapacity: undefined }, ["maxSize"]],
  ];
  for (const [title, sizes, broken] of cases) {
    it(`${title} are ${broken.length === 0 ? "taken" : "refused"} by the stand-in, and by the policy where bounds decide`, async () => {
      const { desiredCapacity, ...bounds } = sizes;
      const properties = {
        ...(bounds as { minSize: number; maxSize: number }),
        ...(typeof desiredCapacity === "number" ? { desiredCapacity } : {}),
      };
      const group = { type: "scalingGroup", properties: { name: "web", ...properties } } as const;
      expect(await standInSays({}, [group])).to.equal(broken.length === 0 ? undefined : refused);
      expect(policySays({ "refused-by-api": {} }, [group])).to.deep.equal(
        // What is desired may be what the group has, and follows the bounds.
        broken.filter((each) => each === "maxSize").map((each) => `refused-by-api ${each}`),
      );
    });
  }

  it("are not judged where they are not known", () => {
    const sizes: ScalingSizes = { minSize: unknownValue, maxSize: 1, desiredCapacity: 2 };
    const found = (more: Partial<ScalingSizes>): string[] =>
      brokenRules(scalingConstraints, { ...sizes, ...more }, undefined).map(
        ({ rule, must, actual }) => [rule.property, must, actual].join(": "),
      );
    expect(found({ desiredCapacity: unknownValue })).to.deep.equal([]);
    expect(found({})).to.deep.equal([
      "desiredCapacity: be from minSize to maxSize, which are not known and 1: 2",
    ]);
    expect(found({ minSize: 2 })).to.deep.equal([
      "maxSize: be at least minSize, which is 2: 1",
      "desiredCapacity: be from minSize to maxSize, which are 2 and 1: 2",
    ]);
  });
});
