import { expect } from "chai";
import { bareText } from "../../../checks/words/words";
import { networkTypes } from "../../../facts/resourceTypes";
import { modelTypes } from "../../../model/graph/resourceTypes";
import { becomes, goes, reviewSteps, same, type Step } from "../report/plans";
import { known } from "./behindBalancer";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { route53HealthCheck, route53Record } = networkTypes;
const balancer = (name: string): Step =>
  known(same(modelTypes.awsLoadBalancer, name, { name }), {
    dnsName: `${name}.eu-west-1.elb.amazonaws.com`,
  });
const listens = (loadBalancerArn: string, action: object): Step =>
  known(
    same(modelTypes.listener, `${loadBalancerArn}-https`, {
      ...{ loadBalancerArn, port: 443, protocol: "HTTPS", defaultActions: [action] },
    }),
  );
const sorry = { type: "fixed-response", fixedResponse: { statusCode: "503" } };
const serves = { type: "forward", targetGroupArn: "spare" };
const failing = (name: string, type: string, more: object = {}): Step =>
  same(route53Record, name, {
    ...{ zoneId: "Z1", name: "origin.example.net", type: "A", setIdentifier: name },
    ...{ failoverRoutingPolicies: [{ type }] },
    aliases: [{ name: `${name}.eu-west-1.elb.amazonaws.com`, zoneId: "Z2" }],
    ...more,
  });
const asks = (more: object = {}): object => ({
  ...{ type: "HTTPS", fqdn: "first.eu-west-1.elb.amazonaws.com", port: 443, ...more },
});
const counts = (threshold: number, children: readonly string[], more: object = {}): object => ({
  ...{ type: "CALCULATED", childHealthThreshold: threshold, childHealthchecks: children, ...more },
});
const all = ["web", "database", "search"];
const two = ["web", "database"];
const site = (...steps: readonly Step[]): Step[] => [
  same("record", "www", {
    ...{ zoneId, name: "www.example.com", type: "CNAME", content: "origin.example.net" },
    ...{ proxied: true, ttl: 1 },
  }),
  ...[balancer("first"), balancer("second"), failing("first", "PRIMARY", { healthCheckId: "all" })],
  failing("second", "SECONDARY"),
  ...steps,
];
const children: readonly Step[] = all.map((name) => same(route53HealthCheck, name, asks()));
const calculated = (was: object, is: object, action: object = sorry): Step[] =>
  site(listens("second", action), ...children, becomes(route53HealthCheck, "all", was, is));

describe("the risks of calculated health checks of Route 53", () => {
  judgesAsExpected([
    [
      "a child goes, and as many must be well as before: more than there are",
      site(
        ...[listens("second", sorry), ...children.slice(0, 2)],
        goes(route53HealthCheck, "search", asks()),
        becomes(route53HealthCheck, "all", counts(3, all), counts(3, two)),
      ),
      ["high probe-changed all"],
    ],
    [
      "the same, and what the secondary record leads to may serve",
      calculated(counts(3, all), counts(3, two), serves),
      ["medium probe-changed all"],
    ],
    ["a child goes, and one less must be well", calculated(counts(3, all), counts(2, two)), []],
    [
      "a child goes, of which one was not needed",
      calculated(counts(2, all), counts(2, two)),
      ["medium probe-changed all"],
    ],
    ["a child comes, and no more must be well", calculated(counts(2, two), counts(2, all)), []],
    [
      "a child comes, and one more must be well",
      calculated(counts(2, two), counts(3, all)),
      ["medium probe-changed all"],
    ],
    [
      "a child goes, and one less must be well, where unwell is what counts as well",
      calculated(
        counts(3, all, { invertHealthcheck: true }),
        counts(2, two, { invertHealthcheck: true }),
      ),
      ["medium probe-changed all"],
    ],
    ["always unhealthy before and after", calculated(counts(3, two), counts(4, two)), []],
    [
      "what is always unhealthy is disabled",
      calculated(counts(3, two), counts(3, two, { disabled: true })),
      ["medium origin-name-unwatched all"],
    ],
    [
      "more than there are, turned round: always healthy",
      calculated(counts(3, all), counts(4, all, { invertHealthcheck: true })),
      ["medium origin-name-unwatched all"],
    ],
    [
      "none must be well: always healthy",
      calculated(counts(3, all), counts(0, all)),
      ["medium origin-name-unwatched all"],
    ],
    [
      "none must be well, turned round: always unhealthy",
      calculated(counts(3, all), counts(0, all, { invertHealthcheck: true })),
      ["high probe-changed all"],
    ],
    [
      "a child that counts as unwell whatever comes",
      site(
        ...[listens("second", sorry), ...children.slice(0, 2)],
        same(route53HealthCheck, "all", counts(3, all)),
        becomes(
          route53HealthCheck,
          "search",
          asks(),
          asks({ disabled: true, invertHealthcheck: true }),
        ),
      ),
      ["high probe-changed all"],
    ],
    [
      "a child that is disabled counts as well",
      site(
        ...[listens("second", sorry), ...children.slice(0, 2)],
        same(route53HealthCheck, "all", counts(3, all)),
        becomes(route53HealthCheck, "search", asks(), asks({ disabled: true })),
      ),
      [],
    ],
    [
      "the primary record comes to rest on one that is always unhealthy",
      [
        ...site(
          ...[listens("second", sorry), ...children],
          same(route53HealthCheck, "all", counts(4, all)),
        ).filter(({ type, name }) => type !== route53Record || name !== "first"),
        becomes(
          route53Record,
          "first",
          failing("first", "PRIMARY", { healthCheckId: "web" }).old ?? {},
          failing("first", "PRIMARY", { healthCheckId: "all" }).old ?? {},
        ),
      ],
      ["high probe-changed all"],
    ],
    [
      "no other record stands beside the one that rests on it",
      calculated(counts(3, all), counts(3, two)).filter(({ name }) => name !== "second"),
      [],
    ],
  ]);
});

it("a calculated health check that is always unhealthy says how many must be well of how many", () => {
  const [risk] = reviewSteps(calculated(counts(3, all), counts(3, two))).risks;
  expect(bareText(risk?.consequence ?? [])).to.equal(
    "From this change on all is always unhealthy, whatever its 2 children find, of which 3 must be well: Route 53 answers for origin.example.net, where www.example.com leads, with second: visitors of www.example.com get Error 503 there until it can be healthy again.",
  );
});
