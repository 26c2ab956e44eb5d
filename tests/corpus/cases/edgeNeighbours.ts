import { List } from "@pulumi/cloudflare/list";
import { ListItem } from "@pulumi/cloudflare/listItem";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { WorkersCustomDomain } from "@pulumi/cloudflare/workersCustomDomain";
import { WorkersKvNamespace } from "@pulumi/cloudflare/workersKvNamespace";
import { WorkersRoute } from "@pulumi/cloudflare/workersRoute";
import { WorkersScript } from "@pulumi/cloudflare/workersScript";
import { ZeroTrustAccessApplication } from "@pulumi/cloudflare/zeroTrustAccessApplication";
import { ZeroTrustAccessPolicy } from "@pulumi/cloudflare/zeroTrustAccessPolicy";
import { ZeroTrustAccessServiceToken } from "@pulumi/cloudflare/zeroTrustAccessServiceToken";
import type { CorpusCase, Program } from "../corpusCase";
import { shopBeside } from "../edgeRulesByHand";
import { accountId, record, www, zoneId } from "../siteByHand";

/** Names that are only redirected, by a list of the account. */
const parked = (...names: readonly string[]): Program =>
  shopBeside(() => {
    ["jobs", "old"].forEach((name) => record(name, `${name}.example.com`, "192.0.2.1"));
    new List("moved", {
      ...{ accountId, name: "moved", kind: "redirect" },
      items: names.map((name) => ({
        redirect: {
          ...{ sourceUrl: `https://${name}.example.com/`, targetUrl: `https://${www}/${name}` },
          ...{ statusCode: 301, subpathMatching: true },
        },
      })),
    });
    new Ruleset("bulk", {
      ...{ accountId, kind: "root", name: "bulk", phase: "http_request_redirect" },
      rules: [
        {
          ...{ ref: "moved", action: "redirect", enabled: true },
          expression: "http.request.full_uri in $moved",
          actionParameters: { fromList: { name: "moved", key: "http.request.full_uri" } },
        },
      ],
    });
  });

/** Partners whom a firewall lets in by a list, one of them by an item of its own. */
const partners = (...ips: readonly string[]): Program =>
  shopBeside(() => {
    const { id: listId } = new List("partners", {
      ...{ accountId, name: "partners", kind: "ip" },
      ...(ips.length === 0 ? {} : { items: ips.map((ip) => ({ ip })) }),
    });
    new ListItem("acme", { accountId, listId, ip: "203.0.113.80" });
    new Ruleset("firewall", {
      ...{ zoneId, kind: "zone", name: "firewall", phase: "http_request_firewall_custom" },
      rules: [
        {
          ...{ ref: "partners", action: "block", enabled: true },
          expression: `http.host eq "${www}" and not ip.src in $partners`,
        },
      ],
    });
  });

/** An application of Access for a program with a token. */
const guarded = (token: string, isNamed = true): Program =>
  shopBeside(() => {
    record("tools", "tools.example.com", "203.0.113.40");
    const { id: tokenId } = new ZeroTrustAccessServiceToken(token, { accountId, name: "monitor" });
    const { id } = new ZeroTrustAccessPolicy("monitor", {
      ...{ accountId, name: "monitor", decision: "non_identity" },
      includes: [{ serviceToken: { tokenId } }],
    });
    new ZeroTrustAccessApplication("tools", {
      ...{ accountId, name: "tools", type: "self_hosted", domain: "tools.example.com" },
      policies: isNamed ? [{ id, precedence: 1 }] : [],
    });
  });

/** A Worker with a namespace of KV, by a route or at a hostname of its own. */
const worker = (namespace: string, isOwn = false): Program =>
  shopBeside(() => {
    record("go", "go.example.com", "203.0.113.40");
    const { id: namespaceId } = new WorkersKvNamespace(namespace, { accountId, title: "links" });
    const { scriptName } = new WorkersScript("links", {
      ...{ accountId, scriptName: "links", mainModule: "links.mjs" },
      content: "export default { fetch: (request) => fetch(request) };",
      bindings: [{ name: "LINKS", type: "kv_namespace", namespaceId }],
    });
    new WorkersRoute("links", { zoneId, pattern: "go.example.com/*", script: scriptName });
    if (isOwn) {
      const hostname = "go.example.com";
      new WorkersCustomDomain("links", { accountId, zoneId, hostname, service: scriptName });
    }
  });

/** What one resource does to another that names it, or stands at the same place. */
export const edgeNeighbourCases: readonly CorpusCase[] = [
  {
    name: "edge-one-of-two-parked-names-loses-its-redirect",
    because: "the list still redirects the other one alone",
    before: parked("jobs", "old"),
    after: parked("jobs"),
    risks: ["high redirect-lost old.example.com"],
    changes: ["update moved"],
    says: ["Error 522"],
  },
  {
    name: "edge-list-overwrites-its-items",
    because: "the list is written as a whole, and acme is an item of its own",
    before: partners(),
    after: partners("198.51.100.7"),
    risks: [`medium list-overwritten ${www}`],
    changes: ["update partners"],
    says: ["203.0.113.80"],
  },
  {
    name: "edge-application-without-policies",
    because: "whom no policy lets in, nobody does",
    before: guarded("monitor"),
    after: guarded("monitor", false),
    risks: ["high access-login tools.example.com"],
    notJudged: ["update tools: policies"],
    changes: ["update tools"],
  },
  {
    name: "edge-service-token-made-anew",
    because: "programs have the secret of the old one",
    before: guarded("monitor"),
    after: guarded("uptime"),
    risks: ["high access-login tools.example.com"],
    notJudged: ["update monitor: includes"],
    changes: ["create uptime", "delete monitor", "update monitor"],
  },
  {
    name: "edge-worker-gets-an-empty-namespace",
    because: "the new namespace has none of the keys",
    before: worker("links"),
    after: worker("addresses"),
    risks: ["medium worker-binding-lost go.example.com"],
    notJudged: ["delete links: ", "update links: bindings[0].namespaceId"],
    changes: ["create addresses", "delete links", "update links"],
    says: ["Error 1101"],
  },
  {
    name: "edge-custom-domain-beside-a-record",
    because: "a custom domain makes the record itself",
    before: worker("links"),
    after: worker("links", true),
    risks: ["medium record-refused go.example.com"],
    notJudged: ["create links: "],
    changes: ["create links"],
    says: ["100117"],
  },
];
