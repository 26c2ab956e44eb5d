import { certificateRequest } from "../../../support/certificateRequest";
import { expect } from "chai";

import {
  defaultAccountId as accountId,
  defaultZoneId as zoneId,
} from "../../../../sandbox/cloud/accountSeed";
import { cloudflareServedTypes } from "../../../../sandbox/cloud/cloudflare/handlers";
import { equalsGolden } from "../../../support/golden";
import { httpAtDoor, type Answered } from "./httpClient";
import { uploadedAsForm } from "./servedAnswers";

const zone = `/zones/${zoneId}`;
const account = `/accounts/${accountId}`;
const record = { name: "www", type: "A", content: "192.0.2.1", ttl: 300 };
const srv = { priority: 1, weight: 5, port: 5060, target: "sip.example.com" };
const rule = {
  action: "set_cache_settings",
  expression: "true",
  action_parameters: {
    edge_ttl: {
      mode: "override_origin",
      default: 60,
      status_code_ttl: [{ status_code: 502, value: 0 }],
    },
  },
};
const emails = { email: [{ id: "oncall@example.com" }] };
const policy = { name: "down", alert_type: "load_balancing_health_alert", mechanisms: emails };

/** An id that no list has. */
const listId = "0".repeat(32);

/** An id that no tunnel has. */
const tunnelId = "00000000-0000-4000-8000-000000000000";

function targetAt(value: string): object {
  return { target: "url", constraint: { operator: "matches", value } };
}

/** `METHOD path body`; `<n>` stands for the id that the n-th line of the conversation made. */
type Line = readonly [method: string, path: string, body?: object];

/** A life of each type: made, read, listed, changed in each of the ways that it has, refused, deleted, and gone. */
const lives: readonly Line[] = [
  ["POST", `${zone}/dns_records`, record],
  ["GET", `${zone}/dns_records/<0>`],
  ["PATCH", `${zone}/dns_records/<0>`, { comment: "by hand", proxied: true, ttl: 1 }],
  ["PUT", `${zone}/dns_records/<0>`, { ...record, content: "192.0.2.2" }],
  ["POST", `${zone}/dns_records`, { ...record, content: "192.0.2.2" }],
  ["POST", `${zone}/dns_records`, { name: "_sip._tcp", type: "SRV", data: srv }],
  [
    "POST",
    `${zone}/dns_records`,
    { name: "@", type: "MX", content: "mx.example.com", priority: 10 },
  ],
  ["POST", `${zone}/dns_records`, { ...record, type: "FOO" }],
  ["POST", `${zone}/dns_records`, { ...record, ttl: "soon" }],
  ["POST", `${zone}/dns_records`, { type: "A", content: "192.0.2.1" }],
  ["GET", `${zone}/dns_records?type=SRV`],
  ["DELETE", `${zone}/dns_records/<0>`],
  ["GET", `${zone}/dns_records/<0>`],
  ["POST", "/zones", { name: "other.example", account: { id: accountId } }],
  ["POST", "/zones", { name: "other.example", account: { id: accountId } }],
  ["PATCH", "/zones/<13>", { paused: true }],
  ["GET", "/zones?name=ends_with:.example"],
  ["DELETE", "/zones/<13>"],
  ["GET", "/zones/<13>"],
  ["PATCH", `${zone}/settings/ssl`, { value: "strict" }],
  ["GET", `${zone}/settings/ssl`],
  ["PATCH", `${zone}/settings/ssl`, { value: "none" }],
  ["PATCH", `${zone}/settings/ssl`, {}],
  [
    "POST",
    `${account}/load_balancers/monitors`,
    {
      type: "https",
      expected_codes: "200",
      header: { Host: ["www.example.com"], "X-Camel-Case": ["1"] },
    },
  ],
  ["PATCH", `${account}/load_balancers/monitors/<23>`, { interval: 10 }],
  ["PUT", `${account}/load_balancers/monitors/<23>`, { type: "http", expected_codes: "2xx" }],
  ["PUT", `${account}/load_balancers/monitors/<23>`, { type: "smoke", expected_codes: "2xx" }],
  ["GET", `${account}/load_balancers/monitors`],
  [
    "POST",
    `${account}/load_balancers/monitor_groups`,
    {
      description: "all",
      members: [
        { monitor_id: "<23>", enabled: true, monitoring_only: false, must_be_healthy: true },
      ],
    },
  ],
  ["PATCH", `${account}/load_balancers/monitor_groups/<28>`, { description: "every one" }],
  ["GET", `${account}/load_balancers/monitor_groups`],
  ["DELETE", `${account}/load_balancers/monitors/<23>`],
  [
    "POST",
    `${account}/load_balancers/pools`,
    {
      name: "main",
      monitor: "<23>",
      origins: [
        { name: "b", address: "192.0.2.1", header: { Host: ["www.example.com"] } },
        { name: "a", address: "192.0.2.2", weight: 0.5 },
      ],
    },
  ],
  ["PATCH", `${account}/load_balancers/pools/<32>`, { enabled: false }],
  [
    "PUT",
    `${account}/load_balancers/pools/<32>`,
    { name: "main", origins: [{ name: "a", address: "192.0.2.2" }] },
  ],
  ["GET", `${account}/load_balancers/pools?monitor=<23>`],
  [
    "POST",
    `${account}/load_balancers/pools`,
    { name: "main", origins: [{ name: "a", address: "192.0.2.9" }] },
  ],
  [
    "POST",
    `${zone}/load_balancers`,
    {
      name: "lb.example.com",
      default_pools: ["<32>"],
      fallback_pool: "<32>",
      region_pools: { WNAM: ["<32>"] },
      pop_pools: { lowerCase: ["<32>"] },
      steering_policy: "geo",
      rules: [{ name: "one", condition: "true", overrides: { session_affinity_ttl: 1800 } }],
    },
  ],
  ["PATCH", `${zone}/load_balancers/<37>`, { proxied: true, ttl: null, pop_pools: null }],
  [
    "PUT",
    `${zone}/load_balancers/<37>`,
    { name: "lb.example.com", default_pools: ["<32>"], fallback_pool: "<32>" },
  ],
  [
    "PUT",
    `${zone}/load_balancers/<37>`,
    { name: "lb.example.com", default_pools: ["0"], fallback_pool: "0" },
  ],
  ["GET", `${zone}/load_balancers`],
  ["DELETE", `${account}/load_balancers/pools/<32>`],
  ["DELETE", `${zone}/load_balancers/<37>`],
  ["DELETE", `${account}/load_balancers/pools/<32>`],
  [
    "POST",
    `${zone}/healthchecks`,
    {
      name: "www",
      address: "www.example.com",
      type: "HTTPS",
      http_config: { port: 443, header: { "X-Check": ["1"] }, expected_codes: ["200"] },
    },
  ],
  ["PATCH", `${zone}/healthchecks/<45>`, { suspended: true }],
  [
    "PUT",
    `${zone}/healthchecks/<45>`,
    { name: "www", address: "www.example.com", check_regions: ["XX"] },
  ],
  ["GET", `${zone}/healthchecks`],
  ["DELETE", `${zone}/healthchecks/<45>`],
  [
    "POST",
    `${account}/alerting/v3/destinations/webhooks`,
    { name: "pager", url: "https://hooks.example.net/x", secret: "never-shown-again" },
  ],
  ["GET", `${account}/alerting/v3/destinations/webhooks/<50>`],
  [
    "POST",
    `${account}/alerting/v3/policies`,
    {
      ...policy,
      mechanisms: { ...emails, webhooks: [{ id: "<50>" }] },
      filters: { pool_id: ["<32>"], new_health: ["Unhealthy"], event_source: ["pool"] },
    },
  ],
  ["GET", `${account}/alerting/v3/policies/<52>`],
  ["PUT", `${account}/alerting/v3/policies/<52>`, { ...policy, enabled: false }],
  ["POST", `${account}/alerting/v3/policies`, { ...policy, mechanisms: {} }],
  ["GET", `${account}/alerting/v3/policies`],
  ["DELETE", `${account}/alerting/v3/policies/<52>`],
  ["PUT", `${account}/alerting/v3/destinations/webhooks/<50>`, { name: "pager", url: "ftp://x" }],
  ["DELETE", `${account}/alerting/v3/destinations/webhooks/<50>`],
  ["GET", `${zone}/rulesets/phases/http_request_cache_settings/entrypoint`],
  [
    "PUT",
    `${zone}/rulesets/phases/http_request_cache_settings/entrypoint`,
    { rules: [{ ...rule, ref: "first" }] },
  ],
  ["GET", `${zone}/rulesets/phases/http_request_cache_settings/entrypoint`],
  [
    "POST",
    `${zone}/rulesets`,
    { name: "default", kind: "zone", phase: "http_request_cache_settings", rules: [] },
  ],
  ["POST", `${zone}/rulesets/<61>/rules`, { ...rule, ref: "second", position: { index: 1 } }],
  ["PUT", `${zone}/rulesets/<61>`, { rules: [{ ...rule, ref: "first", description: "only" }] }],
  ["GET", `${zone}/rulesets`],
  ["DELETE", `${zone}/rulesets/<61>`],
  ["GET", `${zone}/rulesets/<61>`],
  [
    "POST",
    "/certificates",
    {
      csr: certificateRequest,
      hostnames: ["www.example.com"],
      request_type: "origin-rsa",
      requested_validity: 90,
    },
  ],
  [
    "POST",
    "/certificates",
    { csr: certificateRequest, hostnames: ["www.example.net"], request_type: "origin-rsa" },
  ],
  ["GET", `/certificates?zone_id=${zoneId}`],
  ["DELETE", "/certificates/<69>"],
  ["GET", `${zone}/origin_tls_client_auth/settings`],
  ["PUT", `${zone}/origin_tls_client_auth/settings`, { enabled: true }],
  ["GET", `${zone}/origin_tls_client_auth/settings`],
  ["PATCH", `${zone}/cache/tiered_cache_smart_topology_enable`, { value: "on" }],
  ["GET", `${zone}/cache/tiered_cache_smart_topology_enable`],
  ["DELETE", `${zone}/cache/tiered_cache_smart_topology_enable`],
  ["PATCH", `${zone}/argo/smart_routing`, { value: "on" }],
  ["PATCH", `${zone}/argo/smart_routing`, { value: "perhaps" }],
  ["GET", `${zone}/argo/smart_routing`],
  ["POST", `${zone}/origin_tls_client_auth`, { certificate: "no PEM", private_key: "never-shown" }],
  ["GET", `${zone}/origin_tls_client_auth`],
  [
    "POST",
    `${zone}/pagerules`,
    { targets: [targetAt("example.com/*")], actions: [{ id: "ssl", value: "strict" }] },
  ],
  ["PATCH", `${zone}/pagerules/<84>`, { status: "active", priority: 3 }],
  ["POST", `${zone}/pagerules`, { targets: [targetAt("example.com/*")], actions: [] }],
  ["GET", `${zone}/pagerules?status=active`],
  ["DELETE", `${zone}/pagerules/<84>`],
  ["POST", `${zone}/workers/routes`, { pattern: "example.com/api/*", script: "api" }],
  ["POST", `${zone}/workers/routes`, { pattern: "Example.com/api/*" }],
  ["PUT", `${zone}/workers/routes/<89>`, { pattern: "example.com/v2/*" }],
  ["GET", `${zone}/workers/routes`],
  ["DELETE", `${zone}/workers/routes/<89>`],
  ["POST", `${account}/cfd_tunnel`, { name: "origin", config_src: "cloudflare" }],
  ["POST", `${account}/cfd_tunnel`, { name: "origin" }],
  ["GET", `${account}/cfd_tunnel/<94>/configurations`],
  [
    "PUT",
    `${account}/cfd_tunnel/<94>/configurations`,
    {
      config: {
        ingress: [
          { hostname: "www.example.com", service: "http://localhost:80" },
          { service: "http_status:404" },
        ],
      },
    },
  ],
  [
    "PUT",
    `${account}/cfd_tunnel/<94>/configurations`,
    { config: { ingress: [{ hostname: "www.example.com", service: "http://localhost:80" }] } },
  ],
  ["PATCH", `${account}/cfd_tunnel/<94>`, { name: "renamed" }],
  ["GET", `${account}/cfd_tunnel`],
  ["DELETE", `${account}/cfd_tunnel/<94>`],
  ["GET", `${account}/cfd_tunnel/<94>`],
  [
    "POST",
    `${zone}/waiting_rooms`,
    {
      ...{ name: "shop", host: "shop.example.com" },
      ...{ total_active_users: 300, new_users_per_minute: 200 },
    },
  ],
  ["PATCH", `${zone}/waiting_rooms/<103>`, { suspended: true }],
  ["PATCH", `${zone}/waiting_rooms/<103>`, { new_users_per_minute: 400 }],
  ["GET", `${zone}/waiting_rooms`],
  ["DELETE", `${zone}/waiting_rooms/<103>`],
  ["POST", `${account}/rules/lists`, { name: "monitors", kind: "ip" }],
  ["POST", `${account}/rules/lists`, { name: "monitors", kind: "asn" }],
  ["PUT", `${account}/rules/lists/<108>`, { description: "who may come", name: "other" }],
  ["POST", `${account}/rules/lists/<108>/items`, [{ ip: "192.0.2.1", comment: "a" }]],
  ["POST", `${account}/rules/lists/<108>/items`, [{ ip: "192.0.2.1" }, { ip: "192.0.2.1" }]],
  ["GET", `${account}/rules/lists/<108>/items`],
  ["GET", `${account}/rules/lists`],
  ["DELETE", `${account}/rules/lists/<108>`],
  [
    "POST",
    `${zone}/waiting_rooms`,
    {
      ...{ name: "sale", host: "sale.example.com" },
      ...{ total_active_users: 300, new_users_per_minute: 200 },
    },
  ],
  [
    "POST",
    `${zone}/waiting_rooms/<116>/events`,
    {
      ...{ name: "webinar", event_start_time: "2030-01-01T10:00:00Z" },
      event_end_time: "2030-01-01T12:00:00Z",
    },
  ],
  ["PATCH", `${zone}/waiting_rooms/<116>/events/<117>`, { suspended: true }],
  ["GET", `${zone}/waiting_rooms/<116>/events`],
  [
    "PUT",
    `${zone}/waiting_rooms/<116>/rules`,
    [{ action: "bypass_waiting_room", expression: "ssl" }],
  ],
  ["GET", `${zone}/waiting_rooms/<116>/rules`],
  ["DELETE", `${zone}/waiting_rooms/<116>/events/<117>`],
];

describe("every type that the API serves", () => {
  const here = httpAtDoor();

  it("lives as the golden file says: status, answer and order of the fields", async () => {
    const ids: string[] = [];
    const named = (text: string) =>
      text.replace(/<(\d+)>/g, (_whole, index: string) => ids[Number(index)] ?? "none");
    const told: string[] = [];
    for (const [method, path, body] of lives) {
      const sent =
        body === undefined ? undefined : (JSON.parse(named(JSON.stringify(body))) as object);
      const { status, body: envelope } = await here.client.call<Answered | null>(
        method,
        named(path),
        sent,
      );
      ids.push(envelope.result?.id ?? "none");
      const asked = body === undefined ? "" : ` ${JSON.stringify(body)}`;
      told.push(`${method} ${path}${asked}`, `${status} ${JSON.stringify(envelope)}`, "");
    }
    let text = told.join("\n").replaceAll(zoneId, "<zone>").replaceAll(accountId, "<account>");
    for (const [index, id] of ids.entries()) {
      if (/^[0-9a-f-]{32,36}$/.test(id) && ids.indexOf(id) === index) {
        text = text.replaceAll(id, `<${index}>`);
      }
    }
    equalsGolden(
      "api-answers.txt",
      text
        .replace(/"[0-9a-f]{32}"/g, '"<id>"')
        .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
        .replace(/-----BEGIN CERTIFICATE-----\\n[^-]+/g, "-----BEGIN CERTIFICATE-----\\n<body>\\n"),
    );
  });

  it("is every type that the stand-in serves with rules", async () => {
    for (const [method, path, body] of lives.filter(([one]) => one !== "DELETE")) {
      await here.client.call(
        method,
        path.replace("<94>", tunnelId).replace(/<(?:108|116)>/, listId),
        body,
      );
    }
    const seen = new Set(here.cloud.journal.calls.map(({ type }) => type));
    expect([...seen, uploadedAsForm].sort()).to.deep.equal([...cloudflareServedTypes].sort());
  });
});
