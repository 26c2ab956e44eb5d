import { modelTypes } from "../../../model/graph/resourceTypes";
import { networkTypes } from "../../../facts/resourceTypes";
import { becomes, comes, goes, same, type Step } from "../report/plans";
import { judgesAsExpected, zoneId } from "./strangersPlans";

const { route53Record } = networkTypes;
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
