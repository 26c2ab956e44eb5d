import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, same, type Step } from "../report/plans";
import { balancer, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { instance, listener, targetGroup, targetGroupAttachment } = modelTypes;
const machine = (name: string, group: string): Step[] => [
  known(same(instance, name, { vpcSecurityGroupIds: [group] })),
  same(targetGroupAttachment, name, { targetGroupArn: "app", targetId: name }),
];

describe("health checks that come to ask", () => {
  const checks = (was: object, is: object, more: object = {}): Step[] => [
    ...front,
    ...machine("web", "inner"),
    known(
      becomes(
        targetGroup,
        "app",
        targets({ healthCheck: was, ...more }),
        targets({ healthCheck: is, ...more }),
      ),
    ),
  ];
  const told = ["medium target-check-changed app"];
  judgesAsExpected([
    ["for more codes", checks({ matcher: "200" }, { matcher: "200-399" }), []],
    ["for fewer codes", checks({ matcher: "200-299,301" }, { matcher: "200-299" }), told],
    ["at the same port by its number", checks({ port: "traffic-port" }, { port: "8080" }), []],
    ["at another port", checks({ port: "traffic-port" }, { port: "9000" }), told],
    [
      "for a connection alone",
      checks({ protocol: "HTTP", path: "/h" }, { protocol: "TCP" }, { protocol: "TCP" }),
      [],
    ],
    [
      "for a page in place of a connection",
      checks({ protocol: "TCP" }, { protocol: "HTTP", path: "/h" }, { protocol: "TCP" }),
      told,
    ],
    [
      "so seldom that who is ill keeps its requests for long",
      checks({ interval: 30, unhealthyThreshold: 2 }, { interval: 300, unhealthyThreshold: 10 }),
      told,
    ],
    [
      "more seldom, within a minute and a half",
      checks({ interval: 10, unhealthyThreshold: 2 }, { interval: 30, unhealthyThreshold: 2 }),
      [],
    ],
    ["for another page", checks({ path: "/" }, { path: "/h" }), told],
  ]);
});

describe("target groups that come to say what they did before", () => {
  const version = (protocolVersion: string): Step[] => [
    ...[...front, ...machine("web", "inner")],
    known(becomes(targetGroup, "app", targets(), targets({ protocolVersion }))),
  ];
  judgesAsExpected([
    ["HTTP/1.1", version("HTTP1"), []],
    ["HTTP/2", version("HTTP2"), ["medium target-port-changed app"]],
  ]);
});

describe("listeners that end TLS no more", () => {
  const network = (step: Step): Step[] => [
    ...[record, balancer({ loadBalancerType: "network" }), ...machine("web", "inner")],
    known(step),
  ];
  const clear = known(same(targetGroup, "app", targets({ protocol: "TCP" })));
  const passes = becomes(
    listener,
    "https",
    listens({ protocol: "TLS" }),
    listens({ protocol: "TCP" }),
  );
  const other = { type: "forward", targetGroupArn: "sealed" };
  judgesAsExpected([
    ["before targets that spoke none", [...network(passes), clear], ["high listener-clear edge"]],
    [
      "before targets that spoke it",
      [...network(passes), known(same(targetGroup, "app", targets({ protocol: "TLS" })))],
      [],
    ],
    [
      "before other targets",
      [
        ...network(
          becomes(
            listener,
            "https",
            listens({ protocol: "TLS" }),
            listens({ protocol: "TCP", defaultActions: [other] }),
          ),
        ),
        ...[clear, known(same(targetGroup, "sealed", targets({ port: 443, protocol: "TCP" })))],
        same(targetGroupAttachment, "sealed", { targetGroupArn: "sealed", targetId: "web" }),
      ],
      [],
    ],
  ]);
});
