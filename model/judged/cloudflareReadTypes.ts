import {
  limitSettings,
  servingSettings,
  originPullsSetting,
  tlsSettings,
  turnedSettings,
} from "../../facts/cloudflare/zoneSettings";
import { edgeReadTypes } from "./edgeReadTypes";
import type { ModelTypeName } from "../graph/resourceTypes";
import { answered, forPeople, nameForPeople, type ReadType } from "./readType";
import { settingsWithoutPart } from "./settingsNoPart";
import { zoneProductReadTypes } from "./zoneProductReadTypes";

const { sslMode, automaticSsl, minimumTlsVersion, tls13, alwaysUseHttps } = tlsSettings;
const { hsts, originMaximumHttpVersion } = tlsSettings;

/** Who is told, and how: no request passes it, and the rules read whether anybody is told at all. */
const telling = "tells people; no request of a visitor passes it";

/** Cloudflare puts its authorities into the CAA records of a zone itself. Source: Cloudflare docs, ssl/edge-certificates/caa-records. */
const ordersAnother = "makes another certificate, which is read as the replacement that it is";

/** What of the types of Cloudflare the model, the rules and the risks read. */
export const cloudflareReadTypes: Readonly<Partial<Record<ModelTypeName, ReadType>>> = {
  dnsRecord: {
    read: [
      "name",
      "type",
      "content",
      "data",
      "proxied",
      "ttl",
      "zoneId",
      "privateRouting",
      "priority",
      "settings.flattenCname",
    ],
    noPart: { comment: forPeople, tags: "labels for people" },
  },
  zone: { read: ["name", "paused", "type"] },
  zoneSetting: {
    read: ["zoneId", "settingId", "value"],
    only: {
      property: "settingId",
      values: [
        ...[sslMode, automaticSsl, minimumTlsVersion, tls13, alwaysUseHttps].map(({ id }) => id),
        ...[hsts.id, originMaximumHttpVersion.id, originPullsSetting],
        ...Object.values(servingSettings),
        ...Object.values(limitSettings),
        ...Object.values(turnedSettings),
      ],
      noPart: settingsWithoutPart,
    },
  },
  loadBalancer: {
    read: [
      ...["zoneId", "name", "enabled", "proxied", "steeringPolicy", "defaultPools", "fallbackPool"],
      ...["regionPools", "countryPools", "popPools", "randomSteering", "locationStrategy"],
      ...["adaptiveRouting", "rules", "ttl", "sessionAffinity"],
      "sessionAffinityAttributes.zeroDowntimeFailover",
    ],
    noPart: {
      description: forPeople,
      sessionAffinityTtl: "how long a visitor comes back to an origin; health goes before it",
      "sessionAffinityAttributes.samesite": "an attribute of the cookie that pins visitors",
      "sessionAffinityAttributes.secure": "an attribute of the cookie that pins visitors",
    },
  },
  pool: {
    read: [
      ...[
        "name",
        "enabled",
        "origins",
        "minimumOrigins",
        "checkRegions",
        "monitor",
        "monitorGroup",
      ],
      ...["loadShedding", "accountId", "notificationEmail", "notificationFilter"],
    ],
    noPart: { description: forPeople },
  },
  monitor: {
    read: [
      ...["accountId", "type", "method", "path", "port", "header", "expectedBody", "expectedCodes"],
      ...["allowInsecure", "followRedirects", "probeZone", "interval", "timeout", "retries"],
      "consecutiveDown",
    ],
    noPart: {
      description: forPeople,
      consecutiveUp: "how soon an origin that was out comes back; none goes out for it",
    },
  },
  monitorGroup: { read: ["accountId", "members"], noPart: { description: forPeople } },
  alert: {
    read: ["accountId", "alertType", "enabled", "filters", "mechanisms"],
    noPart: { name: forPeople, description: forPeople, alertInterval: telling },
  },
  alertWebhook: {
    read: ["accountId"],
    noPart: { name: forPeople, secret: telling },
  },
  originCertificate: {
    read: ["hostnames"],
    noPart: {
      ...{ csr: ordersAnother, requestType: ordersAnother, requestedValidity: ordersAnother },
    },
  },
  certificatePack: {
    read: ["hosts", "zoneId"],
    noPart: Object.fromEntries(
      [
        ...["certificateAuthority", "cloudflareBranding", "type"],
        ...["validationMethod", "validityDays"],
      ].map((name) => [name, ordersAnother]),
    ),
  },
  originPulls: { read: ["enabled", "zoneId"] },
  // The watch alone reads who issued it.
  pullsCertificate: { read: [], unread: ["create", "update", "replace", "delete"] },
  hostnamePulls: { read: ["configs", "zoneId"] },
  customCertificate: { read: ["certificate", "zoneId"] },
  keylessCertificate: { read: ["certificate", "zoneId"], noPart: { name: nameForPeople } },
  universalSsl: { read: ["enabled", "zoneId"] },
  totalTls: { read: ["enabled", "zoneId"] },
  hostnameTlsSetting: {
    read: ["hostname", "settingId", "value", "zoneId"],
    only: { property: "settingId", values: [minimumTlsVersion.id] },
  },
  pageRule: {
    read: [
      ...["actions.ssl", "actions.forwardingUrl", "actions.securityLevel"],
      ...["actions.cacheLevel", "actions.edgeCacheTtl", "actions.bypassCacheOnCookie"],
      ...["actions.cacheOnCookie", "actions.cacheKeyFields", "actions.explicitCacheControl"],
      ...["actions.cacheTtlByStatus", "actions.hostHeaderOverride", "actions.resolveOverride"],
      "actions.alwaysUseHttps",
      ...["priority", "status", "target", "zoneId"],
    ],
    noPart: { createdOn: answered, modifiedOn: answered },
    byProperty: ["create", "delete"],
  },
  ruleset: {
    read: [
      ...["accountId", "kind", "phase", "zoneId"],
      ...["rules.action", "rules.actionParameters.ssl", "rules.enabled", "rules.expression"],
      ...["rules.actionParameters.cache", "rules.actionParameters.edgeTtl.default"],
      ...["rules.actionParameters.edgeTtl.mode", "rules.actionParameters.cacheKey"],
      ...["rules.actionParameters.edgeTtl.statusCodeTtls", "rules.actionParameters.browserTtl"],
      ...["origin", "hostHeader", "sni"].map((name) => `rules.actionParameters.${name}`),
      ...["rules.actionParameters.fromList", "rules.actionParameters.products"],
      ...["rules.actionParameters.fromValue", "rules.actionParameters.response.statusCode"],
      ...["rules.actionParameters.phases", "rules.actionParameters.ruleset"],
      ...["characteristics", "countingExpression", "mitigationTimeout", "period"].map(
        (name) => `rules.ratelimit.${name}`,
      ),
      ...["requestsPerPeriod", "requestsToOrigin"].map((name) => `rules.ratelimit.${name}`),
      ...["id", "uri", "statusCode"].map((name) => `rules.actionParameters.${name}`),
      ...["rules.actionParameters.headers", "rules.actionParameters.securityLevel"],
      ...["staleIfError", "stripSetCookie", "maxAge", "sMaxage", "public"].map(
        (name) => `rules.actionParameters.${name}`,
      ),
      ...["noCache", "noStore", "private"].map((name) => `rules.actionParameters.${name}`),
    ],
    noPart: {
      ...{ lastUpdated: answered, version: answered, "rules.id": answered },
      name: nameForPeople,
      description: forPeople,
      "rules.description": forPeople,
      "rules.ref": nameForPeople,
      ...Object.fromEntries(
        ["operation", "values", "expression"].map((name) => [
          `rules.actionParameters.${name}`,
          "labels by which answers are purged",
        ]),
      ),
      ...Object.fromEntries(
        ["stripEtags", "stripLastModified", "immutable", "noTransform"].map((name) => [
          `rules.actionParameters.${name}`,
          "how browsers and caches ask whether an answer is still the same",
        ]),
      ),
      ...Object.fromEntries(
        ["staleWhileRevalidate", "mustRevalidate", "proxyRevalidate", "mustUnderstand"].map(
          (name) => [
            `rules.actionParameters.${name}`,
            "whether visitors wait while the edge asks for a newer answer",
          ],
        ),
      ),
      "rules.actionParameters.serveStale":
        "whether visitors wait while the edge asks for a newer answer",
      "rules.logging": "what the event log holds of requests that the rule lets go on",
      "rules.actionParameters.content": "what an error looks like",
      "rules.actionParameters.contentType": "what an error looks like",
      "rules.actionParameters.assetName": "what an error looks like",
      "rules.actionParameters.response.content": "what an error looks like",
      "rules.actionParameters.response.contentType": "what an error looks like",
    },
    only: {
      property: "phase",
      values: [
        ...["http_config_settings", "http_request_dynamic_redirect"],
        ...["http_request_firewall_custom", "http_ratelimit", "http_request_redirect"],
        ...["http_request_origin", "http_request_cache_settings", "http_request_transform"],
        ...["http_request_late_transform", "http_response_headers_transform"],
        ...["http_response_cache_settings", "http_custom_errors"],
      ],
      noPart: {
        http_log_custom_fields: "what logs hold; no request is answered otherwise",
        http_response_compression:
          "how answers are packed for clients that can unpack them so; others get them as before",
      },
    },
    byProperty: ["create", "delete"],
  },
  rulesList: {
    read: [
      ...["accountId", "kind", "name"],
      ...["redirect", "ip", "hostname", "asn"].map((name) => `items.${name}`),
    ],
    noPart: {
      ...{ createdOn: answered, modifiedOn: answered, numItems: answered },
      numReferencingFilters: answered,
      description: forPeople,
      "items.comment": forPeople,
    },
    byProperty: ["create", "delete"],
  },
  rulesListItem: {
    read: ["accountId", "listId", "redirect", "ip", "hostname", "asn"],
    noPart: { comment: forPeople, createdOn: answered, modifiedOn: answered },
    byProperty: ["create", "delete"],
  },
  ...edgeReadTypes,
  ...zoneProductReadTypes,
};

/** Tokens beside the model's types of which the risks read that they go, and these properties; nobody reads what they answer. */
export const goingCloudflareTypes: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/workersCustomDomain:WorkersCustomDomain": [],
  "cloudflare:index/r2CustomDomain:R2CustomDomain": ["enabled"],
  "cloudflare:index/pagesDomain:PagesDomain": [],
  "cloudflare:index/customHostname:CustomHostname": ["customOriginServer"],
};

const probing = "how it asks; it tells people alone, and no load balancer reads it";

/** What is read of a standalone health check: whether it asks, and whom. */
export const healthcheckReadType: ReadType = {
  read: ["address", "suspended", "zoneId"],
  noPart: {
    ...{ name: nameForPeople, description: forPeople },
    ...Object.fromEntries(
      [
        ...["type", "checkRegions", "interval", "timeout", "retries", "consecutiveFails"],
        ...["consecutiveSuccesses", "httpConfig", "tcpConfig"],
      ].map((name) => [name, probing]),
    ),
  },
};
