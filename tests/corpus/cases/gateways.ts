import { interpolate } from "@pulumi/pulumi";
import { Api } from "@pulumi/aws/apigatewayv2/api";
import { Route } from "@pulumi/aws/apigatewayv2/route";
import { Distribution } from "@pulumi/aws/cloudfront/distribution";
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { Accelerator } from "@pulumi/aws/globalaccelerator/accelerator";
import { EndpointGroup } from "@pulumi/aws/globalaccelerator/endpointGroup";
import { Listener as AcceleratorListener } from "@pulumi/aws/globalaccelerator/listener";
import { Listener } from "@pulumi/aws/lb/listener";
import { ListenerRule } from "@pulumi/aws/lb/listenerRule";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { TargetGroup } from "@pulumi/aws/lb/targetGroup";
import { TargetGroupAttachment } from "@pulumi/aws/lb/targetGroupAttachment";
import { cloudflareRanges } from "../../../facts/cloudflare/ranges";
import type { CorpusCase, Program } from "../corpusCase";
import { goodSettings, record, settings } from "../siteByHand";

const vpcId = "vpc-0a1b2c3d4e5f60718";
const subnets = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"];
const certificateArn =
  "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000";

/** What the programs say differently. */
interface Gateways {
  /** The keys of the API's routes. Defaults to pages and orders. */
  readonly routes?: readonly string[];
  /** What CloudFront asks. Defaults to the files of today. */
  readonly files?: string;
  /** Whether the load balancer sees who asked the accelerator. Defaults to true. */
  readonly seesClients?: boolean;
  /** Who gets to the load balancer. Defaults to Cloudflare alone. */
  readonly admitted?: readonly string[];
  /** The methods of uploads that a service of their own takes. Defaults to all of them. */
  readonly methods?: readonly string[];
}

/** An API of API Gateway, files behind CloudFront, and a load balancer behind Global Accelerator, each with a hostname. */
function gateways(said: Gateways = {}): Program {
  return () => {
    settings(goodSettings);
    api(said);
    files(said);
    accelerated(said);
  };
}

function api({ routes = ["GET /{proxy+}", "POST /orders"] }: Gateways): void {
  const shop = new Api("shop", { name: "shop", protocolType: "HTTP" });
  for (const routeKey of routes) {
    const target = "integrations/a1b2c3d";
    new Route(routeKey.replaceAll(/\W+/g, "-"), { apiId: shop.id, routeKey, target });
  }
  const content = interpolate`${shop.id}.execute-api.us-east-1.amazonaws.com`;
  record("api", "api.example.com", "", { type: "CNAME", content });
}

function files({ files: domainName = "files-2025.example.net" }: Gateways): void {
  const cdn = new Distribution("cdn", {
    ...{ enabled: true, aliases: ["media.example.com"] },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    origins: [
      {
        ...{ originId: "files", domainName },
        customOriginConfig: {
          ...{ httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only" },
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      ...{ targetOriginId: "files", viewerProtocolPolicy: "https-only" },
      ...{ allowedMethods: ["GET", "HEAD"], cachedMethods: ["GET", "HEAD"] },
    },
    viewerCertificate: { acmCertificateArn: certificateArn, sslSupportMethod: "sni-only" },
  });
  record("media", "media.example.com", "", { type: "CNAME", content: cdn.domainName });
}

function accelerated({
  seesClients = true,
  admitted = cloudflareRanges.ipv4,
  methods,
}: Gateways): void {
  const group = new SecurityGroup("edge", {
    ...{ name: "edge", vpcId },
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: [...admitted] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  });
  const lb = new LoadBalancer("edge", {
    ...{ name: "edge", subnets, idleTimeout: 910, securityGroups: [group.id] },
  });
  const [app, uploads] = ["app", "uploads"].map((name, index) => {
    const { arn } = new TargetGroup(name, {
      ...{ name, vpcId, targetType: "ip", port: 8443, protocol: "HTTPS" },
    });
    new TargetGroupAttachment(name, { targetGroupArn: arn, targetId: `10.0.0.${10 + index}` });
    return arn;
  });
  const listener = new Listener("https", {
    ...{ loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS", certificateArn },
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    defaultActions: [{ type: "forward", targetGroupArn: app ?? "" }],
  });
  new ListenerRule("uploads", {
    ...{ listenerArn: listener.arn, priority: 10 },
    actions: [{ type: "forward", targetGroupArn: uploads ?? "" }],
    conditions: [
      { pathPattern: { values: ["/uploads/*"] } },
      ...(methods === undefined ? [] : [{ httpRequestMethod: { values: [...methods] } }]),
    ],
  });
  const front = new Accelerator("front", { name: "front", enabled: true });
  const takes = new AcceleratorListener("front", {
    ...{ acceleratorArn: front.arn, protocol: "TCP" },
    portRanges: [{ fromPort: 443, toPort: 443 }],
  });
  new EndpointGroup("front", {
    listenerArn: takes.arn,
    endpointConfigurations: [{ endpointId: lb.arn, clientIpPreservationEnabled: seesClients }],
  });
  record("www", "www.example.com", "", { type: "CNAME", content: front.dnsName });
}

const before = gateways();

/** Changes of what AWS runs at hostnames of its own, and of what stands behind it. */
export const gatewayCases: readonly CorpusCase[] = [
  {
    name: "gateway-loses-a-route",
    because: "no other route of the API takes what is sent there",
    before,
    after: gateways({ routes: ["GET /{proxy+}"] }),
    risks: ["medium origin-shut shop"],
    changes: ["delete POST-orders"],
    says: ["api.example.com", "POST /orders", "Error 404"],
  },
  {
    name: "gateway-loses-a-route-that-another-takes",
    because: "the same integration takes what the route took",
    before: gateways({ routes: ["ANY /{proxy+}", "POST /orders"] }),
    after: gateways({ routes: ["ANY /{proxy+}"] }),
    risks: [],
    changes: ["delete POST-orders"],
  },
  {
    name: "distribution-asks-another-place",
    because: "what answers there for the hostname is not in the plan",
    before,
    after: gateways({ files: "files-2026.example.net" }),
    risks: ["medium origin-name-moved cdn"],
    changes: ["update cdn"],
    says: ["media.example.com", "files-2026.example.net"],
  },
  {
    name: "accelerator-hides-who-asks",
    because: "the load balancer lets in Cloudflare alone, and sees the accelerator from then on",
    before,
    after: gateways({ seesClients: false }),
    risks: ["high origin-shut edge"],
    changes: ["update front"],
    says: ["www.example.com", "addresses of Global Accelerator"],
  },
  {
    name: "uploads-taken-by-one-method-alone",
    because: "the application gets the others, which it had not to take before",
    before,
    after: gateways({ methods: ["POST"] }),
    risks: ["medium listener-rule-shadows www.example.com at /uploads/*"],
    changes: ["update uploads"],
    says: ["by `GET`, `PUT`, `PATCH` and `DELETE`"],
  },
];
