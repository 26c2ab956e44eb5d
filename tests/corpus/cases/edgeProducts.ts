import { List } from "@pulumi/cloudflare/list";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { Snippet } from "@pulumi/cloudflare/snippet";
import { SnippetRules } from "@pulumi/cloudflare/snippetRules";
import { WaitingRoom, type WaitingRoomArgs } from "@pulumi/cloudflare/waitingRoom";
import { ZeroTrustAccessApplication } from "@pulumi/cloudflare/zeroTrustAccessApplication";
import { ZeroTrustAccessPolicy } from "@pulumi/cloudflare/zeroTrustAccessPolicy";
import type { CorpusCase, Program } from "../corpusCase";
import { block, shopBeside, shopWith, type Rule } from "../edgeRulesByHand";
import { accountId, record, siteByHand, www, zoneId } from "../siteByHand";

const alone = shopBeside(() => undefined);
const bare = shopWith({});

/** An application of Access before a part of the shop, whose policy a resource of its own keeps. */
function guarded(domain: string): Program {
  return shopBeside(() => {
    const { id } = new ZeroTrustAccessPolicy("staff", {
      ...{ accountId, name: "staff", decision: "allow" },
      includes: [{ emailDomain: { domain: "example.com" } }],
    });
    new ZeroTrustAccessApplication("login", {
      ...{ accountId, name: "shop", type: "self_hosted", domain },
      policies: [{ id, precedence: 1 }],
    });
  });
}

/** A ruleset of the account that the zone executes. */
function executing(...rules: readonly Rule[]): Program {
  return shopBeside(() => {
    const phase = "http_request_firewall_custom";
    const { id } = new Ruleset("shared", {
      ...{ accountId, name: "shared", kind: "custom", phase },
      rules: [...rules],
    });
    new Ruleset("firewall", {
      ...{ zoneId, name: "default", kind: "zone", phase },
      rules: [
        {
          ...{ ref: "shared", action: "execute", expression: "true", enabled: true },
          actionParameters: { id },
        },
      ],
    });
  });
}

const scanners = block("scanners", 'http.request.uri.path contains "/.env"');

/** A rule that changes the path. */
const rewrite = (expression: string, path: { value?: string; expression?: string }): Rule => ({
  ...{ ref: "path", action: "rewrite", expression, enabled: true },
  actionParameters: { uri: { path } },
});

/** A script for some requests. */
function snippet(expression: string): Program {
  return shopBeside(() => {
    const script = new Snippet("script", {
      ...{ zoneId, snippetName: "ab_test" },
      files: [{ name: "main.js", content: "export default { fetch };" }],
      metadata: { mainModule: "main.js" },
    });
    new SnippetRules("scripts", {
      zoneId,
      rules: [{ expression, snippetName: script.snippetName, enabled: true }],
    });
  });
}

type Pair = readonly [sourceUrl: string, targetUrl: string, isWhole?: boolean];
const moved: Pair = ["old.example.com/", `https://${www}/`, true];
const page: Pair = [`${www}/about-us`, `https://${www}/about`];

/** A list of redirects, the rule that asks it, and a name that leads nowhere else. */
function listed(...pairs: readonly Pair[]): Program {
  return shopBeside(() => {
    record("old", "old.example.com", "192.0.2.1");
    const list = new List("moved", {
      ...{ accountId, name: "moved", kind: "redirect" },
      items: pairs.map(([sourceUrl, targetUrl, isWhole = false]) => ({
        redirect: {
          ...{ sourceUrl, targetUrl, statusCode: 301 },
          ...{ subpathMatching: isWhole, preservePathSuffix: isWhole },
        },
      })),
    });
    new Ruleset(
      "bulk",
      {
        ...{ accountId, name: "default", kind: "root", phase: "http_request_redirect" },
        rules: [
          {
            ...{ ref: "moved", action: "redirect", enabled: true },
            expression: "http.request.full_uri in $moved",
            actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
          },
        ],
      },
      { dependsOn: list },
    );
  });
}

/** A waiting room before the shop. */
function room(more: Partial<WaitingRoomArgs>): Program {
  return shopBeside(() => {
    new WaitingRoom("room", {
      ...{ zoneId, name: "shop", host: www, path: "/", queueAll: false },
      ...{ newUsersPerMinute: 600, totalActiveUsers: 1_000, ...more },
    });
  });
}

const listening = (newHealths: string[]): Program =>
  siteByHand({ alert: { filters: { newHealths } } });

/** What else stands before a site does to it: Access, shared rulesets, rewrites, scripts, lists, waiting rooms; and who is told. */
export const edgeProductCases: readonly CorpusCase[] = [
  {
    name: "edge-login-before-a-shop",
    because: "customers have no account there",
    before: alone,
    after: guarded(www),
    risks: [`high access-login ${www}`],
    changes: ["create login", "create staff"],
    says: ["Cloudflare Access"],
  },
  {
    name: "edge-login-before-the-administration",
    because: "customers never ask for it",
    before: alone,
    after: guarded(`${www}/admin`),
    risks: [],
    changes: ["create login", "create staff"],
  },
  {
    name: "edge-executed-ruleset-blocks-all",
    because: "the zone executes what the account keeps",
    before: executing(scanners),
    after: executing(block("scanners", 'http.request.uri.path ne "/.env"')),
    risks: [`high edge-rule-blocks ${www}`],
    changes: ["update shared"],
    says: ["Error 403"],
  },
  {
    name: "edge-executed-ruleset-of-scanners",
    because: "nobody honest asks for these",
    before: alone,
    after: executing(scanners),
    risks: [],
    changes: ["create firewall", "create shared"],
  },
  {
    name: "edge-rewrite-to-one-path",
    because: "stylesheets and images are no HTML",
    before: bare,
    after: shopWith({ urls: [rewrite("true", { value: "/index.html" })] }),
    risks: [`high url-rewrite-to-one-path example.com, ${www}`],
    notJudged: ["create urls: rules[0]"],
    changes: ["create urls"],
    says: ["/index.html"],
  },
  {
    name: "edge-rewrite-of-an-old-folder",
    because: "what stands in other folders is asked for as it was",
    before: bare,
    after: shopWith({
      urls: [
        rewrite('starts_with(http.request.uri.path, "/old/")', {
          expression: 'regex_replace(http.request.uri.path, "^/old/", "/new/")',
        }),
      ],
    }),
    risks: [],
    changes: ["create urls"],
  },
  {
    name: "edge-header-for-the-origin",
    because: "nobody demands it, and nobody is refused for it",
    before: bare,
    after: shopWith({
      headers: [
        {
          ...{ ref: "edge", action: "rewrite", expression: "true", enabled: true },
          actionParameters: { headers: { "X-Edge": { operation: "set", value: "1" } } },
        },
      ],
    }),
    risks: [],
    changes: ["create headers"],
  },
  {
    name: "edge-snippet-for-every-request",
    because: "nobody reads what a script answers",
    before: alone,
    after: snippet("true"),
    risks: [],
    notJudged: ["create scripts: rules[0]"],
    changes: ["create script", "create scripts"],
  },
  {
    name: "edge-parked-name-loses-its-redirect",
    because: "its record leads nowhere on purpose",
    before: listed(moved, page),
    after: listed(page),
    risks: ["high redirect-lost old.example.com"],
    changes: ["update moved"],
    says: ["Error 522"],
  },
  {
    name: "edge-list-leads-a-page-to-itself",
    because: "the target is the source",
    before: listed(moved),
    after: listed(moved, [`${www}/`, `https://${www}/`]),
    risks: [`high redirect-loop ${www}`],
    changes: ["update moved"],
    says: ["ERR_TOO_MANY_REDIRECTS"],
  },
  {
    name: "edge-page-joins-a-list",
    because: "one page moved within the site",
    before: listed(moved),
    after: listed(moved, page),
    risks: [],
    changes: ["update moved"],
  },
  {
    name: "edge-waiting-room-for-everybody",
    because: "nobody gets past it, however few there are",
    before: alone,
    after: room({ queueAll: true }),
    risks: [`high waiting-room-holds ${www}`],
    notJudged: ["create room: newUsersPerMinute, totalActiveUsers"],
    changes: ["create room"],
  },
  {
    name: "edge-waiting-room-described",
    because: "words for people, and what those see who wait",
    before: room({}),
    after: room({ description: "sale", customPageHtml: "<p>{{waitTime}}</p>" }),
    risks: [],
    changes: ["update room"],
  },
  {
    name: "alert-of-recoveries-alone",
    because: "nobody hears that a pool is down",
    before: listening(["Healthy", "Unhealthy"]),
    after: listening(["Healthy"]),
    risks: [
      "medium pool-without-alert www.example.com",
      "medium pool-without-alert www.example.com",
    ],
    changes: ["update alert"],
  },
  {
    name: "alert-of-downs-alone",
    because: "what is amiss is told as before",
    before: listening(["Healthy", "Unhealthy"]),
    after: listening(["Unhealthy"]),
    risks: [],
    changes: ["update alert"],
  },
  {
    name: "alert-of-tunnels-comes",
    because: "more is told than before",
    before: alone,
    after: shopBeside(() => {
      new NotificationPolicy("tunnels", {
        ...{ accountId, name: "tunnels", alertType: "tunnel_health_event", enabled: true },
        filters: { newStatuses: ["TUNNEL_STATUS_TYPE_DOWN"] },
        mechanisms: { emails: [{ id: "oncall@example.com" }] },
      });
    }),
    risks: [],
    changes: ["create tunnels"],
  },
];
