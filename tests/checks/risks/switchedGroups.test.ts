import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { forward, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { listener, scalingAttachment, scalingGroup, targetGroup, trafficSource } = modelTypes;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const gaps = ["medium targets-gap green"];
const attaches = { autoscalingGroupName: "web", lbTargetGroupArn: unknown };
const takesTraffic = { autoscalingGroupName: "web", trafficSource: { identifier: unknown } };
/** A target group that comes beside the first one, with what attaches machines to it and a listener that leads there. */
const beside = (attachment: Step, machines: Step, switched: Partial<Step> = {}): Step[] => [
  ...front.filter(({ name }) => name !== "https"),
  same(scalingAttachment, "first", { autoscalingGroupName: "web", lbTargetGroupArn: "app" }),
  ...[known(same(targetGroup, "app", targets())), known(machines)],
  comes(targetGroup, "green", targets({ name: "green" })),
  {
    ...becomes(
      listener,
      "https",
      listens(),
      listens({ defaultActions: [{ ...forward, targetGroupArn: unknown }] }),
    ),
    from: { defaultActions: [urnOf(targetGroup, "green")] },
    outputs: { arn: "https" },
    ...switched,
  },
  attachment,
];
const attached: Step = {
  ...comes(scalingAttachment, "second", attaches),
  from: { lbTargetGroupArn: [urnOf(targetGroup, "green")] },
};
const fleet = (more: object = {}): object => ({ name: "web", minSize: 2, maxSize: 4, ...more });
const kept = same(scalingGroup, "web", fleet());
const waits = becomes(scalingGroup, "web", fleet(), fleet({ minSize: 3, waitForElbCapacity: 3 }));

describe("the risks of a target group to which machines that stand are attached", () => {
  judgesAsExpected([
    ["nothing waits until they are healthy there", beside(attached, kept), gaps],
    [
      "the listener comes after the attachment, which waits for nothing",
      beside(attached, kept, { after: [urnOf(scalingAttachment, "second")] }),
      gaps,
    ],
    [
      "they are attached as a source of traffic",
      beside(
        {
          ...comes(trafficSource, "second", takesTraffic),
          from: { trafficSource: [urnOf(targetGroup, "green")] },
        },
        kept,
      ),
      gaps,
    ],
    [
      "the listener waits until the machines are healthy",
      beside(attached, waits, { after: [urnOf(scalingGroup, "web")] }),
      [],
    ],
  ]);
});
