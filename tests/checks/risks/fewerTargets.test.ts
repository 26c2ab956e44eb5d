import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { front, known, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, scalingGroup, targetGroup, targetGroupAttachment } = modelTypes;
const machine = (name: string): Step => same(instance, name, { instanceType: "t3.large" });
const attached = (name: string): object => ({ targetGroupArn: "app", targetId: name, port: 8080 });
const site = (...steps: readonly Step[]): Step[] => [
  ...[...front, known(same(targetGroup, "app", targets())), machine("a"), machine("b")],
  ...[same(targetGroupAttachment, "at-a", attached("a")), ...steps],
];
const gone = goes(targetGroupAttachment, "at-b", attached("b"));

describe("the risks of target groups of which single targets go", () => {
  judgesAsExpected([
    ["one of two goes", site(gone), ["medium capacity-lowered app"]],
    [
      "one of two is given to another group",
      site({
        ...becomes(targetGroupAttachment, "at-b", attached("b"), {
          ...attached("b"),
          targetGroupArn: "api",
        }),
        ...{ op: "replace", replaceReasons: ["targetGroupArn"], isMadeAnew: true },
      }),
      ["medium capacity-lowered app"],
    ],
    [
      "another comes for it",
      site(machine("c"), gone, comes(targetGroupAttachment, "at-c", attached("c"))),
      [],
    ],
    [
      "one goes of a group that an Auto Scaling group comes to serve",
      site(
        gone,
        comes(scalingGroup, "fleet", { minSize: 2, maxSize: 4, targetGroupArns: ["app"] }),
      ),
      [],
    ],
  ]);
});
