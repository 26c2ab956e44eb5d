import { compare } from "../../../core/order";
import { knownList } from "../../../model/graph/reading";
import { unknownValue } from "../../../core/known";
import { title } from "../../../model/graph/title";
import { defineRule } from "../rule";
import { about } from "../subjects";

/** Pools that differ from what the API answers, for ever. */
export const originsUnsorted = defineRule({
  id: "origins-unsorted",
  severity: "low",
  sentence: "The origins of a pool are listed by name.",
  reason:
    "The API answers the origins of a pool sorted by name, so that every preview with a refresh shows an update that changes nothing, and real ones drown.",
  source: "Cloudflare provider, issues 6140 and 7179",
  hint: "List the origins in the order of their names",
  evaluate: ({ after }) =>
    after.traffic.pools.flatMap(({ resource, origins }) => {
      const all = knownList(origins) ?? [];
      const known = all.map(({ name }) => name).filter((name) => name !== unknownValue);
      const sorted = [...known].sort(compare);
      return known.length === all.length && known.join("\n") !== sorted.join("\n")
        ? [
            {
              ...about(resource, "origins"),
              must: `be in the order ${sorted.join(", ")}`,
              actual: known.join(", "),
              parts: [title(resource)],
            },
          ]
        : [];
    }),
});
