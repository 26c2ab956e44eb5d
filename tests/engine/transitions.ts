import {
  backup,
  drained,
  environment,
  fewerRanges,
  firewall,
  inZone,
  otherPort,
  halvedRanges,
  primary,
  records,
  secondVpcId,
  site,
  third,
  twoOrigins,
  vpcId,
  withMadeOrigin,
  withShop,
} from "./transitionsPrograms";
import {
  balancerByHand,
  cloudflareRules,
  nothing,
  behindByHand,
  pulledByHand,
  originByHand,
  recordByHand,
  tlsByHand,
  verifying,
} from "./transitionsBroken";
import { row, type Transition } from "./transitionsRun";
import { instantIn } from "../support/instants";
import type { Side } from "./transitionsPrograms";

const same = environment();
const single = site({ pools: [primary], acceptSinglePool: true });
const three = site({ pools: [primary, third, backup] });
const geo = site({ steering: { policy: "geo", regionPools: { WEU: ["backup"] } } });
const random = site({ steering: { policy: "random" } });
const geoWithThird = site({
  pools: [primary, backup, third],
  steering: { policy: "geo", regionPools: { WEU: ["third"] } },
});
const affine = site({ sessionAffinity: { type: "cookie" } });
const docsToAddress = { type: "A", name: "docs", content: "203.0.113.80", proxied: true } as const;
const docsToName = {
  type: "CNAME",
  name: "docs",
  content: "www.example.com",
  proxied: true,
} as const;
const anyName = { type: "CNAME", name: "*", content: "www.example.com", proxied: true } as const;
const shopRecord = { type: "A", name: "shop", content: "203.0.113.40", proxied: true } as const;
const withWebhook = environment({
  alerts: { emails: ["oncall@example.com"], webhooks: { chat: { urlConfigKey: "chatUrl" } } },
});
const twoRegions = environment({
  firewalls: {
    main: { vpcId },
    eu: { vpcId: secondVpcId, region: "eu-central-1" },
  },
});
/** A maintenance that ends some days from now. */
function maintenanceOf(days: number): Side {
  return environment({ maintenance: { until: instantIn(days) } });
}

const maintained = maintenanceOf(1);
const maintainedLonger = maintenanceOf(2);
const ipv6Pools = [
  primary,
  { name: "backup", origins: { b: { address: "2001:4860:4802:32::15" } } },
];

/** Every pair, by what it is about; a line adds one. */
export const transitions = {
  pools: [
    row("adds a backup", single, same, { create: 1, update: 4 }),
    row("removes the backup", same, single, { update: 4, delete: 1 }),
    row("adds a pool between two", same, three, { create: 1, update: 3 }),
    row("removes a pool between two", three, same, { update: 3, delete: 1 }),
    row("swaps primary and backup", same, site({ pools: [backup, primary] }), { update: 2 }),
    row(
      "swaps the addresses of primary and backup",
      same,
      site({
        pools: [
          { ...primary, origins: backup.origins },
          { ...backup, origins: primary.origins },
        ],
      }),
      { update: 3 },
    ),
    row("renames a pool", same, site({ pools: [primary, { ...backup, name: "reserve" }] }), {
      create: 1,
      update: 3,
      delete: 1,
    }),
    row("changes the pool of last resort", three, site({ pools: [primary, backup, third] }), {
      update: 2,
    }),
    row(
      "exchanges all pools at once",
      same,
      site({
        pools: [third, { ...third, name: "fourth", origins: { d: { address: "198.51.100.40" } } }],
      }),
      { create: 2, update: 4, delete: 2 },
    ),
    row("drains the primary", same, site({ pools: [{ ...primary, ...drained }, backup] }), {
      update: 1,
    }),
    row("brings the primary back", site({ pools: [{ ...primary, ...drained }, backup] }), same, {
      update: 1,
    }),
    row(
      "drains the pool of last resort",
      same,
      site({ pools: [primary, { ...backup, ...drained }] }),
      { update: 2 },
    ),
    row(
      "brings the pool of last resort back",
      site({ pools: [primary, { ...backup, ...drained }] }),
      same,
      { update: 2 },
    ),
    row(
      "drains one pool and brings the other back",
      site({ pools: [{ ...primary, ...drained }, backup] }),
      site({ pools: [primary, { ...backup, ...drained }] }),
      { update: 2 },
    ),
    row(
      "removes a drained pool",
      site({ pools: [primary, { ...third, ...drained }, backup] }),
      same,
      { update: 2, delete: 1 },
    ),
  ],
  origins: [
    row(
      "changes an address",
      same,
      site({ pools: [{ ...primary, origins: { a: { address: "203.0.113.12" } } }, backup] }),
      { update: 1 },
    ),
    row(
      "changes the address of last resort",
      same,
      site({ pools: [primary, { ...backup, origins: { b: { address: "198.51.100.22" } } }] }),
      { update: 2 },
    ),
    row("adds an origin", same, site({ pools: [twoOrigins(), backup] }), { update: 1 }),
    row("removes an origin", site({ pools: [twoOrigins(), backup] }), same, { update: 1 }),
    row(
      "drains an origin",
      site({ pools: [twoOrigins(), backup] }),
      site({ pools: [twoOrigins({ address: "203.0.113.11", ...drained }), backup] }),
      { update: 1 },
    ),
    row(
      "brings an origin back",
      site({ pools: [twoOrigins({ address: "203.0.113.11", ...drained }), backup] }),
      site({ pools: [twoOrigins(), backup] }),
      { update: 1 },
    ),
    row(
      "goes from an address to a host name",
      same,
      site({ pools: [primary, { ...backup, origins: { b: { address: "origin.example.net" } } }] }),
      { update: 1, replace: 1 },
    ),
    row(
      "goes from a host name to an address",
      site({ pools: [primary, { ...backup, origins: { b: { address: "origin.example.net" } } }] }),
      same,
      { update: 1, replace: 1 },
    ),
    row(
      "gives an origin a Host header and less weight",
      same,
      site({
        pools: [
          {
            ...primary,
            origins: {
              a: { address: "203.0.113.10", hostHeader: "origin.example.com", weight: 0.5 },
            },
          },
          backup,
        ],
      }),
      { update: 1 },
    ),
    row(
      "goes to an origin that is made in the same update",
      withMadeOrigin("first"),
      withMadeOrigin("second"),
      { create: 1, update: 2, delete: 1 },
    ),
  ],
  // with health and sessions
  steering: [
    row("changes the health path", same, site({ health: { path: "/healthz/deep" } }), {
      update: 1,
    }),
    row(
      "probes more often, from other regions, for a text",
      same,
      site({
        health: {
          path: "/healthz",
          intervalSeconds: 20,
          expectedBody: "ok",
          checkRegions: ["WEU"],
        },
      }),
      { update: 3 },
    ),
    row("turns geo steering on", same, geo, { update: 1 }),
    row("turns geo steering off", geo, same, { update: 1 }),
    row("turns geo steering off and removes its pool", geoWithThird, same, {
      update: 4,
      delete: 1,
    }),
    row("steers at random", same, random, { update: 1 }),
    row("stops steering at random", random, same, { update: 1 }),
    row("goes from geo to random steering", geo, random, { update: 1 }),
    row("pins sessions by cookie", same, affine, { update: 1 }),
    row("stops pinning sessions", affine, same, { update: 1 }),
    row(
      "pins by header instead of cookie",
      affine,
      site({ sessionAffinity: { type: "header", headers: ["x-session"] } }),
      { update: 1 },
    ),
    row("removes the safety record", same, site({ safetyRecord: false }), { delete: 1 }),
    row("adds the safety record", site({ safetyRecord: false }), same, { create: 1 }),
  ],
  // with zone and plan
  hostnames: [
    row("adds a hostname", same, withShop(), { create: 7, update: 2 }),
    row(
      "removes a hostname",
      withShop(),
      same,
      { update: 2, delete: 7 },
      { removes: ["shop.example.com"] },
    ),
    row(
      "changes the hostname",
      same,
      site({ hostname: "web.example.com" }),
      { update: 5 },
      { removes: ["www.example.com"] },
    ),
    row("hands the zone's settings over", same, inZone({ ownsSettings: false }), { delete: 8 }),
    row("takes the zone's settings over", inZone({ ownsSettings: false }), same, { create: 8 }),
    row(
      "asks for HSTS and TLS 1.3 only",
      same,
      environment({ tls: { minimumTlsVersion: "1.3", hsts: {} } }),
      { create: 1, update: 1 },
    ),
    row(
      "goes to the Enterprise plan, and uses it",
      same,
      inZone({ plan: "enterprise" }, { tls: { alwaysHttpsToOrigin: true } }),
      { update: 1 },
    ),
  ],
  records: [
    row(
      "adds records",
      same,
      records({ docs: docsToAddress, spf: { type: "TXT", name: "@", content: "v=spf1 -all" } }),
      { create: 2 },
    ),
    row(
      "removes a record",
      records({ docs: docsToAddress }),
      same,
      { delete: 1 },
      { removes: ["docs.example.com"] },
    ),
    row(
      "changes a record",
      records({ docs: docsToAddress }),
      records({ docs: { ...docsToAddress, content: "203.0.113.81" } }),
      { update: 1 },
    ),
    row(
      "turns an A into a CNAME above a wildcard",
      records({ docs: docsToAddress, any: anyName }),
      records({ docs: docsToName, any: anyName }),
      { replace: 1 },
    ),
    row(
      "turns a CNAME into an A above a wildcard",
      records({ docs: docsToName, any: anyName }),
      records({ docs: docsToAddress, any: anyName }),
      { replace: 1 },
    ),
    row(
      "takes a record off the proxy",
      records({ docs: docsToAddress }),
      records({ docs: { ...docsToAddress, proxied: false } }),
      { update: 1 },
    ),
    row(
      "makes a site of what was a record",
      records({ shop: shopRecord }),
      withShop({ safetyRecord: false }),
      { create: 6, update: 2, delete: 1 },
    ),
    row(
      "makes a record of what was a site",
      withShop({ safetyRecord: false }),
      records({ shop: shopRecord }),
      { create: 1, update: 2, delete: 6 },
    ),
  ],
  alerts: [
    row(
      "tells one more person",
      same,
      environment({ alerts: { emails: ["oncall@example.com", "second@example.com"] } }),
      { update: 3 },
    ),
    row("tells a webhook too", same, withWebhook, { create: 1, update: 3 }),
    row("stops telling a webhook", withWebhook, same, { update: 3, delete: 1 }),
    row(
      "tells of fewer things",
      same,
      environment({ alerts: { emails: ["oncall@example.com"], poolEnablement: false } }),
      { delete: 1 },
    ),
  ],
  maintenance: [
    row("puts up the page of a maintenance, and mutes the alerts", same, maintained, {
      create: 3,
      update: 3,
    }),
    row("gives a maintenance more time", maintained, maintainedLonger, { update: 1 }),
    row("ends a maintenance", maintained, same, { update: 3, delete: 3 }),
    row("drains a pool of every site", same, environment({ drain: ["primary"] }), { update: 1 }),
    row("brings a pool of every site back", environment({ drain: ["primary"] }), same, {
      update: 1,
    }),
    row(
      "drains one pool and brings the other back",
      environment({ drain: ["primary"] }),
      environment({ drain: ["backup"] }),
      { update: 2 },
    ),
  ],
  firewalls: [
    row("goes from prefix lists to rules", same, firewall({ mode: "rules" }), {
      create: 22,
      delete: 4,
    }),
    row("goes from rules to prefix lists", firewall({ mode: "rules" }), same, {
      create: 4,
      delete: 22,
    }),
    row(
      "opens a second port, by lists",
      same,
      firewall({ ports: [443, 8443], mode: "prefixLists" }),
      { create: 3, update: 1 },
    ),
    row(
      "goes from lists to rules with two ports",
      firewall({ ports: [443, 8443], mode: "prefixLists" }),
      firewall({ ports: [443, 8443], mode: "rules" }),
      { create: 44, update: 1, delete: 7 },
    ),
    row(
      "goes from rules to lists with two ports",
      firewall({ ports: [443, 8443], mode: "rules" }),
      firewall({ ports: [443, 8443], mode: "prefixLists" }),
      { create: 7, update: 1, delete: 44 },
    ),
    row("opens five ports", same, firewall({ ports: [80, 443, 2053, 8080, 8443] }), {
      create: 112,
      update: 1,
      delete: 4,
    }),
    row("closes four of five ports", firewall({ ports: [80, 443, 2053, 8080, 8443] }), same, {
      create: 4,
      update: 1,
      delete: 112,
    }),
    row(
      "opens a lower port, which shifts the shards",
      firewall({ ports: [443, 2053, 8443] }),
      firewall({ ports: [80, 443, 2053, 8443] }),
      { create: 22, replace: 15 },
    ),
    row(
      "opens a lower port, appended, which shifts nothing",
      firewall({ ports: [443, 2053, 8443] }),
      firewall({ ports: [443, 2053, 8443, 80] }),
      { create: 22 },
    ),
    row(
      "moves the origins to another port",
      firewall({}, { safetyRecord: false }),
      firewall({ ports: [8443] }, otherPort),
      { create: 2, update: 3, delete: 2 },
    ),
    row("lets the ranges grow, by lists", firewall({ ranges: fewerRanges }), same, { update: 1 }),
    row("joins two ranges into one, by lists", firewall({ ranges: halvedRanges }), same, {
      update: 1,
    }),
    row("splits a range in two, by lists", same, firewall({ ranges: halvedRanges }), { update: 1 }),
    row(
      "lets the ranges grow, by rules",
      firewall({ ranges: fewerRanges, mode: "rules" }),
      firewall({ mode: "rules" }),
      { create: 1 },
    ),
    row(
      "joins two ranges into one, by rules",
      firewall({ ranges: halvedRanges, mode: "rules" }),
      firewall({ mode: "rules" }),
      { create: 1, delete: 2 },
    ),
    row(
      "splits a range in two, by rules",
      firewall({ mode: "rules" }),
      firewall({ ranges: halvedRanges, mode: "rules" }),
      { create: 2, delete: 1 },
    ),
    row("joins the live ranges", same, firewall({ joinLiveRanges: true }), {}),
    row("turns IPv6 on", firewall({ ipv6: false }), firewall({}, { pools: ipv6Pools }), {
      create: 2,
      update: 1,
      replace: 1,
    }),
    row("turns IPv6 off", firewall({}, { pools: ipv6Pools }), firewall({ ipv6: false }), {
      update: 1,
      replace: 1,
      delete: 2,
    }),
    row(
      "admits an internal probe",
      same,
      firewall({ additionalSources: { probe: { cidr: "10.20.0.0/16" } } }),
      { create: 1 },
    ),
    row(
      "narrows what the origins may connect to",
      same,
      firewall({ egress: { internal: { cidr: "10.0.0.0/8" } } }),
      { create: 1, delete: 2 },
    ),
    row("tags the firewall", same, firewall({ tags: { team: "edge" } }), { update: 7 }),
    row("moves the firewall to another VPC", same, firewall({ vpcId: secondVpcId }), {
      update: 1,
      replace: 5,
    }),
    row(
      "moves the firewall to another region",
      same,
      firewall({ vpcId: secondVpcId, region: "eu-central-1" }),
      { replace: 8 },
    ),
    row("adds a region", same, twoRegions, { create: 9 }),
    row("removes a region", twoRegions, same, { delete: 9 }),
  ],
} satisfies Readonly<Record<string, readonly Transition[]>>;

const zonePath = "/zones/<id>";
const poolsPath = "/accounts/<id>/load_balancers/pools/<id>";
const www = { kind: "serving", subject: "www.example.com" } as const;

/** Pairs that do break something: each must be told, to the call. A line adds one. */
export const brokenTransitions: readonly Transition[] = [
  row(
    "turns an A into a CNAME with nothing beneath",
    records({ docs: docsToAddress }),
    records({ docs: docsToName }),
    { replace: 1 },
    {
      breaks: [
        {
          call: `DELETE ${zonePath}/dns_records/<id>`,
          kind: "serving",
          subject: "docs.example.com",
          what: "no record and no load balancer answers for docs.example.com",
          restoredBy: `POST ${zonePath}/dns_records`,
        },
      ],
    },
  ),
  row(
    "registers a target anew after it was deregistered",
    behindByHand(),
    behindByHand({ asks: 8081 }),
    { replace: 1 },
    {
      breaks: [
        {
          call: "POST lb.us-east-1/DeleteTargetGroupAttachment",
          kind: "answered",
          subject: "www.example.com",
          what: "origin has no target in app",
          restoredBy: "POST lb.us-east-1/CreateTargetGroupAttachment",
        },
      ],
    },
  ),
  row(
    "moves a listener to a port that Cloudflare does not ask",
    behindByHand(),
    behindByHand({ listens: 8443 }),
    { update: 1 },
    {
      breaks: [
        {
          call: "POST elasticloadbalancing.us-east-1/ModifyListener",
          kind: "answered",
          subject: "www.example.com",
          what: "nothing listens at port 443 of origin",
        },
      ],
    },
  ),
  row(
    "demands a client certificate that monitors do not show",
    pulledByHand(undefined),
    pulledByHand(verifying),
    { update: 1 },
    {
      breaks: [
        {
          call: "POST elasticloadbalancing.us-east-1/ModifyListener",
          kind: "probed",
          subject: "origin",
          what: "port 443 demands a client certificate, which monitors do not show for only",
        },
      ],
    },
  ),
  row(
    "lets monitors show a client certificate no more while it is demanded",
    pulledByHand(verifying, "example.com"),
    pulledByHand(verifying),
    { update: 1 },
    {
      breaks: [
        {
          call: "PUT /accounts/<id>/load_balancers/monitors/<id>",
          kind: "probed",
          subject: "origin",
          what: "port 443 demands a client certificate, which monitors do not show for only",
        },
      ],
    },
  ),
  row(
    "disables the only pool",
    balancerByHand(),
    balancerByHand({ poolEnabled: false }),
    { update: 1 },
    {
      breaks: [
        {
          call: `PUT ${poolsPath}`,
          ...www,
          what: "the load balancer www.example.com finds no origin: the pool only is off",
        },
      ],
    },
  ),
  row(
    "disables the only origin",
    balancerByHand(),
    balancerByHand({ originEnabled: false }),
    { update: 1 },
    {
      breaks: [
        {
          call: `PUT ${poolsPath}`,
          ...www,
          what: "the load balancer www.example.com finds no origin: the pool only has no origin on",
        },
      ],
    },
  ),
  row(
    "disables the load balancer",
    balancerByHand(),
    balancerByHand({ enabled: false }),
    { update: 1 },
    {
      breaks: [
        {
          call: `PUT ${zonePath}/load_balancers/<id>`,
          ...www,
          what: "the load balancer www.example.com is off and no record stands beneath it",
        },
      ],
    },
  ),
  row(
    "deletes a load balancer before it is made anew",
    balancerByHand({ deletesFirst: true }),
    balancerByHand({ deletesFirst: true, description: "second" }),
    { replace: 1 },
    {
      breaks: [
        {
          call: `DELETE ${zonePath}/load_balancers/<id>`,
          ...www,
          what: "no record and no load balancer answers for www.example.com",
          restoredBy: `POST ${zonePath}/load_balancers`,
        },
      ],
    },
  ),
  row(
    "deletes a record before it is made anew",
    recordByHand({ type: "A", content: "203.0.113.10" }),
    recordByHand({ type: "CNAME", content: "origin.example.net" }),
    { replace: 1 },
    {
      breaks: [
        {
          call: `DELETE ${zonePath}/dns_records/<id>`,
          ...www,
          what: "no record and no load balancer answers for www.example.com",
          restoredBy: `POST ${zonePath}/dns_records`,
        },
      ],
    },
  ),
  row(
    "drops a name that nobody meant to go",
    recordByHand({ type: "A", content: "203.0.113.10" }),
    nothing,
    { delete: 1 },
    {
      breaks: [
        {
          call: `DELETE ${zonePath}/dns_records/<id>`,
          ...www,
          what: "no record and no load balancer answers for www.example.com",
        },
      ],
    },
  ),
  row(
    "sets TLS back to full",
    tlsByHand("strict"),
    tlsByHand("full"),
    { update: 1 },
    {
      breaks: [
        {
          call: `PATCH ${zonePath}/settings/ssl`,
          kind: "strictTls",
          subject: "<id>",
          what: "the zone's TLS mode is full, not strict",
        },
      ],
    },
  ),
  row(
    "opens an origin to the world",
    originByHand(cloudflareRules),
    originByHand([...cloudflareRules, { cidrIpv4: "0.0.0.0/0" }]),
    { create: 1 },
    {
      breaks: [
        {
          call: "POST ec2.us-east-1/AuthorizeSecurityGroupIngress",
          kind: "closed",
          subject: "origin",
          what: "port 443 is open to 0.0.0.0/0",
        },
      ],
    },
  ),
  row(
    "shuts an origin to one of Cloudflare's ranges",
    originByHand(cloudflareRules),
    originByHand(cloudflareRules.slice(1)),
    { delete: 1 },
    {
      breaks: [
        {
          call: "POST ec2.us-east-1/RevokeSecurityGroupIngress",
          kind: "reachable",
          subject: "origin",
          what: "port 443 is closed to 1 of Cloudflare's IPv4 ranges, 103.21.244.0/22 the first",
        },
      ],
    },
  ),
  row(
    "lets a firewall's ranges shrink below Cloudflare's",
    same,
    firewall({ ranges: fewerRanges }),
    { update: 1 },
    {
      breaks: [
        {
          call: "POST ec2.us-east-1/ModifyManagedPrefixList",
          kind: "reachable",
          subject: "origin-main-<id>",
          what: "port 443 is closed to 1 of Cloudflare's IPv4 ranges, 103.21.244.0/22 the first",
        },
      ],
    },
  ),
];
