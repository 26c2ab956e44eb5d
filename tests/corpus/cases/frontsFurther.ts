import { Instance } from "@pulumi/aws/ec2/instance";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import type { CorpusCase, Program } from "../corpusCase";
import { front, usualFront } from "../frontByHand";
import { record } from "../siteByHand";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const trusting = front({ trusts: ["own"] });

/**
 * A network load balancer in two zones before machines.
 * @param crosses - Whether what arrives in one zone goes to machines in the other.
 * @param occupied - The zones that have a machine.
 */
function zonal(crosses: boolean, occupied: readonly ("a" | "b")[]): Program {
  return () => {
    const subnet = (zone: string, cidrBlock: string): Subnet =>
      new Subnet(`in-${zone}`, { vpcId, cidrBlock, availabilityZone: `us-east-1${zone}` });
    const subnets = { a: subnet("a", "10.0.0.0/24"), b: subnet("b", "10.0.1.0/24") };
    const { arn: loadBalancerArn, dnsName } = new LoadBalancer("zonal", {
      ...{ name: "zonal", loadBalancerType: "network", enableCrossZoneLoadBalancing: crosses },
      subnets: Object.values(subnets).map(({ id }) => id),
    });
    const { arn: targetGroupArn } = new TargetGroup("proxies", {
      ...{ name: "proxies", port: 443, protocol: "TCP", vpcId },
      healthCheck: { protocol: "TCP" },
    });
    for (const zone of occupied) {
      const { id: targetId } = new Instance(`proxy-${zone}`, {
        ...{ ami: "ami-0123456789abcdef0", instanceType: "t3.small" },
        subnetId: subnets[zone].id,
      });
      new TargetGroupAttachment(`proxy-${zone}`, { targetGroupArn, targetId });
    }
    new Listener("zonal-443", {
      ...{ loadBalancerArn, port: 443, protocol: "TCP" },
      defaultActions: [{ type: "forward", targetGroupArn }],
    });
    record("www", "www.example.com", "", { type: "CNAME", content: dnsName });
  };
}

/** Load balancers of AWS that come to ask who clients are, and one that comes to keep requests in their zone. */
export const frontFurtherCases: readonly CorpusCase[] = [
  {
    name: "front-trusts-another-authority",
    because: "Cloudflare goes on showing what the former authority issued",
    before: trusting,
    after: front({ trusts: ["other"] }),
    risks: ["high client-certificate-untrusted door"],
    changes: ["replace bundle", "update trusted"],
    says: ["www.example.com", "Error 525"],
    secrets: ["s3cr3t-client-key"],
  },
  {
    name: "front-trusts-one-more-authority",
    because: "the one that issued what Cloudflare shows is trusted still",
    before: trusting,
    after: front({ trusts: ["own", "other"] }),
    risks: [],
    changes: ["replace bundle", "update trusted"],
    secrets: ["s3cr3t-client-key"],
  },
  {
    name: "front-asks-who-visitors-are",
    because: "who is not logged in no longer gets what the hostname answered",
    before: usualFront,
    after: front({ login: "authenticate" }),
    risks: ["medium listener-authenticates www.example.com"],
    changes: ["update https"],
    says: ["are led to a login (code 302)"],
  },
  {
    name: "front-greets-whom-it-knows",
    because: "who is not logged in is let through",
    before: usualFront,
    after: front({ login: "allow" }),
    risks: [],
    changes: ["update https"],
  },
  {
    name: "nlb-keeps-requests-in-a-zone-without-targets",
    because: "what arrives in the second zone meets no machine there",
    before: zonal(true, ["a"]),
    after: zonal(false, ["a"]),
    risks: ["medium targets-absent-in-zone proxies"],
    changes: ["update zonal"],
    says: ["`us-east-1b`", "www.example.com"],
  },
  {
    name: "nlb-keeps-requests-in-zones-with-targets",
    because: "each zone has a machine",
    before: zonal(true, ["a", "b"]),
    after: zonal(false, ["a", "b"]),
    risks: [],
    changes: ["update zonal"],
  },
];
