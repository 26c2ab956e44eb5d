import { title } from "../../../model/graph/title";
import { defineRule } from "../rule";

/** Live objects that an `import` option left in the program deletes. */
export const importReplacement = defineRule({
  id: "import-replacement",
  severity: "high",
  evidence: "changes",
  sentence: "No import option replaces a live object.",
  reason:
    "An import option that stays in the program after the first update makes the next one import the object anew and delete the live one.",
  source:
    "Runs of Pulumi 3.246 with the Cloudflare provider 6.17: the second update plans import-replacement and deletes the live id",
  hint: "Take the import option out of the program before this update; adopt objects with pulumi import --file",
  evaluate: ({ changes }) =>
    changes
      .filter((change) => change.importReplacement)
      .map(({ key, before, after }) => ({
        subject: key,
        title: title(after ?? before),
        must: "not be imported over a live object, which deletes it",
        actual:
          before?.id === undefined ? "import-replacement" : `import-replacement of ${before.id}`,
      })),
});
