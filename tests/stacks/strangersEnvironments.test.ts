import { expect } from "chai";
import { parse } from "yaml";
import { instantIn } from "../support/instants";
import { configOf, refusalLines, runStack } from "./program";

const account = "account: { id: 0123456789abcdef0123456789abcdef }";
const zone = (more: string): string =>
  `zone: { id: fedcba9876543210fedcba9876543210, name: example.com, ${more} }`;
const until = instantIn(2);

/** A shop with two pools, as other teams write it. */
const shop = `
firewallManagedBy: the network team
alerts: { emails: [ops@example.com] }
sites:
  shop:
    hostname: shop.example.com
    pools:
      - name: dublin
        origins: { a: { address: 203.0.113.10 }, b: { address: 203.0.113.11 } }
      - name: paris
        origins: { a: { address: 198.51.100.10 } }
    health: { path: /healthz }
`;

const secrets = {
  values: { "steady-edge:uptime-key": "u-key", "steady-edge:probe-header": "p".repeat(32) },
  secretKeys: ["steady-edge:uptime-key", "steady-edge:probe-header"],
};

/** What is declared of some types: the last part of the type and the name, sorted. */
type Fine = readonly [name: string, yaml: string, declared: readonly string[]];

const fine: readonly Fine[] = [
  [
    "a sale: a queue before the checkout, and monitors that never wait",
    `${account}
${zone("plan: enterprise, hasWaitingRoomAdvanced: true, ownsSettings: false")}
${shop}
waitingRooms:
  checkout:
    hostname: shop.example.com
    path: /checkout
    newUsersPerMinute: 400
    totalActiveUsers: 2500
    queueingStatusCode: 429
    bypassPaths: [/checkout/healthz]
`,
    [
      "WaitingRoom acme-waiting-room-checkout-room",
      "WaitingRoomRules acme-waiting-room-checkout-rules",
    ],
  ],
  [
    "a move of a data centre: one pool drained, the page for the others not up",
    `${account}
${zone("plan: pro, ownsSettings: false")}
${shop}
drain: [dublin]
`,
    [],
  ],
  [
    "old addresses: redirects, pages for errors and static files kept longer",
    `${account}
${zone("plan: pro, ownsSettings: false")}
${shop}
edgeRules:
  redirects:
    - { key: old, when: http.host eq "old.example.com", toHostname: shop.example.com }
  errorPages:
    - { key: sorry, content: <h1>Back in a minute</h1> }
  cacheRules:
    - { key: files, when: 'http.request.uri.path.extension in {"css" "js"}', edgeTtlSeconds: 86400 }
`,
    [
      "Ruleset acme-rules-rules-http_custom_errors",
      "Ruleset acme-rules-rules-http_request_cache_settings",
      "Ruleset acme-rules-rules-http_request_dynamic_redirect",
      "Ruleset acme-rules-rules-http_response_cache_settings",
    ],
  ],
  [
    "a night of maintenance with monitors that fall silent",
    `${account}
${zone("plan: business, ownsSettings: true")}
${shop}
tls: { minimumTlsVersion: "1.2" }
argoAndTieredCache: { tieredCache: smart }
maintenance: { until: "${until}", title: Moving house }
externalMonitors:
  urls: { shop: { url: "https://shop.example.com/healthz", intervalSeconds: 300 } }
  uptimeRobot: { apiKeyConfigKey: uptime-key, alertContactIds: { ops: "42" } }
`,
    [
      "ArgoTieredCaching acme-argo-tiered-caching",
      "Monitor acme-monitors-uptimerobot-monitor-shop",
      "TieredCache acme-argo-smart-topology",
      "WorkersRoute acme-maintenance-route-shop.example.com",
    ],
  ],
  [
    "a room that is only prepared, before a name of its own records",
    `${account}
${zone("plan: business, ownsSettings: false")}
records:
  tickets: { type: CNAME, name: tickets, content: tickets.example.net, proxied: true }
waitingRooms:
  tickets: { hostname: tickets.example.com, newUsersPerMinute: 200, totalActiveUsers: 200, suspended: true }
`,
    ["WaitingRoom acme-waiting-room-tickets-room"],
  ],
];

/** What is refused, whole lines. */
type Wrong = readonly [name: string, yaml: string, problems: readonly string[]];

const wrong: readonly Wrong[] = [
  [
    "a queue of the free plan, and more let in than may be inside",
    `${account}
${zone("ownsSettings: false")}
${shop}
waitingRooms:
  sale: { hostname: shop.example.com, newUsersPerMinute: 500, totalActiveUsers: 400 }
`,
    [
      'waitingRooms.sale.hostname must be without a waiting room: the plan free gives 0; got "shop.example.com". Waiting rooms need the Business plan',
      "waitingRooms.sale.newUsersPerMinute must be at most the total of active users, 400; got 500",
    ],
  ],
  [
    "a queue that is called as in the provider",
    `${account}
${zone("plan: business, ownsSettings: false")}
${shop}
waitingRoom: { hostname: shop.example.com }
waitingRooms:
  sale: { host: shop.example.com, newUsersPerMinute: 300, totalActiveUsers: 400 }
`,
    [
      "waitingRooms.sale.host must be a key that there is; got an unknown name. Did you mean hostname?",
      "waitingRoom must be a key that there is; got an unknown name. Did you mean waitingRooms?",
    ],
  ],
  [
    "a maintenance without an end, and a drain of a pool that there is not",
    `${account}
${zone("plan: pro, ownsSettings: false")}
${shop}
drain: [dubln]
maintenance: { sites: [shopp] }
`,
    [
      "maintenance.until must be an instant in UTC such as 2026-12-01T04:00:00Z; got nothing",
      'drain[0] must be one of dublin, paris; got "dubln". Did you mean dublin?',
      'maintenance.sites[0] must be one of shop; got "shopp". Did you mean shop?',
    ],
  ],
  [
    "a cache for a moment that the plan has not, and an expression with a slip",
    `${account}
${zone("plan: free, ownsSettings: false")}
${shop}
edgeRules:
  cacheRules:
    - { key: files, when: 'http.request.uri.path eq /a', edgeTtlSeconds: 60 }
`,
    [
      "edgeRules.cacheRules[0].edgeTtlSeconds must be 0, or 7200 to 31536000 seconds on the plan free; got 60",
      'edgeRules.cacheRules[0].when must have a string ("…" or r"…") at line 1, column 26; got "/"',
    ],
  ],
  [
    "an uptime service whose key stands in the file, and Argo of a zone that another stack owns",
    `${account}
${zone("plan: pro, ownsSettings: false")}
${shop}
argoAndTieredCache: { argoSmartRouting: true, regionalTieredCache: true }
externalMonitors:
  urls: { shop: { url: "https://shop.example.com/healthz" } }
  uptimeRobot: { apiKeyConfigKey: nothing-set, alertContactIds: { ops: "42" } }
`,
    [
      "argoAndTieredCache must be left out where zone.ownsSettings is false; got settings",
      "argoAndTieredCache.regionalTieredCache must be left out or false on the plan pro: it is Enterprise's; got true",
      "externalMonitors.uptimeRobot.apiKeyConfigKey must name a secret of this stack's configuration; got nothing. Set it with pulumi config set --secret steady-edge:<name>",
    ],
  ],
  [
    "alerts of what the plan has not, and of a tunnel by its name",
    `${account}
${zone("plan: pro, ownsSettings: false")}
alerts:
  emails: [ops@example.com]
  originErrorRate: true
  tunnelIds: { office: office-tunnel }
  certificates: [universal, universal]
`,
    [
      'alerts.originErrorRate must be left out on a plan below Enterprise; got plan "pro". passiveOriginMonitoring goes with every plan',
      'alerts.certificates[1] must not repeat a kind; got "universal"',
      'alerts.tunnelIds.office must be the id of a tunnel; got "office-tunnel"',
    ],
  ],
];

const told =
  /:(WaitingRoom|WaitingRoomRules|Ruleset|ArgoTieredCaching|TieredCache|Monitor|WorkersRoute)$/;

describe("environments as other teams write them", () => {
  for (const [name, yaml, declared] of fine) {
    it(`are declared: ${name}`, async () => {
      const run = await runStack(false, "acme", configOf(parse(yaml), secrets));
      expect([run.refusal, run.errors]).to.deep.equal([undefined, []]);
      const found = run.declared
        .filter(({ type }) => !type.startsWith("steady-edge:") && told.test(type))
        .map(({ type, name: own }) => `${type.split(":").at(-1) ?? ""} ${own}`);
      expect(found.sort()).to.deep.equal(declared);
    });
  }

  for (const [name, yaml, problems] of wrong) {
    it(`are refused: ${name}`, async () => {
      const run = await runStack(true, "acme", configOf(parse(yaml), secrets));
      expect(run.declared).to.deep.equal([]);
      expect(refusalLines(run.refusal)).to.deep.equal(problems);
    });
  }
});
