import { linkTokens, unknownLink } from "../../../model/graph/links";
import { readText } from "../../../model/graph/reading";
import type { ModelResource } from "../../../model/graph/resources";
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
  wayOut: "Put all rules of the phase into one ruleset, owned by one stack",
  evaluate: ({ after }) => {
    const owners = new Map<string, ModelResource[]>();
    for (const ruleset of after.traffic.inventory.ofType("ruleset")) {
      const place = placeOf(ruleset);
      if (place !== undefined) {
        owners.set(place, [...(owners.get(place) ?? []), ruleset]);
      }
    }
    return [...owners].flatMap(([place, [first, ...others]]) =>
      first === undefined || others.length === 0
        ? []
        : [
            {
              ...about(first, "phase"),
              must: `belong to one ruleset`,
              got: `${shown(readText(first.properties.phase))} in ${inWords([first, ...others].map(({ name }) => name))}`,
              parts: [first, ...others].map(({ key }) => `${place} ${key}`),
            },
          ],
    );
  },
});

/** Where an entry point stands; undefined for other rulesets, and where that is not known. */
function placeOf({ properties }: ModelResource): string | undefined {
  const kind = readText(properties.kind);
  const phase = readText(properties.phase);
  const owner = linkTokens(kind === "root" ? properties.accountId : properties.zoneId);
  const isKnown = owner.length === 1 && owner[0] !== unknownLink && typeof phase === "string";
  return isKnown && (kind === "zone" || kind === "root")
    ? `${kind} ${owner[0]} ${phase}`
    : undefined;
}
