import { DnsRecord } from "@pulumi/cloudflare/dnsRecord";
import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import { ZoneLockdown } from "@pulumi/cloudflare/zoneLockdown";
import { interpolate } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import {
  block,
  forwarding,
  keepFor,
  limitTo,
  onApex,
  onWww,
  redirectTo,
  route,
  ruleset,
  shopBeside,
  shopWith,
} from "../edgeRulesByHand";
import { accountId, www, zoneId } from "../siteByHand";

const bare = shopWith({});
const toWww = redirectTo("to-www", onApex, www);
const redirecting = shopWith({ redirects: [toWww] });
const xmlrpc = block("xmlrpc", 'http.request.uri.path eq "/xmlrpc.php"');
const guarded = shopWith({ firewall: [xmlrpc] });
const limited = shopWith({ limits: [limitTo("all", "true", 1_000)] });
const assets = keepFor("assets", 'http.request.uri.path.extension in {"js" "css" "png"}', 86_400);
const caching = shopWith({ cache: [assets] });
const alone = shopBeside(() => undefined);

const wiki = "wiki.example.com";

/** A hostname in a tunnel, whose ingress a program lists. */
function tunnelled(...ingresses: readonly { hostname?: string; service: string }[]): Program {
  return () => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("wiki", {
      ...{ accountId, name: "wiki", configSrc: "cloudflare" },
    });
    new DnsRecord("wiki", {
      ...{ zoneId, name: wiki, type: "CNAME" },
      content: interpolate`${tunnelId}.cfargotunnel.com`,
      ...{ proxied: true, ttl: 1 },
    });
    new ZeroTrustTunnelCloudflaredConfig("ingress", {
      ...{ accountId, tunnelId, source: "cloudflare" },
      config: { ingresses: [...ingresses] },
    });
  };
}

const wikiRule = { hostname: wiki, service: "http://wiki:8080" };
const notFound = { service: "http_status:404" };
const wikiUp = tunnelled(wikiRule, notFound);

const routed = shopBeside(() => {
  route("*.example.com/*", "site");
});

/** What rules of the edge do to a site: what breaks it, and what a team does every day. */
export const edgeRuleCases: readonly CorpusCase[] = [
  {
    name: "edge-redirects-that-meet",
    because: "each leads to where the other one begins",
    before: redirecting,
    after: shopWith({ redirects: [toWww, redirectTo("to-apex", onWww, "example.com")] }),
    risks: ["high redirect-loop example.com, www.example.com"],
    changes: ["update redirects"],
    says: ["ERR_TOO_MANY_REDIRECTS"],
  },
  {
    name: "edge-block-of-everything",
    because: "an or where an and was meant",
    before: guarded,
    after: shopWith({
      firewall: [
        block("xmlrpc", 'http.request.uri.path eq "/xmlrpc.php" or http.request.method ne "HEAD"'),
      ],
    }),
    risks: [`high edge-rule-blocks example.com, ${www}`],
    changes: ["update firewall"],
    says: ["Error 403"],
  },
  {
    name: "edge-limit-of-a-hundredth",
    because: "two zeros went missing, and one visit sends more than that",
    before: limited,
    after: shopWith({ limits: [limitTo("all", "true", 10)] }),
    risks: [`high rate-limit-low example.com, ${www}`],
    findings: ["low rate-limit-counts-monitors limits (new)"],
    changes: ["update limits"],
    says: ["1015", "until now 1000"],
  },
  {
    name: "edge-tunnel-misses-its-hostname",
    because: "the last rule takes what no other names",
    before: wikiUp,
    after: tunnelled({ ...wikiRule, hostname: "wikis.example.com" }, notFound),
    risks: [`high tunnel-hostname-lost ${wiki}`],
    changes: ["update ingress"],
    says: ["Error 404"],
  },
  {
    name: "edge-configuration-rule-lowers-tls",
    because: "the rule wins over the zone's mode for its requests",
    before: bare,
    after: shopWith({
      configuration: [
        {
          ...{ ref: "legacy", action: "set_config", expression: onWww, enabled: true },
          actionParameters: { ssl: "flexible" },
        },
      ],
    }),
    risks: [`high tls-weaker ${www}`],
    changes: ["create configuration"],
  },
  {
    name: "edge-challenge-before-the-api",
    because: "programs solve no challenge",
    before: guarded,
    after: shopWith({
      firewall: [
        xmlrpc,
        block("bots", 'starts_with(http.request.uri.path, "/api/")', {
          action: "managed_challenge",
        }),
      ],
    }),
    risks: [`high edge-rule-challenges example.com, ${www}`],
    changes: ["update firewall"],
  },
  {
    name: "edge-pages-kept-for-everybody",
    because: "a page of somebody who is signed in is shown to the next one",
    before: caching,
    after: shopWith({ cache: [assets, keepFor("all", "true", 3_600)] }),
    risks: [`medium cache-shares-pages example.com, ${www}`],
    findings: ["low rule-never-applies cache (new)"],
    changes: ["update cache"],
  },
  {
    name: "edge-worker-before-an-origin",
    because: "a Worker answers in place of the load balancer",
    before: alone,
    after: shopBeside(() => {
      route(`${www}/*`, "beta");
    }),
    risks: [`medium worker-takes ${www}`],
    changes: ["create worker"],
    says: ["1101"],
  },
  {
    name: "edge-tunnel-to-another-service",
    because: "where nothing answers there, visitors get 502 at once",
    before: wikiUp,
    after: tunnelled({ ...wikiRule, service: "http://wiki:9090" }, notFound),
    risks: [`medium tunnel-service-changed ${wiki}`],
    changes: ["update ingress"],
    says: ["Error 502"],
  },
  {
    name: "edge-lockdown-of-a-site",
    because: "whoever is not listed is blocked",
    before: alone,
    after: shopBeside(() => {
      new ZoneLockdown("office", {
        ...{ zoneId, urls: [`${www}/*`] },
        configurations: [{ target: "ip", value: "198.51.100.7" }],
      });
    }),
    risks: [`high edge-rule-blocks ${www}`],
    changes: ["create office"],
  },
  {
    name: "edge-page-rule-forwards-to-itself",
    because: "the target matches the pattern",
    before: alone,
    after: shopBeside(() => {
      forwarding(`${www}/*`, `https://${www}/shop/$1`);
    }),
    risks: [`high redirect-loop ${www}`],
    findings: ["low page-rule-in-use old (new)"],
    changes: ["create old"],
  },
  {
    name: "edge-redirect-of-the-apex",
    because: "one name leads to the other, which serves",
    before: bare,
    after: redirecting,
    risks: [],
    changes: ["create redirects"],
  },
  {
    name: "edge-redirect-of-a-moved-page",
    because: "one page moved within the site",
    before: redirecting,
    after: shopWith({
      redirects: [
        toWww,
        {
          ...{ ref: "about", action: "redirect", enabled: true },
          expression: `${onWww} and http.request.uri.path eq "/about-us"`,
          actionParameters: {
            fromValue: { statusCode: 301, targetUrl: { value: `https://${www}/about` } },
          },
        },
      ],
    }),
    risks: [],
    changes: ["update redirects"],
  },
  {
    name: "edge-block-of-scanners",
    because: "nobody honest asks for these, or comes from there",
    before: guarded,
    after: shopWith({
      firewall: [
        xmlrpc,
        block(
          "paths",
          'http.request.uri.path contains "/.env" or ends_with(http.request.uri.path, ".php")',
        ),
        block("countries", 'ip.src.country in {"KP" "T1"}'),
        block("tools", 'lower(http.user_agent) contains "sqlmap"'),
      ],
    }),
    risks: [],
    changes: ["update firewall"],
  },
  {
    name: "edge-administration-for-the-office",
    because: "the rest of the site stays open",
    before: guarded,
    after: shopWith({
      firewall: [
        xmlrpc,
        block(
          "admin",
          'starts_with(http.request.uri.path, "/admin") and not ip.src in {198.51.100.0/24}',
        ),
      ],
    }),
    risks: [],
    changes: ["update firewall"],
  },
  {
    name: "edge-monitors-let-through",
    because: "a skip refuses nobody",
    before: guarded,
    after: shopWith({
      firewall: [
        {
          ...{ ref: "monitors", action: "skip", enabled: true },
          expression: 'any(http.request.headers["x-monitor"][*] eq "steady")',
          actionParameters: { ruleset: "current", phases: ["http_ratelimit"] },
        },
        xmlrpc,
      ],
    }),
    risks: [],
    changes: ["update firewall"],
  },
  {
    name: "edge-limit-of-logins",
    because: "nobody signs in so often",
    before: limited,
    after: shopWith({
      limits: [
        limitTo("all", "true", 1_000),
        limitTo("login", 'http.request.uri.path eq "/login" and http.request.method eq "POST"', 10),
      ],
    }),
    risks: [],
    changes: ["update limits"],
  },
  {
    name: "edge-static-files-kept-longer",
    because: "files with a name of their own for each version",
    before: caching,
    after: shopWith({
      cache: [{ ...assets, ...keepFor("assets", assets.expression as string, 604_800) }],
    }),
    risks: [],
    changes: ["update cache"],
  },
  {
    name: "edge-rules-described",
    because: "words for people",
    before: guarded,
    after: shopWith({ firewall: [{ ...xmlrpc, description: "WordPress is not ours" }] }),
    risks: [],
    changes: ["update firewall"],
  },
  {
    name: "edge-tunnel-gets-a-hostname",
    because: "what it had leads where it did",
    before: wikiUp,
    after: tunnelled(
      { hostname: "chat.example.com", service: "http://chat:80" },
      wikiRule,
      notFound,
    ),
    risks: [],
    changes: ["update ingress"],
  },
  {
    name: "edge-worker-route-narrowed-twice",
    because: "a wider route runs the same Worker",
    before: shopBeside(() => {
      route("*.example.com/*", "site");
      route(`${www}/*`, "site", "own");
    }),
    after: routed,
    risks: [],
    changes: ["delete own"],
  },
  {
    name: "edge-ruleset-of-a-phase-renamed",
    because: "the new one comes first, and is refused while the old one is there",
    before: shopBeside(() => {
      ruleset("firewall", [xmlrpc]);
    }),
    after: shopBeside(() => {
      ruleset("firewall", [xmlrpc], "waf");
    }),
    risks: ["medium ruleset-replaced example.com"],
    changes: ["create waf", "delete firewall"],
  },
];
