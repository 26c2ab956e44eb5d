import { EdgeCertificateAuthority } from "./certificatePacks";
import { notificationTypes } from "./notificationTypes";
import type { ResourceRules } from "../resourceRules";
import { originCaCertificates } from "./originCa";
import { onOff } from "./zoneSettings";

const schema = "Cloudflare Terraform provider v5.22.0, internal/services";

/** A switch of a zone whose delete the provider leaves empty. */
function zoneSwitch(service: string): ResourceRules {
  return {
    source: `${schema}/${service}`,
    replaces: ["zoneId"],
    oneOf: { value: Object.values(onOff) },
    answers: { editable: true },
    deleteIsEmpty: true,
  };
}

/** Rules of notifications, certificates, rulesets and switches of a zone. */
export const edgeResourceRules: Readonly<Record<string, ResourceRules>> = {
  "cloudflare:index/notificationPolicy:NotificationPolicy": {
    source: `${schema}/notification_policy; update noise measured with pulumi-cloudflare 6.17.0`,
    replaces: ["accountId"],
    defaults: { enabled: true },
    oneOf: {
      alertType: notificationTypes,
      "filters.incidentImpacts": [
        "INCIDENT_IMPACT_NONE",
        "INCIDENT_IMPACT_MINOR",
        "INCIDENT_IMPACT_MAJOR",
        "INCIDENT_IMPACT_CRITICAL",
      ],
      "filters.trafficExclusions": ["security_events"],
    },
    // The lists of filters are lists, in which order counts (schema.go, 232, 292 and 307).
    sets: ["mechanisms.emails", "mechanisms.webhooks", "mechanisms.pagerduties"],
  },
  "cloudflare:index/notificationPolicyWebhooks:NotificationPolicyWebhooks": {
    source: `${schema}/notification_policy_webhooks`,
    replaces: ["accountId"],
    answers: { type: "generic" },
    writeOnly: ["secret"],
    secret: ["secret"],
  },
  "cloudflare:index/originCaCertificate:OriginCaCertificate": {
    source: `${schema}/origin_ca_certificate`,
    replaces: ["csr", "hostnames", "requestType", "requestedValidity"],
    defaults: { requestedValidity: originCaCertificates.defaultDays },
    oneOf: {
      requestType: ["origin-rsa", "origin-ecc", "keyless-certificate"],
      requestedValidity: originCaCertificates.days,
    },
  },
  "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings": {
    source: `${schema}/authenticated_origin_pulls_settings`,
    replaces: ["zoneId"],
    deleteIsEmpty: true,
  },
  "cloudflare:index/authenticatedOriginPullsCertificate:AuthenticatedOriginPullsCertificate": {
    source: `${schema}/authenticated_origin_pulls_certificate`,
    replaces: ["certificate", "zoneId"],
    writeOnly: ["privateKey"],
    secret: ["privateKey"],
  },
  "cloudflare:index/authenticatedOriginPullsHostnameCertificate:AuthenticatedOriginPullsHostnameCertificate":
    {
      source: `${schema}/authenticated_origin_pulls_hostname_certificate`,
      replaces: ["certificate", "privateKey", "zoneId"],
      writeOnly: ["privateKey"],
      secret: ["privateKey"],
    },
  "cloudflare:index/tieredCache:TieredCache": {
    source: `${schema}/tiered_cache`,
    replaces: ["zoneId"],
    oneOf: { value: Object.values(onOff) },
    answers: { editable: true },
  },
  "cloudflare:index/regionalTieredCache:RegionalTieredCache": {
    ...zoneSwitch("regional_tiered_cache"),
    defaults: { value: onOff.off },
  },
  "cloudflare:index/argoSmartRouting:ArgoSmartRouting": zoneSwitch("argo_smart_routing"),
  "cloudflare:index/argoTieredCaching:ArgoTieredCaching": zoneSwitch("argo_tiered_caching"),
  // The provider orders a pack and never waits for its certificate.
  "cloudflare:index/certificatePack:CertificatePack": {
    source: `${schema}/certificate_pack`,
    replaces: [
      ...["certificateAuthority", "cloudflareBranding", "hosts", "type"],
      ...["validationMethod", "validityDays", "zoneId"],
    ],
    oneOf: {
      certificateAuthority: Object.values(EdgeCertificateAuthority),
      type: ["advanced"],
      validationMethod: ["txt", "http", "email"],
      validityDays: [14, 30, 90, 365],
    },
    answers: { status: "active" },
  },
  "cloudflare:index/totalTls:TotalTls": {
    source: `${schema}/total_tls`,
    replaces: ["zoneId"],
    oneOf: { certificateAuthority: ["google", "lets_encrypt", "ssl_com"] },
    deleteIsEmpty: true,
  },
  "cloudflare:index/universalSslSetting:UniversalSslSetting": {
    source: `${schema}/universal_ssl_setting`,
    replaces: ["zoneId"],
    deleteIsEmpty: true,
  },
  "cloudflare:index/zoneCacheReserve:ZoneCacheReserve": {
    ...zoneSwitch("zone_cache_reserve"),
    defaults: { value: onOff.off },
  },
  "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting": {
    source: `${schema}/hostname_tls_setting; pulumi-terraform-bridge, pkg/convert/dynamic.go`,
    replaces: ["hostname", "settingId", "zoneId"],
    oneOf: { settingId: ["ciphers", "min_tls_version", "http2"] },
    dynamic: ["value"],
  },
  "cloudflare:index/ruleset:Ruleset": {
    source: `${schema}/ruleset`,
    replaces: ["accountId", "kind", "name", "phase", "zoneId"],
    defaults: { description: "", "rules.enabled": true, "rules.description": "" },
    exactlyOne: [["accountId", "zoneId"]],
    oneOf: { kind: ["managed", "custom", "root", "zone"] },
  },
};
