import { turnedSettings } from "../../facts/cloudflare/turnedSettings";
import {
  limitSettings,
  servingSettings,
  originPullsSetting,
  tlsSettings,
} from "../../facts/cloudflare/zoneSettings";
import { edgeReadTypes } from "./edgeReadTypes";
import type { ModelTypeName } from "../graph/resourceTypes";
import { forPeople, nameForPeople, type ReadType } from "./readType";
import { ruleReadTypes } from "./ruleReadTypes";
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
  ...ruleReadTypes,
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
