import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected } from "./strangersPlans";

const { awsLoadBalancer, bucket, bucketPolicy } = modelTypes;
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const edge = (accessLogs: object = {}): object => ({ name: "edge", ...accessLogs });
const logs = (enabled = true): Step => ({
  ...becomes(
    awsLoadBalancer,
    "edge",
    edge(),
    edge({ accessLogs: { bucket: unknownMark, enabled } }),
  ),
  from: { accessLogs: [urnOf(bucket, "logs")] },
});
const made = comes(bucket, "logs", { bucket: "acme-logs" });
const policy: Step = {
  ...comes(bucketPolicy, "lets", { bucket: unknownMark, policy: "{}" }),
  from: { bucket: [urnOf(bucket, "logs")] },
};

describe("the risks of buckets for the logs of load balancers", () => {
  judgesAsExpected([
    ["one is made that lets nobody write", [made, logs()], ["medium object-refused edge"]],
    ["one is made with a policy", [made, policy, logs()], [], ["lets: "]],
    ["one is made for later", [made, logs(false)], []],
    [
      "one stands, whose policy may be elsewhere",
      [
        same(bucket, "logs", { bucket: "acme-logs" }),
        becomes(
          awsLoadBalancer,
          "edge",
          edge(),
          edge({ accessLogs: { bucket: "logs", enabled: true } }),
        ),
      ],
      [],
    ],
  ]);
});
