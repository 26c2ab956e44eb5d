import { validationDomain } from "../aws/certificateManager";

/** The record types that Cloudflare's API takes. */
export const DnsRecordType = {
  /** An IPv4 address. */
  A: "A",
  /** An IPv6 address. */
  AAAA: "AAAA",
  /** Who may issue certificates for the name. */
  CAA: "CAA",
  /** A certificate. */
  CERT: "CERT",
  /** Another name that stands for this one. */
  CNAME: "CNAME",
  /** A key that signs a zone. */
  DNSKEY: "DNSKEY",
  /** The digest of a delegated zone's key. */
  DS: "DS",
  /** How to reach an HTTPS service. */
  HTTPS: "HTTPS",
  /** A place on earth. */
  LOC: "LOC",
  /** A mail server. */
  MX: "MX",
  /** A rewriting rule for names. */
  NAPTR: "NAPTR",
  /** A name server to which the name is delegated. */
  NS: "NS",
  /** An OpenPGP key. */
  OPENPGPKEY: "OPENPGPKEY",
  /** The name of an address, in reverse zones. */
  PTR: "PTR",
  /** A certificate for S/MIME. */
  SMIMEA: "SMIMEA",
  /** Host and port of a service. */
  SRV: "SRV",
  /** The fingerprint of an SSH key. */
  SSHFP: "SSHFP",
  /** How to reach a service of any kind. */
  SVCB: "SVCB",
  /** A certificate for a TLS service. */
  TLSA: "TLSA",
  /** Free text. */
  TXT: "TXT",
  /** The URI of a service. */
  URI: "URI",
} as const;

/** The record types that Cloudflare's API takes. */
export type DnsRecordType = (typeof DnsRecordType)[keyof typeof DnsRecordType];

/** What the content of a record is, for types whose value is one text. */
export type DnsContentKind =
  | "ipv4"
  | "ipv6"
  /** A host name whose labels may have underscores. */
  | "name"
  /** The host name of a server. */
  | "host"
  /** The host name of a mail server, or `.` for "no mail here" (RFC 7505). */
  | "mailHost"
  | "text"
  | "base64";

/** How one record type is written. */
export interface DnsTypeRule {
  /** What `content` is; absent for types whose value has fields. */
  readonly content?: DnsContentKind;
  /** The argument that carries the fields, which is also their table in `dnsRecordFields`. */
  readonly fields?: DnsFieldsName;
  /** Where the record's top-level `priority` comes from: the argument of that name, or the field of that name. */
  readonly priority?: "argument" | "field";
  /** Whether Cloudflare can stand in front of it. */
  readonly proxiable?: true;
  /** Whether Cloudflare can reach its address through a private network. */
  readonly privatelyRoutable?: true;
  /** What its name must match, relative or full, and how to say so. */
  readonly name?: { readonly pattern: RegExp; readonly rule: string };
}

/** The arguments that carry the fields of a record. */
export type DnsFieldsName =
  | "caa"
  | "cert"
  | "dnskey"
  | "ds"
  | "https"
  | "loc"
  | "naptr"
  | "smimea"
  | "srv"
  | "sshfp"
  | "svcb"
  | "tlsa"
  | "uri";

/**
 * How each type is written.
 *
 * Source: Cloudflare API reference, dns/subresources/records (one model per type); Cloudflare docs,
 * dns/proxy-status/limitations (only A, AAAA and CNAME are proxied), dns/private-origins/private-network-routing (only proxied A
 * and AAAA, in closed beta; an older edition says for Enterprise only); RFC 2782 (names of SRV records).
 */
export const dnsTypeRules: Readonly<Record<DnsRecordType, DnsTypeRule>> = {
  A: { content: "ipv4", proxiable: true, privatelyRoutable: true },
  AAAA: { content: "ipv6", proxiable: true, privatelyRoutable: true },
  CAA: { fields: "caa" },
  CERT: { fields: "cert" },
  CNAME: { content: "name", proxiable: true },
  DNSKEY: { fields: "dnskey" },
  DS: { fields: "ds" },
  HTTPS: { fields: "https" },
  LOC: { fields: "loc" },
  MX: { content: "mailHost", priority: "argument" },
  NAPTR: { fields: "naptr" },
  NS: { content: "host" },
  OPENPGPKEY: { content: "base64" },
  PTR: { content: "name" },
  SMIMEA: { fields: "smimea" },
  SRV: {
    fields: "srv",
    priority: "field",
    name: {
      pattern: /^_[^.]+\._[^.]+(\.|$)/,
      rule: "start with a service and a protocol, such as _sip._tcp",
    },
  },
  SSHFP: { fields: "sshfp" },
  SVCB: { fields: "svcb" },
  TLSA: { fields: "tlsa" },
  TXT: { content: "text" },
  URI: { fields: "uri", priority: "field" },
};

/** The record types of which a name can have either several, or one CNAME: code 81053. */
export const addressTypes: readonly DnsRecordType[] = ["A", "AAAA", "CNAME"];

/**
 * CNAME targets that cannot be proxied, because they are there for validation: whole names, and names whose
 * subdomains cannot.
 *
 * Source: Cloudflare docs, dns/proxy-status/limitations.
 */
export const nonProxiableTargets = {
  names: [
    "dkim2.mcsv.net",
    "dkim3.mcsv.net",
    "zmverify.zoho.com",
    "dkim.infusionmail.com",
    "dkim.amazonses.com",
  ],
  subdomainsOf: ["dkim.amazonses.com", "onmicrosoft.com", "dkim.intercom.io", validationDomain],
} as const;

/**
 * The time to live. `automatic` is the wire value for "Cloudflare decides", which is 300 seconds and the only one
 * for proxied records (the provider refuses others at apply, code 9021 of the API otherwise). The minimum depends
 * on the plan: `planLimits`.
 *
 * Source: Cloudflare docs, dns/manage-dns-records/reference/ttl.
 */
export const dnsTtl = { automatic: 1, automaticSeconds: 300, maximumSeconds: 86_400 } as const;

/**
 * The priority of an MX record, a whole number.
 *
 * Source: RFC 1035, section 3.3.9; the provider's schema of `dns_record`.
 */
export const dnsPriority = { minimum: 0, maximum: 65_535 } as const;

/**
 * The size of records. `recordBytes` is the wire form of one value; `contentLength` the content of all records of one
 * name and type together, in characters; `txtStringBytes` one quoted string of a TXT record.
 *
 * Source: Cloudflare docs, dns/manage-dns-records/reference/dns-record-types; RFC 1035, section 3.3.14.
 */
export const dnsRecordSize = {
  recordBytes: 4096,
  contentLength: 8192,
  txtStringBytes: 255,
} as const;

/**
 * Tags are `name:value`; names are not case-sensitive. How many a record may have depends on the plan: `planLimits`.
 *
 * Source: Cloudflare docs, dns/manage-dns-records/reference/record-attributes.
 */
export const dnsTagRule = {
  name: /^[A-Za-z0-9_-]{1,32}$/,
  nameInWords: "1 to 32 letters, digits, hyphens or underscores",
  valueLength: 100,
} as const;

/**
 * Top-level domains that a relative name never ends in by intention: `www.example.org` in the zone `example.com` is
 * meant to be a whole name, and would otherwise become `www.example.org.example.com` without a word.
 *
 * Source: the three oldest generic domains (IANA Root Zone Database); a judgement of this project.
 */
export const wholeNameEndings: readonly string[] = ["com", "net", "org"];
