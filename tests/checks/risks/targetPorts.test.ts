import { expect } from "chai";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { reviewSteps, riskLines, stands, update, type Step } from "../report/plans";

const dnsName = "edge-1.eu-west-1.elb.amazonaws.com";

const group = (port: string): object => ({
  ...{ name: "app", port: 8080, protocol: "HTTP", healthCheck: { path: "/healthz", port } },
});
const app = (port: string): Step =>
  stands(modelTypes.targetGroup, "app", "arn:tg", group(port), { arn: "arn:tg" });
const admits = (port: number): object => ({
  ...{ securityGroupId: "sg-back", referencedSecurityGroupId: "sg-front" },
  ...{ ipProtocol: "tcp", fromPort: port, toPort: port },
});
const rule = (port: number): Step =>
  stands(modelTypes.ingressRule, `in-${port}`, `sgr-${port}`, admits(port));

/** A hostname, a load balancer and a machine that lets it in at the port of its requests. */
const site = (...steps: readonly Step[]): Step[] => [
  stands("record", "www", "r", {
    ...{ zoneId: "f".repeat(32), name: "www.example.com", type: "CNAME", content: dnsName },
    ...{ proxied: true, ttl: 1 },
  }),
  stands(modelTypes.securityGroup, "front", "sg-front", { vpcId: "vpc-1" }),
  stands(modelTypes.securityGroup, "back", "sg-back", { vpcId: "vpc-1" }),
  stands(
    modelTypes.awsLoadBalancer,
    "edge",
    "arn:alb",
    { name: "edge", securityGroups: ["sg-front"] },
    { arn: "arn:alb", dnsName },
  ),
  stands(
    modelTypes.listener,
    "https",
    "arn:l",
    {
      ...{ loadBalancerArn: "arn:alb", port: 443, protocol: "HTTPS" },
      defaultActions: [{ type: "forward", targetGroupArn: "arn:tg" }],
    },
    { arn: "arn:l" },
  ),
  stands(modelTypes.instance, "machine", "i-1", { vpcSecurityGroupIds: ["sg-back"] }),
  stands(modelTypes.targetGroupAttachment, "web", "a-1", {
    ...{ targetGroupArn: "arn:tg", targetId: "i-1", port: 8080 },
  }),
  rule(8080),
  ...steps,
];

const shut = "medium targets-shut app";
const changed = "medium target-check-changed app";

describe("the risks of the port at which targets are asked whether they are well", () => {
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of a rule that goes, by which the check came in",
      site(app("9000"), { ...rule(9000), op: "delete" }),
      [shut],
    ],
    [
      "tells of a check that moves to a port at which nobody is let in",
      site(update(app("traffic-port"), group("9000"))),
      [changed, shut],
    ],
    [
      "tells mildly of one that moves to a port at which the load balancer is let in",
      site(update(app("traffic-port"), group("9000")), rule(9000)),
      [changed],
    ],
    [
      "says nothing of a rule that goes, at a port that nobody asks",
      site(app("traffic-port"), { ...rule(9000), op: "delete" }),
      [],
    ],
    [
      "says nothing of a check that was shut out before",
      site(update(app("9000"), { ...group("9000"), tags: { team: "web" } })),
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
    });
  }

  it("names the port, the error and who meets it", () => {
    const steps = site(app("9000"), { ...rule(9000), op: "delete" });
    const [risk] = reviewSteps(steps).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on the security groups of what serves behind app do not let edge in at port 9000: health checks end in " +
        "nothing, so that all targets count as unhealthy and requests go to all of them, and visitors of www.example.com get Error 502, 503 or " +
        "504 from those that fail until they let it in again.",
    );
  });
});

describe("the risks of the port and the protocol by which targets are asked", () => {
  const standing = app("traffic-port");
  const asked = (change: object): Step => update(standing, { ...standing.old, ...change });
  const attached = (port?: number): Step =>
    stands(modelTypes.targetGroupAttachment, "other", "a-2", {
      ...{ targetGroupArn: "arn:tg", targetId: "i-1", ...(port === undefined ? {} : { port }) },
    });
  const moved = "medium target-port-changed app";
  const cases: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
    [
      "tells of another port",
      [...site(asked({ port: 9000 }), attached(), rule(9000)).filter(({ name }) => name !== "web")],
      [moved],
    ],
    [
      "tells as sure of another protocol at the same port of machines that stay as they are",
      site(asked({ protocol: "HTTPS" })),
      [moved.replace("medium", "high")],
    ],
    [
      "tells of another protocol before machines that change too",
      site(asked({ protocol: "HTTPS" })).map((step) =>
        step.name === "machine" ? update(step, { ...step.old, userData: "I2Nsb3Vk" }) : step,
      ),
      ["high machine-stops machine", moved],
    ],
    [
      "tells of another protocol at another port",
      [...site(asked({ port: 9000, protocol: "HTTPS" }), attached(), rule(9000))].filter(
        ({ name }) => name !== "web",
      ),
      [moved],
    ],
    ["tells of another version", site(asked({ protocolVersion: "GRPC" })), [moved]],
    [
      "tells of targets that all get another port of their own",
      site(standing, rule(9000)).map((step) =>
        step.name === "web" ? update(step, { ...step.old, port: 9000 }) : step,
      ),
      [moved],
    ],
    [
      "says nothing of one target that gets another port beside one that keeps its own",
      site(standing, attached(), rule(9000)).map((step) =>
        step.name === "web" ? update(step, { ...step.old, port: 9000 }) : step,
      ),
      [],
    ],
    ["says nothing where every target has a port of its own", site(asked({ port: 9000 })), []],
    [
      "says nothing of a group that no listener leads to",
      [asked({ port: 9000 }), attached(), rule(9000)],
      [],
    ],
  ];
  for (const [title, steps, expected] of cases) {
    it(title, () => {
      expect(riskLines(steps)).to.deep.equal(expected);
      expect(reviewSteps(steps).notJudged).to.deep.equal([]);
    });
  }

  it("names both, the error and who meets it", () => {
    const steps = site(
      asked({ port: 9000, protocol: "HTTPS" }),
      ...[attached(), rule(9000)],
    ).filter(({ name }) => name !== "web");
    const [risk] = reviewSteps(steps).risks;
    const words = risk?.consequence.map((part) => (typeof part === "string" ? part : part.text));
    expect(words?.join("")).to.equal(
      "From this change on the load balancer asks the targets of app otherwise: port 8080 becomes 9000 and protocol HTTP becomes HTTPS. " +
        "Where they do not answer that, visitors of www.example.com get Error 502, 503 or 504 until they do.",
    );
  });
});
