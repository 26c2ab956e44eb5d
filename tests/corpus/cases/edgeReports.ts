import { CertificateAuthoritiesHostnameAssociations } from "@pulumi/cloudflare/certificateAuthoritiesHostnameAssociations";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { Snippet } from "@pulumi/cloudflare/snippet";
import { SnippetRules } from "@pulumi/cloudflare/snippetRules";
import { TurnstileWidget } from "@pulumi/cloudflare/turnstileWidget";
import { WorkersScript } from "@pulumi/cloudflare/workersScript";
import { ZeroTrustTunnelCloudflared } from "@pulumi/cloudflare/zeroTrustTunnelCloudflared";
import { ZeroTrustTunnelCloudflaredConfig } from "@pulumi/cloudflare/zeroTrustTunnelCloudflaredConfig";
import { interpolate } from "@pulumi/pulumi";
import type { CorpusCase, Program } from "../corpusCase";
import { block, onWww, route, ruleset, shopBeside, shopWith } from "../edgeRulesByHand";
import { accountId, record, siteByHand, www, zoneId } from "../siteByHand";

const alone = shopBeside(() => undefined);

/** A page for errors from a status on. */
const errorPages = (from: number): Program =>
  shopBeside(() => {
    new Ruleset("errors", {
      ...{ zoneId, name: "default", kind: "zone", phase: "http_custom_errors" },
      rules: [
        {
          ...{ ref: "page", action: "serve_error", enabled: true },
          expression: `http.response.code ge ${from}`,
          actionParameters: { content: "Sorry", contentType: "text/html", statusCode: 503 },
        },
      ],
    });
  });

/** Features of one zone, each of which writes the rules of its own script. */
const features = (...hosts: readonly string[]): Program =>
  shopBeside(() => {
    record("status", "status.example.com", "192.0.2.1");
    hosts.forEach((host, place) => {
      const name = `feature_${place}`;
      const { snippetName } = new Snippet(name, {
        ...{ zoneId, snippetName: name, metadata: { mainModule: "main.js" } },
        files: [{ name: "main.js", content: "export default {};" }],
      });
      new SnippetRules(name, {
        zoneId,
        rules: [{ enabled: true, expression: `http.host eq "${host}"`, snippetName }],
      });
    });
  });

/** Hostnames at which clients are asked for a certificate, and a rule that demands one of both. */
const asked = (...hostnames: readonly string[]): Program =>
  shopBeside(() => {
    for (const name of ["api", "partners"]) {
      record(name, `${name}.example.com`, "203.0.113.40");
    }
    new CertificateAuthoritiesHostnameAssociations("clients", {
      zoneId,
      hostnames: [...hostnames],
    });
    ruleset("firewall", [
      block(
        "clients",
        'http.host in {"api.example.com" "partners.example.com"} and not cf.tls_client_auth.cert_verified',
      ),
    ]);
  });

const toApi = {
  ...{ ref: "api", action: "route", enabled: true },
  expression: `${onWww} and starts_with(http.request.uri.path, "/api/")`,
  actionParameters: { origin: { port: 8443 } },
};
const stripped = {
  ...{ ref: "strip", action: "rewrite", enabled: true },
  expression: `${onWww} and starts_with(http.request.uri.path, "/api/")`,
  actionParameters: {
    uri: { path: { expression: 'regex_replace(http.request.uri.path, "^/api/", "/")' } },
  },
};

/** A tunnel to a machine by its address, and how its certificate is believed. */
const tunnelTo = (originServerName: string | undefined, httpHostHeader?: string): Program =>
  shopBeside(() => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("office", {
      ...{ accountId, name: "office", configSrc: "cloudflare" },
    });
    const originRequest = {
      ...(originServerName === undefined ? {} : { originServerName }),
      ...(httpHostHeader === undefined ? {} : { httpHostHeader }),
    };
    new ZeroTrustTunnelCloudflaredConfig("office", {
      ...{ accountId, tunnelId, source: "cloudflare" },
      config: {
        ingresses: [
          { hostname: "app.example.com", service: "https://10.70.1.20", originRequest },
          { service: "http_status:404" },
        ],
      },
    });
    const content = interpolate`${tunnelId}.cfargotunnel.com` as unknown as string;
    record("app", "app.example.com", content, { type: "CNAME" });
  });

/** A tunnel that is managed here or at Cloudflare: the provider makes another one for that. */
const managed = (configSrc: string): Program =>
  shopBeside(() => {
    const { id } = new ZeroTrustTunnelCloudflared("lab", {
      ...{ accountId, name: `lab-${configSrc}`, configSrc },
    });
    const content = interpolate`${id}.cfargotunnel.com` as unknown as string;
    record("lab", "lab.example.com", content, { type: "CNAME" });
  });

const delegated = (isDelegated: boolean): Program =>
  shopBeside(() => {
    record("app", "app.eu.example.com", "203.0.113.60");
    if (isDelegated) {
      record("eu", "eu.example.com", "ns-1.awsdns-01.org", { type: "NS", proxied: false });
    }
  });

const offices = "{198.51.100.16/28 203.0.113.200}";
const onBack = 'http.host eq "backoffice.example.com"';

/** The back office, and a rule that refuses whoever is in no office. */
const officeOnly = (places: string): Program =>
  shopBeside(() => {
    record("backoffice", "backoffice.example.com", "203.0.113.40");
    ruleset("firewall", [block("office", `${places} and not ip.src in ${offices}`)]);
  });

/** A tunnel for two hostnames, one of which has its own service. */
const sorted = (...hostnames: readonly ("wiki" | "*")[]): Program =>
  shopBeside(() => {
    const { id: tunnelId } = new ZeroTrustTunnelCloudflared("tools", {
      ...{ accountId, name: "tools", configSrc: "cloudflare" },
    });
    const services = { wiki: "http://10.50.1.30:3000", "*": "http://10.50.1.40:8000" };
    new ZeroTrustTunnelCloudflaredConfig("tools", {
      ...{ accountId, tunnelId, source: "cloudflare" },
      config: {
        ingresses: [
          ...hostnames.map((name) => ({
            hostname: `${name}.example.com`,
            service: services[name],
          })),
          { service: "http_status:404" },
        ],
      },
    });
    const content = interpolate`${tunnelId}.cfargotunnel.com` as unknown as string;
    record("wiki", "wiki.example.com", content, { type: "CNAME" });
  });

/** Another machine for one path, by the name of a record that may go. */
const beside = (isThere: boolean): Program =>
  shopBeside(() => {
    if (isThere) {
      record("legacy", "legacy.example.com", "203.0.113.77");
    }
    ruleset("origins", [
      {
        ...{ ref: "reports", action: "route", enabled: true },
        expression: `${onWww} and starts_with(http.request.uri.path, "/reports/")`,
        actionParameters: { hostHeader: www, origin: { host: "legacy.example.com" } },
      },
    ]);
  });

const exportRules = {
  may: {
    ...{ ref: "may", action: "skip", enabled: true, logging: { enabled: true } },
    expression: 'starts_with(http.request.uri.path, "/v1/export") and ip.src in {192.0.2.0/24}',
    actionParameters: { ruleset: "current" },
  },
  closed: block("closed", 'starts_with(http.request.uri.path, "/v1/export")'),
} as const;

/** An API with an export that only partners may ask for. */
const exported = (...order: readonly (keyof typeof exportRules)[]): Program =>
  shopBeside(() => {
    record("api", "api.example.com", "203.0.113.40");
    ruleset(
      "firewall",
      order.map((name) => exportRules[name]),
    );
  });

/** A Worker that reads its flags before it passes requests on. */
const gate = (...bindings: readonly string[]): Program =>
  shopBeside(() => {
    record("shop", "shop.example.com", "203.0.113.61");
    new WorkersScript("gate", {
      ...{ accountId, scriptName: "gate", mainModule: "gate.mjs" },
      content:
        'export default { async fetch(request, env) { await env.FLAGS.get("closed"); return fetch(request); } };',
      bindings: bindings.map((name) => ({ name, type: "plain_text", text: "no" })),
    });
    route("shop.example.com/*", "gate", "gate-route");
  });

/** A widget for the forms of some hostnames. */
const widget = (...domains: readonly string[]): Program =>
  shopBeside(() => {
    new TurnstileWidget("forms", {
      ...{ accountId, name: "forms", mode: "managed", domains: [...domains] },
    });
  });

const named = (host: string): Program =>
  siteByHand({
    primary: { origins: [{ name: "a", address: "203.0.113.10", header: { hosts: [host] } }] },
  });

/** What sets of strangers brought, as the engine plans it. */
export const edgeReportCases: readonly CorpusCase[] = [
  {
    name: "edge-error-page-for-what-is-no-error-of-the-server",
    because: "programs no longer see that they have to sign in, to give up or to wait",
    before: errorPages(500),
    after: errorPages(400),
    risks: [`medium error-rule-hides-status ${www}`],
    changes: ["update errors"],
    says: ["401"],
  },
  {
    name: "edge-second-owner-of-snippet-rules",
    because: "each writes the whole list, and the status page has no origin",
    before: features("status.example.com"),
    after: features("status.example.com", www),
    risks: ["high list-overwritten status.example.com"],
    notJudged: ["create feature_1: rules[0]"],
    changes: ["create feature_1", "create feature_1"],
    says: ["Error 522"],
  },
  {
    name: "edge-client-certificates-unasked",
    because: "the rule still blocks who shows none, and nobody is asked for one",
    before: asked("api.example.com", "partners.example.com"),
    after: asked("partners.example.com"),
    risks: ["high mtls-unasked api.example.com"],
    changes: ["update clients"],
    says: ["Error 403"],
  },
  {
    name: "edge-origin-rule-behind-a-rewrite",
    because: "the origin rule asks about the URL that the rewrite makes",
    before: shopWith({ origins: [toApi] }),
    after: shopWith({ origins: [toApi], urls: [stripped] }),
    risks: [`high origin-rule-missed ${www}`],
    changes: ["create urls"],
  },
  {
    name: "edge-tunnel-loses-the-name-of-a-certificate",
    because: "no certificate names the address",
    before: tunnelTo("app.example.com"),
    after: tunnelTo(undefined),
    risks: ["high tunnel-certificate-refused app.example.com"],
    changes: ["update office"],
    says: ["Error 502"],
  },
  {
    name: "edge-tunnel-asks-for-another-host",
    because: "the service may not serve that name",
    before: tunnelTo("app.example.com"),
    after: tunnelTo("app.example.com", "intranet.example.com"),
    risks: ["medium host-header-changed app.example.com"],
    changes: ["update office"],
  },
  {
    name: "edge-tunnel-made-anew",
    because: "no cloudflared runs with the token of the new one",
    before: managed("local"),
    after: managed("cloudflare"),
    risks: ["high tunnel-unconnected lab.example.com"],
    changes: ["replace lab", "update lab"],
    says: ["1033"],
  },
  {
    name: "edge-exception-for-one-of-two-places",
    because: "and binds more tightly than or, so that the back office has no exception any more",
    before: officeOnly(onBack),
    after: officeOnly(`${onBack} or starts_with(http.request.uri.path, "/reports/")`),
    risks: ["high edge-rule-blocks backoffice.example.com"],
    changes: ["update firewall"],
    says: ["198.51.100.16/28"],
  },
  {
    name: "edge-exception-for-both-places",
    because: "who is in an office gets to both",
    before: officeOnly(onBack),
    after: officeOnly(`(${onBack} or starts_with(http.request.uri.path, "/reports/"))`),
    risks: [],
    changes: ["update firewall"],
  },
  {
    name: "edge-tunnel-with-its-wildcard-first",
    because: "the first rule that fits counts",
    before: sorted("wiki", "*"),
    after: sorted("*", "wiki"),
    risks: ["high tunnel-service-changed wiki.example.com"],
    changes: ["update tools"],
  },
  {
    name: "edge-record-that-an-origin-rule-leads-to",
    because: "no visitor asks for it, and the rule does",
    before: beside(true),
    after: beside(false),
    risks: ["high hostname-stops legacy.example.com", `high origin-rule-host ${www}`],
    changes: ["delete legacy"],
    says: ["1016"],
  },
  {
    name: "edge-exception-behind-what-it-excepts-from",
    because: "a block ends the rules, and the partners come after it",
    before: exported("may", "closed"),
    after: exported("closed", "may"),
    risks: [`high edge-rule-blocks api.example.com, ${www}`],
    findings: ["low rule-never-applies firewall (new)"],
    changes: ["update firewall"],
    says: ["192.0.2.0/24"],
  },
  {
    name: "edge-worker-loses-what-it-reads",
    because: "nothing catches that its environment has no flags",
    before: gate("FLAGS"),
    after: gate(),
    risks: ["high worker-binding-lost shop.example.com"],
    notJudged: ["update gate: bindings[0]"],
    changes: ["update gate"],
    says: ["Error 1101"],
  },
  {
    name: "edge-widget-loses-a-hostname",
    because: "forms of the shop get no token",
    before: widget(www, "login.example.com"),
    after: widget("login.example.com"),
    risks: [`medium widget-refused ${www}`],
    changes: ["update forms"],
    says: ["110200"],
  },
  {
    name: "record-under-a-delegation",
    because: "the record serves nobody beneath names that others answer for",
    before: delegated(false),
    after: delegated(true),
    risks: ["high hostname-delegated app.eu.example.com"],
    changes: ["create eu"],
  },
  {
    name: "edge-renewals-redirected",
    because: "who proves a hostname to an authority does so at one path",
    before: alone,
    after: shopBeside(() => {
      ruleset("redirects", [
        {
          ...{ ref: "slash", action: "redirect", enabled: true },
          expression:
            'not ends_with(http.request.uri.path, "/") and starts_with(http.request.uri.path, "/.")',
          actionParameters: {
            fromValue: {
              statusCode: 301,
              targetUrl: { expression: `concat("https://${www}", http.request.uri.path, "/")` },
            },
          },
        },
      ]);
    }),
    risks: [`medium certificate-renewal-misled ${www}`],
    changes: ["create redirects"],
  },
  {
    name: "origin-asked-for-another-host",
    because: "it may not serve that name",
    before: named(www),
    after: named("shop.example.com"),
    risks: ["medium host-header-changed www.example.com"],
    changes: ["update primary"],
  },
];
