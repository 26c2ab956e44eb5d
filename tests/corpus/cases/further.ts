import { certificateRequest } from "../../support/certificateRequest";
import { OriginCaCertificate } from "@pulumi/cloudflare/originCaCertificate";
import { Zone } from "@pulumi/cloudflare/zone";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import type { CorpusCase, Program } from "../corpusCase";
import { inline, origin, ranges, single } from "../firewallsByHand";
import { accountId, record, settings, goodSettings, siteByHand, www } from "../siteByHand";

const address = "203.0.113.10";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];
const one: Program = () => void record("www", www, address);

/** A site whose primary is a load balancer of AWS that the same program makes. */
function behindMade(logical: string, tags = {}): Program {
  return () => {
    const { dnsName } = new ApplicationLoadBalancer(logical, {
      ...{ name: logical, idleTimeout: 930, subnets, securityGroups: [], tags },
    });
    siteByHand({ primary: { origins: [{ name: "a", address: dnsName }] } })();
  };
}

function certificate(hostnames: string[]): Program {
  return () => {
    new OriginCaCertificate("origin", {
      ...{ hostnames, requestType: "origin-rsa", requestedValidity: 5475 },
      csr: certificateRequest,
    });
  };
}

/** A load balancer behind one of two groups, of which the second lets in nobody. */
function behind(which: "web" | "admin"): Program {
  return () => {
    const vpcId = "vpc-0a1b2c3d4e5f60718";
    const groups = {
      web: new SecurityGroup("web", { vpcId, name: "web", ...inline(ranges) }),
      admin: new SecurityGroup("admin", { vpcId, name: "admin" }),
    };
    new ApplicationLoadBalancer("origin", {
      ...{ name: "origin", idleTimeout: 930, subnets, securityGroups: [groups[which].id] },
    });
  };
}

/** Changes of which a preview alone says little. */
export const furtherCases: readonly CorpusCase[] = [
  {
    name: "origin-becomes-made-balancer",
    because: "all traffic moves to a load balancer that is made in the same update",
    before: siteByHand(),
    after: behindMade("edge"),
    risks: ["medium origins-moved www.example.com"],
    changes: ["create edge", "update primary"],
    says: ["known after apply"],
  },
  {
    name: "made-balancer-tagged",
    because: "the load balancer keeps its name, so the pool keeps its origin",
    before: behindMade("edge"),
    after: behindMade("edge", { team: "edge" }),
    risks: [],
    changes: ["update edge"],
    says: ["only words for people"],
  },
  {
    name: "proxied-record-with-ttl",
    because: "the preview takes it, the update is refused, and the old record stays",
    before: one,
    after: () => void record("www", www, address, { ttl: 300 }),
    risks: ["medium record-ttl-refused www.example.com"],
    changes: ["update www"],
    says: ["TTL"],
  },
  {
    name: "record-renamed-and-moved",
    because: "the alias keeps the record, its content moves all the same",
    before: one,
    after: () => void record("Web", www, "203.0.113.11", {}, { aliases: [{ name: "www" }] }),
    risks: ["medium destination-changed www.example.com"],
    changes: ["update Web"],
  },
  {
    name: "balancer-switched-on",
    because: "visitors leave the record for the load balancer over it",
    before: siteByHand({ balancer: { enabled: false } }),
    after: siteByHand(),
    risks: ["medium balancer-added www.example.com"],
    changes: ["update www"],
    failover: ["www.example.com none → 45"],
  },
  {
    name: "zone-deleted",
    because: "no name of the zone is answered any more, whoever made its records",
    before: () => {
      settings(goodSettings);
      new Zone("zone", { account: { id: accountId }, name: "example.org" });
    },
    after: () => settings(goodSettings),
    risks: ["high zone-lost example.org"],
    changes: ["delete zone"],
    says: ["example.org"],
  },
  {
    name: "origin-certificate-replaced",
    because: "the old certificate is revoked while the origins still show it",
    before: certificate(["www.example.com"]),
    after: certificate(["www.example.com", "shop.example.com"]),
    risks: ["high certificate-revoked origin"],
    changes: ["replace origin"],
    says: ["526"],
  },
  {
    name: "firewall-port-moved",
    because: "Cloudflare knocks at 443, where nobody is let in any more",
    before: origin(single(ranges.slice(0, 2))),
    after: origin(single(ranges.slice(0, 2), { fromPort: 8443, toPort: 8443 })),
    risks: ["high origin-shut origin"],
    changes: ["update https-103-21-244-0-22", "update https-103-22-200-0-22"],
    findings: [],
  },
  {
    name: "balancer-gets-another-group",
    because: "the new group lets in nobody",
    before: behind("web"),
    after: behind("admin"),
    risks: ["high origin-shut origin"],
    changes: ["update origin"],
    says: ["every visitor gets Error 522"],
  },
];
