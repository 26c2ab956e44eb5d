import { certain } from "../core/certainty";
import { apiErrors } from "../facts/cloudflare/apiErrors";
import type { Constraint } from "./constraint";

/**
 * A zone takes each certificate for its origins once. `OriginPulls` cannot break it: each generation has a key of its own, and a renewed
 * certificate another number. What breaks it is an upload that was done although its answer got lost.
 */
export const certificateOnce: Constraint<
  { readonly certificate: string },
  { readonly present: ReadonlySet<string> }
> = {
  id: "origin-pulls-certificate/once",
  property: "certificate",
  must: "be none that the zone has already",
  error: apiErrors.pullsCertificateExists,
  answer: "This certificate already exists for this zone.",
  holds: ({ certificate }, { present }) => certain(!present.has(certificate)),
};
