import { Listener } from "@pulumi/aws/lb/listener";
import { LoadBalancer as ApplicationLoadBalancer } from "@pulumi/aws/lb/loadBalancer";
import { CertificatePack } from "@pulumi/cloudflare/certificatePack";
import { NotificationPolicy } from "@pulumi/cloudflare/notificationPolicy";
import { Ruleset } from "@pulumi/cloudflare/ruleset";
import { WorkersCustomDomain } from "@pulumi/cloudflare/workersCustomDomain";
import { Zone } from "@pulumi/cloudflare/zone";
import type { CorpusCase, Program } from "../corpusCase";
import {
  block,
  forwarding,
  limitTo,
  onWww,
  redirectTo,
  route,
  ruleset,
  shopBeside,
  shopWith,
  type Rule,
} from "../edgeRulesByHand";
import { accountId, record, siteByHand, www, zoneId } from "../siteByHand";

const bare = shopWith({});
const alone = shopBeside(() => undefined);

const withSettings = (websockets: string, http2: string, level: string): Program =>
  siteByHand({ settings: { websockets, http2, security_level: level } });
const open = withSettings("on", "on", "medium");
const shut = withSettings("off", "off", "under_attack");

const attackMode = (expression: string): Program =>
  shopWith({
    configuration: [
      {
        ...{ ref: "attack", action: "set_config", expression, enabled: true },
        actionParameters: { securityLevel: "under_attack" },
      },
    ],
  });

const path = (asked: string, value: string): Rule => ({
  ...{ ref: "path", action: "rewrite", enabled: true },
  expression: `http.request.uri.path eq "${asked}"`,
  actionParameters: { uri: { path: { value } } },
});

/** A Worker before all of the shop, and another route before a part of it. */
function routed(pattern?: string, script?: string): Program {
  return shopBeside(() => {
    route(`${www}/*`, "site", "all");
    if (pattern !== undefined) {
      route(pattern, script, "part");
    }
  });
}

/** A hostname at a load balancer of AWS that listens at 443, asked at a port that a rule says. */
function atPort(port: number | undefined): Program {
  return () => {
    const { arn, dnsName } = new ApplicationLoadBalancer("edge", {
      ...{ name: "edge", idleTimeout: 930, securityGroups: [] },
      subnets: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    });
    new Listener("https", {
      ...{ loadBalancerArn: arn, port: 443, protocol: "HTTPS" },
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificateArn:
        "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "200" } },
      ],
    });
    record("app", "app.example.com", dnsName as unknown as string, { type: "CNAME" });
    if (port !== undefined) {
      ruleset("origins", [
        {
          ...{ ref: "port", action: "route", expression: "true", enabled: true },
          actionParameters: { origin: { port } },
        },
      ]);
    }
  };
}

const scanners = block("scanners", 'http.request.uri.path contains "/.env"');

/** The rules against scanners, in a ruleset that makes way for one of another name before that is there. */
function named(name: string): Program {
  return shopBeside(() => {
    new Ruleset(
      "firewall",
      { zoneId, name, kind: "zone", phase: "http_request_firewall_custom", rules: [scanners] },
      { deleteBeforeReplace: true, replaceOnChanges: ["name"] },
    );
  });
}

const deepName = "a.shop.example.com";

/** A name that Universal SSL does not reach, and packs that cover it. */
function deep(proxied: boolean, ...packs: readonly string[]): Program {
  return shopBeside(() => {
    for (const pack of packs) {
      new CertificatePack(pack, {
        ...{ zoneId, type: "advanced", certificateAuthority: "google" },
        ...{ validationMethod: "txt", validityDays: 90 },
        hosts: ["example.com", "*.shop.example.com"],
      });
    }
    if (proxied) {
      record("deep", deepName, "203.0.113.70");
    }
  });
}

/** Who is told of tunnels. */
const told = (...receivers: readonly string[]): Program =>
  shopBeside(() => {
    for (const receiver of receivers) {
      new NotificationPolicy(receiver, {
        ...{ accountId, name: receiver, alertType: "tunnel_health_event", enabled: true },
        filters: { newStatuses: ["TUNNEL_STATUS_TYPE_DOWN"] },
        mechanisms: { emails: [{ id: `${receiver}@example.com` }] },
      });
    }
  });

const workerAt = (logical: string | undefined): Program =>
  shopBeside(() => {
    if (logical !== undefined) {
      new WorkersCustomDomain(logical, {
        ...{ accountId, zoneId, hostname: "app.example.com" },
        ...{ service: "app", environment: "production" },
      });
    }
  });

/** The same, replaced before the new one is there. */
const workerOf = (service: string): Program =>
  shopBeside(() => {
    new WorkersCustomDomain(
      "app",
      { accountId, zoneId, hostname: "app.example.com", service, environment: "production" },
      { deleteBeforeReplace: true, replaceOnChanges: ["service"] },
    );
  });

/** A zone of its own with two names, which is paused or not, and the name that a rule sends requests for one of them to. */
function ownZone({ paused = false, host }: { paused?: boolean; host?: string }): Program {
  return () => {
    const zone = new Zone("net", { account: { id: accountId }, name: "example.net", paused });
    for (const name of ["www", "files"]) {
      record(name, `${name}.example.net`, "203.0.113.30", { zoneId: zone.id });
    }
    if (host !== undefined) {
      new Ruleset("origins", {
        ...{ zoneId: zone.id, name: "default", kind: "zone", phase: "http_request_origin" },
        rules: [
          {
            ...{ ref: "files", action: "route", enabled: true },
            expression:
              'http.host eq "www.example.net" and starts_with(http.request.uri.path, "/images/")',
            actionParameters: { origin: { host } },
          },
        ],
      });
    }
  };
}

const toShop = redirectTo("away", onWww, "shop.example.net");

/** What else becomes of a site at the edge: settings of its zone, rules of rarer phases, routes, certificates and who is told. */
export const edgeFurtherCases: readonly CorpusCase[] = [
  {
    name: "edge-settings-that-hinder",
    because: "chats, gRPC and whoever solves no challenge are kept out",
    before: open,
    after: shut,
    risks: [
      `medium under-attack-mode ${www}`,
      `medium websockets-off ${www}`,
      `low visitors-http2-off ${www}`,
    ],
    changes: ["update http2", "update security-level", "update websockets"],
    says: ["WebSocket", "Error 403", "gRPC"],
  },
  {
    name: "edge-settings-that-hinder-no-more",
    because: "the attack is over",
    before: shut,
    after: open,
    risks: [],
    changes: ["update http2", "update security-level", "update websockets"],
  },
  {
    name: "edge-attack-mode-by-rule",
    because: "programs pass no challenge",
    before: bare,
    after: attackMode("true"),
    risks: [`medium under-attack-mode example.com, ${www}`],
    changes: ["create configuration"],
    says: ["Error 403"],
  },
  {
    name: "edge-attack-mode-for-the-sign-in",
    because: "nobody asks for it every day but people",
    before: bare,
    after: attackMode('http.request.uri.path eq "/wp-login.php"'),
    risks: [],
    changes: ["create configuration"],
  },
  {
    name: "edge-rewrite-of-the-health-path",
    because: "monitors outside ask for it, and learn nothing of the application",
    before: bare,
    after: shopWith({ urls: [path("/healthz", "/static/ok")] }),
    risks: [`medium url-rewrite-of-health-path ${www}`],
    changes: ["create urls"],
    says: ["/healthz", "/static/ok"],
  },
  {
    name: "edge-rewrite-to-the-health-path",
    because: "what monitors ask for stays what it was",
    before: bare,
    after: shopWith({ urls: [path("/health", "/healthz")] }),
    risks: [],
    changes: ["create urls"],
  },
  {
    name: "edge-another-worker-for-the-api",
    because: "the new one may throw",
    before: routed(),
    after: routed(`${www}/api/*`, "beta"),
    risks: [`medium worker-changed ${www}`],
    changes: ["create part"],
    says: ["1101"],
  },
  {
    name: "edge-worker-passed-by-for-the-api",
    because: "the route names no Worker and is more specific",
    before: routed(),
    after: routed(`${www}/api/*`),
    risks: [`medium worker-bypassed ${www}`],
    changes: ["create part"],
  },
  {
    name: "edge-worker-passed-by-for-assets",
    because: "the origin has them, and nothing else goes by",
    before: routed(),
    after: routed(`${www}/assets/*`),
    risks: [],
    changes: ["create part"],
  },
  {
    name: "edge-origin-rule-to-a-port-unheard",
    because: "nothing listens there",
    before: atPort(undefined),
    after: atPort(8443),
    risks: ["high origin-rule-port app.example.com"],
    changes: ["create origins"],
    says: ["8443", "521"],
  },
  {
    name: "edge-origin-rule-to-the-port-of-the-listener",
    because: "it listens there",
    before: atPort(undefined),
    after: atPort(443),
    risks: [],
    changes: ["create origins"],
  },
  {
    name: "edge-site-led-away",
    because: "nobody here knows whether the other one answers",
    before: bare,
    after: shopWith({ redirects: [toShop] }),
    risks: [`low redirect-leads-away ${www}`],
    changes: ["create redirects"],
  },
  {
    name: "edge-ruleset-away-for-a-moment",
    because: "the old one goes before the new one is there",
    before: named("default"),
    after: named("waf"),
    risks: ["medium ruleset-gap example.com"],
    changes: ["replace firewall"],
  },
  {
    name: "edge-deep-name-without-certificate",
    because:
      "Universal SSL reaches one label below the zone, and how the zone is set up is not said",
    before: alone,
    after: deep(true),
    risks: [`low edge-certificate-unknown ${deepName}`],
    changes: ["create deep"],
  },
  {
    name: "edge-deep-name-loses-its-certificate",
    because: "nothing else covers it",
    before: deep(true, "pack"),
    after: deep(true),
    risks: ["high edge-certificate-gone *.shop.example.com"],
    changes: ["delete pack"],
  },
  {
    name: "edge-deep-name-loses-one-of-two-certificates",
    because: "the other one covers it",
    before: deep(true, "pack", "other"),
    after: deep(true, "other"),
    risks: [],
    changes: ["delete pack"],
  },
  {
    name: "edge-certificate-goes-with-nobody-known",
    because: "names that this plan does not hold may be shown it",
    before: deep(false, "pack"),
    after: deep(false),
    risks: ["high edge-certificate-gone *.shop.example.com"],
    changes: ["delete pack"],
  },
  {
    name: "alert-of-tunnels-goes",
    because: "nobody hears of it any more",
    before: told("oncall"),
    after: alone,
    risks: ["low alert-lost oncall"],
    changes: ["delete oncall"],
  },
  {
    name: "alert-of-tunnels-goes-to-others",
    because: "somebody still hears of it",
    before: told("oncall", "platform"),
    after: told("platform"),
    risks: [],
    changes: ["delete oncall"],
  },
  {
    name: "edge-hostname-of-a-worker-goes",
    because: "its record goes with it",
    before: workerAt("app"),
    after: workerAt(undefined),
    risks: ["high edge-service-lost app.example.com"],
    changes: ["delete app"],
    says: ["NXDOMAIN"],
  },
  {
    name: "edge-rules-that-overlap",
    because: "the second rule is asked for nothing any more, and visitors meet the same as before",
    before: shopWith({ firewall: [scanners] }),
    after: shopWith({
      firewall: [scanners, block("env", 'http.request.uri.path contains "/.env" and ssl')],
    }),
    risks: [],
    findings: ["low rule-never-applies firewall (new)"],
    changes: ["update firewall"],
  },
  {
    name: "edge-redirect-over-http-to-itself",
    because: "the target forgot the s",
    before: bare,
    after: shopWith({
      redirects: [
        {
          ...{ ref: "https", action: "redirect", expression: "not ssl", enabled: true },
          actionParameters: {
            fromValue: {
              statusCode: 301,
              targetUrl: { expression: 'concat("http://", http.host, http.request.uri.path)' },
            },
          },
        },
      ],
    }),
    risks: [`high redirect-loop example.com, ${www}`],
    changes: ["create redirects"],
    says: ["ERR_TOO_MANY_REDIRECTS"],
  },
  {
    name: "edge-page-rule-to-https",
    because: "who comes by HTTPS is not redirected",
    before: alone,
    after: shopBeside(() => {
      forwarding(`http://${www}/*`, `https://${www}/$1`);
    }),
    risks: [],
    findings: ["low page-rule-in-use old (new)"],
    changes: ["create old"],
  },
  {
    name: "edge-limit-of-one-form",
    because: "nobody sends it so often",
    before: bare,
    after: shopWith({ limits: [limitTo("search", 'http.request.uri.path eq "/search"', 20)] }),
    risks: [],
    changes: ["create limits"],
  },
  {
    name: "edge-hostname-of-a-worker-away-for-a-moment",
    because: "its record goes with it, and comes back with the new one",
    before: workerOf("app"),
    after: workerOf("web"),
    risks: ["high edge-service-gap app.example.com"],
    notJudged: ["replace app: service"],
    changes: ["replace app"],
    says: ["NXDOMAIN"],
  },
  {
    name: "edge-zone-paused",
    because: "visitors go past Cloudflare to the origins themselves",
    before: ownZone({}),
    after: ownZone({ paused: true }),
    risks: ["high zone-paused example.net"],
    changes: ["update net"],
  },
  {
    name: "edge-zone-unpaused",
    because: "visitors go through Cloudflare from now on, and origins must bear that",
    before: ownZone({ paused: true }),
    after: ownZone({}),
    risks: ["medium zone-unpaused example.net"],
    changes: ["update net"],
  },
  {
    name: "edge-origin-rule-to-a-name-without-record",
    because: "Cloudflare resolves it, and finds nothing",
    before: ownZone({}),
    after: ownZone({ host: "file.example.net" }),
    risks: ["high origin-rule-host www.example.net"],
    changes: ["create origins"],
    says: ["1016"],
  },
  {
    name: "edge-origin-rule-to-a-name-with-record",
    because: "its record is there",
    before: ownZone({}),
    after: ownZone({ host: "files.example.net" }),
    risks: [],
    changes: ["create origins"],
  },
];
