import { allOf, anyOf } from "../core/certainty";
import { unknownValue, type Known } from "../core/known";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import {
  addressTypes,
  dnsTagRule,
  dnsTtl,
  dnsTypeRules,
  type DnsRecordType,
} from "../facts/cloudflare/dnsRecordTypes";
import { planLimits, type CloudflarePlan } from "../facts/cloudflare/plans";
import { whenKnown, type Constraint } from "./constraint";

/** What the API looks at in a single record. */
export interface DnsRecordFields {
  /** Its type, in capitals. */
  readonly type: Known<string>;
  /** Whether Cloudflare stands in front of it. */
  readonly proxied: Known<boolean>;
  /** Seconds, 1 for automatic; 1 too where it is left out. */
  readonly ttl: Known<number>;
  /** Its comment; "" for none. */
  readonly comment: Known<string>;
  /** Its tags; empty for none. */
  readonly tags: Known<readonly unknown[]>;
}

/** The zone around a record. */
export interface ZoneView {
  /** The zone's plan. */
  readonly plan: CloudflarePlan;
}

type RecordConstraint = Constraint<DnsRecordFields, ZoneView>;

/** The types that Cloudflare can stand in front of. */
const proxiableTypes = Object.entries(dnsTypeRules)
  .filter(([, rule]) => rule.proxiable === true)
  .map(([type]) => type);

const invalid = (words: string): string => `DNS Validation Error: ${words}`;

/** Cloudflare decides on the TTL of what it stands in front of. */
export const ttlOfProxied: Constraint<DnsRecordFields, unknown> = {
  id: "dns-record/ttl-of-proxied",
  property: "ttl",
  must: `be ${dnsTtl.automatic} (automatic) where the record is proxied`,
  error: apiErrors.recordTtlProxied,
  answer: "ttl must be set to 1 when `proxied` is true",
  holds: ({ proxied, ttl }) =>
    anyOf([whenKnown(proxied, (on) => !on), whenKnown(ttl, (one) => one === dnsTtl.automatic)]),
};

/** The TTL lies in the range of the plan, or is left to Cloudflare. */
export const ttlInRange: RecordConstraint = {
  id: "dns-record/ttl-in-range",
  property: "ttl",
  must: (_fields, { plan }) => `be ${dnsTtl.automatic} (automatic) or ${ttlRange(plan)} seconds`,
  error: apiErrors.recordInvalid,
  answer: (_fields, { plan }) =>
    invalid(
      `TTL must be between ${planLimits[plan].dnsMinimumTtlSeconds} and ${dnsTtl.maximumSeconds} seconds, or 1 for Automatic`,
    ),
  holds: ({ ttl }, { plan }) =>
    whenKnown(
      ttl,
      (one) =>
        one === dnsTtl.automatic ||
        (one >= planLimits[plan].dnsMinimumTtlSeconds && one <= dnsTtl.maximumSeconds),
    ),
};

/** Cloudflare stands in front of addresses and names only. */
export const proxiableType: RecordConstraint = {
  id: "dns-record/proxiable-type",
  property: "proxied",
  must: ({ type }) =>
    `be left out for type ${String(type)}: only ${proxiableTypes.join(", ")} can be proxied`,
  error: apiErrors.recordInvalid,
  answer: ({ type }) => invalid(`A record of type ${String(type)} cannot be proxied`),
  holds: ({ type, proxied }) =>
    anyOf([whenKnown(proxied, (on) => !on), whenKnown(type, isProxiable)]),
};

/** A comment has no more characters than the plan gives; whether Cloudflare counts code points or UTF-16 units is not published. */
export const commentLength: RecordConstraint = {
  id: "dns-record/comment-length",
  property: "comment",
  must: (_fields, { plan }) =>
    `have at most ${planLimits[plan].dnsCommentLength} characters on the plan ${plan}`,
  error: apiErrors.recordInvalid,
  answer: (_fields, { plan }) =>
    invalid(
      `DNS record comment exceeds the limit of ${planLimits[plan].dnsCommentLength} characters`,
    ),
  holds: ({ comment }, { plan }) =>
    whenKnown(comment, (text) => [...text].length <= planLimits[plan].dnsCommentLength),
};

/** A record has no more tags than the plan gives. */
export const tagCount: RecordConstraint = {
  id: "dns-record/tag-count",
  property: "tags",
  must: (_fields, { plan }) =>
    planLimits[plan].dnsTags === 0
      ? `be left out: the plan ${plan} has no tags`
      : `have at most ${planLimits[plan].dnsTags} entries on the plan ${plan}`,
  error: apiErrors.recordInvalid,
  answer: ({ tags }, { plan }) =>
    invalid(
      `DNS record has ${(tags as readonly unknown[]).length} tags, exceeding the quota of ${planLimits[plan].dnsTags}.`,
    ),
  holds: ({ tags }, { plan }) =>
    whenKnown(tags, ({ length }) => length <= planLimits[plan].dnsTags),
};

/** The constraints on tags alone, which need no view. */
type TagConstraint = Constraint<Pick<DnsRecordFields, "tags">, unknown>;

/** Tags are pairs. Source: that of `dnsTagRule`. */
export const tagForm: TagConstraint = {
  id: "dns-record/tag-form",
  property: "tags",
  must: `be a list of name:value, each name ${dnsTagRule.nameInWords}, each value one line of at most ${dnsTagRule.valueLength} characters`,
  error: apiErrors.recordInvalid,
  answer: invalid("a tag is not valid"),
  holds: ({ tags }) => whenKnown(tags, (all) => all.every(isTag)),
};

/** What the API refuses of a record for its own values. */
export const dnsRecordConstraints: readonly RecordConstraint[] = [
  ttlOfProxied,
  ttlInRange,
  proxiableType,
  commentLength,
  tagCount,
  tagForm,
];

/** What the API looks at in two records of one name. */
export type NamedRecordFields = Pick<DnsRecordFields, "type">;

/** What else stands at a record's name. */
export interface RecordsBeside {
  /** The other records of the name. */
  readonly beside: readonly NamedRecordFields[];
}

/**
 * A CNAME has no address and no other CNAME beside it. TXT, MX and all other types may stand there, also where the CNAME is not
 * proxied.
 *
 * Source: Cloudflare docs, dns/manage-dns-records/troubleshooting/records-with-same-name; Cloudflare API reference, DNS records,
 * create ("A/AAAA records cannot exist on the same name as CNAME records"); cloudflare-docs issue 30376 (a TXT is taken).
 */
export const cnameStandsAlone: Constraint<NamedRecordFields, RecordsBeside> = {
  id: "dns-record/cname-stands-alone",
  property: "type",
  must: `have no other record of type ${addressTypes.join(", ")} at its name where one of them is a CNAME`,
  error: apiErrors.recordConflicts,
  answer: "An A, AAAA, or CNAME record with that host already exists.",
  holds: ({ type }, { beside }) =>
    allOf(
      beside.map((other) =>
        anyOf([
          whenKnown(type, (mine) => !isAddressType(mine)),
          whenKnown(other.type, (theirs) => !isAddressType(theirs)),
          allOf([type, other.type].map((each) => whenKnown(each, (one) => one !== "CNAME"))),
        ]),
      ),
    ),
};

/**
 * An address joins no CNAME: the same rule as `cnameStandsAlone`, for which the API has another code where the CNAME was there first.
 *
 * Source: `apiErrors.cnameExists`.
 */
export const addressJoinsNoCname: Constraint<NamedRecordFields, RecordsBeside> = {
  id: "dns-record/address-joins-no-cname",
  property: "type",
  must: cnameStandsAlone.must,
  error: apiErrors.cnameExists,
  answer: "A CNAME record with that host already exists.",
  holds: (record, { beside }) =>
    anyOf([
      whenKnown(record.type, (mine) => mine === "CNAME"),
      cnameStandsAlone.holds(record, { beside }),
    ]),
};

/** What the API refuses of a record for those of its name, in the order in which it answers. */
export const sameNameConstraints = [addressJoinsNoCname, cnameStandsAlone] as const;

/**
 * Whether a name leads anywhere by records of a type, so that visitors can be served by them.
 * @param type - The type, in capitals.
 * @returns True for A, AAAA and CNAME.
 */
export function isAddressType(type: string): boolean {
  return (addressTypes as readonly string[]).includes(type);
}

/**
 * Whether Cloudflare can stand in front of records of a type.
 * @param type - The type, in capitals.
 * @returns True for A, AAAA and CNAME.
 */
export function isProxiable(type: string): boolean {
  return (
    Object.hasOwn(dnsTypeRules, type) && dnsTypeRules[type as DnsRecordType].proxiable === true
  );
}

/** A tag that is not known here may be any. */
function isTag(tag: unknown): boolean {
  const [, name = "", value = ""] = (typeof tag === "string" && /^([^:]*):(.*)$/.exec(tag)) || [];
  return (
    tag === unknownValue ||
    (dnsTagRule.name.test(name) && [...value].length <= dnsTagRule.valueLength)
  );
}

function ttlRange(plan: CloudflarePlan): string {
  return `${planLimits[plan].dnsMinimumTtlSeconds} to ${dnsTtl.maximumSeconds}`;
}
