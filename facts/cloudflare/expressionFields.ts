import { detectionFields } from "./detectionFields";
import { addOn, texts, type ExpressionField, type FieldGroup } from "./fieldGroups";
import { CloudflarePlan } from "./plans";
import { transformPhases } from "./rulesetPhases";

const { Pro, Business, Enterprise } = CloudflarePlan;

const errorPhases = ["http_response_headers_transform", "http_custom_errors"];
const textLists = "Map<Array<String>>";

const ofRequest: readonly FieldGroup[] = [
  {
    type: "String",
    prefix: "http.",
    names: [
      ...["cookie", "host", "referer", "user_agent", "x_forwarded_for", "request.full_uri"],
      ...["request.method", "request.uri", "request.uri.path", "request.uri.path.extension"],
      ...["request.uri.query", "request.version", "request.body.mime"],
    ],
  },
  {
    type: "String",
    prefix: "raw.http.request.",
    names: ["full_uri", "uri", "uri.path", "uri.path.extension", "uri.query"],
  },
  { type: textLists, prefix: "http.request.", names: ["headers", "uri.args"] },
  { type: textLists, prefix: "http.request.", names: ["cookies"], plan: Pro },
  { type: textLists, names: ["raw.http.request.uri.args"] },
  {
    type: texts,
    names: [
      ...["http.request.headers.names", "http.request.headers.values"],
      ...["http.request.uri.args.names", "http.request.uri.args.values"],
      ...["raw.http.request.uri.args.names", "raw.http.request.uri.args.values"],
    ],
  },
  { type: texts, names: ["http.request.accepted_languages"], phases: transformPhases },
  { type: "Boolean", names: ["http.request.headers.truncated", "ssl"] },
  { type: "Integer", names: ["http.request.timestamp.sec", "http.request.timestamp.msec"] },
  { type: "String", names: ["http.request.body.raw"], plan: Enterprise },
  { type: "Boolean", names: ["http.request.body.truncated"], plan: Enterprise },
  { type: "Integer", names: ["http.request.body.size"], plan: Enterprise },
  {
    type: textLists,
    prefix: "http.request.body.",
    names: ["form", "multipart"],
    plan: Enterprise,
  },
  {
    type: texts,
    prefix: "http.request.body.",
    names: ["form.names", "form.values", "multipart.values"],
    plan: Enterprise,
  },
  {
    type: "Array<Array<String>>",
    prefix: "http.request.body.multipart.",
    names: [
      ...["names", "content_types", "content_dispositions", "content_transfer_encodings"],
      "filenames",
    ],
    plan: Enterprise,
  },
  { type: textLists, names: ["http.request.jwt.claims"], ...addOn },
  ...["aud", "iss", "jti", "sub"].flatMap((claim) => claimFields(claim, "String")),
  ...["iat.sec", "nbf.sec"].flatMap((claim) => claimFields(claim, "Integer")),
];

/** A claim of a JSON Web Token, and the names and values of all tokens that have it. */
function claimFields(claim: string, type: string): FieldGroup[] {
  const prefix = `http.request.jwt.claims.${claim}`;
  return [
    { type: `Map<Array<${type}>>`, names: [prefix], ...addOn },
    { type: texts, names: [`${prefix}.names`], ...addOn },
    { type: `Array<${type}>`, names: [`${prefix}.values`], ...addOn },
  ];
}

const ofClient: readonly FieldGroup[] = [
  { type: "IP address", names: ["ip.src"] },
  {
    type: "String",
    prefix: "ip.src.",
    names: [
      ...["lat", "lon", "city", "postal_code", "metro_code", "region", "region_code"],
      ...["continent", "country"],
    ],
  },
  { type: "String", names: ["ip.src.timezone.name"], phases: transformPhases },
  { type: "Integer", names: ["ip.src.asnum", "ip.geoip.asnum"] },
  { type: "String", names: ["ip.geoip.continent", "ip.geoip.country"] },
  ...["ip.src.", "ip.geoip."].flatMap((prefix): FieldGroup[] => [
    {
      type: "String",
      prefix,
      names: ["subdivision_1_iso_code", "subdivision_2_iso_code"],
      plan: Business,
    },
    { type: "Boolean", prefix, names: ["is_in_european_union"], plan: Business },
  ]),
];

const ofConnection: readonly FieldGroup[] = [
  { type: "IP address", names: ["cf.edge.server_ip"] },
  {
    type: "Integer",
    prefix: "cf.",
    names: [
      ...["edge.server_port", "edge.l4.delivery_rate", "tls_client_hello_length"],
      ...["timings.client_tcp_rtt_msec", "timings.client_quic_rtt_msec", "timings.edge_msec"],
      ...["timings.origin_ttfb_msec", "timings.worker_msec"],
    ],
  },
  { type: "Boolean", names: ["cf.edge.client_tcp"] },
  { type: "String", prefix: "cf.zone.", names: ["name", "plan"] },
  {
    type: "String",
    prefix: "cf.",
    names: [
      ...["hostname.metadata", "random_seed", "ray_id", "worker.upstream_zone"],
      ...["tls_cipher", "tls_version", "tls_ciphers_sha1", "tls_client_random"],
      ...["tls_client_extensions_sha1", "tls_client_extensions_sha1_le"],
    ],
  },
  {
    type: "Boolean",
    prefix: "cf.tls_client_auth.cert_",
    names: [
      ...["revoked", "verified", "presented", "rfc9440_too_large", "chain_rfc9440_too_large"],
    ],
  },
  {
    type: "String",
    prefix: "cf.tls_client_auth.cert_",
    names: [
      ...["issuer_dn", "subject_dn", "issuer_dn_rfc2253", "subject_dn_rfc2253"],
      ...["issuer_dn_legacy", "subject_dn_legacy", "serial", "issuer_serial"],
      ...["fingerprint_sha256", "fingerprint_sha1", "not_before", "not_after", "ski"],
      ...["issuer_ski", "rfc9440", "chain_rfc9440"],
    ],
  },
];

const ofResponse: readonly FieldGroup[] = [
  { type: "Integer", names: ["http.response.code"] },
  { type: "String", names: ["http.response.content_type.media_type"] },
  ...["http.response.headers", "raw.http.response.headers"].flatMap((prefix): FieldGroup[] => [
    { type: textLists, names: [prefix] },
    { type: texts, prefix, names: [".names", ".values"] },
  ]),
  { type: "Integer", names: ["cf.response.1xxx_code"], phases: errorPhases },
  { type: "String", names: ["cf.response.error_type"], phases: errorPhases },
];

/**
 * The fields of the Rules language for HTTP, by name. `Number` of the documentation stands as `Integer` and `Bytes` as `String`: the
 * language's engine knows no other. Fields of packets (`tcp.dstport` and the like, Cloudflare Network Firewall) are left out.
 *
 * Source: the Cloudflare documentation's table of fields (cloudflare/cloudflare-docs, src/content/fields/index.yaml: names, types,
 * plans, "only available in"). The table does not have `http.request.jwt.claims`, whose type is read off an example of
 * waf/custom-rules/use-cases/check-jwt-claim-to-protect-admin-user, nor `cf.zone.name` and `cf.zone.plan`, which rules of an account ask
 * for (ruleset-engine/managed-rulesets/override-examples). The `ip.geoip.*` names are those that it calls deprecated and still available.
 */
export const expressionFields: ReadonlyMap<string, ExpressionField> = new Map(
  [...ofRequest, ...ofClient, ...ofConnection, ...detectionFields, ...ofResponse].flatMap(
    ({ prefix = "", names, ...field }) => names.map((name) => [`${prefix}${name}`, field] as const),
  ),
);

/** Maps whose keys are in lower case. Source: Cloudflare docs, rules-language/fields/reference/http.request.headers. */
export const headerMaps: readonly string[] = ["http.request.headers", "http.response.headers"];

/** The field that holds the port at which a visitor asks Cloudflare. Source: that of `expressionFields`. */
export const edgePortField = "cf.edge.server_port";
