import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, stands, update, urnOf, type Step } from "../report/plans";

const zoneId = "f".repeat(32);
const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";

const alb = stands(
  modelTypes.awsLoadBalancer,
  "edge",
  "arn:alb",
  { name: "edge" },
  { arn: "arn:alb", dnsName },
);
const www = stands("record", "www", "r", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: dnsName, proxied: true, ttl: 1 },
});
const listens = (more: object = {}): object => ({
  ...{ loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS" },
  defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
  ...more,
});
const listener = stands(modelTypes.listener, "https", "arn:l", listens(), { arn: "arn:l" });
const group = stands(modelTypes.targetGroup, "app", "arn:tg", { port: 80 }, { arn: "arn:tg" });
const machines = (more: object = {}): object => ({
  ...{ minSize: 1, maxSize: 4, desiredCapacity: 2, targetGroupArns: ["arn:tg"] },
  ...more,
});
const scaling = stands(modelTypes.scalingGroup, "web", "web", machines());
const verify = { mutualAuthentication: { mode: "verify", trustStoreArn: "arn:ts" } };
const pulls = (enabled: boolean): object => ({ zoneId, enabled });
const pullsType = modelTypes.originPulls;
const attached = stands(modelTypes.scalingAttachment, "at", "at", {
  ...{ autoscalingGroupName: "web", lbTargetGroupArn: "arn:tg" },
});
const unattached = machines({ targetGroupArns: [] });
const other = stands(
  modelTypes.awsLoadBalancer,
  "aside",
  "arn:aside",
  { name: "aside" },
  { arn: "arn:aside" },
);
const aside = stands(
  modelTypes.listener,
  "aside",
  "arn:m",
  listens({ loadBalancerArn: "arn:aside" }),
);

/** A hostname that leads to a listener and a group, with what a case says besides. */
const site = (...steps: readonly Step[]): Step[] => [www, alb, group, ...steps];

describe("the risks of what serves behind a load balancer", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a maximum of 0",
      site(listener, update(scaling, machines({ minSize: 0, maxSize: 0 }))),
      ["high capacity-none web"],
    ],
    [
      "finds the group that an attachment names",
      site(
        listener,
        attached,
        update({ ...scaling, old: unattached }, { ...unattached, minSize: 0, desiredCapacity: 0 }),
      ),
      ["high capacity-none web"],
    ],
    [
      "says nothing where another target serves beside it",
      site(
        listener,
        update(scaling, machines({ minSize: 0, desiredCapacity: 0 })),
        stands(modelTypes.targetGroupAttachment, "one", "o", {
          targetGroupArn: "arn:tg",
          targetId: "i-1",
        }),
      ),
      [],
    ],
    [
      "says nothing of what no listener leads to",
      site(update(scaling, machines({ minSize: 0, desiredCapacity: 0 }))),
      [],
    ],
    [
      "says nothing of a minimum that goes while the desire stays",
      site(listener, update(scaling, machines({ minSize: 0 }))),
      [],
    ],
    [
      "tells less of a load balancer that no hostname leads to",
      [
        www,
        alb,
        group,
        other,
        aside,
        update(scaling, machines({ minSize: 0, desiredCapacity: 0 })),
      ],
      ["medium capacity-none web"],
    ],
    [
      "tells of a service behind a rule of a listener that another program has",
      [
        group,
        stands(modelTypes.listenerRule, "rule", "arn:r", {
          ...{ listenerArn: "arn:elsewhere" },
          actions: [{ type: "forward", targetGroupArn: "arn:tg" }],
        }),
        update(
          stands(modelTypes.ecsService, "api", "api", {
            ...{ desiredCount: 3, loadBalancers: [{ targetGroupArn: "arn:tg" }] },
          }),
          { desiredCount: 0, loadBalancers: [{ targetGroupArn: "arn:tg" }] },
        ),
      ],
      ["high capacity-none api"],
    ],
    [
      "tells of origin pulls that go off while a listener demands the certificate",
      site(
        { ...listener, old: listens(verify) },
        scaling,
        update(stands(pullsType, "pulls", "p", pulls(true)), pulls(false)),
      ),
      ["high client-certificate-unsent edge"],
    ],
    [
      "tells of both sides that change in no order",
      site(
        update(listener, listens(verify)),
        scaling,
        update(stands(pullsType, "pulls", "p", pulls(false)), pulls(true)),
      ),
      ["high client-certificate-order edge", `medium origin-pulls-on the zone of www.example.com`],
    ],
    [
      "tells of a step back over two, where the listener waits for the pulls as the components make it",
      site(
        {
          ...update({ ...listener, old: listens(verify) }, listens()),
          after: [urnOf(pullsType, "pulls")],
        },
        scaling,
        update(stands(pullsType, "pulls", "p", pulls(true)), pulls(false)),
      ),
      ["high client-certificate-order edge", "medium origin-pulls-off the zone of www.example.com"],
    ],
    [
      "says nothing of the order where the listener waits for the pulls",
      site(
        { ...update(listener, listens(verify)), after: [urnOf(pullsType, "pulls")] },
        scaling,
        update(stands(pullsType, "pulls", "p", pulls(false)), pulls(true)),
      ),
      [`medium origin-pulls-on the zone of www.example.com`],
    ],
    [
      "says nothing of a listener that demands what is shown already",
      site(
        update(listener, listens(verify)),
        scaling,
        stands(pullsType, "pulls", "p", pulls(true)),
      ),
      [],
    ],
    [
      "says nothing of certificates that are passed through",
      site(update(listener, listens({ mutualAuthentication: { mode: "passthrough" } })), scaling),
      [],
    ],
    [
      "tells of a redirect that leads to itself",
      site(listener, scaling, {
        ...{ op: "create", type: modelTypes.listenerRule, name: "force" },
        new: {
          ...{ listenerArn: "arn:l", priority: 1 },
          conditions: [{ pathPattern: { values: ["/*"] } }],
          actions: [
            {
              type: "redirect",
              redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
            },
          ],
        },
      }),
      ["high listener-rule-answers www.example.com"],
    ],
    [
      "tells mildly of a rule that answers one path",
      site(listener, scaling, {
        ...{ op: "create", type: modelTypes.listenerRule, name: "admin" },
        new: {
          ...{ listenerArn: "arn:l", priority: 1 },
          conditions: [{ pathPattern: { values: ["/admin*"] } }],
          actions: [{ type: "fixed-response", fixedResponse: { statusCode: "403" } }],
        },
      }),
      ["low listener-rule-answers www.example.com at /admin*"],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("says who meets what, from when and until when", () => {
    const steps = site(listener, update(scaling, machines({ minSize: 0, desiredCapacity: 0 })));
    const [risk] = reviewSteps(steps).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "web runs nothing from this change on, and requests are forwarded to app, which has no other targets: " +
        "visitors of www.example.com get Error 503 from the load balancer until capacity comes back.",
    );
  });

  it("does not judge a rule of a listener to which no hostname is known to lead", () => {
    const step = (listenerArn: string): Step => ({
      ...{ op: "create", type: modelTypes.listenerRule, name: "rule" },
      new: {
        ...{ listenerArn, priority: 1, conditions: [{ pathPattern: { values: ["/*"] } }] },
        actions: [{ type: "forward", targetGroupArn: "arn:tg" }],
      },
    });
    const notJudged = (listenerArn: string) =>
      reviewSteps(site(listener, scaling, step(listenerArn))).notJudged.map(
        ({ change, properties }) => [change.name, ...properties],
      );
    expect(notJudged("arn:l")).to.deep.equal([]);
    expect(notJudged("arn:elsewhere")).to.deep.equal([["rule", "actions", "conditions"]]);
  });
});
