import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { Record } from "@pulumi/aws/route53/record";
import type { Zone } from "@pulumi/aws/route53/zone";
import type { CorpusCase } from "../corpusCase";
import { inline, origin, ranges, single } from "../firewallsByHand";
import {
  aclAlone,
  answers,
  anywhere,
  guardedAlone,
  guardedNetwork,
  https,
  machineByHand,
  namesByHand,
  network,
  NetworkByHand,
  usualNetwork,
} from "../networkByHand";

const peering = { vpcPeeringConnectionId: "pcx-0123456789abcdef0" };
const balancer = {
  idleTimeout: 930,
  subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
};

/** Two load balancers, to one of which the name of the first pool leads. */
function aliased(zoneId: Zone["id"], chosen: "blue" | "green"): void {
  const both = {
    blue: new ApplicationLoadBalancer("blue", { ...balancer, name: "blue" }),
    green: new ApplicationLoadBalancer("green", { ...balancer, name: "green" }),
  };
  const { dnsName: name, zoneId: ofBalancer } = both[chosen];
  new Record("origin", {
    ...{ zoneId, name: "origin.example.net", type: "A" },
    aliases: [{ name, zoneId: ofBalancer, evaluateTargetHealth: true }],
  });
}

/** Routes, gateways and network ACLs between Cloudflare and origins. */
export const networkCases: readonly CorpusCase[] = [
  {
    name: "default-route-to-nat",
    because: "answers leave by the NAT gateway with another address, so no connection comes about",
    before: usualNetwork,
    after: network((made) => made.usual({ public: { natGatewayId: made.nat.id } })),
    risks: ["high subnet-cut-off origin"],
    changes: ["update public-default"],
    says: ["a NAT gateway", "www.example.com", "522"],
  },
  {
    name: "association-without-internet-route",
    because: "one of two subnets follows a table whose default route leads to the NAT gateway",
    before: usualNetwork,
    after: network((made) => made.usual({ tables: { b: made.privateTable } })),
    risks: ["high subnet-cut-off origin"],
    changes: ["update public-b"],
    says: ["public-b", "whose requests arrive there", "522"],
    hides: ["`public-a`"],
  },
  {
    name: "acl-without-ephemeral-ports",
    because: "network ACLs know no connections: what the origin answers goes to a high port",
    before: guardedNetwork,
    after: network((made) => {
      made.usual();
      made.acl([https], [[100, "allow", anywhere, 443, 443]]);
    }),
    risks: ["high network-acl-shut origin"],
    changes: ["update edge"],
    says: ["1024-65535", "522", "www.example.com"],
  },
  {
    name: "acl-deny-with-lower-number",
    because: "the rule with the lower number is looked at first",
    before: guardedNetwork,
    after: network((made) => {
      made.usual();
      made.acl([[90, "deny", "172.64.0.0/13", 443, 443], https], [answers]);
    }),
    risks: ["high network-acl-shut origin"],
    changes: ["update edge"],
    says: ["172.64.0.0/13", "port `443`"],
  },
  {
    name: "private-route-and-tags",
    because: "no origin stands in the private subnet, and labels carry no packets",
    before: usualNetwork,
    after: () => {
      const made = new NetworkByHand({ tags: { Team: "shop" } });
      made.usual({ tables: { private: made.publicTable } });
      made.site();
    },
    risks: [],
    changes: ["update private-a", "update private-a", "update public-a", "update public-b"],
  },
  {
    name: "acl-admits-more",
    because: "what is let in beside Cloudflare turns nobody away, wherever the rule stands",
    before: guardedNetwork,
    after: network((made) => {
      made.usual();
      made.acl(
        [
          [50, "allow", "198.51.100.0/24", 443, 443],
          https,
          [200, "deny", "192.0.2.0/24", 0, 65_535],
        ],
        [answers],
      );
    }),
    risks: [],
    changes: ["update edge"],
  },
  {
    name: "internet-gateway-detached",
    because: "a gateway that is attached to no VPC carries nothing",
    before: usualNetwork,
    after: () => {
      const made = new NetworkByHand({ detached: true });
      made.usual();
      made.site();
    },
    risks: ["high subnet-cut-off origin"],
    changes: ["update internet"],
    says: ["not attached", "522"],
  },
  {
    name: "peering-route-over-cloudflare",
    because: "the narrower route takes the answers to a whole range of Cloudflare",
    before: usualNetwork,
    after: network((made) => {
      made.usual();
      made.route("office", made.publicTable, { destinationCidrBlock: "172.64.0.0/12", ...peering });
    }),
    risks: ["high subnet-cut-off origin"],
    changes: ["create office"],
    says: ["172.64.0.0/13", "a peering connection"],
  },
  {
    name: "peering-route-beside-cloudflare",
    because: "the private network of the office holds no address of Cloudflare",
    before: usualNetwork,
    after: network((made) => {
      made.usual();
      made.route("office", made.publicTable, { destinationCidrBlock: "172.16.0.0/12", ...peering });
    }),
    risks: [],
    changes: ["create office"],
  },
  {
    name: "association-to-like-table",
    because: "the new table has its route before the subnet follows it, and goes the same way",
    before: usualNetwork,
    after: network((made) => {
      const like = new RouteTable("public-b", { vpcId: made.vpc.id });
      const way = { destinationCidrBlock: anywhere, gatewayId: made.gateway.id };
      made.route("public-b-default", like, way);
      made.usual({ tables: { b: like } });
    }),
    risks: [],
    changes: ["create public-b", "create public-b-default", "update public-b"],
  },
  {
    name: "route53-name-gone",
    because: "the name that the first pool names has no address any more",
    before: namesByHand((zoneId) => {
      const { dnsName } = new ApplicationLoadBalancer("shop", { ...balancer, name: "shop" });
      new Record("origin", { zoneId, name: "origin", type: "CNAME", ttl: 60, records: [dnsName] });
    }),
    after: namesByHand(() => {
      new ApplicationLoadBalancer("shop", { ...balancer, name: "shop" });
    }),
    risks: ["high origin-name-gone origin.example.net"],
    changes: ["delete origin"],
    says: ["shop-primary", "www.example.com", "1016"],
  },
  {
    name: "route53-alias-moved",
    because:
      "the alias leads to another load balancer, of which nobody knows yet whether it answers",
    before: namesByHand((zoneId) => aliased(zoneId, "blue")),
    after: namesByHand((zoneId) => aliased(zoneId, "green")),
    risks: ["medium origin-name-moved origin.example.net"],
    changes: ["update origin"],
    says: ["green", "blue", "TTL"],
  },
  {
    name: "route53-other-name",
    because: "no pool names the record that goes, and how long answers are kept moves nobody",
    before: namesByHand((zoneId) => {
      aliased(zoneId, "blue");
      const more = { type: "A", ttl: 300, records: ["198.51.100.7"] };
      new Record("mail", { zoneId, name: "mail.example.net", ...more });
      new Record("docs", { zoneId, name: "docs.example.net", ...more });
    }),
    after: namesByHand((zoneId) => {
      aliased(zoneId, "blue");
      const more = { type: "A", ttl: 60, records: ["198.51.100.7"] };
      new Record("docs", { zoneId, name: "docs.example.net", ...more });
    }),
    risks: [],
    changes: ["delete mail", "update docs"],
  },
  {
    name: "elastic-address-untied",
    because: "the address stays and leads to no machine",
    before: machineByHand({ tied: true }),
    after: machineByHand({ tied: false }),
    risks: ["high address-untied www"],
    changes: ["delete www"],
    says: ["www.example.com", "522"],
  },
  {
    name: "elastic-address-labelled",
    because: "labels carry no packets",
    before: machineByHand({ tied: true }),
    after: machineByHand({ tied: true, tags: { Name: "www" } }),
    risks: [],
    changes: ["update www"],
  },
  {
    name: "single-rule-beside-inline",
    because:
      "the list in the group takes the rule away whenever the group is next brought up to date",
    before: origin(() => undefined, inline(ranges)),
    after: origin(single(["198.51.100.0/24"]), inline(ranges)),
    risks: ["high origin-opened origin", "medium rules-in-two-places web"],
    changes: ["create https-198-51-100-0-24"],
    says: ["https-198-51-100-0-24", "its list wins"],
  },
  {
    name: "acl-rule-alone-admits-more",
    because: "a rule of its own with a lower number lets in more, and what goes only let in others",
    before: aclAlone([https, [120, "allow", "192.0.2.0/24", 8080, 8080]]),
    after: aclAlone([https, [80, "allow", "198.51.100.0/24", 22, 22]]),
    risks: [],
    changes: ["create in-80", "delete in-120"],
  },
  {
    name: "acl-rule-alone-gone",
    because: "what no rule matches any more is turned away",
    before: guardedAlone,
    after: aclAlone([]),
    risks: ["high network-acl-shut origin"],
    changes: ["delete in-100"],
    says: ["port `443`", "522"],
  },
];
