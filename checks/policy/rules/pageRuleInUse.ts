import { EdgeZones } from "../../../model/rules/edgeZones";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Page rules that are on. */
export const pageRuleInUse = defineRule({
  id: "page-rule-in-use",
  severity: "low",
  sentence: "What page rules did is done by rules.",
  reason:
    "Page rules are no longer developed: of those that match a request only one counts, they say less than rules do, and a rule wins over them, so " +
    "that whoever reads one of both does not see what happens.",
  source: "Cloudflare docs, rules/reference/page-rules-migration and rules/page-rules",
  hint: "Say the same in a redirect, cache, configuration or origin rule",
  evaluate: ({ after }) =>
    EdgeZones.of(after.traffic)
      .rules.filter(({ phase }) => phase === "page rules")
      .flatMap(({ rules = [] }) => rules.slice(-1))
      .filter(({ enabled }) => enabled === "yes")
      .map(({ resource }) => ({
        ...about(resource, "status"),
        must: `be "disabled"`,
        actual: `"active"`,
      })),
});
