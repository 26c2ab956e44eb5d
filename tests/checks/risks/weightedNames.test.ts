import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { route53HealthCheck, route53Record } = networkTypes;
const record = same("record", "www", {
  ...{ zoneId, name: "www.example.com", type: "CNAME", content: "origin.example.net" },
  ...{ proxied: true, ttl: 1 },
});
const balancers = ["blue", "green"].map((name): Step => ({
  ...same(modelTypes.awsLoadBalancer, name, { name }),
  outputs: { arn: name, dnsName: `${name}.eu-west-1.elb.amazonaws.com` },
}));
const named = (setIdentifier: string, more: object): object => ({
  ...{ zoneId: "Z1", name: "origin.example.net", type: "A", setIdentifier },
  aliases: [
    {
      ...{ name: `${setIdentifier}.eu-west-1.elb.amazonaws.com`, zoneId: "Z2" },
      evaluateTargetHealth: true,
    },
  ],
  ...more,
});
const weighs = (name: string, was: number, is: number, more: object = {}): Step => {
  const of = (weight: number): object =>
    named(name, { weightedRoutingPolicies: [{ weight }], ...more });
  return was === is
    ? same(route53Record, name, of(was))
    : becomes(route53Record, name, of(was), of(is));
};
const site = (...steps: readonly Step[]): Step[] => [record, ...balancers, ...steps];
const fails = (name: string, type: string, was: object, is: object = was): Step => {
  const of = (more: object): object =>
    named(name, { failoverRoutingPolicies: [{ type }], ...more });
  return becomes(route53Record, name, of(was), of(is));
};

describe("the risks of names of Route 53 with several records", () => {
  judgesAsExpected([
    [
      "a record gets more of the visitors",
      site(weighs("blue", 90, 50), weighs("green", 10, 50)),
      [],
    ],
    [
      "a record that had no visitors gets some",
      site(weighs("blue", 100, 100), weighs("green", 0, 5)),
      [],
    ],
    [
      "a record gets no visitors any more",
      site(weighs("blue", 50, 0), weighs("green", 50, 100)),
      ["medium origin-name-moved origin.example.net"],
    ],
    [
      "the last record with a weight loses it, so that both are told",
      site(weighs("blue", 0, 0), weighs("green", 100, 0)),
      ["medium origin-name-moved origin.example.net"],
    ],
    [
      "a record without visitors goes",
      site(
        weighs("blue", 100, 100),
        goes(route53Record, "green", named("green", { weightedRoutingPolicies: [{ weight: 0 }] })),
      ),
      [],
    ],
    [
      "a record without visitors comes",
      site(
        weighs("blue", 100, 100),
        comes(route53Record, "green", named("green", { weightedRoutingPolicies: [{ weight: 0 }] })),
      ),
      [],
    ],
    [
      "the secondary record goes",
      site(
        same(
          route53Record,
          "blue",
          named("blue", { failoverRoutingPolicies: [{ type: "PRIMARY" }] }),
        ),
        goes(
          route53Record,
          "green",
          named("green", { failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
        ),
      ),
      ["medium origin-name-unwatched origin.example.net"],
    ],
    [
      "the primary record is no longer watched",
      site(
        fails(
          "blue",
          "PRIMARY",
          { healthCheckId: "check", aliases: undefined, records: ["1.2.3.4"] },
          {
            ...{ aliases: undefined, records: ["1.2.3.4"] },
          },
        ),
        same(
          route53Record,
          "green",
          named("green", { failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
        ),
      ),
      ["medium origin-name-unwatched origin.example.net"],
    ],
    [
      "the secondary record is no longer watched",
      site(
        same(
          route53Record,
          "blue",
          named("blue", { failoverRoutingPolicies: [{ type: "PRIMARY" }] }),
        ),
        fails(
          "green",
          "SECONDARY",
          { healthCheckId: "check", aliases: undefined, records: ["1.2.3.4"] },
          {
            ...{ aliases: undefined, records: ["1.2.3.4"] },
          },
        ),
      ),
      [],
    ],
  ]);
});

const placed = (name: string, country: string): object =>
  named(name, { geolocationRoutingPolicies: [{ country }] });
const near = (name: string, region: string): object =>
  named(name, { latencyRoutingPolicies: [{ region }] });

describe("the risks of names of Route 53 that depend on the place", () => {
  judgesAsExpected([
    [
      "the record for all other places goes",
      site(
        same(route53Record, "blue", placed("blue", "DE")),
        goes(route53Record, "green", placed("green", "*")),
      ),
      ["high origin-name-gone origin.example.net"],
    ],
    [
      "a record for one more place leads where another one does",
      site(
        same(route53Record, "green", placed("green", "*")),
        comes(route53Record, "paris", {
          ...placed("green", "FR"),
          setIdentifier: "paris",
        }),
      ),
      [],
    ],
    [
      "the record of one region goes",
      site(
        same(route53Record, "blue", near("blue", "eu-west-1")),
        goes(route53Record, "green", near("green", "us-east-1")),
      ),
      ["medium origin-name-moved origin.example.net"],
    ],
  ]);
});

const primary = same(
  route53Record,
  "blue",
  named("blue", { failoverRoutingPolicies: [{ type: "PRIMARY" }], healthCheckId: "health" }),
);
const rewatched = fails("blue", "PRIMARY", { healthCheckId: "health" }, { healthCheckId: "deep" });
const secondary = same(
  route53Record,
  "green",
  named("green", { failoverRoutingPolicies: [{ type: "SECONDARY" }] }),
);
const check = (more: object = {}): object => ({
  ...{ type: "HTTPS", fqdn: "blue.eu-west-1.elb.amazonaws.com", port: 443 },
  ...{ resourcePath: "/healthz", failureThreshold: 3, requestInterval: 30, ...more },
});
const checked = (more: object): Step[] =>
  site(primary, secondary, becomes(route53HealthCheck, "health", check(), check(more)));

describe("the risks of health checks of Route 53", () => {
  judgesAsExpected([
    [
      "another path is asked for",
      checked({ resourcePath: "/deep" }),
      ["medium probe-changed health"],
    ],
    [
      "what is well counts as unwell",
      checked({ invertHealthcheck: true }),
      ["medium probe-changed health"],
    ],
    ["nothing is asked", checked({ disabled: true }), ["medium origin-name-unwatched health"]],
    ["it is asked more often", checked({ requestInterval: 10, failureThreshold: 2 }), []],
    [
      "it goes, and a record names it still",
      site(primary, secondary, goes(route53HealthCheck, "health", check())),
      ["medium origin-name-unwatched health"],
    ],
    [
      "it goes, and the record that named it names another one",
      site(
        ...[rewatched, secondary, goes(route53HealthCheck, "health", check())],
        comes(route53HealthCheck, "deep", check({ resourcePath: "/deep" })),
      ),
      [],
    ],
    [
      "a single record rests on it, of which nothing else can be told",
      site(
        same(route53Record, "blue", {
          ...named("blue", { healthCheckId: "health" }),
          setIdentifier: undefined,
        }),
        becomes(route53HealthCheck, "health", check(), check({ port: 8443 })),
      ),
      [],
    ],
  ]);
});
