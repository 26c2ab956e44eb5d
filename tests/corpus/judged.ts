import { readPlan } from "../../model/plan/planFile";
import { readUrn } from "../../model/graph/urns";
import { reviewAsMarkdown, reviewPlan, type Review } from "../../checks/report";
import type { CorpusCase } from "./corpusCase";

/** The day on which plans of the corpus are reviewed. */
const today = new Date("2026-11-23T12:00:00Z");

/** What a case expects of a review, or what a review says, in the same words. */
export type Said = Required<
  Pick<CorpusCase, "risks" | "findings" | "failover" | "drift" | "notJudged" | "changes">
>;

/** Reviews a plan by the policy of its case. */
export function reviewOf(plan: string, { policy = {} }: CorpusCase): Review {
  return reviewPlan(readPlan(plan), { now: today, configuration: policy });
}

/** The review as a comment. */
export function markdownOf(review: Review): string {
  return reviewAsMarkdown([review]);
}

/** Everything that a case expects. */
export function expectedOf(corpusCase: CorpusCase): Said {
  const { risks, findings = [], failover = [], drift = [], notJudged = [], changes } = corpusCase;
  return { risks, findings, failover, drift, notJudged, changes };
}

/** Everything that a review says, in the words of the cases. */
export function saidBy(review: Review): Said {
  const { risks, findings, failover, drift, groups, renames } = review;
  return {
    risks: risks.map(({ severity, id, title }) => `${severity} ${id} ${title}`),
    findings: findings.map(
      ({ severity, id, title, introduced }) =>
        `${severity} ${id} ${title}${introduced === "by this change" ? " (new)" : ""}`,
    ),
    failover: failover
      .filter(({ before, after }) => before !== after)
      .map(({ hostname, before, after }) => `${hostname} ${before ?? "new"} → ${after ?? "gone"}`),
    drift: drift.map(({ key, gone, properties }) => {
      const what = gone ? "gone" : properties.map(({ path }) => path).join(", ");
      return `${nameOf(key)}: ${what}`;
    }),
    notJudged: review.notJudged.map(
      ({ change: { operation, name }, properties }) =>
        `${operation} ${name}: ${properties.join(", ")}`,
    ),
    changes: [
      ...groups.flatMap(({ changes }) =>
        changes.map(({ operation, name }) => `${operation} ${name}`),
      ),
      ...renames.map(({ from, to }) => `rename ${nameOf(from)} to ${nameOf(to)}`),
    ].sort(),
  };
}

function nameOf(urn: string): string {
  return readUrn(urn)?.name ?? urn;
}
