import { dayMilliseconds, hourMilliseconds } from "../../../core/days";
import type { CertificateNode } from "../../../model/tls/certificates";
import { wholeNumber } from "../limits";
import { defineLimitedRule } from "../rule";
import { about } from "../subjects";

/** Certificates of origins that are about to expire. */
export const certificateExpiring = defineLimitedRule({
  id: "certificate-expiring",
  severity: "high",
  sentence: "No certificate of an origin expires within a month.",
  reason:
    "In Full (strict) an expired certificate is Error 526 for every visitor at once. Neither Origin CA certificates nor imported ones renew themselves.",
  source:
    "Cloudflare docs, ssl/origin-configuration/origin-ca; AWS Certificate Manager user guide, import-certificate",
  hint: "Make the next certificate, let the origin serve it, and then take the old one away",
  limits: { days: wholeNumber(30, "days before the end from which on it is told") },
  evaluate: ({ after, now }, { days }) =>
    after.traffic.certificates.flatMap((certificate) => {
      const { resource, kind, isImported } = certificate;
      const isOwn = kind === "originCertificate" || isImported;
      const end = endOf(certificate, now);
      return isOwn && end !== undefined && end.getTime() - now.getTime() < days * dayMilliseconds
        ? [
            {
              ...about(resource),
              must: `be valid for ${days} days more`,
              excess: -end.getTime(),
              actual: `${end < now ? "expired" : "expires"} on ${end.toISOString().slice(0, 10)}`,
            },
          ]
        : [];
    }),
});

/** When a certificate ends: one that the update makes so many hours after it. */
function endOf({ expires, validityHours }: CertificateNode, now: Date): Date | undefined {
  if (typeof validityHours === "number") {
    return new Date(now.getTime() + validityHours * hourMilliseconds);
  }
  return typeof expires === "string" ? readTime(expires) : undefined;
}

/** Reads a time as Cloudflare and AWS write it: RFC 3339, or Go's form with ` +0000 UTC` at its end. */
function readTime(text: string): Date | undefined {
  const time = new Date(text.replace(" +0000 UTC", "Z"));
  return Number.isNaN(time.getTime()) ? undefined : time;
}
