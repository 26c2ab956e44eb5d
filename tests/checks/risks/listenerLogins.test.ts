import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, type Step } from "../report/plans";
import { balancer, dnsName, forward, front, known, listens, targets } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { listener, listenerRule, targetGroup } = modelTypes;
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
