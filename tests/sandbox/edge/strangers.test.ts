import { expect } from "chai";
import { pathTypes } from "../../../facts/resourceTypes";
import { declaredSites, type DeclaredSites } from "../../../model/serving/declaredSites";
import type { DeclaredOrigin, DeclaredSite } from "../../../model/serving/declaredSite";
import { readPlan } from "../../../model/plan/planFile";
import { readTrafficPaths } from "../../../model/traffic/path";
import { poolsOf } from "../../../sandbox/edge/monitors";
import { preview } from "../../checks/report/plans";
import { edgePerTest } from "./client";

type Made = readonly [type: keyof typeof pathTypes, name: string, properties: object];

const zoneId = "0da42c8d2132a9ddaf714f9e7c920711";
const host = "www.example.com";

function record(name: string, content: string, more: object = {}): Made {
  const type = /^[\d.]+$/.test(content) ? "A" : "CNAME";
  const own = { zoneId, name, type, content, proxied: true, ttl: 1 };
  return ["dnsRecord", `${name} ${content}`, { ...own, ...more }];
}

function mode(value: string): Made {
  return ["zoneSetting", "ssl", { zoneId, settingId: "ssl", value }];
}

function rules(phase: string, ...own: readonly object[]): Made {
  return ["ruleset", phase, { zoneId, kind: "zone", phase, name: phase, rules: own }];
}

/** The configuration of a tunnel that leads one hostname to a service, and no other. */
function tunnelTo(hostname: string): Made {
  const ingresses = [
    { hostname, service: "http://localhost:8080" },
    { service: "http_status:404" },
  ];
  return ["tunnelConfig", "t", { tunnelId: tunnel, config: { ingresses } }];
}

const alb = "web-123.eu-west-1.elb.amazonaws.com";
const tunnel = "c1744f8b-faa1-48a4-9e5c-02ac921467fa";
const bucket = "www.example.com.s3-website-eu-west-1.amazonaws.com";

const noMode = `how Cloudflare connects to the origins of ${host} is not in the plan: Full (strict) is taken`;

/** A plan as somebody else would make it, and what was decided of it before it was run. */
interface Stranger {
  readonly plan: string;
  readonly made: readonly Made[];
  /** Hostnames that are rehearsed, and why others are not. */
  readonly sites: readonly string[];
  readonly notServed?: Readonly<Record<string, string>>;
  /** What is said of the first site. Defaults to nothing. */
  readonly assumptions?: readonly string[];
  /** What visitors of the first site get while all is well, and where its first origin refuses connections. Defaults to 200 and 521. */
  readonly met?: readonly [well: number, refused: number];
}

const strangers: readonly Stranger[] = [
  {
    plan: "two records and nothing else",
    made: [record(host, "203.0.113.7"), record(host, "203.0.113.8")],
    sites: [host],
    assumptions: [
      noMode,
      `of the addresses of ${host} each request meets one at random, and no other one where that fails: no page says what Cloudflare does`,
    ],
  },
  {
    plan: "a record that leads to a load balancer of AWS",
    made: [
      record(host, alb),
      mode("strict"),
      ["awsLoadBalancer", "web", { loadBalancerType: "application", dnsName: alb }],
      ["listener", "web", { loadBalancerArn: "web-id", port: 443, protocol: "HTTPS" }],
    ],
    sites: [host],
  },
  {
    plan: "a zone that is Flexible",
    made: [record(host, "203.0.113.7"), mode("flexible")],
    sites: [host],
  },
  {
    plan: "a Worker before the API",
    made: [
      record(host, "203.0.113.7"),
      mode("strict"),
      ["workersRoute", "api", { zoneId, pattern: `${host}/api/*`, script: "router" }],
      ["workersRoute", "other", { zoneId, pattern: "other.example.com/*", script: "other" }],
    ],
    sites: [host],
    assumptions: [`the Worker router of ${host} at /api/* is not run: requests pass it by`],
  },
  {
    plan: "a tunnel with a service for the hostname",
    made: [record(host, `${tunnel}.cfargotunnel.com`), mode("strict"), tunnelTo(host)],
    sites: [host],
    met: [200, 502],
  },
  {
    plan: "a tunnel whose configuration misses the hostname",
    made: [record(host, `${tunnel}.cfargotunnel.com`), mode("strict"), tunnelTo("api.example.com")],
    sites: [host],
    met: [404, 404],
  },
  {
    plan: "a tunnel that is set up elsewhere",
    made: [record(host, `${tunnel}.cfargotunnel.com`), mode("strict")],
    sites: [host],
    assumptions: [
      `what the tunnel of ${host} does with its requests is not in the plan: a service that answers well is taken`,
    ],
    met: [200, 502],
  },
  {
    plan: "a website in a bucket of S3",
    made: [record(host, bucket), mode("flexible")],
    sites: [host],
    assumptions: [
      `what stands at ${bucket} is not in the plan: a server is taken that answers well for ${host}`,
    ],
  },
  {
    plan: "several hostnames, one of them DNS-only",
    made: [
      record("example.com", "203.0.113.7"),
      record(host, "example.com"),
      record("ssh.example.com", "203.0.113.7", { proxied: false, ttl: 300 }),
      mode("full"),
    ],
    sites: ["example.com", host],
    notServed: { "ssh.example.com": "its visitors do not go through Cloudflare" },
  },
  {
    plan: "a zone that is paused",
    made: [
      ["zone", "zone", { name: "example.com", paused: true }],
      record(host, "203.0.113.7", { zoneId: "zone-id" }),
    ],
    sites: [],
    notServed: { [host]: "its zone is paused: its visitors do not go through Cloudflare" },
  },
  {
    plan: "a wildcard alone",
    made: [record("*.example.com", "203.0.113.7"), mode("strict")],
    sites: [],
    notServed: {
      "*.example.com": "it is a wildcard: only single hostnames are rehearsed",
    },
  },
  {
    plan: "a record that is DNS-only",
    made: [record(host, "203.0.113.7", { proxied: false, ttl: 300 })],
    sites: [],
    notServed: { [host]: "its visitors do not go through Cloudflare" },
  },
  {
    plan: "a load balancer of one pool without a monitor, by hand",
    made: [
      mode("strict"),
      [
        "pool",
        "web",
        { name: "web", origins: [{ name: "a", address: "203.0.113.7", enabled: true }] },
      ],
      [
        "loadBalancer",
        "web",
        {
          ...{ zoneId, name: host, proxied: true, enabled: true },
          ...{ defaultPools: ["web-id"], fallbackPool: "web-id" },
        },
      ],
    ],
    sites: [host],
  },
  {
    plan: "a load balancer that says nothing of the proxy",
    made: [
      ["pool", "web", { name: "web", origins: [{ name: "a", address: "203.0.113.7" }] }],
      [
        "loadBalancer",
        "web",
        { zoneId, name: host, defaultPools: ["web-id"], fallbackPool: "web-id" },
      ],
    ],
    sites: [],
    notServed: { [host]: "its visitors do not go through Cloudflare" },
  },
  {
    plan: "a challenge before everything, and a limit by a fingerprint",
    made: [
      record(host, "203.0.113.7"),
      mode("strict"),
      rules("http_request_firewall_custom", {
        ...{ action: "managed_challenge", description: "all", enabled: true },
        expression: "true",
      }),
      rules("http_ratelimit", {
        ...{ action: "block", description: "fast", enabled: true, expression: "true" },
        ratelimit: {
          characteristics: ["cf.colo.id", "cf.bot_management.ja3_hash"],
          ...{ period: 10, requestsPerPeriod: 5, mitigationTimeout: 60 },
        },
      }),
    ],
    sites: [host],
    assumptions: [
      `visitors of ${host} are taken to get past the challenge of the rule all`,
      "the rate limit fast is not rehearsed: it counts by cf.bot_management.ja3_hash",
    ],
  },
];

function sitesOf(made: readonly Made[]): DeclaredSites {
  const steps = made.map(([type, name, properties]) => ({
    ...{ op: "create", type: pathTypes[type], name, id: `${name}-id`, new: properties },
  }));
  const { after, whole } = readPlan(JSON.stringify(preview(steps)));
  return declaredSites(readTrafficPaths(after, { complete: whole }));
}

function originsOf(site: DeclaredSite): readonly DeclaredOrigin[] {
  return [...poolsOf(site).flatMap(({ origins }) => origins), ...site.addresses];
}

describe("strangers' plans, through the edge", () => {
  const here = edgePerTest();

  for (const {
    plan,
    made,
    sites,
    notServed = {},
    assumptions = [],
    met = [200, 521],
  } of strangers) {
    it(`${plan}: ${sites.join(" and ") || "said why not"}`, async () => {
      const read = sitesOf(made);
      expect(read.sites.map(({ hostname }) => hostname)).to.deep.equal(sites);
      const because = read.notServed.map((each) => [each.hostname, each.because] as const);
      expect(Object.fromEntries(because)).to.deep.equal(notServed);
      const [site] = read.sites;
      if (site === undefined) {
        return;
      }
      expect([...site.assumptions].sort()).to.deep.equal([...assumptions].sort());
      const placed = await Promise.all(
        originsOf(site).map(({ address, host: name, isEncrypted }) =>
          isEncrypted
            ? here.network.https(address, { certificate: here.network.authority.server([name]) })
            : here.network.http(address),
        ),
      );
      const asked = { host: site.hostname };
      const well = await here.start(read.sites);
      expect((await well.get("/", asked)).status).to.equal(met[0]);
      placed.forEach((origin) => Object.assign(origin, { way: "ECONNREFUSED" }));
      // An edge that has no connections yet.
      const refused = await here.start(read.sites);
      expect((await refused.get("/", asked)).status).to.equal(met[1]);
    });
  }
});
