import { mayBeCloudflare } from "./client";
import type { ReadLine } from "./envelopes";
import { exampleOf } from "./example";
import type { LogTime } from "./line";
import type { LogPattern } from "./pattern";
import { patternOf } from "./patterns";

/** Of how many seconds, and of how many processes, a finding remembers that something happened there. */
const longestMemory = 10_000;

/** One kind of line in one file. */
export interface Finding {
  /** Which kind. */
  readonly pattern: LogPattern;
  /** In which file. */
  readonly file: string;
  /** How many lines. */
  count: number;
  /** The earliest; undefined where no line says a time. */
  first: LogTime | undefined;
  /** The latest. */
  last: LogTime | undefined;
  /** How many in which second since 1970; of the first ten thousand seconds. */
  readonly seconds: Map<number, number>;
  /** The processes that the lines tell the end of; of the first ten thousand. */
  readonly processes: Set<number>;
  /** One of the lines, fit to be shown. */
  readonly example: string;
}

/** What one file tells. */
export interface Tally {
  /** The file. */
  readonly file: string;
  /** The forms of lines in it, with how many lines have each. */
  readonly formats: Map<string, number>;
  /** How many lines, of any form. */
  lines: number;
  /** By the pattern's id. */
  readonly findings: Map<string, Finding>;
  /** When a server started or reloaded, in seconds since 1970; at most ten thousand. */
  readonly starts: number[];
}

/**
 * Starts to count.
 * @param file - The file's name.
 * @returns A tally of nothing.
 */
export function emptyTally(file: string): Tally {
  return { file, formats: new Map(), lines: 0, findings: new Map(), starts: [] };
}

/**
 * Counts one line.
 * @param tally - Where it is counted.
 * @param text - The whole line.
 * @param read - What the line turned out to be.
 */
export function count(tally: Tally, text: string, read: ReadLine): void {
  tally.formats.set(read.format, (tally.formats.get(read.format) ?? 0) + 1);
  const pattern = read.line && patternOf(read.line);
  if (read.line === undefined || pattern === undefined) {
    return;
  }
  const time = read.line.time();
  if (pattern.isStart === true) {
    if (time !== undefined && tally.starts.length < longestMemory) {
      tally.starts.push(Math.floor(time.milliseconds / 1000));
    }
  } else if (pattern.ofClient !== true || mayBeCloudflare(text)) {
    const finding = findingOf(tally, pattern, read.shown ?? text);
    finding.count += 1;
    note(finding, read.line.message, time);
  }
}

function findingOf({ file, findings }: Tally, pattern: LogPattern, shown: string): Finding {
  const known = findings.get(pattern.id);
  if (known !== undefined) {
    return known;
  }
  const made: Finding = {
    ...{ pattern, file, count: 0, first: undefined, last: undefined },
    ...{ seconds: new Map(), processes: new Set(), example: exampleOf(shown) },
  };
  findings.set(pattern.id, made);
  return made;
}

const ended =
  /(?:\bchild |Killed process |worker process |php-?fpm[\w.]{0,8}\[)(?<process>\d{1,10})/;

function note(finding: Finding, message: string, time: LogTime | undefined): void {
  const { seconds, processes } = finding;
  if (processes.size < longestMemory) {
    const process = ended.exec(message)?.groups?.process;
    if (process !== undefined) {
      processes.add(Number(process));
    }
  }
  if (time === undefined) {
    return;
  }
  const { milliseconds } = time;
  finding.first = milliseconds < (finding.first?.milliseconds ?? Infinity) ? time : finding.first;
  finding.last = milliseconds >= (finding.last?.milliseconds ?? -Infinity) ? time : finding.last;
  const second = Math.floor(milliseconds / 1000);
  if (seconds.has(second) || seconds.size < longestMemory) {
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
}
