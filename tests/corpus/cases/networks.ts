import type { CorpusCase } from "../corpusCase";
import { anywhere, network, NetworkByHand, type AclRuleByHand } from "../networkByHand";

const https: AclRuleByHand = [100, "allow", anywhere, 443, 443];
const answers: AclRuleByHand = [100, "allow", anywhere, 1024, 65_535];

const usual = network((made) => made.usual());
const guarded = network((made) => {
  made.usual();
  made.acl([https], [answers]);
});

/** Routes, gateways and network ACLs between Cloudflare and origins. */
export const networkCases: readonly CorpusCase[] = [
  {
    name: "default-route-to-nat",
    because: "answers leave by the NAT gateway with another address, so no connection comes about",
    before: usual,
    after: network((made) => made.usual({ public: { natGatewayId: made.nat.id } })),
    risks: ["high subnet-cut-off origin"],
    changes: ["update public-default"],
    says: ["a NAT gateway", "www.example.com", "522"],
  },
  {
    name: "association-without-internet-route",
    because: "one of two subnets follows a table whose default route leads to the NAT gateway",
    before: usual,
    after: network((made) => made.usual({ tables: { b: made.privateTable } })),
    risks: ["high subnet-cut-off origin"],
    changes: ["update public-b"],
    says: ["public-b", "whose requests arrive there", "522"],
    hides: ["`public-a`"],
  },
  {
    name: "acl-without-ephemeral-ports",
    because: "network ACLs know no connections: what the origin answers goes to a high port",
    before: guarded,
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
    before: guarded,
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
    before: usual,
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
    before: guarded,
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
];
