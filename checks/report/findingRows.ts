import { getOrCreate } from "../../core/getOrCreate";
import { bareText, say, type Phrase } from "../words/words";
import { problemWords } from "../words/problemWords";
import { ruleOf } from "../policy/rules";
import { wayOutOf } from "../risks/introduced";
import type { Review, ReviewedFinding } from "./review";
import type { Row } from "./row";
import { severityTitles } from "./rows";

/** Alike findings that are listed one by one. */
const mostAlike = 20;

/**
 * Lists the policy findings, alike ones together: those of one rule, of one weight and age, that have the same way out.
 * @param review - The review.
 * @returns One row for each kind, with the findings beneath it where there are several; the excused ones last.
 */
export function findingRows({ findings, excused }: Review): Row[] {
  const alike = new Map<string, ReviewedFinding[]>();
  for (const finding of findings) {
    const { rule, severity, introduced } = finding;
    const kind = [rule, severity, String(introduced), bareText(wayOutOf(finding))].join("\n");
    getOrCreate(alike, kind, () => []).push(finding);
  }
  return [
    ...[...alike.values()].map(kindRow),
    ...excused.map(({ rule, message }) => ({
      words: say`Excused: ${rule}: ${problemWords(message)}.`,
    })),
  ];
}

function kindRow(group: readonly ReviewedFinding[]): Row {
  const [first] = group;
  if (first === undefined) {
    return { words: [] };
  }
  const { severity, introduced, rule, message } = first;
  const head: Phrase = [`${severityTitles[severity]}${ages[`${introduced}`] ?? ""}: `];
  if (group.length === 1) {
    return {
      words: [...head, ...say`${rule}: ${problemWords(message)}. ${wayOutOf(first)}`],
    };
  }
  const rest = group.length - mostAlike;
  const sentence = ruleOf(rule)?.sentence ?? "";
  return {
    words: [...head, ...say`${rule}, ${group.length} times: ${[sentence]} ${wayOutOf(first)}`],
    below: [
      ...group.slice(0, mostAlike).map((each) => ({ words: say`${problemWords(each.message)}.` })),
      ...(rest > 0 ? [{ words: say`and ${rest} more` }] : []),
    ],
  };
}

const ages: Readonly<Record<string, string>> = { true: ", new", false: ", as before" };
