import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, listener, targetGroup, targetGroupAttachment } = modelTypes;
const group = (name: string): Step[] => [
  known(same(targetGroup, name, targets({ name }))),
  known(same(instance, `${name}-1`, { instanceType: "t3.large" })),
  same(targetGroupAttachment, name, { targetGroupArn: name, targetId: `${name}-1` }),
];
const weighs = (app: number, next: number): object =>
  listens({
    defaultActions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: "app", weight: app },
            { arn: "next", weight: next },
          ],
        },
      },
    ],
  });
const turns = (is: object): Step[] => [
  ...front.filter(({ name }) => name !== "https"),
  ...[...group("app"), ...group("next")],
  known(becomes(listener, "https", weighs(100, 0), is)),
];

describe("the weights of target groups", () => {
  judgesAsExpected([
    ["all are 0", turns(weighs(0, 0)), [], ["https: defaultActions"]],
    ["another group takes over", turns(weighs(0, 100)), []],
    ["two groups share", turns(weighs(90, 10)), []],
  ]);
});
