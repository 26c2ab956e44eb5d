import { certificateRequest } from "../../support/certificateRequest";
import { makeCertificate } from "../../support/certificates";
import { accountId, at, shapesOf, types, zone, zoneId, type DoorKind } from "./doorKind";

const settings = {
  ssl: ["off", "full", "strict", "none"],
  min_tls_version: ["1.0", "1.2", "1.3", "3"],
  browser_cache_ttl: [0, 30, 14_400, 1800],
};
const settingIds = Object.keys(settings);
const certificates = [0, 1].map(() => makeCertificate({ issuer: "itself" }));

const onOff = (): DoorKind["shapes"] =>
  ["on", "off", "maybe"].map((value) => () => ({ zoneId, value }));

/** What a zone holds: records, settings, rules and certificates. */
export const zoneKinds: Readonly<Record<string, DoorKind>> = {
  [types.zone]: {
    ...at("/zones"),
    refusals: ["400 0"],
    shapes: shapesOf(
      [
        { type: "full" },
        { type: "full", paused: true },
        { type: "partial" },
        { vanityNameServers: ["ns1.example.org", "ns2.example.org"] },
        { type: "whole" },
      ],
      ({ slot }) => ({
        ...{
          account: { id: accountId },
          name: ["one.example", "example.com", "Two.example"][slot] ?? "",
        },
      }),
    ),
  },
  [types.record]: {
    ...at(`${zone}/dns_records`),
    refusals: ["400 0"],
    shapes: shapesOf(
      [
        { type: "A", content: "192.0.2.1", proxied: true },
        { type: "A", content: "192.0.2.1", proxied: true, ttl: 60 },
        { type: "CNAME", content: "Example.NET." },
        { type: "TXT", content: "plain", comment: "c", tags: ["team:web"] },
        { type: "MX", content: "mx.example.com", priority: 10 },
        { type: "CAA", data: { flags: 0, tag: "issue", value: "letsencrypt.org" } },
        { type: "AAAA", content: "2001:0db8::0001", settings: { ipv4Only: false } },
      ],
      ({ slot }) => ({
        ...{ zoneId, name: `r${slot % 2}`, ttl: 1 },
      }),
    ),
  },
  [types.ruleset]: {
    ...at(`${zone}/rulesets`),
    refusals: ["400 20125"],
    shapes: [[], ["true"], ["true", "ssl"], ["ssl", "not ssl"], ["no such field"]].map(
      (expressions) =>
        ({ slot }) => ({
          ...{ zoneId, kind: "zone", name: "default" },
          phase: ["http_request_firewall_custom", "http_ratelimit"][slot % 2] ?? "",
          rules: expressions.map((expression, index) => ({
            ...{ action: "log", expression, ref: `rule-${index}` },
            description: `of ${expressions.length}`,
          })),
        }),
    ),
  },
  [types.originCaCertificate]: {
    ...at("/certificates"),
    never: "update",
    refusals: ["400 0"],
    shapes: shapesOf(
      [
        { hostnames: ["c0.example.com"], requestedValidity: 90 },
        { hostnames: ["c1.example.com", "*.example.com"], requestedValidity: 5475 },
        { hostnames: ["www.example.net"], requestedValidity: 5475 },
        { hostnames: ["c3.example.com"], requestedValidity: 91 },
      ],
      () => ({ csr: certificateRequest, requestType: "origin-rsa" }),
    ),
  },
  [types.zoneSetting]: {
    path: ({ slot }) => `${zone}/settings/${settingIds[slot]}`,
    ...{ single: "PATCH", never: "delete" },
    id: ({ slot }) => settingIds[slot] ?? "",
    key: ({ slot }) => `${zoneId}/${settingIds[slot]}`,
    refusals: ["400 1007"],
    shapes: [0, 1, 2, 3].map((variant) => ({ slot }) => ({
      ...{ zoneId, settingId: settingIds[slot] ?? "" },
      value: Object.values(settings)[slot]?.[variant] ?? "",
    })),
  },
  [types.originPulls]: {
    ...at(`${zone}/origin_tls_client_auth/settings`),
    ...{ single: "PUT", isOne: true, never: "delete", id: () => zoneId },
    shapes: [true, false].map((enabled) => () => ({ zoneId, enabled })),
  },
  [types.originPullsCertificate]: {
    ...at(`${zone}/origin_tls_client_auth`),
    never: "update",
    shapes: [
      ...certificates.map(({ certificatePem: certificate, privateKeyPem: privateKey }) => () => ({
        ...{ zoneId, certificate, privateKey },
      })),
      () => ({ zoneId, certificate: "none", privateKey: certificates[0]?.privateKeyPem ?? "" }),
    ],
  },
  [types.tieredCache]: {
    ...at(`${zone}/cache/tiered_cache_smart_topology_enable`),
    ...{ single: "PATCH", isOne: true, id: () => zoneId },
    refusals: ["400 0"],
    shapes: onOff(),
  },
  [types.argoSmartRouting]: {
    ...at(`${zone}/argo/smart_routing`),
    ...{ single: "PATCH", isOne: true, never: "delete", id: () => zoneId },
    refusals: ["400 0"],
    shapes: onOff(),
  },
};
