import { longestGithubComment } from "../../facts/pullRequests";
import { fitted, type Section } from "./budget";
import { changeRows } from "./changeRows";
import { commentMarker, stackMarker } from "./marker";
import { codeSpan, markdownOf } from "./markdownText";
import { mermaidOf } from "./mermaid";
import { newFindingRows, standingFindingRows } from "./findingRows";
import { rehearsalRows } from "./rehearsalRows";
import type { Review } from "./review";
import { driftRows, failoverRows, noteRows, policyRows, renameRows, riskRows } from "./rows";
import type { Row } from "./row";
import { shownText } from "../words/shownText";
import { stackTitle } from "../words/stackTitle";
import { byAge, bySeverity, changeCount, verdictOf } from "./verdict";

/** How many stacks a comment shows in full; it lists the verdicts of the others. */
const mostStacks = 12;

/**
 * Writes reviews as one comment in Markdown, for GitHub and GitLab.
 * @param reviews - The reviews, one per stack.
 * @returns The comment, within what GitHub takes by whole rows. The same reviews give the same text.
 */
export function reviewAsMarkdown(reviews: readonly Review[]): string {
  const shown = reviews.slice(0, mostStacks);
  const others = reviews.slice(mostStacks);
  const several = reviews.length > 1;
  const sections = shown.flatMap((review) => stackSections(review, several));
  const marker = several ? [plain(`${commentMarker(reviews)}\n`)] : [];
  return fitted([...marker, ...sections, ...otherStacks(others)], longestGithubComment);
}

const symbols = { high: "⛔", medium: "⚠️", low: "ℹ️" } as const;

function stackSections(review: Review, several: boolean): Section[] {
  const { risks, picture, unchanged, renames } = review;
  const hasPicture = picture.before.nodes.length + picture.after.nodes.length > 0;
  const { news, standing } = byAge(review);
  const open = news.some(({ severity }) => severity === "high");
  return [
    plain(
      `${several ? "\n" : ""}${stackMarker(review)}\n${heading(review)}\n${verdictLine(review)}\n`,
    ),
    section("\n", noteRows(review), 0),
    section(risks.length === 0 ? "" : "\n### What can cause an outage\n\n", riskRows(risks), 1),
    section("\n### Failover\n\n", failoverRows(review.failover), 2),
    section("\n### Rehearsed\n\n", rehearsalRows(review.rehearsals), 3),
    hasPicture ? pictureSection(review) : plain(""),
    folded(`Policy findings of this change: ${bySeverity(news)}`, newFindingRows(review), 4, open),
    folded(
      `Policy findings that stood before: ${bySeverity(standing)}`,
      standingFindingRows(review),
      5,
    ),
    folded("What the policy packs of this run said", policyRows(review.policies), 6),
    folded(`Drift: changed outside Pulumi`, driftRows(review), 7),
    folded(
      `The whole change: ${changeCount(review)} changed, ${unchanged} unchanged`,
      changeRows(review),
      8,
    ),
    folded(`Renamed only: ${renames.length}, nothing happens to them`, renameRows(renames), 9),
  ].filter(({ head, rows }) => head !== "" || rows.length > 0);
}

function heading(review: Review): string {
  return `## Review of ${codeSpan(shownText(stackTitle(review)))}\n`;
}

function verdictLine(review: Review): string {
  const { severity, title, detail } = verdictOf(review);
  return `${severity === undefined ? "✅" : symbols[severity]} **${title}.** ${detail}`;
}

function plain(head: string): Section {
  return { head, rows: [], foot: "", turn: 0 };
}

function section(head: string, rows: readonly Row[], turn: number): Section {
  return rows.length === 0
    ? plain("")
    : { head, rows: rows.map((row) => () => listItem(row)), foot: "", turn };
}

function folded(title: string, rows: readonly Row[], turn: number, open = false): Section {
  const head = `\n<details${open ? " open" : ""}><summary>${title}</summary>\n\n`;
  return rows.length === 0
    ? plain("")
    : { head, rows: rows.map((row) => () => listItem(row)), foot: "\n</details>\n", turn };
}

function listItem(row: Row): string {
  const { words, heading, below = [] } = row;
  const title = heading === undefined ? "" : `\n**${markdownOf(heading)}**\n\n`;
  return [title, ...itemLines(words, below, 0)].join("");
}

function itemLines(words: Row["words"], below: readonly Row[], depth: number): string[] {
  const line = `${"  ".repeat(depth)}- ${markdownOf(words)}\n`;
  return [line, ...below.flatMap((row) => itemLines(row.words, row.below ?? [], depth + 1))];
}

/** A flowchart is shown whole or not at all. */
function pictureSection({ picture }: Review): Section {
  const more =
    picture.left === 0
      ? ""
      : `\n${picture.left} more of the hostnames that this touches are not drawn.\n`;
  const chart = ["```mermaid", ...mermaidOf(picture), "```", ""].join("\n");
  return {
    head: "\n### Path of the traffic, before and after\n\n",
    rows: [() => chart],
    foot: more,
    turn: 3,
  };
}

function otherStacks(reviews: readonly Review[]): Section[] {
  const rows = reviews.map(
    (review) => () => `- ${codeSpan(shownText(stackTitle(review)))}: ${verdictLine(review)}\n`,
  );
  return rows.length === 0 ? [] : [{ head: "\n### More stacks\n\n", rows, foot: "", turn: 0 }];
}
