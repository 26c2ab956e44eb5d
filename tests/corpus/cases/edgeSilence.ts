import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import { interpolate } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { redirectTo, shopBeside, shopWith, type Rule } from "../edgeRulesByHand";
import { accountId, record, siteByHand, www } from "../siteByHand";

const apex = 'http.host eq "example.com"';
const toWww = redirectTo("to-www", apex, www);
const withoutQuery: Rule = {
  ...toWww,
  actionParameters: {
    fromValue: {
      ...{ statusCode: 301, preserveQueryString: false },
      targetUrl: { expression: `concat("https://${www}", http.request.uri.path)` },
    },
  },
};
const newApi: Rule = {
  ...{ ref: "api", action: "rewrite", enabled: true },
  expression: 'starts_with(http.request.uri.path, "/api/")',
  actionParameters: { uri: { path: { expression: 'concat("/v2", http.request.uri.path)' } } },
};
const needing = (minimumOrigins: number): Program =>
  siteByHand({
    primary: {
      minimumOrigins,
      origins: [
        { name: "a", address: "203.0.113.10" },
        { name: "b", address: "203.0.113.11" },
      ],
    },
  });

/** A public page in a tunnel, of which cloudflared may demand a token of Access. */
const status = (required: boolean): Program =>
  shopBeside(() => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("tools", {
      ...{ accountId, name: "tools", configSrc: "cloudflare" },
    });
    new ZeroTrustTunnelCloudflaredConfig("tools", {
      ...{ accountId, tunnelId, source: "cloudflare" },
      config: {
        ingresses: [
          { hostname: "status.example.com", service: "http://status:3001" },
          { service: "http_status:404" },
        ],
        ...(required
          ? { originRequest: { access: { required, teamName: "shop", audTags: ["a"] } } }
          : {}),
      },
    });
    const content = interpolate`${tunnelId}.cfargotunnel.com` as unknown as string;
    record("status", "status.example.com", content, { type: "CNAME" });
  });

/** What goes, or is demanded, where nothing else changes. */
export const edgeSilenceCases: readonly CorpusCase[] = [
  {
    name: "edge-rewrite-goes",
    because: "the origin is asked for the path that visitors ask for, and may not have it",
    before: shopWith({ urls: [newApi] }),
    after: shopWith({}),
    risks: [`medium url-rewrite-changed example.com, ${www}`],
    changes: ["delete urls"],
    says: ["Error 404"],
  },
  {
    name: "edge-redirect-drops-the-query",
    because: "searches and campaigns arrive without what they ask for",
    before: shopWith({ redirects: [toWww] }),
    after: shopWith({ redirects: [withoutQuery] }),
    risks: ["medium redirect-drops-query example.com"],
    changes: ["update redirects"],
  },
  {
    name: "pool-needs-all-of-its-origins",
    because: "the first that fails takes the other one with it",
    before: needing(1),
    after: needing(2),
    risks: ["medium pool-needs-all www.example.com"],
    changes: ["update primary"],
  },
  {
    name: "edge-tunnel-demands-a-token",
    because: "nobody gives visitors of a public page one",
    before: status(false),
    after: status(true),
    risks: ["high tunnel-token-demanded status.example.com"],
    notJudged: [
      "update tools: config.originRequest.access.audTags, config.originRequest.access.teamName",
    ],
    changes: ["update tools"],
    says: ["Error 403"],
  },
];
