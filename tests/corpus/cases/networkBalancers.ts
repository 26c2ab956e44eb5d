import { Eip } from "@pulumi/aws/ec2/eip";
import { NodeGroup } from "@pulumi/aws/eks/nodeGroup";
import { Attachment } from "@pulumi/aws/autoscaling/attachment";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import * as pulumi from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { record } from "../siteByHand";

const subnets = ["subnet-0aa11bb22cc33dd44", "subnet-0ee55ff66aa77bb88"] as const;
const vpcId = "vpc-0d15ea5e0ddba1100";
const policy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const certificate =
  "arn:aws:acm:us-east-1:123456789012:certificate/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

/** What two programs of a network load balancer say differently. */
interface Nlb {
  /** Which of three addresses the first subnet has. */
  readonly first?: "a" | "c";
  readonly balancer?: Partial<LoadBalancerArgs>;
  readonly listens?: boolean;
  /** Ends TLS itself, and agrees on a version of HTTP by this policy. Defaults to handing connections on as they are. */
  readonly alpnPolicy?: string;
  readonly targets?: number;
  readonly beside?: (balancer: LoadBalancer, group: TargetGroup) => void;
}

/** A network load balancer with addresses of its own, as a team writes it that has to name them to others. */
function nlb(said: Nlb = {}): Program {
  const { first = "a", balancer, listens = true, targets = 2, alpnPolicy, beside } = said;
  return () => {
    // One after the other, so that each has the same address in every run.
    const a = new Eip("nlb-a", { domain: "vpc" });
    const b = new Eip("nlb-b", { domain: "vpc" }, { dependsOn: a });
    const c = new Eip("nlb-c", { domain: "vpc" }, { dependsOn: b });
    const eips = { a, b, c };
    const lb = new LoadBalancer("nlb", {
      ...{ name: "nlb", loadBalancerType: "network", enableCrossZoneLoadBalancing: true },
      subnetMappings: [
        { subnetId: subnets[0], allocationId: eips[first].allocationId },
        { subnetId: subnets[1], allocationId: eips.b.allocationId },
      ],
      ...balancer,
    });
    const group = new TargetGroup("nlb-proxies", {
      ...{ name: "nlb-proxies", port: 443, protocol: "TCP", vpcId },
      healthCheck: { protocol: "TCP" },
    });
    ["i-0123456789abcdef0", "i-0123456789abcdef1"].slice(0, targets).forEach((targetId, index) => {
      new TargetGroupAttachment(`proxy-${index}`, { targetGroupArn: group.arn, targetId });
    });
    if (listens) {
      new Listener("nlb-443", {
        ...{ loadBalancerArn: lb.arn, port: 443 },
        ...(alpnPolicy === undefined
          ? { protocol: "TCP" }
          : { protocol: "TLS", sslPolicy: policy, certificateArn: certificate, alpnPolicy }),
        defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
      });
    }
    record("www-a", "www.example.com", "", { type: "A", content: eips.a.publicIp });
    record("www-b", "www.example.com", "", { type: "A", content: eips.b.publicIp });
    beside?.(lb, group);
  };
}

/** Nodes of a cluster of Kubernetes behind a load balancer that the program makes. */
function nodes(desiredSize: number | undefined, amiType = "AL2_x86_64"): Program {
  return () => {
    const lb = new LoadBalancer("ingress", {
      ...{ name: "ingress", subnets: [...subnets], securityGroups: [], idleTimeout: 930 },
    });
    const group = new TargetGroup("ingress", {
      ...{ name: "ingress", port: 30_080, protocol: "HTTP", vpcId },
      healthCheck: { path: "/healthz" },
    });
    new Listener("ingress", {
      ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", sslPolicy: policy },
      certificateArn: certificate,
      defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
    });
    record("www", "www.example.com", "", { type: "CNAME", content: lb.dnsName });
    if (desiredSize === undefined) {
      return;
    }
    const pool = new NodeGroup("workers", {
      ...{ clusterName: "main", subnetIds: [...subnets] },
      nodeRoleArn: "arn:aws:iam::123456789012:role/workers",
      scalingConfig: { minSize: 0, maxSize: 6, desiredSize },
      ...{ amiType, nodeGroupName: `workers-${amiType === "AL2_x86_64" ? "a" : "b"}` },
    });
    new Attachment("workers", {
      autoscalingGroupName: pool.resources.apply(
        ([made]) => made?.autoscalingGroups[0]?.name ?? "",
      ),
      lbTargetGroupArn: group.arn,
    });
  };
}

/** What two programs of awsx's load balancer say differently. */
interface Awsx {
  readonly listener?: string;
  readonly tags?: Record<string, string>;
  readonly plain?: boolean;
}

/** A load balancer as the component of awsx makes it: children under one name, a group that is made for it. */
function awsx({ listener = "web-0", tags = {}, plain = false }: Awsx = {}): Program {
  return () => {
    const parent = new pulumi.ComponentResource("awsx:lb:ApplicationLoadBalancer", "web");
    const lb = new LoadBalancer(
      "web",
      { subnets: [...subnets], securityGroups: [], idleTimeout: 930, tags },
      { parent },
    );
    const group = new TargetGroup(
      "web",
      {
        ...{ port: 8080, protocol: "HTTP", targetType: "ip", vpcId, tags },
        healthCheck: { path: "/healthz" },
      },
      { parent },
    );
    new Listener(
      listener,
      {
        ...{ loadBalancerArn: lb.arn, port: plain ? 80 : 443, tags },
        ...(plain
          ? { protocol: "HTTP" }
          : { protocol: "HTTPS", sslPolicy: policy, certificateArn: certificate }),
        defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
      },
      { parent },
    );
    new TargetGroupAttachment("app", { targetGroupArn: group.arn, targetId: "10.0.3.7" });
    record("www", "www.example.com", "", { type: "CNAME", content: lb.dnsName });
  };
}

/** Network load balancers with addresses of their own, nodes of EKS, and the component of awsx. */
export const networkBalancerCases: readonly CorpusCase[] = [
  {
    name: "nlb-gets-another-address",
    because: "a record goes on naming the address that the load balancer gives up",
    before: nlb(),
    after: nlb({ first: "c" }),
    risks: ["high address-untied nlb-a"],
    changes: ["update nlb"],
  },
  {
    name: "nlb-listener-gone",
    because: "nothing answers at the port that Cloudflare asks",
    before: nlb(),
    after: nlb({ listens: false }),
    risks: ["high listener-lost nlb"],
    changes: ["delete nlb-443"],
  },
  {
    name: "nlb-last-target-gone",
    because: "the group has no target any more",
    before: nlb({ targets: 1 }),
    after: nlb({ targets: 0 }),
    risks: ["high targets-lost nlb-proxies"],
    changes: ["delete proxy-0"],
  },
  {
    name: "nlb-becomes-internal",
    because: "nobody outside of the VPC reaches it, and what a program names is deleted first",
    before: nlb(),
    after: nlb({ balancer: { internal: true } }),
    risks: ["high balancer-internal nlb"],
    changes: ["replace nlb", "replace nlb-443"],
  },
  {
    name: "nlb-labelled-and-protected",
    because: "neither has a part in the path of requests",
    before: nlb(),
    after: nlb({ balancer: { enableDeletionProtection: true, tags: { team: "edge" } } }),
    risks: [],
    changes: ["update nlb"],
  },
  {
    name: "nlb-listens-at-another-port-too",
    because: "nobody asks at that port yet",
    before: nlb(),
    after: nlb({
      beside: (lb, group) => {
        new Listener("nlb-8443", {
          ...{ loadBalancerArn: lb.arn, port: 8443, protocol: "TCP" },
          defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
        });
      },
    }),
    risks: [],
    changes: ["create nlb-8443"],
  },
  {
    name: "nlb-offers-http2",
    because: "Cloudflare agrees on HTTP/2 with it, and the targets get that without TLS",
    before: nlb({ alpnPolicy: "None" }),
    after: nlb({ alpnPolicy: "HTTP2Preferred" }),
    risks: ["medium listener-http2 nlb"],
    changes: ["update nlb-443"],
    says: ["visitors of `www.example.com` get Error 520 or 502"],
  },
  {
    name: "nlb-prefers-http1",
    because: "the load balancer prefers HTTP/1.1, which Cloudflare offers too",
    before: nlb({ alpnPolicy: "None" }),
    after: nlb({ alpnPolicy: "HTTP2Optional" }),
    risks: [],
    changes: ["update nlb-443"],
  },
  {
    name: "eks-nodes-set-to-zero",
    because: "no node is left that the target group could forward to",
    before: nodes(3),
    after: nodes(0),
    risks: ["high capacity-none workers"],
    notJudged: ["update workers: scalingConfig.desiredSize"],
    changes: ["update workers"],
  },
  {
    name: "eks-nodes-scaled-in",
    because: "one node carries what three did, and whether what serves runs there is not judged",
    before: nodes(3),
    after: nodes(1),
    risks: ["medium capacity-lowered workers"],
    notJudged: ["update workers: scalingConfig.desiredSize"],
    changes: ["update workers"],
  },
  {
    name: "eks-nodes-gone",
    because: "the target group loses its only targets",
    before: nodes(3),
    after: nodes(undefined),
    risks: ["high targets-lost ingress"],
    notJudged: ["delete workers: "],
    changes: ["delete workers", "delete workers"],
  },
  {
    name: "eks-nodes-replaced",
    because: "the next nodes are there before the former ones go; what runs on them is not judged",
    before: nodes(3),
    after: nodes(3, "AL2023_x86_64_STANDARD"),
    risks: [],
    notJudged: ["replace workers: "],
    changes: ["replace workers", "replace workers"],
  },
  {
    name: "eks-nodes-scaled-out",
    because:
      "more nodes take nothing from anybody; where what serves runs is not judged, and the review says so",
    before: nodes(2),
    after: nodes(4),
    risks: [],
    notJudged: ["update workers: scalingConfig.desiredSize"],
    changes: ["update workers"],
  },
  {
    name: "awsx-listener-renamed",
    because: "the port is taken until the old listener goes, which comes last",
    before: awsx(),
    after: awsx({ listener: "web-https" }),
    risks: ["medium listener-refused web-https"],
    changes: ["create web-https", "delete web-0"],
  },
  {
    name: "awsx-labelled",
    because: "labels have no part in the path of requests",
    before: awsx(),
    after: awsx({ tags: { team: "web" } }),
    risks: [],
    changes: ["update web", "update web", "update web-0"],
  },
];
