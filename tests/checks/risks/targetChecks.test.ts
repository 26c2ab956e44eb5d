import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, reviewSteps, same, type Step } from "../report/plans";
import { balancer, front, known, listens, record, targets } from "./behindBalancer";
import { judgesAsExpected } from "./strangersPlans";

const { ecsService, instance, listener, scalingGroup, targetGroup, targetGroupAttachment } =
  modelTypes;
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

describe("health checks that come to be asked by HTTPS", () => {
  const asked = (serving: readonly Step[], check: object = {}, protocol = "HTTP"): Step[] => {
    const by = (healthCheck: object) => targets({ protocol, healthCheck });
    const is = { protocol: "HTTPS", ...check };
    return [
      ...front,
      ...serving,
      known(becomes(targetGroup, "app", by({ protocol: "HTTP" }), by(is))),
    ];
  };
  const fleet = (more: object = {}): Step[] => [
    same(scalingGroup, "fleet", {
      ...{ name: "fleet", minSize: 2, desiredCapacity: 2, maxSize: 4, targetGroupArns: ["app"] },
      ...{ healthCheckType: "ELB", ...more },
    }),
  ];
  const service = same(ecsService, "tasks", {
    ...{ name: "tasks", desiredCount: 2 },
    loadBalancers: [{ targetGroupArn: "app", containerName: "web", containerPort: 8080 }],
  });
  const [ended, mild] = ["high target-check-changed app", "medium target-check-changed app"];
  judgesAsExpected([
    ["of machines that are ended for it", asked(fleet()), [ended]],
    ["at that port by its number", asked(fleet(), { port: "8080" }), [ended]],
    ["of tasks", asked([service]), [ended]],
    [
      "of machines that nothing ends: they get requests all the same",
      asked(fleet({ healthCheckType: "EC2" })),
      [mild],
    ],
    [
      "of a fleet that ends none",
      asked(fleet({ suspendedProcesses: ["ReplaceUnhealthy"] })),
      [mild],
    ],
    ["of machines that stand alone", asked(machine("web", "inner")), [mild]],
    ["at another port", asked(fleet(), { port: "8443" }), [mild]],
    ["of targets that speak TLS", asked(fleet(), {}, "HTTPS"), [mild]],
    [
      "while they are so already",
      [
        ...[...front, ...fleet()],
        known(
          becomes(
            targetGroup,
            "app",
            targets({ healthCheck: { protocol: "HTTPS", path: "/" } }),
            targets({ healthCheck: { protocol: "HTTPS", path: "/h" } }),
          ),
        ),
      ],
      [mild],
    ],
  ]);

  const said = (serving: readonly Step[]): string =>
    bareText(reviewSteps(asked(serving)).risks[0]?.consequence ?? []);

  it("say who ends what for ever, or that the load balancer sends requests all the same", () => {
    const first =
      "From this change on the targets of app are asked by HTTPS whether they are well, at the port at which they are sent requests by HTTP: no TLS handshake succeeds, and all of them are unhealthy as soon as the threshold is reached. ";
    const ends = (who: string): string =>
      `${first}${who} for that, and what comes in their place as well, again and again, until they are asked by HTTP: visitors of www.example.com get Error 502, 503 or 504 meanwhile.`;
    expect(said(fleet())).to.equal(ends("fleet ends and replaces all of its machines"));
    expect(said([service])).to.equal(ends("tasks ends and replaces all of its tasks"));
    expect(said(machine("web", "inner"))).to.equal(
      `${first}The load balancer then sends requests to all of them, also to those that do not serve, and what replaces unhealthy ones does so: visitors of www.example.com get Error 502, 503 or 504 where that is so, until they are asked by HTTP.`,
    );
  });
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
