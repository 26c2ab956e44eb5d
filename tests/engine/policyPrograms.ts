import { defaultAccountId, defaultZoneId } from "../../sandbox/testing";
import { cloudflareRanges } from "../../facts/cloudflare/ranges";
import { modelTypes } from "../../checks/model/resourceTypes";

/** Properties of a resource; `{ id: name }` and `{ dnsName: name }` stand for outputs of another one. */
export type Properties = Readonly<Record<string, unknown>>;

/** A program as a list of resources by name, those that others refer to first. */
export type Program = Readonly<Record<string, readonly [type: string, properties: Properties]>>;

const zoneId = defaultZoneId;
const accountId = defaultAccountId;

const cidrs = (family: "ipv4" | "ipv6"): object[] =>
  cloudflareRanges[family].map((cidr) => ({ cidr, description: "Cloudflare" }));

const pool = (name: string, address: unknown): readonly [string, Properties] => [
  modelTypes.pool,
  {
    accountId,
    name: `shop-${name}`,
    monitor: { id: "monitor" },
    checkRegions: ["ENAM", "WEU", "WNAM"],
    origins: [{ name: "a", address }],
  },
];

const rule = (list: string): readonly [string, Properties] => [
  modelTypes.ingressRule,
  {
    securityGroupId: { id: "group" },
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    prefixListId: { id: list },
  },
];

const setting = (settingId: string, value: string): readonly [string, Properties] => [
  modelTypes.zoneSetting,
  { zoneId, settingId, value },
];

const record = (
  name: string,
  type: string,
  content: string,
  proxied: boolean,
): readonly [string, Properties] => [
  modelTypes.dnsRecord,
  { zoneId, name, type, content, proxied, ttl: proxied ? 1 : 300 },
];

/** A program without any component of this library, that breaks no rule. */
export const goodProgram: Program = {
  ssl: setting("ssl", "strict"),
  mode: setting("ssl_automatic_mode", "custom"),
  tls: setting("min_tls_version", "1.2"),
  safety: record("www.example.com", "A", "203.0.113.10", true),
  certificate: [
    modelTypes.originCertificate,
    {
      hostnames: ["*.example.com", "example.com"],
      requestType: "origin-rsa",
      requestedValidity: 5475,
      csr: "-----BEGIN CERTIFICATE REQUEST-----\nMII\n-----END CERTIFICATE REQUEST-----",
    },
  ],
  monitor: [
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
    },
  ],
  primary: pool("primary", "203.0.113.10"),
  backup: pool("backup", "198.51.100.20"),
  www: [
    modelTypes.loadBalancer,
    {
      zoneId,
      name: "www.example.com",
      proxied: true,
      steeringPolicy: "off",
      defaultPools: [{ id: "primary" }, { id: "backup" }],
      fallbackPool: { id: "backup" },
      adaptiveRouting: { failoverAcrossPools: true },
    },
  ],
  alert: [
    modelTypes.alert,
    {
      accountId,
      name: "pools",
      alertType: "load_balancing_health_alert",
      enabled: true,
      mechanisms: { emails: [{ id: "oncall@example.com" }] },
    },
  ],
  ranges4: [
    modelTypes.prefixList,
    { name: "cloudflare-4", addressFamily: "IPv4", maxEntries: 20, entries: cidrs("ipv4") },
  ],
  ranges6: [
    modelTypes.prefixList,
    { name: "cloudflare-6", addressFamily: "IPv6", maxEntries: 10, entries: cidrs("ipv6") },
  ],
  group: [modelTypes.securityGroup, { vpcId: "vpc-1", description: "Cloudflare only" }],
  https4: rule("ranges4"),
  https6: rule("ranges6"),
  alb: [
    modelTypes.awsLoadBalancer,
    {
      name: "shop",
      loadBalancerType: "application",
      internal: false,
      idleTimeout: 930,
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: [{ id: "group" }],
    },
  ],
  listener: [
    modelTypes.listener,
    {
      loadBalancerArn: { id: "alb" },
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:aws:acm:eu-west-1:000000000000:certificate/1",
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "200" } },
      ],
    },
  ],
  routes: [
    modelTypes.routeTable,
    { vpcId: "vpc-1", routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] },
  ],
};

/**
 * Changes resources of a program.
 * @param program - The program.
 * @param changes - Properties by the resource's name; undefined ones are taken out.
 * @returns Another program.
 */
export function changed(program: Program, changes: Readonly<Record<string, Properties>>): Program {
  const parts = Object.entries(changes).map(([name, properties]) => {
    const [type, own] = program[name] ?? ["", {}];
    return [name, [type, { ...own, ...properties }]] as const;
  });
  return { ...program, ...Object.fromEntries(parts) };
}

/**
 * Takes resources out of a program.
 * @param program - The program.
 * @param names - Their names.
 * @returns Another program.
 */
export function without(program: Program, ...names: readonly string[]): Program {
  return Object.fromEntries(Object.entries(program).filter(([name]) => !names.includes(name)));
}

/** A program that breaks a rule, or several. */
export interface BadProgram {
  /** The program. */
  readonly program: Program;
  /** Whether it must be brought up first, for the rule looks at what the cloud answers. Defaults to false. */
  readonly up?: boolean;
  /** The rules, sorted. */
  readonly breaks: readonly string[];
}

/** Programs that break, all together, every rule that a policy pack knows. */
export const badPrograms: Readonly<Record<string, BadProgram>> = {
  "one made of defaults": {
    program: {
      ...changed(without(goodProgram, "mode", "safety", "alert"), {
        ssl: { value: "full" },
        tls: { value: "1.0" },
        monitor: {
          type: undefined,
          expectedCodes: undefined,
          header: undefined,
          path: undefined,
          interval: undefined,
          retries: undefined,
        },
        primary: { checkRegions: undefined },
        www: { proxied: undefined, adaptiveRouting: undefined },
        alb: { idleTimeout: undefined },
        listener: { sslPolicy: undefined },
      }),
      world: [
        modelTypes.ingressRule,
        {
          securityGroupId: { id: "group" },
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4: "0.0.0.0/0",
        },
      ],
    },
    breaks: [
      "adaptive-routing-off",
      "balancer-not-proxied",
      "check-regions-unset",
      "detection-slow",
      "idle-timeout-short",
      "listener-tls-old",
      "monitor-blind",
      "monitor-path-shallow",
      "origin-open",
      "pool-without-alert",
      "safety-record-missing",
      "tls-mode-automatic",
      "tls-not-strict",
      "tls-version-old",
    ],
  },
  "one of mistakes": {
    program: {
      ...changed(goodProgram, {
        certificate: { hostnames: ["shop.example.com"] },
        monitor: { probeZone: undefined },
        primary: {
          monitor: undefined,
          checkRegions: ["ALL_REGIONS", "WEU"],
          origins: [
            { name: "b", address: "one-1.eu-west-1.elb.amazonaws.com" },
            { name: "a", address: "two-2.eu-west-1.elb.amazonaws.com" },
          ],
        },
        backup: {
          enabled: false,
          origins: [{ name: "a", address: "two-2.eu-west-1.elb.amazonaws.com" }],
        },
        www: {
          sessionAffinity: "cookie",
          sessionAffinityAttributes: { zeroDowntimeFailover: "temporary" },
        },
        alert: { mechanisms: {} },
        ranges4: { maxEntries: 61, entries: cidrs("ipv4").slice(1) },
        routes: { routes: [{ cidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" }] },
      }),
      pulls: setting("tls_client_auth", "on"),
      argo: ["cloudflare:index/argoSmartRouting:ArgoSmartRouting", { zoneId, value: "on" }],
      cache: [
        modelTypes.ruleset,
        { zoneId, name: "cache", kind: "zone", phase: "http_request_cache_settings", rules: [] },
      ],
      more: [
        modelTypes.ruleset,
        { zoneId, name: "more", kind: "zone", phase: "http_request_cache_settings", rules: [] },
      ],
      leak: record("ftp.example.com", "A", "203.0.113.10", false),
      own: record("own.example.com", "A", "104.16.0.1", false),
      alias: record("own.example.com", "CNAME", "www.example.com", false),
    },
    breaks: [
      "address-unroutable",
      "alert-without-receiver",
      "certificate-misses-hostname",
      "check-regions-beyond-plan",
      "check-regions-even",
      "cloudflare-ranges-incomplete",
      "cname-conflict",
      "fallback-pool-disabled",
      "monitor-without-probe-zone",
      "origin-leaked",
      "origins-unsorted",
      "pool-without-monitor",
      "pools-share-address",
      "pools-share-region",
      "route-over-cloudflare",
      "ruleset-phase-shared",
      "security-group-quota",
      "zero-downtime-conflict",
    ],
  },
  "one without a backup": {
    program: changed(goodProgram, {
      www: { defaultPools: [{ id: "primary" }], fallbackPool: { id: "primary" } },
    }),
    breaks: ["backup-pool-missing"],
  },
  "one whose backup stands alone for a region": {
    program: changed(goodProgram, {
      www: { steeringPolicy: "geo", regionPools: { WEU: [{ id: "backup" }] } },
    }),
    breaks: ["fallback-pool-alone"],
  },
  "one with a certificate for a week": {
    program: changed(goodProgram, { certificate: { requestedValidity: 7 } }),
    up: true,
    breaks: ["certificate-expiring"],
  },
};

/** The source of a program in JavaScript that makes its resources. */
export function sourceOf(program: Program): string {
  return `const pulumi = require("@pulumi/pulumi");
const made = {};
class Any extends pulumi.CustomResource {
  constructor(type, name, properties) { super(type, name, properties); }
}
const read = (value) => {
  if (Array.isArray(value)) return value.map(read);
  if (value === null || typeof value !== "object") return value;
  const names = Object.keys(value);
  if (names.length === 1 && names[0] === "id" && made[value.id]) return made[value.id].id;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]));
};
for (const [name, [type, properties]] of Object.entries(${JSON.stringify(program)})) {
  made[name] = new Any(type, name, read(properties));
}
`;
}
