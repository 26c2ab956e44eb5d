import { bypassAction, QueueingMethod } from "./waitingRooms";
import type { ResourceRules } from "../resourceRules";
import { listKinds, redirectStatusCodes } from "./accountLists";
import { onOff } from "./zoneSettings";

const schema = "Cloudflare Terraform provider v5.22.0, internal/services";

const switches = Object.values(onOff);

/** What of a page rule's actions is on or off. */
const pageRuleSwitches: readonly string[] = [
  ...["automaticHttpsRewrites", "browserCheck", "cacheByDeviceType", "cacheDeceptionArmor"],
  ...["emailObfuscation", "explicitCacheControl", "ipGeolocation", "mirage"],
  ...["opportunisticEncryption", "originErrorPagePassThru", "respectStrongEtag"],
  ...["responseBuffering", "rocketLoader", "sortQueryStringForCache", "trueClientIpHeader", "waf"],
];

/**
 * What an upload of a Worker sends and no answer repeats; the text of a binding is answered where it is `plain_text`.
 * Source: the npm package `cloudflare` 7.3, resources/workers/scripts: `ScriptUpdateParams` has the text of `secret_text`, the key
 * of `secret_key` and the token of assets, `ScriptAndVersionSettingGetResponse` has none of them.
 */
const workerSecrets = {
  bindings: { text: ["plain_text"], keyBase64: [], keyJwk: [] },
  assets: { jwt: [] },
};

/** Rules of what else stands before an origin: page rules, routes of Workers, tunnels, lists and waiting rooms. */
export const trafficResourceRules: Readonly<Record<string, ResourceRules>> = {
  "cloudflare:index/pageRule:PageRule": {
    source: `${schema}/page_rule`,
    replaces: ["zoneId"],
    defaults: { priority: 1, status: "disabled" },
    oneOf: {
      status: ["active", "disabled"],
      "actions.cacheLevel": ["bypass", "basic", "simplified", "aggressive", "cache_everything"],
      "actions.polish": ["off", "lossless", "lossy"],
      "actions.securityLevel": [
        ...["off", "essentially_off", "low", "medium", "high", "under_attack"],
      ],
      "actions.ssl": ["off", "flexible", "full", "strict", "origin_pull"],
      ...Object.fromEntries(pageRuleSwitches.map((name) => [`actions.${name}`, switches])),
    },
  },
  "cloudflare:index/workersRoute:WorkersRoute": {
    source: `${schema}/workers_route`,
    replaces: ["zoneId"],
  },
  "cloudflare:index/workersScript:WorkersScript": {
    source: `${schema}/workers_script`,
    replaces: ["accountId", "scriptName"],
    answers: { bindings: [], compatibilityFlags: [], hasAssets: false, logpush: false },
    writeOnlyInside: workerSecrets,
  },
  "cloudflare:index/zeroTrustAccessIdentityProvider:ZeroTrustAccessIdentityProvider": {
    source: `${schema}/zero_trust_access_identity_provider`,
    replaces: ["accountId", "type", "zoneId"],
  },
  "cloudflare:index/zeroTrustAccessMtlsCertificate:ZeroTrustAccessMtlsCertificate": {
    source: `${schema}/zero_trust_access_mtls_certificate`,
    replaces: ["accountId", "certificate", "zoneId"],
  },
  "cloudflare:index/zeroTrustTunnelCloudflared:ZeroTrustTunnelCloudflared": {
    source: `${schema}/zero_trust_tunnel_cloudflared`,
    replaces: ["accountId", "configSrc"],
    defaults: { configSrc: "local" },
    answers: { status: "inactive", tunType: "cfd_tunnel", connections: [] },
    oneOf: { configSrc: ["local", "cloudflare"] },
    writeOnly: ["tunnelSecret"],
    secret: ["tunnelSecret"],
  },
  "cloudflare:index/zeroTrustTunnelCloudflaredConfig:ZeroTrustTunnelCloudflaredConfig": {
    source: `${schema}/zero_trust_tunnel_cloudflared_config`,
    replaces: ["accountId", "tunnelId"],
    answers: { source: "cloudflare" },
    oneOf: { source: ["local", "cloudflare"] },
    deleteIsEmpty: true,
  },
  "cloudflare:index/list:List": {
    source: `${schema}/list`,
    replaces: ["accountId", "kind", "name"],
    answers: { numItems: 0, numReferencingFilters: 0 },
    oneOf: { kind: listKinds, "items.redirect.statusCode": redirectStatusCodes },
    sets: ["items"],
  },
  "cloudflare:index/listItem:ListItem": {
    source: `${schema}/list_item`,
    replaces: ["accountId", "asn", "comment", "hostname", "ip", "listId", "redirect"],
    defaults: {
      "redirect.includeSubdomains": false,
      "redirect.preservePathSuffix": false,
      "redirect.preserveQueryString": false,
      "redirect.statusCode": 301,
      "redirect.subpathMatching": false,
    },
    oneOf: { "redirect.statusCode": redirectStatusCodes },
  },
  "cloudflare:index/waitingRoom:WaitingRoom": {
    source: `${schema}/waiting_room`,
    replaces: ["zoneId"],
    defaults: {
      ...{ cookieSuffix: "", customPageHtml: "", defaultTemplateLanguage: "en-US" },
      ...{ description: "", disableSessionRenewal: false, jsonResponseEnabled: false, path: "/" },
      ...{ queueAll: false, queueingMethod: "fifo", queueingStatusCode: 200 },
      ...{ sessionDuration: 5, suspended: false, turnstileAction: "log" },
      ...{ turnstileMode: "invisible", "additionalRoutes.path": "/" },
      ...{ "cookieAttributes.samesite": "auto", "cookieAttributes.secure": "auto" },
    },
    answers: { additionalRoutes: [], enabledOriginCommands: [] },
    oneOf: {
      queueingMethod: Object.values(QueueingMethod),
      queueingStatusCode: [200, 202, 429],
      turnstileAction: ["log", "infinite_queue"],
      turnstileMode: ["off", "invisible", "visible_non_interactive", "visible_managed"],
      enabledOriginCommands: ["revoke"],
      "cookieAttributes.samesite": ["auto", "lax", "none", "strict"],
      "cookieAttributes.secure": ["auto", "always", "never"],
    },
    between: {
      totalActiveUsers: [200, 2_147_483_647],
      newUsersPerMinute: [200, 2_147_483_647],
      sessionDuration: [1, 30],
    },
  },
  "cloudflare:index/waitingRoomRules:WaitingRoomRules": {
    source: `${schema}/waiting_room_rules (the defaults from memory)`,
    replaces: ["zoneId", "waitingRoomId"],
    defaults: { "rules.description": "", "rules.enabled": true },
    oneOf: { "rules.action": [bypassAction] },
  },
  "cloudflare:index/waitingRoomEvent:WaitingRoomEvent": {
    source: `${schema}/waiting_room_event (the defaults from memory)`,
    replaces: ["zoneId", "waitingRoomId"],
    defaults: { description: "", shuffleAtEventStart: false, suspended: false },
    oneOf: { queueingMethod: Object.values(QueueingMethod) },
  },
};
