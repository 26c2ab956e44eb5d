import { unknownValue } from "../../../core/known";
import { from, itTells, type Shop } from "./shop";

/** A subnet, whose zone the plan says or not. */
const subnet = (shop: Shop, name: string, availabilityZone?: string): Shop =>
  shop.add(
    "subnet",
    name,
    { vpcId: "vpc-1", ...(availabilityZone === undefined ? {} : { availabilityZone }) },
    `subnet-${name}`,
  );

/** A target group behind the listener of the shop, and a hostname of the strict zone that leads there. */
function behind(shop: Shop, group: Parameters<Shop["add"]>[2]): Shop {
  const dnsName = "shop-1.eu-west-1.elb.amazonaws.com";
  return shop
    .set("alb", { dnsName })
    .set("listener", {
      defaultActions: [{ type: "forward", targetGroupArn: from("targetGroup", "app") }],
    })
    .set("primary", { origins: [{ name: "a", address: dnsName }] })
    .add("targetGroup", "app", { deregistrationDelay: 60, ...group });
}

const one = (name: string, zone: string): string =>
  `one-availability-zone: ${name} must stand in more than one availability zone; got ${zone}`;
const clear =
  "targets-in-clear: app.protocol must be HTTPS for www.example.com to be encrypted up to the application; " +
  "got HTTP, encrypted to alb and in clear behind it";
const scaling = (shop: Shop, more: Parameters<Shop["add"]>[2]): Shop =>
  behind(shop, { protocol: "HTTPS" }).add("scalingGroup", "web", {
    targetGroupArns: [from("targetGroup", "app")],
    ...more,
  });

describe("policy: what stands behind load balancers", () => {
  itTells([
    {
      title: "finds a load balancer whose subnets lie in one zone",
      plan: (shop) =>
        subnet(subnet(shop, "a", "eu-west-1a"), "b", "eu-west-1a").set("alb", {
          subnets: ["subnet-a", from("subnet", "b")],
        }),
      told: [one("alb", "eu-west-1a")],
    },
    {
      title: "finds a load balancer with one subnet, whoever makes that",
      plan: (shop) => shop.set("alb", { subnetMappings: [{ subnetId: "subnet-z" }] }),
      told: [one("alb", "subnet-z")],
    },
    {
      title: "finds nothing in two zones, in zones that are not known, and inside a network",
      plan: (shop) =>
        subnet(subnet(subnet(shop, "a", "eu-west-1a"), "b", "eu-west-1b"), "c")
          .set("alb", { subnets: ["subnet-a", "subnet-b"] })
          .add("awsLoadBalancer", "api", { idleTimeout: 930, subnets: ["subnet-a", "subnet-c"] })
          .add("awsLoadBalancer", "own", { idleTimeout: 930, subnets: ["subnet-y", "subnet-z"] })
          .add("awsLoadBalancer", "later", {
            idleTimeout: 930,
            subnets: ["subnet-a", unknownValue],
          })
          .add("awsLoadBalancer", "inside", { internal: true, subnets: ["subnet-a"] }),
      told: [],
    },
    {
      title: "finds machines and services in one zone that serve behind a target group",
      plan: (shop) =>
        scaling(shop, { availabilityZones: ["eu-west-1a"] }).add("ecsService", "api", {
          networkConfiguration: { subnets: ["subnet-z"] },
          loadBalancers: [{ targetGroupArn: from("targetGroup", "app") }],
        }),
      told: [one("api", "subnet-z"), one("web", "eu-west-1a")],
    },
    {
      title: "finds nothing in machines of two subnets, in single machines, and in workers",
      plan: (shop) =>
        scaling(shop, { vpcZoneIdentifiers: ["subnet-y", "subnet-z"] })
          .add("instance", "box", { subnetId: "subnet-y" }, "i-1")
          .add("targetGroupAttachment", "box", {
            ...{ targetGroupArn: from("targetGroup", "app"), targetId: "i-1" },
          })
          .add("scalingGroup", "workers", { vpcZoneIdentifiers: ["subnet-y"] }),
      told: [],
    },
    {
      title: "says of a target group in clear how far a strict zone encrypts",
      plan: (shop) => behind(shop, { protocol: "HTTP" }),
      told: [clear],
    },
    {
      title: "says nothing of a zone that is not strict, and of a group to which no hostname leads",
      plan: (shop) =>
        behind(shop, { protocol: "HTTP" }).set("primary", {
          origins: [{ name: "a", address: "203.0.113.10" }],
        }),
      told: [],
    },
    {
      title: "says nothing of targets that speak TLS, or have no protocol",
      plan: (shop) =>
        behind(shop, { protocol: "HTTPS" }).add("targetGroup", "fn", {
          ...{ targetType: "lambda", deregistrationDelay: 60 },
        }),
      told: [],
    },
  ]);
});
