import type { ResourceRules } from "../resourceRules";
import { DnsLatitude, DnsLongitude } from "./dnsRecordFields";
import { dnsPriority, DnsRecordType } from "./dnsRecordTypes";

const schema = "Cloudflare Terraform provider v5.22.0, internal/services";

const byte = [0, 255] as const;
const word = [0, 65535] as const;

/** Rules of records, zones and zone settings. */
export const dnsResourceRules: Readonly<Record<string, ResourceRules>> = {
  "cloudflare:index/dnsRecord:DnsRecord": {
    source: `${schema}/dns_record; update noise measured with pulumi-cloudflare 6.17.0`,
    replaces: ["type", "zoneId"],
    defaults: { proxied: false },
    answers: { tags: [], settings: {}, meta: "{}" },
    conflicts: [["content", "data"]],
    oneOf: {
      type: Object.values(DnsRecordType),
      "data.latDirection": Object.values(DnsLatitude),
      "data.longDirection": Object.values(DnsLongitude),
    },
    between: {
      priority: [dnsPriority.minimum, dnsPriority.maximum],
      "data.algorithm": byte,
      "data.altitude": [-100000, 42849672.95],
      "data.digestType": byte,
      "data.keyTag": word,
      "data.latDegrees": [0, 90],
      "data.latMinutes": [0, 59],
      "data.latSeconds": [0, 59.999],
      "data.longDegrees": [0, 180],
      "data.longMinutes": [0, 59],
      "data.longSeconds": [0, 59.999],
      "data.matchingType": byte,
      "data.order": word,
      "data.port": word,
      "data.precisionHorz": [0, 90000000],
      "data.precisionVert": [0, 90000000],
      "data.preference": word,
      "data.priority": word,
      "data.protocol": byte,
      "data.selector": byte,
      "data.size": [0, 90000000],
      "data.type": [0, Number.MAX_SAFE_INTEGER],
      "data.usage": byte,
      "data.weight": word,
    },
    keptOnUpdate: [
      "commentModifiedOn",
      "content",
      "createdOn",
      "includeShadowMetadata",
      "meta",
      "proxiable",
      "settings",
      "tags",
      "tagsModifiedOn",
    ],
    sets: ["tags"],
  },
  "cloudflare:index/zoneSetting:ZoneSetting": {
    source: `${schema}/zone_setting; pulumi-terraform-bridge, pkg/convert/dynamic.go; update noise measured with pulumi-cloudflare 6.17.0`,
    replaces: ["settingId", "zoneId"],
    answers: { editable: true },
    dynamic: ["value"],
    deleteIsEmpty: true,
  },
  "cloudflare:index/zone:Zone": {
    source: `${schema}/zone`,
    replaces: ["account", "name"],
    defaults: { paused: false, type: "full" },
    oneOf: { type: ["full", "partial", "secondary", "internal"] },
  },
  "cloudflare:index/zoneDnssec:ZoneDnssec": {
    source: `${schema}/zone_dnssec`,
    replaces: ["zoneId"],
    oneOf: { status: ["active", "disabled"] },
  },
};
