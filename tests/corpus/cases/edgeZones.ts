import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { LoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting";
import { interpolate } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { ruleset } from "../edgeRulesByHand";
import { inline, ranges } from "../firewallsByHand";
import { accountId, record, zoneId } from "../siteByHand";

/** What two programs of a small zone say differently. */
interface SmallZone {
  /** What browsers are told of names beneath. Undefined for no such setting. */
  readonly subdomains?: boolean;
  readonly http?: "1" | "2";
  readonly ssl?: "flexible" | "full";
  /** The port that a rule asks the shop at. Undefined for no rule. */
  readonly port?: number;
  /** Rules of the tunnel, the last of which may be for one hostname. */
  readonly ingresses?: readonly { readonly hostname?: string; readonly service: string }[];
}

const wiki = { hostname: "wiki.example.com", service: "http://wiki:8080" };
const files = { hostname: "files.example.com", service: "http://files:8080" };
const catchAll = { service: "http_status:404" };

/** The zone of somebody who has a shop at a load balancer of AWS, a wiki in a tunnel and an old server beside them. */
function smallZone(said: SmallZone = {}): Program {
  const { subdomains, http = "1", ssl = "flexible", port, ingresses = [wiki, catchAll] } = said;
  return () => {
    new ZoneSetting("ssl", { zoneId, settingId: "ssl", value: ssl });
    new ZoneSetting("http", { zoneId, settingId: "origin_max_http_version", value: http });
    if (subdomains !== undefined) {
      const told = { enabled: true, max_age: 15_552_000, include_subdomains: subdomains };
      const value = { strict_transport_security: { ...told, preload: false, nosniff: true } };
      new ZoneSetting("hsts", { zoneId, settingId: "security_header", value });
    }
    const group = new SecurityGroup("shop", {
      ...{ name: "shop", vpcId: "vpc-0a1b2c3d4e5f60718", ...inline(ranges) },
    });
    const { dnsName } = new LoadBalancer("shop", {
      ...{ name: "shop", idleTimeout: 930, securityGroups: [group.id] },
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    });
    record("apex", "example.com", dnsName as unknown as string, { type: "CNAME" });
    record("old", "old.example.com", "203.0.113.90", { proxied: false });
    tunnel(ingresses);
    if (port !== undefined) {
      ruleset("origins", [
        {
          ...{ ref: "port", action: "route", expression: 'http.host eq "example.com"' },
          ...{ enabled: true, actionParameters: { origin: { port } } },
        },
      ]);
    }
  };
}

function tunnel(ingresses: NonNullable<SmallZone["ingresses"]>): void {
  const { id: tunnelId } = new ZeroTrustTunnelCloudflared("home", {
    ...{ accountId, name: "home", configSrc: "cloudflare" },
  });
  new ZeroTrustTunnelCloudflaredConfig("home", {
    ...{ accountId, tunnelId, source: "cloudflare", config: { ingresses: [...ingresses] } },
  });
  const content = interpolate`${tunnelId}.cfargotunnel.com` as unknown as string;
  record("wiki", "wiki.example.com", content, { type: "CNAME" });
}

const before = smallZone();

/** What stood before any of these changes. */
const findings = [
  "high tls-not-strict the zone of example.com",
  "medium tls-mode-automatic the zone of example.com",
];

/** Settings of a zone, its tunnel and its rules, as somebody changes them who has one zone. */
export const edgeZoneCases: readonly CorpusCase[] = [
  {
    name: "edge-hsts-of-every-name-beneath",
    because: "the old server is reached past Cloudflare, and nobody knows whether it speaks HTTPS",
    before,
    after: smallZone({ subdomains: true }),
    risks: ["medium hsts-includes-subdomains the zone of example.com"],
    findings,
    changes: ["create hsts"],
    says: ["old.example.com"],
  },
  {
    name: "edge-hsts-of-proxied-names",
    because: "what Cloudflare answers for is HTTPS already",
    before,
    after: smallZone({ subdomains: false }),
    risks: [],
    findings,
    changes: ["create hsts"],
  },
  {
    name: "edge-tunnel-without-a-last-rule",
    because: "Cloudflare refuses rules the last of which is for one hostname",
    before,
    after: smallZone({ ingresses: [wiki, files] }),
    risks: ["medium tunnel-catch-all-missing home"],
    findings,
    changes: ["update home"],
  },
  {
    name: "edge-tunnel-with-one-more-name",
    because: "the last rule is for everything still",
    before,
    after: smallZone({ ingresses: [wiki, files, catchAll] }),
    risks: [],
    findings,
    changes: ["update home"],
  },
  {
    name: "edge-origins-asked-by-http-2",
    because: "an origin that offers HTTP/2 and speaks it badly answers with Error 520",
    before,
    after: smallZone({ http: "2" }),
    risks: ["low origin-http-raised the zone of example.com"],
    findings,
    changes: ["update http"],
    says: ["Error 520"],
  },
  {
    name: "edge-origins-asked-by-tls",
    because: "origins were asked in the clear before",
    before,
    after: smallZone({ ssl: "full" }),
    risks: ["medium origin-tls-on the zone of example.com"],
    findings,
    changes: ["update ssl"],
    says: ["Error 521", "Error 525"],
  },
  {
    name: "edge-origin-rule-to-a-port-shut-out",
    because: "the security group lets nobody in there",
    before,
    after: smallZone({ port: 8443 }),
    risks: ["high origin-rule-port example.com"],
    findings,
    changes: ["create origins"],
    says: ["8443", "Error 522"],
  },
  {
    name: "edge-origin-rule-to-a-port-let-in",
    because: "the security group lets Cloudflare in there",
    before,
    after: smallZone({ port: 443 }),
    risks: [],
    findings,
    changes: ["create origins"],
  },
];
