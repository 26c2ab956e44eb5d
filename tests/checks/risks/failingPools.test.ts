import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, comes, reviewSteps, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { awsLoadBalancer, dnsRecord, listener, loadBalancer, pool } = modelTypes;
const name = "shop.example.com";
const dnsName = "sorry-1.eu-west-1.elb.amazonaws.com";
const answers = (statusCode: string): readonly Step[] => [
  { ...same(awsLoadBalancer, "alb", { name: "alb" }), outputs: { dnsName } },
  same(listener, "https", {
    ...{ loadBalancerArn: "alb", port: 443, protocol: "HTTPS" },
    defaultActions: [{ type: "fixed-response", fixedResponse: { statusCode } }],
  }),
];
const balancer = (...defaultPools: readonly string[]): object => ({
  ...{ zoneId, name, proxied: true, steeringPolicy: "off", defaultPools, fallbackPool: "sorry" },
});
const pooled = (own: string, address: string, more: object = {}): Step =>
  same(pool, own, { accountId: "a", name: own, origins: [{ name: "o", address }], ...more });
const [live, sorry] = [
  pooled("live", "203.0.113.10", { monitor: "m" }),
  pooled("sorry", dnsName),
] as const;
const direct = same(dnsRecord, "shop", {
  ...{ zoneId, name, type: "A", content: "203.0.113.10", proxied: true, ttl: 1 },
});
// In a stack with a load balancer somebody should hear of its pools.
const unheard = [`medium pool-without-alert ${name}`, `medium pool-without-alert ${name}`];
const added = [live, sorry, direct, comes(loadBalancer, "lb", balancer("live"))];
const first = (own: Step): Step[] => [
  ...[live, own],
  becomes(loadBalancer, "lb", balancer("live", "sorry"), balancer("sorry", "live")),
];

const placed = (more: object = {}): object => ({
  ...{ accountId: "a", name: "live", monitor: "m" },
  ...{ origins: [{ name: "o", address: "203.0.113.10" }], ...more },
});
const steered = (steeringPolicy: string): Step[] => [
  sorry,
  same(loadBalancer, "lb", { ...balancer("live", "sorry"), steeringPolicy }),
];

describe("the risks of pools that answer everybody with an error", () => {
  judgesAsExpected([
    [
      "the fallback pool of a new load balancer, before any probe",
      [...answers("503"), ...added],
      [`high balancer-added ${name}`, ...unheard],
    ],
    [
      "one that answers with a page",
      [...answers("200"), ...added],
      [`medium balancer-added ${name}`, ...unheard],
    ],
    [
      "one beside a pool that nobody probes, which counts as healthy",
      [
        ...answers("503"),
        ...[pooled("live", "203.0.113.10"), sorry, direct],
        comes(loadBalancer, "lb", balancer("live")),
      ],
      [`medium balancer-added ${name}`, ...unheard],
    ],
    [
      "one that comes to be the first",
      [...answers("503"), ...first(sorry)],
      [`high first-pool-changed ${name}`],
    ],
    [
      "one that comes to be the first, and that a monitor finds down",
      [...answers("503"), ...first(pooled("sorry", dnsName, { monitor: "m" }))],
      [`medium first-pool-changed ${name}`],
    ],
    [
      "coordinates of a pool of which no load balancer takes account",
      [becomes(pool, "live", placed(), placed({ latitude: 50, longitude: 8 })), ...steered("off")],
      [],
    ],
    [
      "coordinates of a pool that visitors come to by them",
      [
        becomes(pool, "live", placed(), placed({ latitude: 50, longitude: 8 })),
        ...steered("proximity"),
      ],
      [],
      ["live: latitude, longitude"],
    ],
  ]);

  it("are told of as what is left where no other pool can be healthy", () => {
    const needs = (minimumOrigins: number): object => ({ ...placed(), minimumOrigins });
    const { risks } = reviewSteps([
      ...[...answers("503"), sorry, becomes(pool, "live", needs(1), needs(2))],
      same(loadBalancer, "lb", balancer("live")),
    ]);
    expect(
      risks
        .filter(({ id }) => id === "backup-lost")
        .map(({ severity, consequence }) => `${severity}: ${bareText(consequence)}`),
    ).to.deep.equal([
      `high: ${name} has no backup any more: live is out, and sorry answers everybody with Error 503, from this change on.`,
    ]);
  });
});
