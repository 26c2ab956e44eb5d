import { severities, type Severity } from "../findings/severity";
import type { RuleFinding } from "../policy/evaluate";
import type { Review } from "./review";
import { counted } from "../words/words";

/** The one line that says how a review ends. */
export interface Verdict {
  /**
   * How bad the change is: its worst risk; `medium` where it only brings policy findings, something could not be read or a change is
   * not judged, and undefined where it brings nothing.
   */
  readonly severity: Severity | undefined;
  /** The verdict in a few words. */
  readonly title: string;
  /** What it rests on. */
  readonly detail: string;
}

/**
 * Says how a review ends.
 * @returns The verdict, in this project's own words only.
 */
export function verdictOf(review: Review): Verdict {
  const { risks, worst, failures, unread, unchanged, renames, notJudged } = review;
  const changes = changeCount(review);
  const active = risks.filter(({ acknowledged }) => !acknowledged);
  const { news, standing } = byAge(review);
  const parts = [
    ...(changes === 0 ? [] : [counted(changes, "change")]),
    ...(notJudged.length === 0 ? [] : [`${notJudged.length} not judged`]),
    ...(renames.length > 0 ? [`${counted(renames.length, "resource")} renamed only`] : []),
    `${unchanged} unchanged`,
    ...(active.length > 0 ? [`risks: ${bySeverity(active)}`] : []),
    ...(active.length < risks.length ? [`${risks.length - active.length} acknowledged`] : []),
    ...(news.length > 0 ? [`new policy findings: ${bySeverity(news)}`] : []),
    ...(standing.length > 0 ? [`policy findings as before: ${bySeverity(standing)}`] : []),
  ];
  const isWhole = failures.length === 0 && unread.length === 0 && notJudged.length === 0;
  const isCalm = worst === undefined && isWhole;
  return {
    severity: active[0]?.severity ?? (isCalm ? undefined : "medium"),
    title: titleOf(review, active[0]?.severity),
    detail: `${parts.join("; ")}.${failures.length === 0 ? "" : ` The engine stopped with ${counted(failures.length, "error")}: what comes after is not in this plan.`}`,
  };
}

function titleOf(review: Review, risk: Severity | undefined): string {
  const { worst, failures, unread, notJudged } = review;
  if (risk !== undefined) {
    return `Outage risk: ${risk}`;
  }
  if (failures.length > 0) {
    return "The plan is not whole";
  }
  const nothing = changeCount(review) === 0;
  const judged = notJudged.length === 0 ? "this change" : "what is judged of this change";
  const calm = nothing ? "Nothing changes" : `No outage risk found in ${judged}`;
  const partly = unread.length === 0 ? calm : `${calm}, as far as the plan could be read`;
  return worst === undefined ? partly : `${partly}, but it brings policy findings`;
}

/**
 * Counts the changes of a review.
 * @returns How many resources something happens to.
 */
export function changeCount({ groups }: Review): number {
  return groups.reduce((sum, { changes }) => sum + changes.length, 0);
}

/**
 * Divides policy findings by their age.
 * @returns Those that the change brings, and those that stood before.
 */
export function byAge({ findings }: Review): Readonly<Record<"news" | "standing", RuleFinding[]>> {
  return {
    news: findings.filter(({ introduced }) => introduced === "by this change"),
    standing: findings.filter(({ introduced }) => introduced === "before"),
  };
}

/**
 * Counts things by how bad they are.
 * @returns `1 high, 2 low`.
 */
export function bySeverity(found: readonly { readonly severity: Severity }[]): string {
  return severities
    .map(
      (severity) => [severity, found.filter((each) => each.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(", ");
}
