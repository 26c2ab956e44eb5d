import type * as pulumi from "@pulumi/pulumi";
import type { CaaTag, DnsLatitude, DnsLongitude } from "../../facts/cloudflare/dnsRecordFields";
import type { DnsRecordType } from "../../facts/cloudflare/dnsRecordTypes";
import type { CloudflarePlan } from "../../facts/cloudflare/plans";

/** The value of a CAA record: who may issue certificates for the name. */
export interface DnsCaa {
  /** 128 for "issue nothing unless you understand this record". Defaults to 0. */
  flags?: pulumi.Input<number>;
  /** What the record is about. */
  tag: CaaTag;
  /** The domain of the authority, `;` for none, the URL that reports go to, or the contact's mail address or phone number. */
  value: pulumi.Input<string>;
}

/** The value of a CERT record. */
export interface DnsCert {
  /** Type of the certificate, 0 to 65535. */
  type: pulumi.Input<number>;
  /** Tag of the key, 0 to 65535. */
  keyTag: pulumi.Input<number>;
  /** Algorithm of the key, 0 to 255. */
  algorithm: pulumi.Input<number>;
  /** The certificate in base64. */
  certificate: pulumi.Input<string>;
}

/** The value of a DNSKEY record. */
export interface DnsDnskey {
  /** 256 for a zone's key, 257 for one that signs keys. */
  flags: pulumi.Input<number>;
  /** Always 3. Defaults to 3. */
  protocol?: pulumi.Input<number>;
  /** Algorithm of the key, 0 to 255. */
  algorithm: pulumi.Input<number>;
  /** The key in base64. */
  publicKey: pulumi.Input<string>;
}

/** The value of a DS record: the digest of a delegated zone's key. */
export interface DnsDs {
  /** Tag of the key, 0 to 65535. */
  keyTag: pulumi.Input<number>;
  /** Algorithm of the key, 0 to 255. */
  algorithm: pulumi.Input<number>;
  /** 1 for SHA-1, 2 for SHA-256, 4 for SHA-384. */
  digestType: pulumi.Input<number>;
  /** The digest in hexadecimal digits. */
  digest: pulumi.Input<string>;
}

/** The value of an HTTPS or SVCB record. */
export interface DnsServiceBinding {
  /** 0 for an alias, else the order of preference, 1 first. */
  priority: pulumi.Input<number>;
  /** The host that serves, or `.` for the record's own name. */
  target: pulumi.Input<string>;
  /** Parameters such as `alpn="h3,h2"`. Defaults to none. */
  value?: pulumi.Input<string>;
}

/** The value of a LOC record: a place on earth. */
export interface DnsLoc {
  /** Degrees of latitude, 0 to 90. */
  latDegrees: pulumi.Input<number>;
  /** Minutes of latitude. Defaults to 0. */
  latMinutes?: pulumi.Input<number>;
  /** Seconds of latitude. Defaults to 0. */
  latSeconds?: pulumi.Input<number>;
  /** North or south. */
  latDirection: DnsLatitude;
  /** Degrees of longitude, 0 to 180. */
  longDegrees: pulumi.Input<number>;
  /** Minutes of longitude. Defaults to 0. */
  longMinutes?: pulumi.Input<number>;
  /** Seconds of longitude. Defaults to 0. */
  longSeconds?: pulumi.Input<number>;
  /** East or west. */
  longDirection: DnsLongitude;
  /** Metres above sea level. Defaults to 0. */
  altitude?: pulumi.Input<number>;
  /** Diameter of the place in metres. Defaults to 1. */
  size?: pulumi.Input<number>;
  /** Horizontal precision in metres. Defaults to 10000. */
  precisionHorz?: pulumi.Input<number>;
  /** Vertical precision in metres. Defaults to 10. */
  precisionVert?: pulumi.Input<number>;
}

/** The value of an NAPTR record. */
export interface DnsNaptr {
  /** The order in which records must be processed. */
  order: pulumi.Input<number>;
  /** The preference among records of one order. */
  preference: pulumi.Input<number>;
  /** Flags such as `U` or `S`. Defaults to none. */
  flags?: pulumi.Input<string>;
  /** The service, such as `E2U+sip`. Defaults to none. */
  service?: pulumi.Input<string>;
  /** The substitution expression. Defaults to none. */
  regex?: pulumi.Input<string>;
  /** The next name to ask for. Defaults to `.`, none. */
  replacement?: pulumi.Input<string>;
}

/** The value of an SRV record: host and port of a service. */
export interface DnsSrv {
  /** The least is tried first. */
  priority: pulumi.Input<number>;
  /** Share among targets of one priority. */
  weight: pulumi.Input<number>;
  /** Port of the service. */
  port: pulumi.Input<number>;
  /** The host that serves, or `.` for "there is no such service". */
  target: pulumi.Input<string>;
}

/** The value of an SSHFP record. */
export interface DnsSshfp {
  /** 1 for RSA, 3 for ECDSA, 4 for Ed25519. */
  algorithm: pulumi.Input<number>;
  /** 1 for SHA-1, 2 for SHA-256. */
  type: pulumi.Input<number>;
  /** The fingerprint in hexadecimal digits. */
  fingerprint: pulumi.Input<string>;
}

/** The value of a TLSA or SMIMEA record. */
export interface DnsTlsa {
  /** How the certificate is used, 0 to 3. */
  usage: pulumi.Input<number>;
  /** 0 for the whole certificate, 1 for its public key. */
  selector: pulumi.Input<number>;
  /** 0 for the thing itself, 1 for SHA-256, 2 for SHA-512. */
  matchingType: pulumi.Input<number>;
  /** Certificate, key or digest in hexadecimal digits. */
  certificate: pulumi.Input<string>;
}

/** The value of a URI record. */
export interface DnsUri {
  /** The least is tried first. */
  priority: pulumi.Input<number>;
  /** Share among targets of one priority. */
  weight: pulumi.Input<number>;
  /** The URI. */
  target: pulumi.Input<string>;
}

/** One record. Its value is `content`, or the argument named like its type. */
export interface DnsRecordSpec {
  /** The type. Changing it deletes the record and makes a new one. */
  type: DnsRecordType;
  /** `@` for the zone itself, a name relative to the zone, or a full name. Unicode and wildcards are fine. */
  name: string;
  /**
   * The value of A, AAAA, CNAME, MX, NS, OPENPGPKEY, PTR and TXT records. Text is quoted and split as DNS wants it;
   * text that starts with a quote is taken as quoted strings, also in the parentheses of a zone file.
   */
  content?: pulumi.Input<string>;
  /**
   * Whether Cloudflare stands in front of the name. Only for A, AAAA and CNAME. Cloudflare must then reach the address: it is public,
   * or of `100::/64`, `192.0.2.0` or `192.0.2.1`, the placeholders for names without an origin. Without it an address may be private.
   * Defaults to false.
   */
  proxied?: boolean;
  /**
   * Whether Cloudflare reaches the address of a proxied A or AAAA record through a private network of yours (a tunnel) and not over
   * the Internet, so that it may be a private one. All A and AAAA records of a name have it alike. In closed beta at Cloudflare, which
   * an account has to be admitted to. Defaults to false.
   */
  privateRouting?: boolean;
  /**
   * Accepts a proxied name more than one label below the zone, which Universal SSL does not cover: visitors get TLS errors unless
   * another certificate does. Defaults to false.
   */
  acceptDeepHostname?: boolean;
  /**
   * How long resolvers may keep the answer, in seconds: 60 to 86400, from 30 on Enterprise. Not for proxied records,
   * where Cloudflare decides. Defaults to Cloudflare's automatic value, 300 seconds.
   */
  ttlSeconds?: number;
  /** Preference of an MX record, the least first. Only for MX. */
  priority?: number;
  /** A note for people, on one line: 100 characters on Free, 500 on paid plans. */
  comment?: string;
  /** Tags as `name:value`. Only on paid plans. */
  tags?: string[];
  /**
   * The key that this record had before its key changed, so that the change moves the record instead of making it
   * twice, which the API refuses. Keep it as long as a stack may still know the old key.
   */
  formerKey?: string;
  /** The value of a CAA record. */
  caa?: DnsCaa;
  /** The value of a CERT record. */
  cert?: DnsCert;
  /** The value of a DNSKEY record. */
  dnskey?: DnsDnskey;
  /** The value of a DS record. */
  ds?: DnsDs;
  /** The value of an HTTPS record. */
  https?: DnsServiceBinding;
  /** The value of a LOC record. */
  loc?: DnsLoc;
  /** The value of an NAPTR record. */
  naptr?: DnsNaptr;
  /** The value of an SMIMEA record. */
  smimea?: DnsTlsa;
  /** The value of an SRV record. */
  srv?: DnsSrv;
  /** The value of an SSHFP record. */
  sshfp?: DnsSshfp;
  /** The value of an SVCB record. */
  svcb?: DnsServiceBinding;
  /** The value of a TLSA record. */
  tlsa?: DnsTlsa;
  /** The value of a URI record. */
  uri?: DnsUri;
}

/** Which records a zone gets. */
export interface DnsRecordsArgs {
  /** The zone's id. */
  zoneId: pulumi.Input<string>;
  /** The zone's name, for example `example.com`. Must be known at preview: it makes names whole. */
  zoneName: string;
  /** The zone's plan, which decides on quota, TTLs, comments and tags. Defaults to `free`, the strictest. */
  plan?: CloudflarePlan;
  /** The records, by keys of your choice. A key names the resource: renaming one needs `formerKey`. */
  records: Record<string, DnsRecordSpec>;
  /**
   * Addresses and CIDRs that were given back and may be somebody else's by now. No record may have them as its
   * content. Defaults to none.
   */
  retiredAddresses?: string[];
}
