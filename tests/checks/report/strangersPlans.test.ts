import { expect } from "chai";
import { becomes, comes, goes, reviewSteps, same, type Step } from "./plans";

const zoneId = "f".repeat(32);
const www = { zoneId, name: "www.example.com", type: "A", content: "203.0.113.1", ttl: 1 };
const pool = { name: "p", monitor: "m", origins: [{ name: "a", address: "203.0.113.10" }] };
const monitor = {
  ...{ type: "https", path: "/healthz", expectedCodes: "2xx", interval: 15, timeout: 4 },
  ...{ retries: 1, header: { Host: ["www.example.com"] } },
};
const balancer = {
  ...{ zoneId, name: "www.example.com", proxied: true, defaultPools: ["p"], fallbackPool: "p" },
};
const alertType = "cloudflare:index/notificationPolicy:NotificationPolicy";
const alert = {
  ...{ accountId: "a", name: "pools", alertType: "load_balancing_health_alert", enabled: true },
  mechanisms: { emails: [{ id: "oncall@example.com" }] },
};
const tunnelConfig =
  "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig";

/** What nobody judges: a change with the properties, and what it may touch. */
const unjudged: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "a waiting room before a hostname",
    [
      comes("cloudflare:index/waitingRoom:WaitingRoom", "queue", {
        ...{ zoneId, host: "shop.example.com", name: "queue", newUsersPerMinute: 200 },
      }),
    ],
    ['queue: newUsersPerMinute; {"hostnames":["shop.example.com"]}'],
  ],
  [
    "logs that go to another bucket",
    [
      becomes(
        "cloudflare:index/logpushJob:LogpushJob",
        "logs",
        { zoneId, destinationConf: "s3://a" },
        { zoneId, destinationConf: "s3://b" },
      ),
    ],
    [],
  ],
  [
    "a pool that is told where it stands",
    [
      same("monitor", "m", monitor),
      becomes("pool", "p", pool, { ...pool, latitude: 52, longitude: 13 }),
    ],
    ['p: latitude, longitude; {"provider":"cloudflare"}'],
  ],
  ["a record's comment", [becomes("record", "www", www, { ...www, comment: "by web team" })], []],
  [
    "a service of Kubernetes",
    [comes("kubernetes:core/v1:Service", "app", { spec: { type: "LoadBalancer" } })],
    ['app: ; {"provider":"kubernetes"}'],
  ],
  ["a random suffix", [comes("random:index/randomId:RandomId", "suffix", { byteLength: 4 })], []],
  [
    "a web firewall that is taken off a load balancer",
    [
      goes("aws:wafv2/webAclAssociation:WebAclAssociation", "waf", {
        ...{ resourceArn: "arn:alb", webAclArn: "arn:acl" },
      }),
    ],
    ['waf: ; {"provider":"aws"}'],
  ],
  [
    "labels of a load balancer of AWS",
    [
      becomes(
        "aws:lb/loadBalancer:LoadBalancer",
        "edge",
        { idleTimeout: 930 },
        { idleTimeout: 930, tags: { team: "web" } },
      ),
    ],
    [],
  ],
  ["a role for a pipeline", [comes("aws:iam/role:Role", "deploy", { assumeRolePolicy: "{}" })], []],
  [
    "a setting of a zone that nobody reads",
    [comes("setting", "dev", { zoneId, settingId: "aegis", value: "on" })],
    [`dev: ; {"zone":"${zoneId}"}`],
  ],
];

/** What an API refuses of strangers' values: findings of `refused-by-api` and risks of refusals. */
const refused: readonly (readonly [string, readonly Step[], readonly string[]])[] = [
  [
    "a proxied record with a TTL",
    [comes("record", "www", { ...www, proxied: true, ttl: 300 })],
    ["record-ttl-refused www.example.com"],
  ],
  ["a DNS-only record with a TTL", [comes("record", "www", { ...www, ttl: 300 })], []],
  [
    "a proxied MX record",
    [
      comes("record", "mx", {
        ...{ ...www, type: "MX", content: "mx.example.net", priority: 1, proxied: true },
      }),
    ],
    ["refused-by-api www.example.com"],
  ],
  [
    "a pool with both coordinates",
    [comes("pool", "p", { ...pool, latitude: 52, longitude: 13 })],
    [],
  ],
  [
    "a pool with one coordinate",
    [comes("pool", "p", { ...pool, latitude: 52 })],
    ["refused-by-api p"],
  ],
  [
    "a TCP monitor without a port",
    [comes("monitor", "m", { type: "tcp", interval: 60, timeout: 5, retries: 2 })],
    ["refused-by-api m"],
  ],
  [
    "a TCP monitor with a port",
    [comes("monitor", "m", { type: "tcp", port: 443, interval: 60, timeout: 5, retries: 2 })],
    [],
  ],
  [
    "an address beside a CNAME that stays",
    [
      same("record", "alias", { ...www, type: "CNAME", content: "shop.example.net" }),
      comes("record", "www", www),
    ],
    ["cname-conflict www.example.com"],
  ],
  [
    "a TXT record beside a CNAME",
    [
      same("record", "alias", { ...www, type: "CNAME", content: "shop.example.net" }),
      comes("record", "txt", { ...www, type: "TXT", content: '"v=spf1 -all"' }),
    ],
    [],
  ],
  [
    "sessions that stick by a header",
    [
      ...[same("monitor", "m", monitor), same("pool", "p", pool)],
      comes("balancer", "www", {
        ...{ ...balancer, sessionAffinity: "header" },
        sessionAffinityAttributes: { headers: ["x-id"], zeroDowntimeFailover: "sticky" },
      }),
    ],
    ["refused-by-api www.example.com"],
  ],
  [
    "sessions that stick by a cookie for an hour",
    [
      ...[same("monitor", "m", monitor), same("pool", "p", pool)],
      comes("balancer", "www", {
        ...balancer,
        sessionAffinity: "cookie",
        sessionAffinityTtl: 3600,
      }),
    ],
    [],
  ],
  [
    "an alert of pools that is filtered by the state of tunnels",
    [
      comes(alertType, "pools", {
        ...alert,
        filters: { newStatuses: ["TUNNEL_STATUS_TYPE_DOWN"] },
      }),
    ],
    ["refused-by-api pools"],
  ],
  [
    "an alert of pools that is filtered by their health",
    [
      comes(alertType, "pools", {
        ...alert,
        filters: { newHealths: ["Unhealthy"], poolIds: ["p"] },
      }),
    ],
    [],
  ],
  [
    "a tunnel whose rule for all comes before another",
    [
      comes(tunnelConfig, "config", {
        ...{ accountId: "a", tunnelId: "t" },
        config: {
          ingresses: [
            { service: "http://localhost:8080" },
            { hostname: "api.example.com", service: "http://localhost:9090" },
            { service: "http_status:404" },
          ],
        },
      }),
    ],
    ["refused-by-api config"],
  ],
];

const refusals = new Set(["refused-by-api", "cname-conflict"]);

describe("what strangers' plans hold that nobody judges", () => {
  for (const [what, steps, said] of unjudged) {
    it(`${said.length === 0 ? "is nothing in" : "is named in"} a plan with ${what}`, () => {
      const { notJudged } = reviewSteps(steps);
      const found = notJudged.map(
        ({ change, properties, mayTouch }) =>
          `${change.name}: ${properties.join(", ")}; ${JSON.stringify(mayTouch)}`,
      );
      expect(found).to.deep.equal(said);
    });
  }
});

describe("what the API refuses of strangers' plans", () => {
  for (const [what, steps, said] of refused) {
    it(`is ${said.length === 0 ? "nothing" : "told"} of ${what}`, () => {
      const { risks, findings } = reviewSteps(steps);
      const found = [
        ...risks
          .filter(({ id }) => id.endsWith("-refused") || refusals.has(id))
          .map(({ id, title }) => `${id} ${title}`),
        ...findings.filter(({ id }) => refusals.has(id)).map(({ id, title }) => `${id} ${title}`),
      ];
      expect(found).to.deep.equal(said);
    });
  }
});
