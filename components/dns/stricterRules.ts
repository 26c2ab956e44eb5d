import { dnsTagRule, dnsTtl } from "../../facts/cloudflare/dnsRecordTypes";
import { planLimits } from "../../facts/cloudflare/plans";
import { whenKnown, type StricterRule } from "../../constraints/constraint";
import type { DnsRecordFields, ZoneView } from "../../constraints/dnsRecords";

type RecordRule = StricterRule<DnsRecordFields, ZoneView>;

/** A TTL is given in whole seconds, and not as the wire's word for automatic. */
export const ttlInSeconds: RecordRule = {
  id: "dns-records/ttl-in-seconds",
  property: "ttl",
  must: (_fields, { plan }) =>
    `be a whole number of ${planLimits[plan].dnsMinimumTtlSeconds} to ${dnsTtl.maximumSeconds} on the plan ${plan}`,
  reason:
    "On the wire 1 means automatic, which is said here by leaving the argument out: whoever writes 1 means a second. DNS has no fractions of seconds",
  holds: ({ ttl }) =>
    whenKnown(ttl, (seconds) => Number.isInteger(seconds) && seconds !== dnsTtl.automatic),
};

/** A comment is one line that says something. */
export const commentOfOneLine: RecordRule = {
  id: "dns-records/comment-of-one-line",
  property: "comment",
  must: (_fields, { plan }) =>
    `be one line of 1 to ${planLimits[plan].dnsCommentLength} characters on the plan ${plan}`,
  reason:
    "Nothing is said by leaving it out; whether the API keeps an empty text and line ends as they are is not published, and the second update has to be empty",
  holds: ({ comment }) => whenKnown(comment, (text) => text !== "" && !/[\r\n]/.test(text)),
};

/** A tag has a value. */
export const tagWithValue: StricterRule<Pick<DnsRecordFields, "tags">, unknown> = {
  id: "dns-records/tag-with-value",
  property: "tags",
  must: `be name:value, the name ${dnsTagRule.nameInWords}, the value 1 to ${dnsTagRule.valueLength} characters`,
  reason:
    "Whether the API keeps a name without a value as it is is not published, and the second update has to be empty",
  holds: ({ tags }) => whenKnown(tags, (all) => all.every((tag) => !/:$/.test(String(tag)))),
};
