import { getOrCreate } from "../../core/getOrCreate";
import { bareText, names, say } from "../words/words";
import { problemWords } from "../words/problemWords";
import type { RuleFinding } from "../policy/evaluate";
import type { Review } from "./review";
import { firstRows, type Row } from "./row";
import { severityTitles } from "./rows";
import { byAge } from "./verdict";

/** How many alike findings are listed one by one. */
const mostAlike = 20;

/**
 * Lists the policy findings that a change brings, alike ones together: those of one rule and weight that have the same way out.
 * @returns One row for each kind, with the findings beneath it where there are several.
 */
export function newFindingRows(review: Review): Row[] {
  return kindRows(byAge(review).news);
}

/**
 * Lists the policy findings that stood before a change, alike ones together.
 * @returns One row for each kind; the excused findings last.
 */
export function standingFindingRows(review: Review): Row[] {
  return [
    ...kindRows(byAge(review).standing),
    ...review.excused.map(({ id, breach }) => ({
      words: say`Excused: ${id}: ${problemWords(breach.message)}.`,
    })),
  ];
}

function kindRows(findings: readonly RuleFinding[]): Row[] {
  const alike = new Map<string, RuleFinding[]>();
  for (const finding of findings) {
    const { id, severity } = finding;
    const kind = [id, severity, bareText(finding.hint)].join("\n");
    getOrCreate(alike, kind, () => []).push(finding);
  }
  return [...alike.values()].map(kindRow);
}

/** The hostnames that hang on the subject, else its zone, else what it is called itself: one list where many have the same hostnames. */
function titlesOf({ title, mayTouch }: RuleFinding): readonly string[] {
  if (mayTouch === undefined) {
    return [title];
  }
  if ("hostnames" in mayTouch) {
    return mayTouch.hostnames;
  }
  const { zone } = mayTouch;
  return [zone.startsWith("the zone of ") ? zone : `the zone ${zone}`];
}

/** What visitors or operators meet comes first, in the rule's own words; what breaks the rule, and where, stands beneath. */
function kindRow(group: readonly RuleFinding[]): Row {
  const [first] = group;
  if (first === undefined) {
    return { words: [] };
  }
  const { id, severity, introduced, consequence, hint } = first;
  const age = introduced === "by this change" ? "new" : "as before";
  const titles = [...new Set([...new Set(group.map(titlesOf))].flat())];
  const many = group.length === 1 ? [] : [`, ${group.length} times`];
  return {
    words: [
      `${severityTitles[severity]}, ${age}${many.join("")}: `,
      ...names(titles),
      ...say`: ${consequence} ${hint}`,
    ],
    below: firstRows(
      group,
      mostAlike,
      (each) => ({ words: say`${id}: ${problemWords(each.breach.message)}.` }),
      (rest) => say`and ${rest} more`,
    ),
  };
}
