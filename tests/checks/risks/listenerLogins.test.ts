import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { balancer, dnsName, forward, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { egressRule, listener, listenerRule, securityGroup, targetGroup } = modelTypes;
const group = same(securityGroup, "front", { vpcId: "vpc-1" });
const lets = (more: object): object => ({
  ...{ securityGroupId: "front", ipProtocol: "tcp", ...more },
});
const app = known(same(targetGroup, "app", targets()));
const login = (onUnauthenticatedRequest?: string): object => ({
  ...{ type: "authenticate-oidc", authenticateOidc: { onUnauthenticatedRequest } },
});
const asks = (...actions: readonly object[]): Step =>
  known(becomes(listener, "https", listens(), listens({ defaultActions: actions })));
const record = front.filter(({ name }) => name === "www");
const pooled: readonly Step[] = [
  same("monitor", "health", { type: "https", path: "/healthz", expectedCodes: "200" }),
  same("pool", "primary", {
    ...{ name: "primary", monitor: "health" },
    origins: [{ name: "a", address: dnsName }],
  }),
  same("balancer", "balanced", {
    ...{ zoneId, name: "www.example.com", proxied: true },
    ...{ defaultPools: ["primary"], fallbackPool: "primary" },
  }),
];

describe("the risks of logins at a load balancer", () => {
  judgesAsExpected([
    [
      "all have to log in",
      [...record, balancer(), app, asks(login(), forward)],
      ["medium listener-authenticates www.example.com"],
    ],
    [
      "programs have to log in",
      [
        ...record.map((step) => ({ ...step, old: { ...step.old, name: "api.example.com" } })),
        ...[balancer(), app, asks(login(), forward)],
      ],
      ["high listener-authenticates api.example.com"],
    ],
    [
      "all have to log in, monitors too",
      [...pooled, balancer(), app, asks(login("deny"), forward)],
      ["high listener-authenticates www.example.com"],
    ],
    [
      "all have to log in but who asks for the path that monitors ask for",
      [
        ...[...pooled, balancer(), app, asks(login(), forward)],
        known(
          same(listenerRule, "health", {
            ...{ listenerArn: "https", priority: 1, actions: [forward] },
            conditions: [{ pathPattern: { values: ["/healthz"] } }],
          }),
        ),
      ],
      ["medium listener-authenticates www.example.com"],
    ],
    [
      "all have to log in, and the load balancer is let out to its targets alone",
      [
        ...[...record, balancer(), app, asks(login(), forward), group],
        same(egressRule, "app", lets({ fromPort: 8080, toPort: 8080, cidrIpv4: "10.0.0.0/8" })),
      ],
      ["high listener-authenticates www.example.com"],
    ],
    [
      "all had to log in already, and the load balancer is let out no more",
      [
        ...[...record, balancer(), app, group],
        known(same(listener, "https", listens({ defaultActions: [login(), forward] }))),
        same(egressRule, "app", lets({ fromPort: 8080, toPort: 8080, cidrIpv4: "10.0.0.0/8" })),
        goes(egressRule, "out", lets({ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" })),
      ],
      ["high listener-authenticates www.example.com"],
    ],
    [
      "all had to log in already, and the load balancer is let out by another rule",
      [
        ...[...record, balancer(), app, group],
        known(same(listener, "https", listens({ defaultActions: [login(), forward] }))),
        same(egressRule, "all", lets({ ipProtocol: "-1", cidrIpv4: "0.0.0.0/0" })),
        goes(egressRule, "out", lets({ fromPort: 443, toPort: 443, cidrIpv4: "0.0.0.0/0" })),
      ],
      [],
    ],
    ["nobody has to log in", [...record, balancer(), app, asks(login("allow"), forward)], []],
    [
      "those at one path have to log in",
      [
        ...[...front, app],
        comes(listenerRule, "admin", {
          ...{ listenerArn: "https", priority: 1, actions: [login(), forward] },
          conditions: [{ pathPattern: { values: ["/admin/*"] } }],
        }),
      ],
      [],
    ],
  ]);
});
