import { getOrCreate } from "../../core/getOrCreate";
import { bareText, say, type Phrase } from "../words/words";
import { problemWords } from "../words/problemWords";
import { ruleOf } from "../policy/rules";
import { wayOutOf } from "../risks/introduced";
import type { Review, ReviewedFinding } from "./review";
import { firstRows, type Row } from "./row";
import { severityTitles } from "./rows";
import { byAge } from "./verdict";

/** Alike findings that are listed one by one. */
const mostAlike = 20;

/**
 * Lists the policy findings that a change brings, alike ones together: those of one rule and weight that have the same way out.
 * @param review - The review.
 * @returns One row for each kind, with the findings beneath it where there are several.
 */
export function newFindingRows(review: Review): Row[] {
  return kindRows(byAge(review).news);
}

/**
 * Lists the policy findings that stood before a change, alike ones together.
 * @param review - The review.
 * @returns One row for each kind; the excused findings last.
 */
export function standingFindingRows(review: Review): Row[] {
  return [
    ...kindRows(byAge(review).standing),
    ...review.excused.map(({ rule, message }) => ({
      words: say`Excused: ${rule}: ${problemWords(message)}.`,
    })),
  ];
}

function kindRows(findings: readonly ReviewedFinding[]): Row[] {
  const alike = new Map<string, ReviewedFinding[]>();
  for (const finding of findings) {
    const { rule, severity } = finding;
    const kind = [rule, severity, bareText(wayOutOf(finding))].join("\n");
    getOrCreate(alike, kind, () => []).push(finding);
  }
  return [...alike.values()].map(kindRow);
}

function kindRow(group: readonly ReviewedFinding[]): Row {
  const [first] = group;
  if (first === undefined) {
    return { words: [] };
  }
  const { severity, introduced, rule, message } = first;
  const head: Phrase = [`${severityTitles[severity]}${introduced ? ", new" : ", as before"}: `];
  if (group.length === 1) {
    return {
      words: [...head, ...say`${rule}: ${problemWords(message)}. ${wayOutOf(first)}`],
    };
  }
  const sentence = ruleOf(rule)?.sentence ?? "";
  return {
    words: [...head, ...say`${rule}, ${group.length} times: ${[sentence]} ${wayOutOf(first)}`],
    below: firstRows(
      group,
      mostAlike,
      (each) => ({ words: say`${problemWords(each.message)}.` }),
      (rest) => say`and ${rest} more`,
    ),
  };
}
