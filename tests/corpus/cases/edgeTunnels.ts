import { interpolate } from "@pulumi/pulumi";
import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { LoadBalancer } from "@pulumi/cloudflare/loadBalancer";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool";
import { ZeroTrustAccessApplication } from "@pulumi/cloudflare/zeroTrustAccessApplication";
import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import { ZeroTrustTunnelCloudflaredRoute } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredRoute";
import type { CorpusCase, Program } from "../corpusCase";
import { accountId, record, zoneId } from "../siteByHand";

const app = "app.example.com";
const addresses = ["10.147.1.10", "10.147.2.10"];
const virtualNetworkId = "5d2b1a39-3f1c-4f6e-9a51-0c7c3b7f2c11";

/** A pool of private addresses, and the routes by which a tunnel brings Cloudflare there. */
const routed =
  (...networks: readonly string[]): Program =>
  () => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("prod", {
      ...{ accountId, name: "prod", configSrc: "cloudflare" },
    });
    networks.forEach((network, index) => {
      new ZeroTrustTunnelCloudflaredRoute(`prod-${index}`, {
        ...{ accountId, tunnelId, virtualNetworkId, network },
      });
    });
    const { id: monitor } = new LoadBalancerMonitor("app", {
      ...{ accountId, type: "https", path: "/health", expectedCodes: "200", interval: 60 },
      ...{
        timeout: 5,
        retries: 2,
        method: "GET",
        header: { Host: [app] },
        probeZone: "example.com",
      },
    });
    const [primary, backup] = ["primary", "backup"].map(
      (name, index) =>
        new LoadBalancerPool(name, {
          ...{ accountId, name, monitor, checkRegions: ["WEU", "EEU", "ENAM"] },
          origins: [{ name, address: addresses[index] ?? "", virtualNetworkId, enabled: true }],
        }).id,
    );
    if (primary !== undefined && backup !== undefined) {
      new LoadBalancer("app", {
        ...{ zoneId, name: app, proxied: true, steeringPolicy: "off" },
        ...{ defaultPools: [primary, backup], fallbackPool: backup },
      });
    }
  };

/** A wiki behind a tunnel that demands the token of Access, and the application that gives it. */
const guarded =
  (isGuarded: boolean, isDemanded = true): Program =>
  () => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("wiki", {
      ...{ accountId, name: "wiki", configSrc: "cloudflare" },
    });
    const access = { required: isDemanded, teamName: "example", audTags: ["a".repeat(64)] };
    new ZeroTrustTunnelCloudflaredConfig("wiki", {
      ...{ accountId, tunnelId, source: "cloudflare" },
      config: {
        ingresses: [
          { hostname: "wiki.example.com", service: "http://wiki:80", originRequest: { access } },
          { service: "http_status:404" },
        ],
      },
    });
    new DnsRecord("wiki", {
      ...{ zoneId, name: "wiki.example.com", type: "CNAME", proxied: true, ttl: 1 },
      content: interpolate`${tunnelId}.cfargotunnel.com`,
    });
    if (isGuarded) {
      new ZeroTrustAccessApplication("wiki", {
        ...{ accountId, name: "wiki", type: "self_hosted", domain: "wiki.example.com" },
        policies: [
          {
            name: "staff",
            decision: "allow",
            includes: [{ emailDomain: { domain: "example.com" } }],
          },
        ],
      });
    }
  };

const mail =
  (server: string, ...senders: readonly string[]): Program =>
  () => {
    record("mail", "example.com", server, { ...{ type: "MX", priority: 10, proxied: false } });
    record("senders", "example.com", `"v=spf1 ${senders.join(" ")} -all"`, {
      ...{ type: "TXT", proxied: false },
    });
  };

/** What the policy finds in the path of private addresses, before and after. */
const standing = [
  `medium adaptive-routing-off ${app}`,
  "medium detection-slow app",
  "medium pool-without-alert backup",
  "medium pool-without-alert primary",
  `medium safety-record-missing ${app}`,
];

/** Plans of tunnels, of routes through them, and of mail. */
export const edgeTunnelCases: readonly CorpusCase[] = [
  {
    name: "edge-private-route-leaves-the-origins",
    because: "no route has the private addresses of the pools any more",
    before: routed("10.147.0.0/16"),
    after: routed("10.147.20.0/24"),
    risks: [`high origin-gone ${app}`, `high origin-gone ${app}`],
    findings: standing,
    changes: ["update prod-0"],
  },
  {
    name: "edge-private-route-in-two",
    because: "the origins have a route each, and who else came by the old one no plan says",
    before: routed("10.147.0.0/16"),
    after: routed("10.147.1.0/24", "10.147.2.0/24"),
    risks: [],
    findings: standing,
    notJudged: ["create prod-1: ", "update prod-0: "],
    changes: ["create prod-1", "update prod-0"],
  },
  {
    name: "edge-application-goes-before-its-token",
    because: "cloudflared demands a token that nobody gets any more",
    before: guarded(true),
    after: guarded(false),
    risks: ["high tunnel-token-demanded wiki.example.com"],
    changes: ["delete wiki"],
  },
  {
    name: "edge-application-goes-after-its-token",
    because: "cloudflared no longer demands one",
    before: guarded(true, false),
    after: guarded(false, false),
    risks: [],
    changes: ["delete wiki"],
  },
  {
    name: "edge-sender-leaves-the-policy",
    because: "what it still sends is refused",
    before: mail("mx.example.net", "include:a.example.net", "include:b.example.net"),
    after: mail("mx.example.net", "include:a.example.net"),
    risks: ["medium other-record-changed example.com"],
    changes: ["update senders"],
  },
  {
    name: "edge-sender-joins-the-policy",
    because: "nobody is refused who was not",
    before: mail("mx.example.net", "include:a.example.net"),
    after: mail("mx.example.net", "include:b.example.net", "include:a.example.net"),
    risks: [],
    changes: ["update senders"],
  },
];
