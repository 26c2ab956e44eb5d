import { CustomResource, type Output } from "@pulumi/pulumi";
import { certificateRequest } from "../support/certificateRequest";
import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { modelTypes } from "../../model/graph/resourceTypes";

/** Properties of a resource; `{ id: name }` stands for the id of another one, `{ dnsName: name }` for the DNS name of a load balancer. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource without its name. */
export type Declared = readonly [type: string, properties: Properties];

/** A program as a list of resources by name, those that others refer to first. */
export type Program = Readonly<Record<string, Declared>>;

export const zoneId = defaultZoneId;
export const accountId = defaultAccountId;

/** Entries of a prefix list with all that Cloudflare connects from. */
export const cloudflareEntries = (family: "ipv4" | "ipv6"): object[] =>
  cloudflareRanges[family].map((cidr) => ({ cidr, description: "Cloudflare" }));

export const setting = (settingId: string, value: string): Declared => [
  modelTypes.zoneSetting,
  { zoneId, settingId, value },
];

export const record = (name: string, type: string, content: string, proxied: boolean): Declared => [
  modelTypes.dnsRecord,
  { zoneId, name, type, content, proxied, ttl: proxied ? 1 : 300 },
];

/** A monitor that breaks no rule, but for what is said otherwise. */
export const monitor = (said: Properties = {}): Declared => [
  modelTypes.monitor,
  {
    accountId,
    type: "https",
    path: "/healthz",
    expectedCodes: "2xx",
    header: { Host: ["www.example.com"] },
    probeZone: "example.com",
    interval: 15,
    timeout: 5,
    retries: 1,
    consecutiveDown: 2,
    consecutiveUp: 2,
    ...said,
  },
];

/** A pool that breaks no rule, but for what is said otherwise; its monitor is called `monitor`. */
export const pool = (name: string, address: string, said: Properties = {}): Declared => [
  modelTypes.pool,
  {
    accountId,
    name: `shop-${name}`,
    monitor: { id: "monitor" },
    checkRegions: ["ENAM", "WEU", "WNAM"],
    origins: [{ name: "a", address }],
    ...said,
  },
];

/** A load balancer over the pools `primary` and `backup`, but for what is said otherwise. */
export const balancer = (said: Properties = {}): Declared => [
  modelTypes.loadBalancer,
  {
    zoneId,
    name: "www.example.com",
    proxied: true,
    steeringPolicy: "off",
    defaultPools: [{ id: "primary" }, { id: "backup" }],
    fallbackPool: { id: "backup" },
    adaptiveRouting: { failoverAcrossPools: true },
    ...said,
  },
];

/** An alert that breaks no rule, but for what is said otherwise. */
export const alert = (said: Properties = {}): Declared => [
  modelTypes.alert,
  {
    accountId,
    name: "pools",
    alertType: "load_balancing_health_alert",
    enabled: true,
    mechanisms: { emails: [{ id: "oncall@example.com" }] },
    ...said,
  },
];

export const webhook = (url: string): Declared => [
  modelTypes.alertWebhook,
  { accountId, name: "chat", url },
];

export const certificate = (said: Properties = {}): Declared => [
  modelTypes.originCertificate,
  {
    hostnames: ["*.example.com", "example.com"],
    requestType: "origin-rsa",
    requestedValidity: 5475,
    csr: certificateRequest,
    ...said,
  },
];

/** An inbound rule for HTTPS of the group that is called `group`. */
export const httpsFrom = (source: Properties): Declared => [
  modelTypes.ingressRule,
  {
    securityGroupId: { id: "group" },
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    ...source,
  },
];

/** A load balancer of AWS that breaks no rule, but for what is said otherwise. */
export const awsBalancer = (said: Properties = {}): Declared => [
  modelTypes.awsLoadBalancer,
  {
    name: "shop",
    loadBalancerType: "application",
    internal: false,
    idleTimeout: 930,
    subnets: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"],
    ...said,
  },
];

/** A listener that breaks no rule, but for what is said otherwise. */
export const listener = (said: Properties = {}): Declared => [
  modelTypes.listener,
  {
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/1",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    defaultActions: [
      { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "200" } },
    ],
    ...said,
  },
];

/** A program without any component of this library, that breaks no rule. */
export const goodProgram: Program = {
  ssl: setting("ssl", "strict"),
  mode: setting("ssl_automatic_mode", "custom"),
  tls: setting("min_tls_version", "1.2"),
  safety: record("www.example.com", "A", "203.0.113.10", true),
  certificate: certificate(),
  monitor: monitor(),
  primary: pool("primary", "203.0.113.10"),
  backup: pool("backup", "198.51.100.20"),
  www: balancer(),
  alert: alert(),
  ranges4: [
    modelTypes.prefixList,
    {
      name: "cloudflare-4",
      addressFamily: "IPv4",
      maxEntries: 20,
      entries: cloudflareEntries("ipv4"),
    },
  ],
  ranges6: [
    modelTypes.prefixList,
    {
      name: "cloudflare-6",
      addressFamily: "IPv6",
      maxEntries: 10,
      entries: cloudflareEntries("ipv6"),
    },
  ],
  group: [modelTypes.securityGroup, { vpcId: "vpc-0a1b2c3d", description: "Cloudflare only" }],
  https4: httpsFrom({ prefixListId: { id: "ranges4" } }),
  https6: httpsFrom({ prefixListId: { id: "ranges6" } }),
  alb: awsBalancer({ securityGroups: [{ id: "group" }] }),
  listener: listener({ loadBalancerArn: { id: "alb" } }),
  routes: [
    modelTypes.routeTable,
    { vpcId: "vpc-0a1b2c3d", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
  ],
};

/** A resource of any type. */
class Any extends CustomResource {
  /** Set by the engine, where the type has it. */
  declare readonly dnsName: Output<string>;

  constructor(type: string, name: string, properties: Properties) {
    super(type, name, { dnsName: undefined, ...properties });
  }
}

/** Makes the resources of a program, in the program that calls it. */
export function declare(program: Program): Promise<void> {
  const made = new Map<string, Any>();
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(read);
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    const [[key, name] = [], ...more] = Object.entries(value);
    const other = more.length === 0 && typeof name === "string" ? made.get(name) : undefined;
    if (other !== undefined && (key === "id" || key === "dnsName")) {
      return other[key];
    }
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]));
  };
  for (const [name, [type, properties]] of Object.entries(program)) {
    made.set(name, new Any(type, name, read(properties) as Properties));
  }
  return Promise.resolve();
}
