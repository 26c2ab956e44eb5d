import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, stands, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const made = ({ id: _id, old = {}, outputs: _outputs, ...step }: Step): Step => ({
  ...{ ...step, op: "create", new: old },
});

const balancer = (name: string): Step[] => {
  const arn = `arn:${name}`;
  const dnsName = `${name}-1.eu-west-1.elb.amazonaws.com`;
  return [stands(modelTypes.awsLoadBalancer, name, arn, { name }, { arn, dnsName })];
};
const group = (name: string): Step =>
  stands(modelTypes.targetGroup, name, `arn:${name}`, { port: 80 }, { arn: `arn:${name}` });
const forward = (targetGroupArn: string): object => ({ type: "forward", targetGroupArn });
const listener = (name: string, ...defaultActions: object[]): Step =>
  stands(
    modelTypes.listener,
    name,
    `arn:${name}-443`,
    { ...{ loadBalancerArn: `arn:${name}`, port: 443, protocol: "HTTPS" }, defaultActions },
    { arn: `arn:${name}-443` },
  );
const scaling = (name: string, desiredCapacity: number): Step =>
  stands(modelTypes.scalingGroup, name, name, {
    ...{ minSize: 0, maxSize: 4, desiredCapacity, targetGroupArns: [`arn:${name}`] },
  });

/** The record of the site, which moves from the old load balancer to the new one. */
const moved: Step = (() => {
  const content = (name: string): object => ({
    ...{ zoneId, name: "www.example.com", type: "CNAME", proxied: true, ttl: 1 },
    content: `${name}-1.eu-west-1.elb.amazonaws.com`,
  });
  return {
    ...{ op: "update", type: "record", name: "www", id: "r" },
    ...{ old: content("blue"), new: content("green") },
  };
})();

const blue = [
  ...balancer("blue"),
  ...[group("blue"), scaling("blue", 2), listener("blue", forward("arn:blue"))],
];
const answer = { type: "fixed-response", fixedResponse: { statusCode: "404" } };
const rule = (host: string): Step =>
  stands(modelTypes.listenerRule, "rule", "arn:rule", {
    ...{ listenerArn: "arn:green-443", priority: 1, actions: [forward("arn:green")] },
    conditions: [{ hostHeader: { values: [host] } }],
  });
const green = (...steps: readonly Step[]): Step[] => [
  ...[moved, ...blue, ...balancer("green"), group("green")],
  ...steps,
];
const toGreen = listener("green", forward("arn:green"));
/** A listener whose group is not made yet. */
const toNewGroup: Step = {
  ...made(listener("green", forward("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))),
  from: { defaultActions: [urnOf(modelTypes.targetGroup, "green")] },
};
const gone = "medium destination-changed www.example.com";

describe("the risks of hostnames that come to lead to a load balancer", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    ["says nothing more where targets serve there", green(toGreen, scaling("green", 2)), [gone]],
    [
      "tells of a group that keeps nothing running",
      green(toGreen, scaling("green", 0)),
      ["high origin-unready green", gone],
    ],
    [
      "tells mildly of a group that stood and of whose targets nothing is said",
      green(toGreen),
      [gone, "medium origin-unready green"],
    ],
    [
      "tells of a group that is as new and gets no target",
      [moved, ...blue, ...balancer("green"), made(group("green")), toNewGroup],
      ["high origin-unready green", gone],
    ],
    [
      "tells of a listener that answers errors to all that no rule takes",
      green(listener("green", answer), scaling("green", 2), rule("api.example.com")),
      ["high origin-unready green", gone],
    ],
    [
      "says nothing more where a rule takes the hostname",
      green(listener("green", answer), scaling("green", 2), rule("*.example.com")),
      [gone],
    ],
    [
      "says nothing of a group of another program",
      [moved, ...blue, ...balancer("green"), listener("green", forward("arn:elsewhere"))],
      [gone],
    ],
    [
      "says nothing of a hostname that is new",
      [made(moved), ...balancer("green"), group("green"), toGreen],
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("says who meets what", () => {
    const [risk] = reviewSteps(green(toGreen, scaling("green", 0))).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on visitors of www.example.com are sent to green, where nothing serves them until something does: " +
        "green runs nothing behind green, and they get Error 503 from the load balancer.",
    );
  });
});
