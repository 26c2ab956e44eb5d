import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected } from "./strangersPlans";

const { awsLoadBalancer, instance } = modelTypes;
const guarded = { name: "old", enableDeletionProtection: true };
const replaced = (step: Step): Step => ({ ...step, op: "replace" });
const machine = (more: object): object => ({ instanceType: "t3.large", ...more });
const refused = ["medium object-refused old"];

describe("the risks of deletions that AWS refuses", () => {
  judgesAsExpected([
    ["a load balancer that is guarded goes", [goes(awsLoadBalancer, "old", guarded)], refused],
    [
      "a load balancer that is spelt as of the older module goes",
      [goes("aws:alb/loadBalancer:LoadBalancer", "old", guarded)],
      refused,
    ],
    [
      "it is replaced by one that is not guarded",
      [replaced(becomes(awsLoadBalancer, "old", guarded, { name: "new" }))],
      refused,
    ],
    [
      "a load balancer that is not guarded goes",
      [goes(awsLoadBalancer, "old", { ...guarded, enableDeletionProtection: false })],
      [],
    ],
    [
      "Pulumi only forgets it",
      [{ ...goes(awsLoadBalancer, "old", guarded), retainOnDelete: true }],
      [],
    ],
    [
      "the guard comes off in place",
      [becomes(awsLoadBalancer, "old", guarded, { ...guarded, enableDeletionProtection: false })],
      [],
    ],
    [
      "a machine that is guarded goes",
      [goes(instance, "old", machine({ disableApiTermination: true }))],
      refused,
    ],
    [
      "a machine goes whose guard the provider lifts",
      [goes(instance, "old", machine({ disableApiTermination: true, forceDestroy: true }))],
      [],
    ],
    [
      "a database that is guarded goes",
      [goes("aws:rds/instance:Instance", "old", { deletionProtection: true })],
      refused,
      ["old: "],
    ],
    ["nothing happens to it", [same(awsLoadBalancer, "old", guarded)], []],
  ]);

  it("says what AWS answers, and when", () => {
    const [risk] = reviewSteps([goes(awsLoadBalancer, "old", guarded)]).risks;
    expect(bareText(risk?.consequence ?? [])).to.equal(
      "old has enableDeletionProtection set: AWS answers OperationNotPermitted to its deletion, when all else is done, and the update ends as failed. What it serves it goes on serving.",
    );
  });
});
