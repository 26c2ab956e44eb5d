import type { DnsFieldsName } from "./dnsRecordTypes";

/**
 * What a CAA record is about: every property that IANA has registered and not reserved. Cloudflare's docs name the first three; whether
 * its API takes each of the others is not proven.
 *
 * Source: IANA, Certification Authority Restriction Properties; Cloudflare docs, ssl/edge-certificates/caa-records.
 */
export const CaaTag = {
  /** Which authority may issue certificates for the name. */
  Issue: "issue",
  /** Which authority may issue wildcard certificates for the name. */
  IssueWildcard: "issuewild",
  /** Where authorities report what they refused. */
  Report: "iodef",
  /** Which authority may issue certificates for mail (S/MIME) of the name. */
  IssueMail: "issuemail",
  /** Which authority may issue mark certificates, which logos in mail need. */
  IssueMark: "issuevmc",
  /** The mail address at which authorities validate the name. */
  ContactEmail: "contactemail",
  /** The phone number at which authorities validate the name. */
  ContactPhone: "contactphone",
} as const;

/** What a CAA record is about. */
export type CaaTag = (typeof CaaTag)[keyof typeof CaaTag];

/** The half of the earth north or south of the equator. */
export const DnsLatitude = {
  /** Northern. */
  North: "N",
  /** Southern. */
  South: "S",
} as const;

/** The half of the earth north or south of the equator. */
export type DnsLatitude = (typeof DnsLatitude)[keyof typeof DnsLatitude];

/** The half of the earth east or west of Greenwich. */
export const DnsLongitude = {
  /** Eastern. */
  East: "E",
  /** Western. */
  West: "W",
} as const;

/** The half of the earth east or west of Greenwich. */
export type DnsLongitude = (typeof DnsLongitude)[keyof typeof DnsLongitude];

/** What a text must match. */
export interface DnsTextRule {
  /** The shape of the text. */
  readonly pattern: RegExp;
  /** The shape in words, to be read after "must". */
  readonly rule: string;
}

/** What one field of a record must be. */
export interface DnsFieldRule {
  /** `integer` and `number` have bounds; `target` is a host name or `.`; `text` is free. */
  readonly kind: "integer" | "number" | "choice" | "text" | "target" | "hex" | "base64";
  /** The least number. */
  readonly minimum?: number;
  /** The greatest number. */
  readonly maximum?: number;
  /** The texts to choose from. */
  readonly choices?: readonly string[];
  /** The value when nothing is given; what the API would say back. Without it the field is required. */
  readonly default?: number | string;
  /** How many hexadecimal digits belong to which value of another field. */
  readonly digits?: { readonly field: string; readonly counts: Readonly<Record<number, number>> };
  /** What else its text must match. */
  readonly matches?: DnsTextRule;
  /** What else its text must match for a value of another field. */
  readonly matchesBy?: {
    readonly field: string;
    readonly rules: Readonly<Record<string, DnsTextRule>>;
  };
  /** Set where the field goes to the top level of the record instead of into `data`. */
  readonly topLevelOnly?: true;
}

/** The fields of one record type by name, as the API names them but in camel case. */
export type DnsFields = Readonly<Record<string, DnsFieldRule>>;

const octet: DnsFieldRule = { kind: "integer", minimum: 0, maximum: 255 };
const short: DnsFieldRule = { kind: "integer", minimum: 0, maximum: 65_535 };
const hex: DnsFieldRule = { kind: "hex" };
const base64: DnsFieldRule = { kind: "base64" };
const target: DnsFieldRule = { kind: "target" };

const tlsa: DnsFields = {
  usage: { ...octet, maximum: 3 },
  selector: { ...octet, maximum: 1 },
  matchingType: { ...octet, maximum: 2 },
  certificate: { ...hex, digits: { field: "matchingType", counts: { 1: 64, 2: 128 } } },
};

const serviceBinding: DnsFields = {
  priority: short,
  target,
  value: { kind: "text", default: "" },
};

const authority: DnsTextRule = {
  pattern: /^([A-Za-z0-9.-]+|\s*;?)(\s*;.*)?$/,
  rule: "be the domain of an authority such as letsencrypt.org, or ; for none",
};
const report: DnsTextRule = {
  pattern: /^(mailto:|https?:\/\/)\S+$/,
  rule: "be a URL with mailto:, http: or https:",
};

const mailAddress: DnsTextRule = {
  pattern: /^[^\s@]+@[^\s@]+$/,
  rule: "be a mail address such as hostmaster@example.com",
};
const phoneNumber: DnsTextRule = {
  pattern: /^\+[().-]*\d[\d().-]*$/,
  rule: "be a phone number that begins with + and the country code, without spaces",
};

const metres = { kind: "number", minimum: 0, maximum: 90_000_000 } as const;
const minutes = { kind: "integer", minimum: 0, maximum: 59, default: 0 } as const;
const seconds = { kind: "number", minimum: 0, maximum: 59.999, default: 0 } as const;

/**
 * The fields of the record types that have them, with what they must be.
 *
 * Source: Cloudflare API reference, dns/subresources/records, and the provider's schema of `dns_record` (ranges);
 * RFC 8659 and 9495 (values of CAA), CA/Browser Forum Baseline Requirements, appendix A (its contacts; RFC 3966 for phone numbers);
 * RFC 1876 (defaults of LOC), RFC 4034 (DNSKEY, DS),
 * RFC 4255 and 6594 (SSHFP), RFC 6698 (TLSA), RFC 8162 (SMIMEA), RFC 9460 (SVCB, HTTPS).
 */
export const dnsRecordFields: Readonly<Record<DnsFieldsName, DnsFields>> = {
  caa: {
    flags: { ...octet, default: 0 },
    tag: { kind: "choice", choices: Object.values(CaaTag) },
    value: {
      kind: "text",
      matchesBy: {
        field: "tag",
        rules: {
          ...{ issue: authority, issuewild: authority, issuemail: authority, issuevmc: authority },
          ...{ iodef: report, contactemail: mailAddress, contactphone: phoneNumber },
        },
      },
    },
  },
  cert: { type: short, keyTag: short, algorithm: octet, certificate: base64 },
  dnskey: {
    flags: short,
    protocol: { kind: "integer", minimum: 3, maximum: 3, default: 3 },
    algorithm: octet,
    publicKey: base64,
  },
  ds: {
    keyTag: short,
    algorithm: octet,
    digestType: octet,
    digest: { ...hex, digits: { field: "digestType", counts: { 1: 40, 2: 64, 4: 96 } } },
  },
  https: serviceBinding,
  loc: {
    latDegrees: { kind: "integer", minimum: 0, maximum: 90 },
    latMinutes: minutes,
    latSeconds: seconds,
    latDirection: { kind: "choice", choices: Object.values(DnsLatitude) },
    longDegrees: { kind: "integer", minimum: 0, maximum: 180 },
    longMinutes: minutes,
    longSeconds: seconds,
    longDirection: { kind: "choice", choices: Object.values(DnsLongitude) },
    altitude: { kind: "number", minimum: -100_000, maximum: 42_849_672.95, default: 0 },
    size: { ...metres, default: 1 },
    precisionHorz: { ...metres, default: 10_000 },
    precisionVert: { ...metres, default: 10 },
  },
  naptr: {
    order: short,
    preference: short,
    flags: {
      kind: "text",
      default: "",
      matches: { pattern: /^[A-Za-z0-9]*$/, rule: "be letters and digits" },
    },
    service: { kind: "text", default: "" },
    regex: { kind: "text", default: "" },
    replacement: { ...target, default: "." },
  },
  smimea: tlsa,
  srv: { priority: short, weight: short, port: short, target },
  sshfp: {
    algorithm: octet,
    type: octet,
    fingerprint: { ...hex, digits: { field: "type", counts: { 1: 40, 2: 64 } } },
  },
  svcb: serviceBinding,
  tlsa,
  uri: {
    priority: { ...short, topLevelOnly: true },
    weight: short,
    target: {
      kind: "text",
      matches: {
        pattern: /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/,
        rule: "be a URI such as https://example.com/",
      },
    },
  },
};
