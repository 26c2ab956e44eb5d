import {
  defaultTlsPolicy,
  oldTlsPolicies,
  recommendedTlsPolicy,
} from "../../../facts/aws/tlsPolicies";
import { ownEntry } from "../../../core/ownEntry";
import { title } from "../../../model/graph/title";
import { endsTls, readListener } from "../../../model/origin/listeners";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Listeners that speak TLS 1.0 or 1.1. */
export const listenerTlsOld = defineRule({
  id: "listener-tls-old",
  severity: "medium",
  sentence: "Listeners of AWS load balancers speak TLS 1.2 or newer.",
  reason:
    "The policy that AWS takes where none is named dates from 2016 and lets TLS 1.0 in; it has no TLS 1.3, which Cloudflare would speak.",
  source: "Elastic Load Balancing user guide, describe-ssl-policies; RFC 8996",
  hint: `Set sslPolicy to ${recommendedTlsPolicy}`,
  evaluate: ({ after }) =>
    after.traffic.inventory.ofType("listener").flatMap((resource) => {
      const { protocol, sslPolicy } = readListener(resource);
      const speaksTls = endsTls(protocol);
      const policy = sslPolicy ?? defaultTlsPolicy;
      const version = typeof policy === "string" ? ownEntry(oldTlsPolicies, policy) : undefined;
      return speaksTls && version !== undefined
        ? [
            {
              ...about(resource, "sslPolicy"),
              must: "be a policy of TLS 1.2 or newer",
              parts: [title(resource)],
              actual:
                sslPolicy === undefined
                  ? `nothing, which is ${defaultTlsPolicy} with TLS ${version}`
                  : `${String(policy)} with TLS ${version}`,
            },
          ]
        : [];
    }),
});
