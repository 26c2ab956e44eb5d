import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, same, urnOf, type Step } from "../report/plans";
import { judgesAsExpected, www, zoneId, type StrangersPlans } from "./strangersPlans";

const { tunnel, tunnelConfig } = modelTypes;
const id = "6ff42ae2-765d-4adf-8112-31c55c1551ef";
const host = "app.example.com";
const shop = (more: object = {}): object => ({
  ...{ accountId: "a", name: "shop", configSrc: "cloudflare", tunnelSecret: "b2xk" },
  ...more,
});
const led: Step = same("record", "app", {
  ...{ zoneId, name: host, type: "CNAME", content: `${id}.cfargotunnel.com` },
  ...{ proxied: true, ttl: 1 },
});
const config: Step = same(tunnelConfig, "config", {
  ...{ accountId: "a", tunnelId: id },
  config: {
    ingresses: [{ hostname: host, service: "http://app" }, { service: "http_status:404" }],
  },
});
const becoming = (now: object, more: Partial<Step> = {}): Step => ({
  ...becomes(tunnel, "shop", shop(), shop(now)),
  ...{ id, ...more },
});
const rotated = { tunnelSecret: "bmV3" };
const random = "random:index/randomId:RandomId";
const parameter = "aws:ssm/parameter:Parameter";

/** Tunnels that get another secret. */
const plans: StrangersPlans = [
  [
    "a tunnel with another secret, of which the plan tells nobody",
    [led, config, becoming(rotated)],
    [`medium tunnel-unconnected ${host}`],
  ],
  ["a tunnel with another secret that no hostname leads to", [www, becoming(rotated)], []],
  ["a tunnel with another name", [led, becoming({ name: "store" })], []],
  [
    "a tunnel with another secret, whose token another resource keeps",
    [
      ...[led, config, becoming(rotated)],
      { ...same(parameter, "token", { name: "token" }), after: [urnOf(tunnel, "shop")] },
    ],
    [],
  ],
  [
    "a tunnel with another secret, which another resource keeps too",
    [
      ...[led, config, comes(random, "secret", { byteLength: 32 })],
      becoming(rotated, { after: [urnOf(random, "secret")] }),
      { ...same(parameter, "token", { name: "token" }), after: [urnOf(random, "secret")] },
    ],
    [],
  ],
];

describe("the risks of tunnels with another secret", () => {
  judgesAsExpected(plans);
});
