import type { CauseId } from "../../facts/causes";
import type { Finding } from "./tally";

/** How far apart the lines of one event may be, in seconds: PHP-FPM looks after its workers once a second, and clocks are written in whole ones. */
const apart = 2;

/** What another log says of a finding. */
export interface Testimony {
  /** The causes that stay. */
  readonly causes: readonly CauseId[];
  /** The other findings that told them. */
  readonly by: readonly Finding[];
}

/**
 * Tells causes apart that write the same line, by other logs of the same moments.
 * @param finding - One kind of line.
 * @param all - Every finding of every file.
 * @returns The causes of the line that another log names too at its times. All of them where none does.
 */
export function testimonyOf(finding: Finding, all: readonly Finding[]): Testimony {
  const { causes } = finding.pattern;
  const others =
    causes.length < 2
      ? []
      : all.filter(
          (other) =>
            other.pattern.source !== finding.pattern.source &&
            other.pattern.causes.length === 1 &&
            other.pattern.causes.some((cause) => causes.includes(cause)) &&
            isSameMoment(finding, other),
        );
  const named = causes.filter((cause) => others.some(({ pattern }) => pattern.causes[0] === cause));
  return named.length === 0 ? { causes, by: [] } : { causes: named, by: others };
}

function isSameMoment(one: Finding, other: Finding): boolean {
  return [...one.seconds.keys()].some((second) =>
    Array.from({ length: 2 * apart + 1 }, (_none, index) => second + index - apart).some((moment) =>
      other.seconds.has(moment),
    ),
  );
}

/**
 * Finds the kernel's word for processes that a server saw die.
 * @param finding - Lines that tell of the end of processes.
 * @param all - Every finding of every file.
 * @returns How many of those processes the kernel says it killed for their memory.
 */
export function killedByKernel(finding: Finding, all: readonly Finding[]): number {
  const kernel = all.filter(({ pattern }) => pattern.id === "kernel-out-of-memory");
  return finding.pattern.source === "kernel"
    ? 0
    : [...finding.processes].filter((id) => kernel.some(({ processes }) => processes.has(id)))
        .length;
}
