import { getOrCreate } from "../../../core/getOrCreate";
import type { ModelResource } from "../../../model/graph/resources";
import { entryPointOf } from "../../../model/traffic/rulesets";
import { defineRule } from "../rule";
import { about, inWords, shown } from "../subjects";

/** Phases of a zone that two rulesets claim. */
export const rulesetPhaseShared = defineRule({
  id: "ruleset-phase-shared",
  severity: "high",
  sentence: "Every phase of a zone or an account has one ruleset.",
  reason:
    "A phase has one entry point. The API refuses the second one, or each update of one puts its rules in place of the other's.",
  source:
    "Cloudflare docs, ruleset-engine/about/phases and ruleset-engine/basic-operations/deploy-rulesets",
  hint: "Put all rules of the phase into one ruleset, owned by one stack",
  evaluate: ({ after }) => {
    const owners = new Map<string, { phase: string; rulesets: ModelResource[] }>();
    for (const ruleset of after.traffic.inventory.ofType("ruleset")) {
      const entry = entryPointOf(ruleset);
      if (entry !== undefined) {
        const { place, phase } = entry;
        getOrCreate(owners, place, () => ({ phase, rulesets: [] })).rulesets.push(ruleset);
      }
    }
    return [...owners].flatMap(([place, { phase, rulesets }]) => {
      const [first, ...others] = rulesets;
      return first === undefined || others.length === 0
        ? []
        : [
            {
              ...about(first, "phase"),
              must: `belong to one ruleset`,
              actual: `${shown(phase)} in ${inWords(rulesets.map(({ name }) => name))}`,
              parts: rulesets.map(({ key }) => `${place} ${key}`),
            },
          ];
    });
  },
});
