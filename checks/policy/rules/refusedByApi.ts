import { brokenRules } from "../../../constraints/constraint";
import { dnsRecordConstraints } from "../../../constraints/dnsRecords";
import { CloudflarePlan } from "../../../facts/cloudflare/plans";
import { dnsRecordFields } from "../../../model/traffic/apiFields";
import { oneWordOf } from "../limits";
import { defineLimitedRule } from "../rule";
import { about } from "../subjects";

/** Values that an API does not take. */
export const refusedByApi = defineLimitedRule({
  id: "refused-by-api",
  severity: "high",
  sentence: "No resource has values that the API refuses whatever else there is.",
  reason:
    "A preview takes them; the API refuses them in the middle of an update whose other calls were already made.",
  source: "The API's own documentation, named beside each constraint in this library's sources",
  wayOut:
    "Give a value that the API takes; where it depends on the plan, set the limit plan to the smallest plan in use",
  limits: {
    plan: oneWordOf<CloudflarePlan>(
      CloudflarePlan.Enterprise,
      "the smallest Cloudflare plan in use",
      Object.values(CloudflarePlan),
    ),
  },
  evaluate: ({ after }, { plan }) =>
    after.traffic.records.flatMap(({ resource, hostname }) =>
      brokenRules(dnsRecordConstraints, dnsRecordFields(resource), { plan }).map(
        ({ rule, must, got }) => ({
          ...about(resource, rule.property),
          ...(hostname === undefined ? {} : { title: hostname }),
          ...{ must, got },
        }),
      ),
    ),
});
