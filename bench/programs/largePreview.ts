/** A resource of one site: its type, its name, and its inputs. */
type Resource = readonly [type: string, name: string, inputs: Readonly<Record<string, unknown>>];

const stack = "urn:pulumi:production::bench";

/** Ten resources that a site behind Cloudflare has. */
function siteOf(site: number): Resource[] {
  const zoneId = site.toString(16).padStart(32, "f");
  const record = (name: string, content: string): Resource => [
    "cloudflare:index/dnsRecord:DnsRecord",
    `${name}-${site}`,
    { zoneId, name: `${name}.s${site}.example.com`, type: "A", content, proxied: true, ttl: 1 },
  ];
  return [
    [
      "cloudflare:index/loadBalancerMonitor:LoadBalancerMonitor",
      `monitor-${site}`,
      monitorOf(hostnameOf(site)),
    ],
    poolOf(site, "primary", `203.0.113.${site % 250}`),
    poolOf(site, "backup", `198.51.100.${site % 250}`),
    balancerOf(site, zoneId),
    record("www", `203.0.113.${site % 250}`),
    record("api", `203.0.113.${(site + 1) % 250}`),
    record("docs", `203.0.113.${(site + 2) % 250}`),
    [
      "cloudflare:index/zoneSetting:ZoneSetting",
      `ssl-${site}`,
      { zoneId, settingId: "ssl", value: "strict" },
    ],
    ...firewallOf(site),
  ];
}

function hostnameOf(site: number): string {
  return `www.s${site}.example.com`;
}

function poolOf(site: number, name: string, address: string): Resource {
  const header = { hosts: [hostnameOf(site)] };
  return [
    "cloudflare:index/loadBalancerPool:LoadBalancerPool",
    `${name}-${site}`,
    {
      accountId: "a".repeat(32),
      name: `${name}-${site}`,
      checkRegions: ["WEU", "ENAM", "SEAS"],
      monitor: idOf(site, "monitor"),
      minimumOrigins: 1,
      origins: [{ name: "a", address, enabled: true, weight: 1, header }],
    },
  ];
}

function balancerOf(site: number, zoneId: string): Resource {
  return [
    "cloudflare:index/loadBalancer:LoadBalancer",
    `balancer-${site}`,
    {
      zoneId,
      name: hostnameOf(site),
      zoneName: `s${site}.example.com`,
      defaultPools: [idOf(site, "primary"), idOf(site, "backup")],
      fallbackPool: idOf(site, "backup"),
      proxied: true,
      steeringPolicy: "off",
      adaptiveRouting: { failoverAcrossPools: true },
    },
  ];
}

function firewallOf(site: number): Resource[] {
  return [
    [
      "aws:ec2/securityGroup:SecurityGroup",
      `group-${site}`,
      { vpcId: `vpc-${site}`, description: "origins" },
    ],
    [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      `rule-${site}`,
      {
        securityGroupId: `sg-${site}`,
        cidrIpv4: "173.245.48.0/20",
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      },
    ],
  ];
}

function monitorOf(hostname: string): Record<string, unknown> {
  return {
    accountId: "a".repeat(32),
    type: "https",
    path: "/healthz",
    expectedCodes: "2xx",
    header: { Host: [hostname] },
    interval: 20,
    timeout: 5,
    retries: 1,
    consecutiveDown: 2,
  };
}

function idOf(site: number, name: string): string {
  return `${name}${site}`.padEnd(32, "0");
}

/** What becomes of a resource in the everyday preview: one in twenty changes. */
function changed([type, , inputs]: Resource, index: number): [op: string, Resource[2]] {
  if (index % 20 !== 0) {
    return ["same", inputs];
  }
  return type.includes("dnsRecord")
    ? ["update", { ...inputs, content: "192.0.2.7" }]
    : ["update", { ...inputs, description: "changed" }];
}

/**
 * Writes the JSON of a preview of many resources, as `pulumi preview --json --show-sames` does: the state after a step is
 * what is planned, and has neither id nor outputs, even where the resource stays the same.
 * @param count - How many resources.
 * @param kind - Whether all are new, or one in twenty changes.
 * @returns The JSON.
 */
export function largePreview(count: number, kind: "first" | "everyday"): string {
  const resources = Array.from({ length: count / 10 }, (_each, site) => siteOf(site)).flat();
  const steps = resources.map((resource, index) => {
    const [type, name, inputs] = resource;
    const urn = `${stack}::${type}::${name}`;
    const [op, now] = kind === "first" ? ["create", inputs] : changed(resource, index);
    const planned = (own: object): object => ({
      ...{ urn, custom: true, type, inputs: own, parent: `${stack}::pulumi:pulumi:Stack::bench` },
      propertyDependencies: Object.fromEntries(Object.keys(own).map((key) => [key, []])),
    });
    const id = name.replace("-", "").padEnd(32, "0");
    const oldState =
      kind === "first" ? undefined : { ...planned(inputs), id, outputs: { id, ...inputs } };
    return { op, urn, oldState, newState: planned(now), detailedDiff: null };
  });
  const same = steps.filter(({ op }) => op === "same").length;
  return JSON.stringify({ config: {}, steps, duration: 1, changeSummary: { same } }, undefined, 1);
}
