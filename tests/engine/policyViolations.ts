import { modelTypes } from "../../model/graph/resourceTypes";
import {
  accountId,
  alert,
  awsBalancer,
  balancer,
  certificate,
  cloudflareEntries,
  httpsFrom,
  listener,
  monitor,
  pool,
  record,
  setting,
  webhook,
  zoneId,
  type Declared,
  type Program,
  type Properties,
} from "./policyProgram";

/** A project that breaks one rule. */
export interface ViolatingProject {
  /** The smallest program that breaks it. */
  readonly program: Program;
  /** All that the engine passes on from the pack: `level rule resource`, sorted. */
  readonly told: readonly string[];
  /** What `--policy-pack-config` says. Defaults to nothing. */
  readonly config?: object;
  /** Whether it is brought up first, for the rule looks at what the cloud answers. Defaults to false. */
  readonly up?: boolean;
}

/** Ids of objects that another stack owns, so that the program's own rules about them have nothing to say. */
const [first, second, probe] = ["1", "2", "3"].map((digit) => digit.repeat(32));

/** A load balancer over pools of another stack, and the record beneath it. */
const overForeignPools = (said: Properties = {}): Program => ({
  safety: record("www.example.com", "A", "203.0.113.10", true),
  www: foreignBalancer(said),
});

const foreignBalancer = (said: Properties = {}): Declared =>
  balancer({ defaultPools: [first, second], fallbackPool: second, ...said });

/** What three of its resources say otherwise. */
interface OwnPools {
  readonly monitor?: Properties;
  readonly primary?: Properties;
  readonly backup?: Properties;
}

/** A load balancer over two pools, with all that they need. */
const overOwnPools = (said: OwnPools): Program => ({
  safety: record("www.example.com", "A", "203.0.113.10", true),
  monitor: monitor(said.monitor),
  primary: pool("primary", "203.0.113.10", said.primary),
  backup: pool("backup", "198.51.100.20", said.backup),
  www: balancer(),
  alert: alert(),
});

/** A pool that no load balancer uses, and whose monitor another stack owns. */
const poolAlone = (said: Properties): Program => ({
  primary: pool("primary", "203.0.113.10", { monitor: probe, ...said }),
});

const at = (address: string, name = "a"): object => ({ name, address });

const targetGroup = (said: Properties): Declared => [
  modelTypes.targetGroup,
  { name: "web", port: 80, protocol: "HTTP", vpcId: "vpc-0a1b2c3d4e5f60718", ...said },
];

const ruleset = (name: string): Declared => [
  modelTypes.ruleset,
  { zoneId, name, kind: "zone", phase: "http_request_cache_settings", rules: [] },
];

const rules = (phase: string, ...list: readonly object[]): Declared => [
  modelTypes.ruleset,
  { zoneId, name: "edge", kind: "zone", phase, rules: list },
];

/** For each rule that a policy pack can judge a project that breaks it. */
export const violatingProjects: Readonly<Record<string, ViolatingProject>> = {
  "tls-not-strict": {
    program: { ssl: setting("ssl", "full"), mode: setting("ssl_automatic_mode", "custom") },
    told: ["mandatory tls-not-strict ssl"],
  },
  "tls-mode-automatic": {
    program: { ssl: setting("ssl", "strict") },
    told: ["advisory tls-mode-automatic ssl"],
  },
  "tls-version-old": {
    program: { tls: setting("min_tls_version", "1.0") },
    told: ["advisory tls-version-old tls"],
  },
  "tls-version-refused": {
    program: { tls: setting("min_tls_version", "1.3") },
    told: ["advisory tls-version-refused tls"],
  },
  "edge-certificate-missing": {
    program: {
      www: record("www.example.com", "A", "203.0.113.10", true),
      universal: [modelTypes.universalSsl, { zoneId, enabled: false }],
    },
    told: ["advisory edge-certificate-missing www"],
  },
  "origin-leaked": {
    program: {
      www: record("www.example.com", "A", "203.0.113.10", true),
      ftp: record("ftp.example.com", "A", "203.0.113.10", false),
    },
    told: ["mandatory origin-leaked ftp"],
  },
  "address-unroutable": {
    program: { www: record("www.example.com", "A", "10.0.0.1", true) },
    told: ["mandatory address-unroutable www"],
  },
  "address-retired": {
    program: { www: record("www.example.com", "A", "203.0.113.10", true) },
    config: { "address-retired": { retiredAddresses: ["203.0.113.0/24"] } },
    told: ["mandatory address-retired www"],
  },
  "cname-conflict": {
    program: {
      own: record("www.example.com", "A", "203.0.113.10", true),
      alias: record("www.example.com", "CNAME", "shop.example.net", true),
    },
    told: ["mandatory cname-conflict alias"],
  },
  "name-delegated": {
    program: {
      ns: record("eu.example.com", "NS", "ns.example.net", false),
      deep: record("a.eu.example.com", "A", "203.0.113.10", true),
    },
    told: ["mandatory name-delegated deep"],
  },
  "balancer-not-proxied": {
    program: overForeignPools({ proxied: undefined }),
    told: ["mandatory balancer-not-proxied www"],
  },
  "backup-pool-missing": {
    program: overForeignPools({ defaultPools: [first], fallbackPool: first }),
    told: ["mandatory backup-pool-missing www"],
  },
  "pools-share-address": {
    program: overOwnPools({ backup: { origins: [at("203.0.113.10", "b")] } }),
    told: ["mandatory pools-share-address www"],
  },
  "pools-share-region": {
    program: overOwnPools({
      primary: { origins: [at("one-1.eu-west-1.elb.amazonaws.com")] },
      backup: { origins: [at("two-2.eu-west-1.elb.amazonaws.com")] },
    }),
    told: ["advisory pools-share-region www"],
  },
  "fallback-pool-alone": {
    program: overForeignPools({ steeringPolicy: "geo", regionPools: { WEU: [second] } }),
    told: ["advisory fallback-pool-alone www"],
  },
  "fallback-pool-disabled": {
    program: overOwnPools({ backup: { enabled: false } }),
    told: ["mandatory fallback-pool-disabled www"],
  },
  "adaptive-routing-off": {
    program: overForeignPools({ adaptiveRouting: undefined }),
    told: ["advisory adaptive-routing-off www"],
  },
  "zero-downtime-conflict": {
    program: {
      argo: ["cloudflare:index/argoSmartRouting:ArgoSmartRouting", { zoneId, value: "on" }],
      ...overForeignPools({
        sessionAffinity: "cookie",
        sessionAffinityAttributes: { zeroDowntimeFailover: "temporary" },
      }),
    },
    told: ["advisory zero-downtime-conflict www"],
  },
  "origins-unsorted": {
    program: poolAlone({ origins: [at("203.0.113.10", "b"), at("203.0.113.11", "a")] }),
    told: ["advisory origins-unsorted primary"],
  },
  "host-header-foreign": {
    program: overOwnPools({
      backup: {
        origins: [
          { ...at("198.51.100.20", "a"), header: { hosts: ["x-1.eu-west-1.elb.amazonaws.com"] } },
        ],
      },
    }),
    told: ["advisory host-header-foreign backup"],
  },
  "safety-record-missing": {
    program: { www: foreignBalancer() },
    told: ["advisory safety-record-missing www"],
  },
  "pool-without-monitor": {
    program: poolAlone({ monitor: undefined }),
    told: ["mandatory pool-without-monitor primary"],
  },
  "monitor-blind": {
    program: { monitor: monitor({ expectedCodes: "5xx" }) },
    told: ["mandatory monitor-blind monitor"],
  },
  "monitor-path-shallow": {
    program: { monitor: monitor({ path: "/" }) },
    told: ["advisory monitor-path-shallow monitor"],
  },
  "monitor-without-probe-zone": {
    program: {
      pulls: setting("tls_client_auth", "on"),
      ...overOwnPools({ monitor: { probeZone: undefined } }),
    },
    told: ["mandatory monitor-without-probe-zone monitor"],
  },
  "check-regions-unset": {
    program: poolAlone({ checkRegions: undefined }),
    told: ["advisory check-regions-unset primary"],
  },
  "check-regions-even": {
    program: poolAlone({ checkRegions: ["ENAM", "WEU"] }),
    told: ["advisory check-regions-even primary"],
  },
  "check-regions-beyond-plan": {
    program: poolAlone({ checkRegions: ["ALL_REGIONS"] }),
    told: ["mandatory check-regions-beyond-plan primary"],
  },
  "detection-slow": {
    program: overOwnPools({ monitor: { interval: 60 } }),
    told: ["advisory detection-slow monitor"],
  },
  "pool-without-alert": {
    program: {
      safety: record("www.example.com", "A", "203.0.113.10", true),
      primary: pool("primary", "203.0.113.10", { monitor: probe }),
      www: balancer({ defaultPools: [{ id: "primary" }, second], fallbackPool: second }),
    },
    told: ["advisory pool-without-alert primary"],
  },
  "alert-without-receiver": {
    program: { alert: alert({ mechanisms: {} }) },
    told: ["advisory alert-without-receiver alert"],
  },
  "webhook-unreachable": {
    program: { hook: webhook("https://hooks.example.com:8443/alerts") },
    told: ["advisory webhook-unreachable hook"],
  },
  "webhook-secret-in-url": {
    program: { hook: webhook("https://hooks.slack.com/services/T0/B0/0123456789") },
    told: ["advisory webhook-secret-in-url hook"],
  },
  "origin-open": {
    program: { https: httpsFrom({ securityGroupId: "sg-0a1b2c3d", cidrIpv4: "0.0.0.0/0" }) },
    told: ["mandatory origin-open https"],
  },
  "cloudflare-ranges-incomplete": {
    program: {
      ranges: [
        modelTypes.prefixList,
        {
          ...{ name: "cloudflare", addressFamily: "IPv4", maxEntries: 20 },
          entries: cloudflareEntries("ipv4").slice(1),
        },
      ],
      group: [modelTypes.securityGroup, { vpcId: "vpc-0a1b2c3d", description: "Cloudflare only" }],
      https: httpsFrom({ prefixListId: { id: "ranges" } }),
    },
    told: ["mandatory cloudflare-ranges-incomplete group"],
  },
  "security-group-quota": {
    program: {
      offices: [
        modelTypes.prefixList,
        {
          ...{ name: "offices", addressFamily: "IPv4", maxEntries: 61 },
          entries: [{ cidr: "192.168.0.0/16" }],
        },
      ],
      group: [modelTypes.securityGroup, { vpcId: "vpc-0a1b2c3d", description: "Offices only" }],
      https: httpsFrom({ prefixListId: { id: "offices" } }),
    },
    told: ["mandatory security-group-quota group"],
  },
  "route-over-cloudflare": {
    program: {
      routes: [
        modelTypes.routeTable,
        {
          vpcId: "vpc-0a1b2c3d",
          routes: [{ cidrBlock: "172.0.0.0/8", transitGatewayId: "tgw-1" }],
        },
      ],
    },
    told: ["mandatory route-over-cloudflare routes"],
  },
  "idle-timeout-short": {
    program: { alb: awsBalancer({ idleTimeout: undefined }) },
    told: ["advisory idle-timeout-short alb"],
  },
  "listener-tls-old": {
    program: {
      listener: listener({
        loadBalancerArn:
          "arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/shop/1",
        sslPolicy: undefined,
      }),
    },
    told: ["advisory listener-tls-old listener"],
  },
  "deregistration-delay-short": {
    program: { group: targetGroup({ deregistrationDelay: 0 }) },
    told: ["advisory deregistration-delay-short group"],
  },
  "target-check-blind": {
    program: { group: targetGroup({ healthCheck: { matcher: "200-499" } }) },
    told: ["advisory target-check-blind group"],
  },
  "targets-in-clear": {
    program: {
      ...{ ssl: setting("ssl", "strict"), mode: setting("ssl_automatic_mode", "custom") },
      alb: awsBalancer(),
      group: targetGroup({}),
      listener: listener({
        loadBalancerArn: { id: "alb" },
        defaultActions: [{ type: "forward", targetGroupArn: { id: "group" } }],
      }),
      www: [
        modelTypes.dnsRecord,
        {
          zoneId,
          name: "www.example.com",
          type: "CNAME",
          proxied: true,
          ttl: 1,
          content: { dnsName: "alb" },
        },
      ],
    },
    up: true,
    told: ["advisory targets-in-clear group"],
  },
  "one-availability-zone": {
    program: { alb: awsBalancer({ loadBalancerType: "network", subnets: ["subnet-0a1b2c3d"] }) },
    told: ["advisory one-availability-zone alb"],
  },
  "certificate-expiring": {
    program: { certificate: certificate({ requestedValidity: 7 }) },
    up: true,
    told: ["mandatory certificate-expiring certificate"],
  },
  "certificate-misses-hostname": {
    program: {
      certificate: certificate({ hostnames: ["shop.example.com"] }),
      www: record("www.example.com", "A", "203.0.113.10", true),
    },
    told: ["mandatory certificate-misses-hostname www"],
  },
  "refused-by-api": {
    program: {
      www: [
        modelTypes.dnsRecord,
        { zoneId, name: "www.example.com", type: "A", content: "203.0.113.10", ttl: 86_401 },
      ],
    },
    told: ["mandatory refused-by-api www"],
  },
  "zone-paused": {
    program: {
      zone: [modelTypes.zone, { account: { id: accountId }, name: "example.net", paused: true }],
    },
    told: ["mandatory zone-paused zone"],
  },
  "ruleset-phase-shared": {
    program: { cache: ruleset("cache"), more: ruleset("more") },
    told: ["mandatory ruleset-phase-shared cache"],
  },
  "rule-never-applies": {
    program: {
      edge: rules("http_request_firewall_custom", { action: "block", expression: "false" }),
    },
    told: ["advisory rule-never-applies edge"],
  },
  "rate-limit-counts-monitors": {
    program: {
      edge: rules("http_ratelimit", {
        ...{ action: "block", expression: "true" },
        ratelimit: { characteristics: ["cf.colo.id", "ip.src"], period: 60, requestsPerPeriod: 2 },
      }),
    },
    told: ["advisory rate-limit-counts-monitors edge"],
  },
  "page-rule-in-use": {
    program: {
      old: [
        modelTypes.pageRule,
        { zoneId, target: "example.com/*", status: "active", actions: { cacheLevel: "bypass" } },
      ],
    },
    told: ["advisory page-rule-in-use old"],
  },
  "error-page-missing": {
    program: {
      edge: rules("http_custom_errors", {
        ...{ action: "serve_error", expression: "http.response.code eq 502" },
        actionParameters: { content: "Back soon", contentType: "text/plain" },
      }),
    },
    told: ["advisory error-page-missing edge"],
  },
  "stale-if-error-missing": {
    program: {
      ...overForeignPools({ defaultPools: [first], fallbackPool: first }),
      edge: rules("http_request_cache_settings", {
        ...{ action: "set_cache_settings", expression: "true" },
        actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 7200 } },
      }),
    },
    told: ["advisory stale-if-error-missing www", "mandatory backup-pool-missing www"],
  },
};
