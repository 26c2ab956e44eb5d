import { visibleLine } from "../../core/visibleText";
import type { Evidence } from "../evidence";
import { witness, type Witness } from "../witness";
import { timeText } from "./line";
import { readLines, type Reading } from "./lines";
import { lineReader } from "./records";
import { rhythmOf } from "./rhythm";
import { count, emptyTally, type Finding, type Tally } from "./tally";
import { killedByKernel, testimonyOf } from "./witnesses";

/** A log to read. */
export interface LogFile {
  /** Path of the file. */
  readonly path: string;
  /** How it is named in what is said of it. Defaults to the path. */
  readonly name?: string;
  /** What it holds, where a program wrote it and there is no file. */
  readonly text?: string;
}

/**
 * Reads logs, one after the other, each as a stream, and says which of their lines tell of a cause. Whose log a file is, its lines tell.
 * @param files - The logs; rotated and compressed ones too, in any order.
 * @returns A failure for every kind of line that tells of a cause, by file; a pass for a file without; unknown for what could not be
 * read. A file that cannot be read does not keep the others from it.
 */
export async function readLogs(files: readonly LogFile[]): Promise<Evidence[]> {
  const read: (readonly [Tally, Reading])[] = [];
  for (const file of files) {
    read.push(await tallyOf(file));
  }
  const all = read.flatMap(([{ findings }]) => [...findings.values()]);
  const starts = read.flatMap(([tally]) => tally.starts);
  return read.flatMap(([tally, reading]) => [
    ...[...tally.findings.values()].map((finding) => failure(finding, all, starts)),
    ...ofFile(tally, reading),
  ]);
}

async function tallyOf({
  path,
  name = path,
  text: whole,
}: LogFile): Promise<readonly [Tally, Reading]> {
  const tally = emptyTally(visibleLine(name));
  const reading: Reading = { trouble: undefined, cutLines: 0 };
  const readLine = lineReader();
  const take = (text: string): void => {
    const line = readLine(text);
    if (line !== undefined) {
      count(tally, text, line);
    }
  };
  const takeLine = (text: string): void => {
    tally.lines += text === "" ? 0 : 1;
    take(text);
  };
  if (whole === undefined) {
    await readLines(path, reading, takeLine);
  } else {
    // Lines are taken byte by byte, as those of files are.
    Buffer.from(whole).toString("latin1").split("\n").forEach(takeLine);
  }
  // An entry of the journal ends with an empty line, which its last may lack.
  take("");
  return [tally, reading];
}

function failure(finding: Finding, all: readonly Finding[], starts: readonly number[]): Evidence {
  const { pattern, file, first, last, example } = finding;
  const testimony = testimonyOf(finding, all);
  const killed = killedByKernel(finding, all);
  const rhythm = rhythmOf(finding.seconds, starts);
  const files = [...new Set(testimony.by.map((other) => other.file))];
  const parts = [
    pattern.says,
    ...(rhythm === undefined ? [] : [rhythm]),
    ...(killed === 0 ? [] : [`the kernel says that it killed ${killed} of these processes`]),
    ...(files.length === 0 ? [] : [`told apart by ${files.join(", ")}`]),
    `for example: ${example}`,
  ];
  return {
    ...witness("logs", pattern.id, file, "log").fail(parts.join("; "), testimony.causes),
    occurrences: {
      count: finding.count,
      first: first && timeText(first),
      last: last && timeText(last),
    },
  };
}

/** What is said of a file as a whole. */
function ofFile(tally: Tally, { trouble, cutLines }: Reading): Evidence[] {
  const { file, lines, formats, findings } = tally;
  const known = [...formats].sort(([, one], [, other]) => other - one).map(([format]) => format);
  const told = (check: string): Witness => witness("logs", check, file, "log");
  const troubles = [
    ...(trouble === undefined
      ? []
      : [told("readable").unknown(`the log was not read to its end: ${trouble}`)]),
    ...(cutLines === 0
      ? []
      : [told("long-lines").unknown(`the ends of ${cutLines} overlong lines were not looked at`)]),
    ...(lines > 0 && known.length === 0
      ? [told("format").unknown(`none of ${lines} lines has a form that is known`)]
      : []),
  ];
  if (findings.size > 0 || troubles.length > 0) {
    return troubles;
  }
  const seen =
    lines === 0
      ? "the log is empty"
      : `none of ${lines} lines tells of a cause (${known.join(", ")})`;
  return [told("lines").pass(seen)];
}
