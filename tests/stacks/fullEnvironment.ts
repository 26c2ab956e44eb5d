import { instantIn } from "../support/instants";

const sha256 = "ab".repeat(32);

const records = {
  a: { type: "A", name: "old", content: "203.0.113.200", ttlSeconds: 300, comment: "the old site" },
  aaaa: { type: "AAAA", name: "old", content: "2001:db8:1::99", formerKey: "old-v6" },
  caa: { type: "CAA", name: "@", caa: { flags: 0, tag: "issue", value: "letsencrypt.org" } },
  cert: {
    type: "CERT",
    name: "cert",
    cert: { type: 1, keyTag: 2, algorithm: 3, certificate: "TUlJ" },
  },
  cname: { type: "CNAME", name: "shop", content: "www.example.com", proxied: true, tags: ["a:b"] },
  dnskey: {
    type: "DNSKEY",
    name: "signed",
    dnskey: { flags: 257, protocol: 3, algorithm: 13, publicKey: "TUlJ" },
  },
  ds: {
    type: "DS",
    name: "lab",
    ds: { keyTag: 1, algorithm: 13, digestType: 2, digest: sha256 },
  },
  https: { type: "HTTPS", name: "h3", https: { priority: 1, target: ".", value: 'alpn="h3"' } },
  loc: {
    type: "LOC",
    name: "here",
    loc: { latDegrees: 52, latDirection: "N", longDegrees: 13, longDirection: "E", altitude: 34 },
  },
  mx: { type: "MX", name: "@", content: "mail.example.net", priority: 10 },
  noMail: { type: "MX", name: "nomail", content: ".", priority: 0 },
  noSip: {
    type: "SRV",
    name: "_sips._tcp",
    srv: { priority: 0, weight: 0, port: 0, target: "." },
  },
  ownName: { type: "SVCB", name: "own", svcb: { priority: 1, target: "." } },
  naptr: {
    type: "NAPTR",
    name: "sip",
    naptr: {
      order: 1,
      preference: 2,
      flags: "S",
      service: "SIP+D2U",
      replacement: "sip.example.net",
    },
  },
  ns: { type: "NS", name: "lab", content: "ns1.example.net" },
  openpgpkey: { type: "OPENPGPKEY", name: "key", content: "TUlJ" },
  ptr: { type: "PTR", name: "ptr", content: "host.example.net" },
  smimea: {
    type: "SMIMEA",
    name: "smime",
    smimea: { usage: 3, selector: 1, matchingType: 1, certificate: sha256 },
  },
  srv: {
    type: "SRV",
    name: "_sip._tcp",
    srv: { priority: 1, weight: 2, port: 5060, target: "sip.example.net" },
  },
  sshfp: {
    type: "SSHFP",
    name: "ssh",
    sshfp: { algorithm: 4, type: 2, fingerprint: sha256 },
  },
  svcb: { type: "SVCB", name: "svc", svcb: { priority: 1, target: "svc.example.net" } },
  tlsa: {
    type: "TLSA",
    name: "_443._tcp",
    tlsa: { usage: 3, selector: 1, matchingType: 1, certificate: sha256 },
  },
  txt: { type: "TXT", name: "*.wild", content: 'say "hello"' },
  unicode: { type: "TXT", name: "grün", content: "Grüße" },
  uri: {
    type: "URI",
    name: "_http._tcp",
    uri: { priority: 1, weight: 2, target: "https://example.com/" },
  },
};

const firewall = {
  vpcId: "vpc-0a1b2c3d4e5f60718",
  region: "us-east-1",
  ports: [443, 8443],
  ipv6: true,
  mode: "prefixLists",
  joinLiveRanges: true,
  additionalSources: {
    probes: { cidr: "10.20.0.0/16", ports: [443] },
    balancer: { securityGroupId: "sg-0a1b2c3d4e5f60718" },
    office: { prefixListId: "pl-0a1b2c3d4e5f60718", prefixListEntries: 5 },
  },
  egress: { anywhere: { cidr: "0.0.0.0/0" }, database: { cidr: "10.0.0.0/8", ports: [5432] } },
  quota: { rulesPerGroup: 100, groupsPerInterface: 4 },
  routeTables: {
    public: {
      routes: [
        { destination: "10.20.0.0/16", target: "local" },
        { destination: "0.0.0.0/0", target: "internetGateway" },
        { destination: "::/0", target: "internetGateway" },
      ],
    },
  },
  tags: { team: "edge" },
};

const albOrigin = {
  firewall: "use1",
  subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/a",
  additionalCertificateArns: { apex: "arn:aws:acm:us-east-1:123456789012:certificate/b" },
  dualStack: true,
  plainHttp: "closed",
  tlsPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  idleTimeoutSeconds: 1000,
  application: {
    port: 8080,
    tls: false,
    healthPath: "/healthz",
    acceptShallowPath: false,
    longestRequestSeconds: 60,
    keepAliveSeconds: 1100,
  },
  targets: {
    autoScaling: {
      imageId: "ami-0abcdef1234567890",
      instanceType: "m7g.large",
      minimumInstances: 2,
      acceptSingleInstance: false,
      maximumInstances: 6,
      requestsPerInstancePerMinute: 600,
      warmupSeconds: 60,
      userData: "#!/bin/sh\n",
      instanceProfileArn: "arn:aws:iam::123456789012:instance-profile/web",
      subnetIds: ["subnet-0c1d2e3f405162738", "subnet-0d1e2f30415263748"],
      securityGroupIds: ["sg-0a1b2c3d4e5f60718"],
    },
  },
  clientVerification: {
    mode: "enforce",
    trustStoreArn:
      "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/clients/0123456789abcdef",
  },
  requiredHeader: { name: "x-origin-key", valueConfigKeys: ["originKey", "originKeyNext"] },
  // The engine takes this environment away again.
  deletionProtection: false,
  accessLogs: { bucket: "logs-of-example", prefix: "alb" },
  tags: { team: "web" },
};

const pools = [
  {
    name: "us",
    origins: {
      a: { address: "203.0.113.50", hostHeader: "www.example.com", port: 443, weight: 0.5 },
      b: { address: "203.0.113.51", drain: true },
      v6: { address: "2001:db8:1::50" },
      alb: { alb: albOrigin, weight: 0.5 },
    },
    minimumOrigins: 1,
    checkRegions: ["WNAM", "ENAM", "WEU"],
    originSteering: "hash",
    weight: 0.7,
    latitude: 39,
    longitude: -77.5,
  },
  { name: "eu", origins: { a: { address: "origin.example.net" } }, drain: false },
  { name: "ap", origins: { a: { address: "198.51.100.90" } }, drain: true },
];

/** An environment in which every section and nearly every field of the schema is given, on the plan that has it all. */
export const fullEnvironment = {
  account: { id: "0123456789abcdef0123456789abcdef", trafficSteeringAddOn: true },
  zone: {
    id: "fedcba9876543210fedcba9876543210",
    name: "example.com",
    plan: "enterprise",
    hasWaitingRoomAdvanced: true,
    ownsSettings: true,
    usesArgoOrTieredCache: false,
  },
  tls: {
    minimumTlsVersion: "1.2",
    tls13: true,
    alwaysUseHttps: true,
    automaticHttpsRewrites: true,
    opportunisticEncryption: true,
    originMaximumHttpVersion: "2",
    alwaysHttpsToOrigin: true,
    hsts: {
      enabled: true,
      maxAgeSeconds: 31536000,
      includeSubdomains: true,
      preload: true,
      noSniff: true,
    },
    restore: { tls13: false, hsts: { enabled: false } },
  },
  records,
  retiredAddresses: ["203.0.113.99", "192.0.2.0/24"],
  firewalls: {
    use1: firewall,
    euc1: {
      vpcId: "vpc-0f9e8d7c6b5a40312",
      mode: "rules",
      ranges: { ipv4: ["173.245.48.0/20"], ipv6: ["2400:cb00::/32"] },
      acceptShrunkenRanges: true,
      acceptForeignRanges: true,
    },
  },
  originCertificate: {
    hostnames: ["example.com"],
    keyAlgorithm: "ecdsa",
    validityDays: 365,
    expiryRefusedWithinDays: 20,
    generation: 2,
    keptGenerations: [1],
    revokeRetired: false,
    acmRegions: ["us-east-1"],
    expiryTopicArns: { "us-east-1": "arn:aws:sns:us-east-1:123456789012:oncall" },
  },
  originPulls: {
    mode: "enforce",
    trustStoreRegions: ["us-east-1"],
    validityDays: 365,
    generation: 2,
    tags: { team: "edge" },
  },
  edgeCertificates: {
    deep: {
      ...{ hostnames: ["*.shop.example.com"], certificateAuthority: "lets_encrypt" },
      waitSeconds: 60,
    },
  },
  publicCertificate: {
    hostnames: ["example.com", "*.example.com"],
    keyAlgorithm: "rsa",
    regions: ["us-east-1"],
  },
  sites: {
    www: {
      hostname: "www.example.com",
      pools,
      health: {
        path: "/healthz/deep",
        acceptShallowPath: false,
        intervalSeconds: 30,
        timeoutSeconds: 5,
        retries: 2,
        consecutiveDown: 2,
        consecutiveUp: 3,
        expectedCodes: "200,204",
        expectedBody: "ok",
        headers: { "X-Probe": "edge" },
        port: 443,
        checkRegions: ["WEU", "EEU", "ENAM"],
      },
      steering: {
        policy: "geo",
        regionPools: { WEU: ["eu"] },
        countryPools: { DE: ["eu", "us"] },
        popPools: { FRA: ["eu"] },
      },
      sessionAffinity: {
        type: "cookie",
        ttlSeconds: 3600,
        drainSeconds: 60,
        sameSite: "Lax",
        secure: "Always",
        zeroDowntimeFailover: "temporary",
      },
      safetyRecord: true,
    },
    apex: {
      hostname: "example.com",
      pools: [{ name: "only", origins: { a: { address: "198.51.100.95" } } }],
      acceptSinglePool: true,
      health: { path: "/", acceptShallowPath: true },
      sessionAffinity: { type: "header", headers: ["x-session"], requireAllHeaders: false },
      safetyRecord: false,
    },
  },
  edgeRules: {
    redirects: [
      {
        ...{ key: "former", enabled: true, when: 'http.host eq "former.example.com"' },
        ...{ toHostname: "www.example.com", statusCode: 308, preserveQueryString: true },
      },
      { key: "old", when: 'http.request.uri.path eq "/old"', toUrl: "https://www.example.com/new" },
      {
        ...{ key: "id", when: 'http.request.uri.path eq "/id"' },
        toExpression: 'concat("https://example.net/", http.request.uri.query)',
      },
    ],
    bulkRedirects: [
      {
        ...{ from: "www.example.com/a", to: "https://www.example.com/b", statusCode: 302 },
        ...{ preserveQueryString: true, includeSubdomains: false },
        ...{ subpathMatching: true, preservePathSuffix: true },
      },
    ],
    cacheRules: [
      {
        ...{ key: "static", when: 'http.request.uri.path.extension in {"css" "js"}' },
        ...{ edgeTtlSeconds: 86400, browserTtlSeconds: 3600, bypassCookies: ["session"] },
        ...{ staleIfErrorSeconds: 3600, staleWhileRevalidateSeconds: 60 },
      },
      { key: "api", when: 'starts_with(http.request.uri.path, "/api/")', bypass: true },
    ],
    errorPages: [
      {
        ...{ key: "api", when: 'starts_with(http.request.uri.path, "/api/")', content: "{}" },
        ...{ contentType: "application/json", statusCode: 503 },
      },
      { key: "all", assetUrl: "https://status.example.net/5xx.html" },
    ],
    errorSourceHeader: "x-error-source",
    rateLimits: [
      {
        ...{ key: "login", when: 'http.request.uri.path eq "/login"', requestsPerPeriod: 100 },
        ...{ periodSeconds: 60, mitigationSeconds: 60, action: "block" },
        ...{ characteristics: ["ip.src"], originRequestsOnly: true },
      },
    ],
    monitorPaths: ["/healthz/deep"],
    originRules: [
      {
        ...{ key: "app", when: 'starts_with(http.request.uri.path, "/app/")', port: 8443 },
        ...{ hostHeader: "app.example.com", sni: "app.example.com" },
        resolveOverride: "app.example.com",
      },
    ],
    configRules: [
      {
        ...{ key: "legacy", when: 'http.host eq "old.example.com"', ssl: "full" },
        ...{ acceptWeakerTls: true, automaticHttpsRewrites: true },
        ...{ browserIntegrityCheck: false, underAttack: false },
      },
    ],
    monitorAllowance: {
      ...{ addresses: ["198.51.100.7"], listName: "uptime", secretHeaderName: "x-uptime" },
      secretHeaderValueConfigKey: "uptimeHeader",
    },
    originSecretHeaders: { www: { name: "x-origin-key", valueConfigKey: "originKey" } },
  },
  waitingRooms: {
    checkout: {
      hostname: "www.example.com",
      path: "/checkout",
      newUsersPerMinute: 300,
      totalActiveUsers: 1500,
      sessionDurationMinutes: 10,
      queueingMethod: "random",
      queueingStatusCode: 429,
      customPageHtml: "<p>{{waitTimeKnown}}</p>",
      jsonResponseEnabled: true,
      queueAll: false,
      suspended: false,
      bypassPaths: ["/checkout/hooks"],
    },
    apex: { hostname: "example.com", newUsersPerMinute: 200, totalActiveUsers: 200 },
  },
  // Sessions of this zone fail over without downtime, which neither of the two goes with.
  argoAndTieredCache: { tieredCache: "off", regionalTieredCache: false, argoSmartRouting: false },
  externalMonitors: {
    urls: {
      www: {
        url: "https://www.example.com/healthz",
        intervalSeconds: 300,
        timeoutSeconds: 10,
        expectedBody: "ok",
        followRedirects: false,
        paused: false,
        headerConfigKeys: { "x-monitor": "monitorHeader" },
      },
    },
    zabbix: {
      url: "https://zabbix.example.net",
      apiTokenConfigKey: "zabbixToken",
      host: "www.example.com",
      hostGroups: ["Websites"],
      severity: "high",
      consecutiveFailures: 3,
      tags: { team: "edge" },
    },
    uptimeRobot: {
      apiKeyConfigKey: "uptimeKey",
      alertContactIds: { oncall: "1234567" },
      url: "https://api.uptimerobot.com/v3",
    },
    newRelic: {
      accountId: "1234567",
      apiKeyConfigKey: "newRelicKey",
      region: "EU",
      locations: ["EU_WEST_1", "US_EAST_1"],
      certificateDays: 20,
    },
  },
  drain: ["eu"],
  maintenance: {
    ...{ until: instantIn(1), title: "Back soon", message: "New shelves", sites: ["apex"] },
  },
  alerts: {
    emails: ["oncall@example.com"],
    webhooks: { chat: { urlConfigKey: "chatUrl", secretConfigKey: "chatSecret" } },
    pagerDutyServiceIds: { sre: "00112233445566778899aabbccddeeff" },
    poolHealth: true,
    poolEnablement: false,
    passiveOriginMonitoring: true,
    originErrorRate: true,
    certificates: ["universal", "origin-pulls"],
    albs: {
      errorsPerMinute: 10,
      topicArns: { "us-east-1": "arn:aws:sns:us-east-1:123456789012:oncall" },
    },
    tunnelIds: { office: "f70ff985-a4ef-4643-bbbc-4a0ed4fc8415" },
  },
};

/** The secrets that it names. */
export const fullSecrets = {
  values: {
    "steady-edge:chatUrl": "https://hooks.example.net/services/T000/B000/topsecret",
    "steady-edge:chatSecret": "s3cr3t",
    "steady-edge:originKey": "0123456789abcdef",
    "steady-edge:originKeyNext": "fedcba9876543210",
    "steady-edge:monitorHeader": "let-me-in",
    "steady-edge:uptimeHeader": "0123456789abcdef0123456789abcdef",
    "steady-edge:zabbixToken": "0a1b2c3d4e5f",
    "steady-edge:uptimeKey": "u1-0a1b2c3d",
    "steady-edge:newRelicKey": "NRAK-0A1B2C3D",
  },
  secretKeys: [
    ...["chatUrl", "chatSecret", "originKey", "originKeyNext"],
    ...["monitorHeader", "uptimeHeader", "zabbixToken", "uptimeKey", "newRelicKey"],
  ].map((name) => `steady-edge:${name}`),
};
