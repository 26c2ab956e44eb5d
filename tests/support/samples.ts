import { AlbLaunchType } from "../../components";
import type {
  AlbOriginArgs,
  AlbServiceArgs,
  ArgoAndTieredCacheArgs,
  EdgeCertificateArgs,
  WaitingRoomArgs,
  DnsRecordsArgs,
  EdgeRulesArgs,
  ExternalMonitorsArgs,
  FailoverLoadBalancerArgs,
  AlertChoicesArgs,
  HealthAlertsArgs,
  MaintenancePageArgs,
  OriginCertificateArgs,
  OriginFirewallArgs,
  OriginPullsArgs,
  PublicCertificateArgs,
  ResilientSiteArgs,
  StrictTlsArgs,
} from "../../components";
import { makeCertificate } from "./certificates";
import { instantIn } from "./instants";

/** Arguments that a component accepts. */
export interface Sample {
  /** The component's class. */
  readonly component: string;
  /** The arguments: plain values only. */
  readonly args: object;
}

const accountId = "0123456789abcdef0123456789abcdef";
const zoneId = "fedcba9876543210fedcba9876543210";

const edgeRules: EdgeRulesArgs = {
  ...{ accountId, zoneId, zoneName: "example.com", plan: "enterprise" },
  redirects: [
    {
      ...{ key: "www", enabled: true, when: 'http.host eq "www.example.com"' },
      ...{ toHostname: "example.com", statusCode: 301, preserveQueryString: false },
    },
    { key: "old", when: 'http.request.uri.path eq "/old"', toUrl: "https://example.com/new" },
    {
      key: "id",
      when: 'http.request.uri.path eq "/id"',
      toExpression: 'concat("https://example.net/", http.request.uri.query)',
    },
  ],
  bulkRedirects: [
    {
      ...{ from: "example.com/a", to: "https://example.com/b", statusCode: 308 },
      ...{ preserveQueryString: true, includeSubdomains: true },
      ...{ subpathMatching: true, preservePathSuffix: true },
    },
  ],
  cacheRules: [
    { key: "api", when: "true", bypass: true },
    {
      ...{ key: "html", when: "true", edgeTtlSeconds: 60, browserTtlSeconds: 10 },
      ...{ bypassCookies: ["session"], staleIfErrorSeconds: 3600 },
      staleWhileRevalidateSeconds: 60,
    },
  ],
  errorPages: [
    { key: "api", when: "true", content: "{}", contentType: "application/json", statusCode: 503 },
    { key: "all", assetUrl: "https://status.example.net/5xx.html" },
  ],
  errorSourceHeader: "x-error-source",
  rateLimits: [
    {
      ...{ key: "api", when: "true", requestsPerPeriod: 100, periodSeconds: 60 },
      ...{ mitigationSeconds: 60, action: "block", characteristics: ["ip.src"] },
      originRequestsOnly: true,
    },
  ],
  monitorPaths: ["/healthz"],
  originRules: [
    {
      ...{ key: "app", when: "true", port: 8443, hostHeader: "app.example.com" },
      ...{ sni: "app.example.com", resolveOverride: "app.example.com" },
    },
  ],
  configRules: [
    {
      ...{ key: "all", when: "true", ssl: "full", acceptWeakerTls: true },
      ...{ automaticHttpsRewrites: true, browserIntegrityCheck: false, underAttack: true },
    },
  ],
  monitorAllowance: {
    ...{ addresses: ["198.51.100.7"], listName: "uptime" },
    ...{ secretHeaderName: "x-uptime", secretHeaderValue: "0123456789abcdef" },
  },
  fragments: [
    {
      ...{ key: "team", phase: "http_request_firewall_custom", first: true },
      rules: [{ expression: "ssl", action: "block" }],
    },
  ],
};

const records: DnsRecordsArgs["records"] = {
  www: {
    type: "A",
    name: "www",
    content: "203.0.113.10",
    ttlSeconds: 300,
    comment: "web",
    tags: ["team:web"],
    formerKey: "web",
  },
  proxied: { type: "A", name: "shop", content: "203.0.113.10", proxied: true },
  mail: { type: "MX", name: "@", content: "mail.example.net", priority: 10 },
  caa: { type: "CAA", name: "@", caa: { flags: 0, tag: "issue", value: "letsencrypt.org" } },
  cert: {
    type: "CERT",
    name: "cert",
    cert: { type: 1, keyTag: 1, algorithm: 8, certificate: "AAAA" },
  },
  dnskey: {
    type: "DNSKEY",
    name: "key",
    dnskey: { flags: 257, protocol: 3, algorithm: 13, publicKey: "AAAA" },
  },
  ds: {
    type: "DS",
    name: "ds",
    ds: { keyTag: 1, algorithm: 13, digestType: 1, digest: "a".repeat(40) },
  },
  https: { type: "HTTPS", name: "h", https: { priority: 1, target: ".", value: 'alpn="h2"' } },
  loc: {
    type: "LOC",
    name: "loc",
    loc: {
      latDegrees: 1,
      latMinutes: 2,
      latSeconds: 3,
      latDirection: "N",
      longDegrees: 4,
      longMinutes: 5,
      longSeconds: 6,
      longDirection: "E",
      altitude: 7,
      size: 8,
      precisionHorz: 9,
      precisionVert: 10,
    },
  },
  naptr: {
    type: "NAPTR",
    name: "naptr",
    naptr: { order: 1, preference: 1, flags: "U", service: "s", regex: "r", replacement: "." },
  },
  smimea: {
    type: "SMIMEA",
    name: "smimea",
    smimea: { usage: 3, selector: 1, matchingType: 0, certificate: "aa" },
  },
  srv: {
    type: "SRV",
    name: "_sip._tcp",
    srv: { priority: 1, weight: 1, port: 5060, target: "sip.example.com" },
  },
  sshfp: {
    type: "SSHFP",
    name: "ssh",
    sshfp: { algorithm: 4, type: 1, fingerprint: "a".repeat(40) },
  },
  svcb: { type: "SVCB", name: "svcb", svcb: { priority: 1, target: ".", value: "" } },
  tlsa: {
    type: "TLSA",
    name: "_443._tcp",
    tlsa: { usage: 3, selector: 1, matchingType: 0, certificate: "aa" },
  },
  uri: {
    type: "URI",
    name: "uri",
    uri: { priority: 1, weight: 1, target: "https://example.com/" },
  },
};

const dns: Required<DnsRecordsArgs> = {
  zoneId,
  zoneName: "example.com",
  plan: "pro",
  records,
  retiredAddresses: ["198.51.100.7"],
};

const hsts = {
  enabled: true,
  maxAgeSeconds: 31_536_000,
  includeSubdomains: true,
  preload: true,
  noSniff: true,
};

const tlsSettings: Omit<Required<StrictTlsArgs>, "zoneId" | "plan"> = {
  alwaysHttpsToOrigin: true,
  minimumTlsVersion: "1.2",
  tls13: true,
  alwaysUseHttps: true,
  automaticHttpsRewrites: true,
  opportunisticEncryption: true,
  originMaximumHttpVersion: "2",
  hsts,
  restore: {
    sslMode: "full",
    automaticSsl: true,
    minimumTlsVersion: "1.2",
    tls13: false,
    alwaysUseHttps: true,
    automaticHttpsRewrites: false,
    opportunisticEncryption: false,
    originMaximumHttpVersion: "1",
    hsts,
  },
};

const firewall: OriginFirewallArgs = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  region: "eu-central-1",
  ports: [443],
  ipv6: true,
  acceptShrunkenRanges: true,
  acceptForeignRanges: true,
  ranges: { ipv4: ["104.16.0.0/13"], ipv6: ["2400:cb00::/32"] },
  mode: "prefixLists",
  liveRanges: { ipv4Cidrs: ["104.16.0.0/13"], ipv6Cidrs: ["2400:cb00::/32"] },
  additionalSources: {
    probe: { cidr: "10.0.0.0/16", ports: [443] },
    group: { securityGroupId: "sg-0a1b2c3d4e5f60718" },
    list: { prefixListId: "pl-0a1b2c3d4e5f60718", prefixListEntries: 2 },
  },
  egress: { inside: { cidr: "10.0.0.0/16", ports: [8080] } },
  quota: { rulesPerGroup: 100, groupsPerInterface: 5 },
  routeTables: {
    public: {
      routes: [
        { destination: "0.0.0.0/0", target: "internetGateway" },
        { destination: "::/0", target: "internetGateway" },
      ],
    },
  },
  tags: { team: "web" },
};

const balancer: Required<FailoverLoadBalancerArgs> = {
  accountId,
  zoneId,
  zoneName: "example.com",
  hostname: "www.example.com",
  plan: "enterprise",
  trafficSteeringAddOn: true,
  usesArgoOrTieredCache: false,
  acceptSinglePool: false,
  acceptDeepHostname: false,
  safetyRecord: true,
  retiredAddresses: ["198.51.100.7"],
  steering: {
    policy: "geo",
    regionPools: { WEU: ["primary"] },
    countryPools: { DE: ["primary"] },
    popPools: { FRA: ["primary"] },
  },
  sessionAffinity: {
    type: "header",
    ttlSeconds: 1800,
    drainSeconds: 300,
    headers: ["x-session"],
    requireAllHeaders: true,
    sameSite: "Lax",
    secure: "Always",
    zeroDowntimeFailover: "temporary",
  },
  pools: [
    {
      name: "primary",
      origins: {
        a: {
          address: "203.0.113.10",
          hostHeader: "a.example.com",
          acceptForeignHost: true,
          port: 443,
          weight: 1,
          drain: false,
        },
      },
      drain: false,
      minimumOrigins: 1,
      checkRegions: ["WEU"],
      originSteering: "random",
    },
    { name: "backup", origins: { b: { address: "198.51.100.20" } } },
  ],
  health: {
    path: "/healthz",
    acceptShallowPath: true,
    intervalSeconds: 60,
    timeoutSeconds: 5,
    retries: 1,
    consecutiveDown: 2,
    consecutiveUp: 2,
    expectedCodes: "200",
    expectedBody: "ok",
    headers: { "X-Probe": "yes" },
    port: 443,
    checkRegions: ["WEU"],
  },
};

const placed: FailoverLoadBalancerArgs = {
  ...balancer,
  steering: { policy: "proximity" },
  pools: [
    { name: "one", origins: { a: { address: "203.0.113.10" } }, latitude: 50, longitude: 8 },
    { name: "two", origins: { b: { address: "198.51.100.20" } }, latitude: 40, longitude: -74 },
  ],
};

const weighted: FailoverLoadBalancerArgs = {
  ...balancer,
  steering: { policy: "random" },
  pools: [
    { name: "one", origins: { a: { address: "203.0.113.10" } }, weight: 0.5 },
    { name: "two", origins: { b: { address: "198.51.100.20" } } },
  ],
};

const alerts: Required<AlertChoicesArgs> = {
  poolHealth: true,
  poolEnablement: true,
  passiveOriginMonitoring: true,
  enabled: true,
  emails: ["oncall@example.com"],
  webhooks: { chat: { url: "https://hooks.example.com/x", secret: "hush" } },
  pagerDutyServiceIds: { web: accountId },
};

const everyAlert: Required<HealthAlertsArgs> = {
  ...{ accountId, plan: "enterprise", poolIds: { primary: zoneId } },
  ...alerts,
  errorRateZoneIds: { shop: zoneId },
  tunnelIds: { office: "f174e90a-fafe-4643-bbbc-4a0ed4fc8415" },
  certificates: ["universal"],
  albs: {
    main: {
      loadBalancerArnSuffix: "app/web/50dc6c495c0c9188",
      targetGroupArnSuffix: "targetgroup/web/73e2d6bc24d8a067",
      region: "eu-central-1",
      errorsPerMinute: 10,
      topicArn: "arn:aws:sns:eu-central-1:123456789012:oncall",
    },
  },
};

const outside: Required<ExternalMonitorsArgs> = {
  urls: {
    shop: {
      url: "https://shop.example.com/healthz",
      intervalSeconds: 300,
      timeoutSeconds: 20,
      expectedBody: "ok",
      followRedirects: true,
      headers: { "X-Monitor": "hush" },
    },
  },
  zabbix: {
    url: "https://zabbix.example.com",
    apiToken: "0a1b2c3d4e5f",
    host: "shop.example.com",
    hostGroups: ["Websites"],
    severity: "high",
    consecutiveFailures: 3,
    tags: { team: "web" },
  },
  uptimeRobot: {
    apiKey: "u1-0a1b2c3d",
    alertContactIds: { oncall: "7" },
    url: "https://api.uptimerobot.com/v3",
  },
  newRelic: {
    accountId: "1234567",
    apiKey: "NRAK-0A1B2C3D",
    region: "EU",
    locations: ["EU_WEST_1"],
    certificateDays: 30,
  },
};

const site: ResilientSiteArgs = {
  ...balancer,
  tls: tlsSettings,
  firewalls: { main: firewall },
  alerts,
  records: { mail: { type: "MX", name: "@", content: "mail.example.net", priority: 10 } },
};

const {
  pools: _pools,
  health: _health,
  steering: _steering,
  sessionAffinity: _affinity,
  trafficSteeringAddOn: _addOn,
  usesArgoOrTieredCache: _argo,
  acceptSinglePool: _single,
  safetyRecord: _safety,
  tls: _tls,
  alerts: _alerts,
  firewalls: _firewalls,
  ...bare
} = site;

const siteOfOthers: ResilientSiteArgs = {
  ...bare,
  existingPoolIds: { primary: accountId },
  existingSecurityGroupIds: { main: ["sg-0a1b2c3d4e5f60718"] },
  tlsManagedBy: "the zone's own stack",
  alertsManagedBy: "the account's own stack",
};

const { existingSecurityGroupIds: _groups, ...closed } = siteOfOthers;

const subnetIds = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"];
const securityGroupIds = ["sg-0a1b2c3d4e5f60718"];
const arns = "arn:aws:acm:eu-central-1:123456789012:certificate";

const scaledAlb: AlbOriginArgs = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  region: "eu-central-1",
  subnetIds,
  securityGroupIds,
  certificateArn: `${arns}/a`,
  additionalCertificateArns: { shop: `${arns}/b` },
  dualStack: true,
  plainHttp: "redirect",
  tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  idleTimeoutSeconds: 1000,
  application: {
    port: 8443,
    tls: true,
    healthPath: "/",
    acceptShallowPath: true,
    longestRequestSeconds: 60,
    keepAliveSeconds: 1001,
  },
  targets: {
    autoScaling: {
      imageId: "ami-0abcdef1234567890",
      instanceType: "m7g.large",
      minimumInstances: 1,
      acceptSingleInstance: true,
      maximumInstances: 4,
      requestsPerInstancePerMinute: 600,
      warmupSeconds: 60,
      userData: "#!/bin/sh",
      instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/web",
      subnetIds,
      securityGroupIds,
    },
  },
  clientVerification: {
    mode: "enforce",
    trustStoreArn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:truststore/cf/0a1b2c3d",
  },
  requiredHeader: { name: "x-origin-key", values: ["0123456789abcdef"] },
  deletionProtection: false,
  accessLogs: { bucket: "logs", prefix: "web" },
  tags: { team: "web" },
};

const albOf = (targets: AlbOriginArgs["targets"]): AlbOriginArgs => ({ ...scaledAlb, targets });
const scaledAlbService: AlbServiceArgs = {
  clusterArn: "arn:aws:ecs:eu-central-1:123456789012:cluster/main",
  taskDefinitionArn: "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:7",
  ...{ containerName: "app", launchType: AlbLaunchType.Fargate, acceptSingleTask: true },
  scaling: { minimumTasks: 1, maximumTasks: 9, requestsPerTaskPerMinute: 600 },
  ...{ deploymentMaximumPercent: 200, healthCheckGracePeriodSeconds: 60, assignPublicIp: true },
  subnetIds: ["subnet-0c1b2c3d4e5f60718", "subnet-0d1c2d3e4f5061728"],
  securityGroupIds: ["sg-0c1b2c3d4e5f60718"],
};
const albService: AlbServiceArgs = { ...scaledAlbService, scaling: undefined, desiredCount: 1 };
const issued: Required<Omit<OriginCertificateArgs, "existing">> = {
  zoneName: "example.com",
  hostnames: ["example.com"],
  keyAlgorithm: "ecdsa",
  validityDays: 365,
  expiryRefusedWithinDays: 20,
  generation: 2,
  keptGenerations: [1],
  revokeRetired: true,
  acmRegions: ["us-east-1"],
  expiryTopicArns: { "us-east-1": "arn:aws:sns:us-east-1:123456789012:oncall" },
};

const own = makeCertificate();

const given: OriginCertificateArgs = {
  zoneName: "example.com",
  existing: { ...own, chainPem: own.certificatePem },
};

const publicCertificate: Required<PublicCertificateArgs> = {
  zoneId,
  zoneName: "example.com",
  hostnames: ["example.com"],
  keyAlgorithm: "rsa",
  regions: ["us-east-1"],
};

const originPulls: Required<OriginPullsArgs> = {
  zoneId,
  zoneName: "example.com",
  mode: "enforce",
  monitorProbeZones: { www: "example.com" },
  trustStoreRegions: ["us-east-1"],
  validityDays: 365,
  generation: 2,
  tags: { team: "web" },
};

const maintenance: Required<MaintenancePageArgs> = {
  accountId,
  zoneId,
  zoneName: "example.com",
  hostnames: ["www.example.com"],
  until: instantIn(1),
  title: "Back soon",
  message: "New shelves",
};

const argoAndTieredCache: Required<ArgoAndTieredCacheArgs> = {
  zoneId,
  plan: "enterprise",
  tieredCache: "generic-global",
  regionalTieredCache: true,
  argoSmartRouting: true,
};

const edgeCertificate: Required<EdgeCertificateArgs> = {
  ...{ zoneId, zoneName: "example.com", hostnames: ["*.shop.example.com"] },
  ...{ certificateAuthority: "lets_encrypt", waitSeconds: 60 },
};

const waitingRoom: Required<WaitingRoomArgs> = {
  ...{ zoneId, zoneName: "example.com", plan: "enterprise", hasWaitingRoomAdvanced: true },
  ...{ hostname: "www.example.com", path: "/checkout", newUsersPerMinute: 200 },
  ...{ totalActiveUsers: 1000, sessionDurationMinutes: 10, queueingMethod: "random" },
  ...{ queueingStatusCode: 429, customPageHtml: "<p>{{waitTime}}</p>", queueAll: true },
  ...{ jsonResponseEnabled: true, suspended: true, bypassPaths: ["/checkout/healthz"] },
};

/** Arguments that are accepted and, taken together, name every argument of every component. */
export const samples: readonly Sample[] = [
  { component: "AlbOrigin", args: scaledAlb },
  { component: "AlbOrigin", args: albOf({ instanceIds: { a: "i-0a1b2c3d4e5f60718" } }) },
  { component: "AlbOrigin", args: albOf({ addresses: { a: "10.0.0.10" } }) },
  { component: "AlbOrigin", args: albOf({ service: albService }) },
  { component: "AlbOrigin", args: albOf({ service: scaledAlbService }) },
  {
    component: "AlbOrigin",
    args: albOf({ managedBy: "the service web", targetType: "instance" }),
  },
  { component: "ArgoAndTieredCache", args: argoAndTieredCache },
  { component: "WaitingRoom", args: waitingRoom },
  { component: "EdgeCertificate", args: edgeCertificate },
  { component: "DnsRecords", args: dns },
  { component: "ExternalMonitors", args: outside },
  { component: "StrictTls", args: { zoneId, plan: "enterprise", ...tlsSettings } },
  { component: "OriginFirewall", args: firewall },
  { component: "FailoverLoadBalancer", args: balancer },
  { component: "FailoverLoadBalancer", args: placed },
  { component: "FailoverLoadBalancer", args: weighted },
  { component: "EdgeRules", args: edgeRules },
  {
    component: "HealthAlerts",
    args: everyAlert,
  },
  { component: "OriginCertificate", args: issued },
  { component: "OriginCertificate", args: given },
  { component: "PublicCertificate", args: publicCertificate },
  { component: "OriginPulls", args: originPulls },
  { component: "MaintenancePage", args: maintenance },
  { component: "ResilientSite", args: site },
  { component: "ResilientSite", args: siteOfOthers },
  { component: "ResilientSite", args: { ...closed, firewallManagedBy: "a firewall of our own" } },
];
