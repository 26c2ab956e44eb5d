/** Programs of Cloudflare as strangers write them, for the door of the REST API: what must come of each was decided before it ran. */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { defaultAccountId as accountId, defaultZoneId as zoneId } from "../../sandbox/testing";

/** A program, and what must come of it. */
export interface DoorProgram {
  /** Declares the resources. */
  readonly program: () => void;
  /** How many come up. */
  readonly resources?: number;
  /** What a preview with refresh finds after the second, empty `up`. Defaults to nothing. */
  readonly drifts?: Readonly<Record<string, number>>;
  /** What the `up` is refused with; undefined where it succeeds. */
  readonly refused?: RegExp;
}

const address = "203.0.113.10";

function mailAndBlog(): void {
  const records: readonly [string, Omit<cloudflare.DnsRecordArgs, "zoneId" | "ttl">][] = [
    ["apex", { name: "example.com", type: "A", content: address, proxied: true }],
    ["apex6", { name: "example.com", type: "AAAA", content: "2001:DB8:0::1", proxied: true }],
    ["www", { name: "WWW.example.com", type: "CNAME", content: "example.com", proxied: true }],
    ["mail", { name: "example.com", type: "MX", content: "mx.example.net", priority: 10 }],
    ["spf", { name: "example.com", type: "TXT", content: "v=spf1 include:_spf.example.net ~all" }],
    ["dmarc", { name: "_dmarc.example.com", type: "TXT", content: '"v=DMARC1; p=none"' }],
    [
      "caa",
      { name: "example.com", type: "CAA", data: { flags: 0, tag: "issue", value: "pki.goog" } },
    ],
  ];
  for (const [key, args] of records) {
    new cloudflare.DnsRecord(key, { zoneId, ttl: args.proxied === true ? 1 : 300, ...args });
  }
}

/** Rules whose order decides: the first that matches redirects. */
function rulesInOrder(): void {
  const to = (key: string, path: string, url: string) => ({
    ...{ description: key, expression: `starts_with(http.request.uri.path, "${path}")` },
    ...{ action: "redirect", enabled: true },
    actionParameters: { fromValue: { statusCode: 301, targetUrl: { value: url } } },
  });
  new cloudflare.Ruleset("redirects", {
    ...{ zoneId, name: "redirects", kind: "zone", phase: "http_request_dynamic_redirect" },
    rules: [
      to("z", "/old/shop", "https://shop.example.com"),
      to("a", "/old", "https://www.example.com"),
      to("m", "/blog", "https://blog.example.com"),
    ],
  });
  new cloudflare.Ruleset("cache", {
    ...{ zoneId, name: "cache", kind: "zone", phase: "http_request_cache_settings" },
    rules: [
      {
        ...{ expression: '(http.request.uri.path contains "/static/")', enabled: true },
        ...{ action: "set_cache_settings", description: "static" },
        actionParameters: { cache: true, edgeTtl: { mode: "override_origin", default: 86_400 } },
      },
    ],
  });
}

/** Pools by failover priority, not by name, and their origins as told. */
function balanced(...origins: readonly string[]): () => void {
  return () => {
    const monitor = new cloudflare.LoadBalancerMonitor("health", {
      ...{ accountId, type: "https", path: "/healthz", expectedCodes: "2xx" },
      header: { Host: ["www.example.com"], "X-App": ["b", "a"] },
    });
    const [near, far] = ["z-near", "a-far"].map(
      (name) =>
        new cloudflare.LoadBalancerPool(name, {
          ...{ accountId, name, monitor: monitor.id },
          origins: origins.map((own, index) => ({ name: own, address: `203.0.113.${10 + index}` })),
        }),
    ) as [cloudflare.LoadBalancerPool, cloudflare.LoadBalancerPool];
    new cloudflare.LoadBalancer("www", {
      ...{ zoneId, name: "www.example.com", proxied: true, steeringPolicy: "off" },
      ...{ defaultPools: [near.id, far.id], fallbackPool: far.id },
    });
  };
}

function alerts(): void {
  const hook = new cloudflare.NotificationPolicyWebhooks("chat", {
    ...{ accountId, name: "chat", url: "https://hooks.example.net/in" },
  });
  new cloudflare.NotificationPolicy("health", {
    ...{ accountId, name: "Origins", alertType: "load_balancing_health_alert", enabled: true },
    mechanisms: { webhooks: [{ id: hook.id }], emails: [{ id: "oncall@example.com" }] },
    filters: { newHealths: ["Unhealthy", "Healthy"], eventSources: ["pool"] },
  });
}

function tunnelled(): void {
  const tunnel = new cloudflare.ZeroTrustTunnelCloudflared("home", {
    ...{ accountId, name: "home", configSrc: "cloudflare" },
  });
  new cloudflare.ZeroTrustTunnelCloudflaredConfig("home", {
    ...{ accountId, tunnelId: tunnel.id },
    config: {
      ingresses: [
        { hostname: "app.example.com", service: "http://localhost:8080" },
        { service: "http_status:404" },
      ],
    },
  });
  new cloudflare.DnsRecord("app", {
    ...{ zoneId, name: "app.example.com", type: "CNAME", ttl: 1, proxied: true },
    content: pulumi.interpolate`${tunnel.id}.cfargotunnel.com`,
  });
}

function listed(): void {
  const list = new cloudflare.List("offices", { accountId, kind: "ip", name: "offices" });
  for (const [key, ip] of Object.entries({ b: "198.51.100.7", a: "203.0.113.0/24" })) {
    new cloudflare.ListItem(key, { accountId, listId: list.id, ip, comment: key });
  }
}

const record = (key: string, args: Omit<cloudflare.DnsRecordArgs, "zoneId">) =>
  new cloudflare.DnsRecord(key, { zoneId, ...args });

/** The programs, by what they are. */
export const doorPrograms: Readonly<Record<string, DoorProgram>> = {
  "a blog with mail, written in capitals and long forms": {
    program: mailAndBlog,
    resources: 7,
    // The name in capitals and the long address come back in their canonical forms, through either door.
    drifts: { update: 2 },
  },
  "rules whose order decides": { program: rulesInOrder, resources: 2 },
  "pools by priority, with sorted origins": { program: balanced("a", "b"), resources: 4 },
  "an alert with filters out of order": { program: alerts, resources: 2 },
  "a tunnel with its configuration and its record": {
    program: tunnelled,
    resources: 3,
  },
  "a list of addresses": { program: listed, resources: 3 },
  "pools whose origins are not sorted, which the API answers sorted": {
    program: balanced("b", "a"),
    resources: 4,
    drifts: { update: 2 },
  },
  "a CNAME beside an address": {
    program: () => {
      const first = record("a", {
        name: "shop.example.com",
        type: "A",
        content: address,
        ttl: 300,
      });
      record("b", {
        ...{ name: pulumi.interpolate`${first.name}`, type: "CNAME", ttl: 300 },
        content: "example.net",
      });
    },
    refused: /81054|A, AAAA, or CNAME record with that host already exists/,
  },
  "a load balancer whose fallback pool is none": {
    program: () => {
      const none = "0123456789abcdef0123456789abcdef";
      new cloudflare.LoadBalancer("www", {
        ...{ zoneId, name: "www.example.com", defaultPools: [none], fallbackPool: none },
      });
    },
    refused: /pool/i,
  },
  "an encryption mode that is none": {
    program: () => {
      new cloudflare.ZoneSetting("ssl", { zoneId, settingId: "ssl", value: "stritc" });
    },
    refused: /1007|Invalid value/i,
  },
};
