import { interpolate } from "@pulumi/pulumi";
import { Group } from "@pulumi/aws/autoscaling/group";
import { Distribution } from "@pulumi/aws/cloudfront/distribution";
import { LaunchTemplate } from "@pulumi/aws/ec2/launchTemplate";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { CapacityProvider } from "@pulumi/aws/ecs/capacityProvider";
import { Service } from "@pulumi/aws/ecs/service";
import { TaskDefinition } from "@pulumi/aws/ecs/taskDefinition";
import { Accelerator } from "@pulumi/aws/globalaccelerator/accelerator";
import { EndpointGroup } from "@pulumi/aws/globalaccelerator/endpointGroup";
import { Listener as AcceleratorListener } from "@pulumi/aws/globalaccelerator/listener";
import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer, type LoadBalancerArgs } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, goodSettings, record, settings } from "../siteByHand";

const www = "www.example.com";
const media = "media.example.com";
const docs = "docs.example.com";
const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"];
const certificateArn =
  "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000";
const cluster = "arn:aws:ecs:us-east-1:123456789012:cluster/shop";
const all = { protocol: "-1", fromPort: 0, toPort: 0 };
const inside = [{ ...all, cidrBlocks: ["10.0.0.0/8"] }];
const outside = [{ ...all, cidrBlocks: ["0.0.0.0/0"] }];

/** What the programs say differently. */
interface Reached {
  readonly accelerated?: boolean;
  readonly aliases?: string[];
  readonly connectors?: number;
  readonly machines?: number;
  readonly balancer?: Partial<LoadBalancerArgs>;
  readonly answers?: string;
}

/**
 * A load balancer before tasks of ECS on machines of one's own, which one hostname reaches by Global Accelerator, one by CloudFront and one by
 * a tunnel, whose cloudflared are tasks too.
 */
const reached = (said: Reached = {}): Program => {
  const { accelerated = true, aliases = [media], connectors = 2, machines = 3 } = said;
  return () => {
    settings(goodSettings);
    const { lb, registers } = balancer(said);
    const tasks = new SecurityGroup("tasks", {
      name: "tasks",
      vpcId,
      egress: outside,
      ingress: inside,
    });
    const networkConfiguration = { subnets, securityGroups: [tasks.id] };
    const capacityProvider = provider(machines, tasks);
    const run = (name: string, image: string, desiredCount: number, loadBalancers: object[]) => {
      const { arn: taskDefinition } = new TaskDefinition(name, {
        ...{ family: name, networkMode: "awsvpc", cpu: "256", memory: "512" },
        containerDefinitions: JSON.stringify([
          { name, image, essential: true, portMappings: [{ containerPort: 8080 }] },
        ]),
      });
      new Service(name, {
        ...{ name, cluster, taskDefinition, desiredCount, networkConfiguration },
        ...{ capacityProviderStrategies: [{ capacityProvider, weight: 1 }] },
        loadBalancers: loadBalancers.map((each) => ({
          ...each,
          containerName: name,
          containerPort: 8080,
        })),
      });
    };
    run("web", "acme/web:1", 4, [registers]);
    accelerate(lb, accelerated);
    distribute(lb, aliases);
    tunnel();
    run("cfd", "cloudflare/cloudflared:2026.1", connectors, []);
  };
};

function balancer({ balancer: more, answers }: Reached) {
  const lb = new LoadBalancer("edge", { name: "edge", subnets, idleTimeout: 910, ...more });
  const app = new TargetGroup("app", {
    name: "app",
    ...{ vpcId, targetType: "ip", port: 8080, protocol: "HTTP" },
  });
  const forward = { type: "forward", targetGroupArn: app.arn };
  const fixedResponse = { contentType: "text/plain", statusCode: answers ?? "" };
  new Listener("https", {
    ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", certificateArn },
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    defaultActions: [answers === undefined ? forward : { type: "fixed-response", fixedResponse }],
  });
  return { lb, registers: { targetGroupArn: app.arn } };
}

function provider(machines: number, tasks: SecurityGroup) {
  const template = new LaunchTemplate("node", { name: "node", vpcSecurityGroupIds: [tasks.id] });
  const { arn } = new Group("node", {
    name: "node",
    ...{ minSize: 0, maxSize: 6, desiredCapacity: machines, vpcZoneIdentifiers: subnets },
    launchTemplate: { id: template.id, version: "$Latest" },
  });
  return new CapacityProvider("node", { autoScalingGroupProvider: { autoScalingGroupArn: arn } })
    .name;
}

function accelerate(lb: LoadBalancer, enabled: boolean): void {
  const accelerator = new Accelerator("front", { name: "front", enabled });
  const listener = new AcceleratorListener("front", {
    ...{ acceleratorArn: accelerator.arn, protocol: "TCP" },
    portRanges: [{ fromPort: 443, toPort: 443 }],
  });
  new EndpointGroup("front", {
    ...{ listenerArn: listener.arn, endpointConfigurations: [{ endpointId: lb.arn }] },
  });
  record("www", www, "", { type: "CNAME", content: accelerator.dnsName });
}

function distribute(lb: LoadBalancer, aliases: string[]): void {
  const cdn = new Distribution("cdn", {
    ...{ enabled: true, aliases, restrictions: { geoRestriction: { restrictionType: "none" } } },
    origins: [
      {
        ...{ originId: "edge", domainName: lb.dnsName },
        customOriginConfig: {
          ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      ...{ targetOriginId: "edge", viewerProtocolPolicy: "https-only" },
      ...{ allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
    },
    viewerCertificate: { acmCertificateArn: certificateArn, sslSupportMethod: "sni-only" },
  });
  record("media", media, "", { type: "CNAME", content: cdn.domainName });
}

function tunnel(): void {
  const { id: tunnelId } = new ZeroTrustTunnelCloudflared("docs", {
    ...{ accountId, name: "docs", configSrc: "cloudflare" },
  });
  new ZeroTrustTunnelCloudflaredConfig("docs", {
    ...{ accountId, tunnelId },
    config: {
      ingresses: [
        { hostname: docs, service: "http://docs.internal:8080" },
        { service: "http_status:404" },
      ],
    },
  });
  record("docs", docs, "", { type: "CNAME", content: interpolate`${tunnelId}.cfargotunnel.com` });
}

const before = reached();

/** What holds before and after. */
const findings = ["low targets-in-clear app"];

/** Changes of what stands before load balancers, and of the machines beneath their tasks. */
export const reachedCases: readonly CorpusCase[] = [
  {
    name: "accelerator-switched-off",
    because: "an accelerator that is off takes no connection, and one hostname leads there",
    before,
    after: reached({ accelerated: false }),
    risks: ["high origin-shut front"],
    findings,
    changes: ["update front"],
  },
  {
    name: "distribution-loses-an-alias",
    because: "CloudFront answers for its aliases alone",
    before,
    after: reached({ aliases: ["cdn.example.com"] }),
    risks: ["high origin-shut cdn"],
    findings,
    changes: ["update cdn"],
  },
  {
    name: "distribution-gets-an-alias",
    because: "one more alias takes nothing from the others",
    before,
    after: reached({ aliases: [media, "cdn.example.com"] }),
    risks: [],
    findings,
    changes: ["update cdn"],
  },
  {
    name: "cloudflared-scaled-to-nothing",
    because: "nothing else in the plan runs cloudflared",
    before,
    after: reached({ connectors: 0 }),
    risks: ["high tunnel-unconnected cfd"],
    findings,
    changes: ["update cfd"],
  },
  {
    name: "cloudflared-scaled-to-one",
    because: "one cloudflared still serves the tunnel",
    before,
    after: reached({ connectors: 1 }),
    risks: [],
    findings,
    changes: ["update cfd"],
  },
  {
    name: "machines-beneath-tasks-go",
    because:
      "tasks of a capacity provider run on the machines of its Auto Scaling group alone, those of the site and of cloudflared",
    before,
    after: reached({ machines: 0 }),
    risks: ["high capacity-none web", "high tunnel-unconnected cfd"],
    findings,
    changes: ["update node"],
  },
  {
    name: "balancer-refuses-what-departs",
    because: "what departs from the standard is refused from then on, and nobody else",
    before,
    after: reached({ balancer: { desyncMitigationMode: "strictest" } }),
    risks: ["medium target-request-changed edge"],
    findings,
    changes: ["update edge"],
  },
  {
    name: "balancer-behind-fronts-answers-itself",
    because: "two hostnames reach the load balancer by what stands before it",
    before,
    after: reached({ answers: "503" }),
    risks: ["high listener-answers edge"],
    changes: ["update https"],
    says: [`visitors of \`${media}\` and \`${www}\``],
  },
];
