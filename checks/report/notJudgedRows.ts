import { getOrCreate } from "../../core/getOrCreate";
import { changeWords } from "./changeRows";
import type { NotJudged, Reach } from "../judgement/notJudged";
import { firstRows, type Row } from "./row";
import { counted, names, say, type Phrase } from "../words/words";

/** How many kinds of changes are listed, and how many changes of each. */
const most = { kinds: 10, changes: 5 } as const;

/**
 * Says which changes nobody judged, alike ones together.
 * @returns One row for all changes of a type that may touch the same, with the changes beneath it, and one that counts the rest.
 */
export function notJudgedRows(changes: readonly NotJudged[]): Row[] {
  const alike = new Map<string, NotJudged[]>();
  for (const each of changes) {
    getOrCreate(alike, `${each.change.type}\n${JSON.stringify(each.mayTouch)}`, () => []).push(
      each,
    );
  }
  const groups = [...alike.values()];
  const rest = groups.slice(most.kinds).reduce((sum, { length }) => sum + length, 0);
  return [
    ...groups.slice(0, most.kinds).map(groupRow),
    ...(rest > 0 ? [{ words: say`Not judged: ${[counted(rest, "more change")]}.` }] : []),
  ];
}

function groupRow(group: readonly NotJudged[]): Row {
  const [first] = group;
  if (first === undefined) {
    return { words: [] };
  }
  const reach = say`may touch ${reachWords(first.mayTouch)}`;
  if (group.length === 1) {
    return { words: say`Not judged: ${wordsOf(first)}. It ${reach}.` };
  }
  return {
    words: say`Not judged: ${group.length} changes of ${first.change.type}. They ${reach}.`,
    below: firstRows(
      group,
      most.changes,
      (each) => ({ words: wordsOf(each) }),
      (rest) => say`and ${rest} more, in the whole change below`,
    ),
  };
}

function wordsOf({ change, properties }: NotJudged): Phrase {
  return properties.length === 0
    ? changeWords(change)
    : say`${names(properties)} in the ${changeWords(change)}`;
}

/**
 * Says what a change may touch.
 * @param reach - What it may touch.
 * @returns A part of a sentence.
 */
function reachWords(reach: Reach): Phrase {
  if ("zone" in reach) {
    return say`every hostname of ${reach.zone}`;
  }
  if (!("provider" in reach)) {
    return names(reach.hostnames);
  }
  const { provider, region, hostnames = [] } = reach;
  const place = region === undefined ? say`` : say` in ${region}`;
  const [first, other] =
    hostnames.length === 0 ? [say``, "every"] : [say`${names(hostnames)}, and `, "every other"];
  return provider === "cloudflare"
    ? say`${first}${[other]} hostname of the Cloudflare account`
    : provider === "aws"
      ? say`${first}${[other]} origin of the AWS account${place}`
      : say`${first}whatever ${provider} runs for an origin`;
}
