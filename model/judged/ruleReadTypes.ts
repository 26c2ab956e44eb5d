import type { ModelTypeName } from "../graph/resourceTypes";
import { answered, forPeople, nameForPeople, type ReadType } from "./readType";

/**
 * What rules switch of pages that are answered already, by its names in configuration rules and page rules.
 * Source: Cloudflare docs, rules/configuration-rules/settings and rules/page-rules/reference/settings.
 */
const shownPages: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["mirage", "polish"].map((name) => [
      name,
      "how small images are; pages show them all the same",
    ]),
  ),
  emailObfuscation: "hides mail addresses in pages from programs; browsers show them",
  automaticHttpsRewrites: "rewrites links inside pages that are answered already",
  opportunisticEncryption: "a header that browsers are free to follow",
};

/** The same, of configuration rules alone. Source: that of `shownPages`. */
const configuredPages: Readonly<Record<string, string>> = {
  ...shownPages,
  serverSideExcludes: "hides marked parts of pages from suspicious visitors",
  autominify: "how small files are; Cloudflare does it no more",
  fonts: "whence browsers load fonts; pages show without them",
  disableRum: "measures visits; pages are answered without it",
};

/** What of the rules of the edge the model, the rules and the risks read. */
export const ruleReadTypes = {
  pageRule: {
    read: [
      ...["actions.ssl", "actions.forwardingUrl", "actions.securityLevel"],
      ...["actions.cacheLevel", "actions.edgeCacheTtl", "actions.bypassCacheOnCookie"],
      ...["actions.cacheOnCookie", "actions.cacheKeyFields", "actions.explicitCacheControl"],
      ...["actions.cacheTtlByStatus", "actions.hostHeaderOverride", "actions.resolveOverride"],
      ...["actions.alwaysUseHttps", "actions.browserCheck", "actions.rocketLoader"],
      ...["priority", "status", "target", "zoneId"],
    ],
    noPart: {
      ...{ createdOn: answered, modifiedOn: answered },
      ...Object.fromEntries(
        Object.entries(shownPages).map(([name, reason]) => [`actions.${name}`, reason]),
      ),
      "actions.sortQueryStringForCache": "one answer stands for a query in every order",
      "actions.originErrorPagePassThru": "what an error of the origin looks like",
    },
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
      ...["noCache", "noStore", "private", "bic", "rocketLoader", "hotlinkProtection"].map(
        (name) => `rules.actionParameters.${name}`,
      ),
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
      ...Object.fromEntries(
        Object.entries(configuredPages).map(([name, reason]) => [
          `rules.actionParameters.${name}`,
          reason,
        ]),
      ),
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
} as const satisfies Readonly<Partial<Record<ModelTypeName, ReadType>>>;
