import type { Measured, Rehearsal, RehearsedFault } from "../model/rehearsal/rehearsal";

/** Modelled seconds late from which figures are rough. */
const lateFromSeconds = 5;

/**
 * A rehearsal as people read it: a table of faults, what each shows, and what was not looked at.
 * @param rehearsal - What was measured.
 * @returns Lines.
 */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { hostname, faults, inapplicable, assumptions, notServed } = rehearsal;
  const rows = [heads, ...faults.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const lines = [
    `${hostname}, modelled seconds from the fault's begin`,
    ...(faults.length === 0 ? ["No fault was rehearsed"] : table),
    ...faults.flatMap(told),
    ...roughness(rehearsal),
    ...inapplicable.map(({ fault, because }) => `Not rehearsed: ${fault}. ${because}`),
    ...assumptions.map((each) => `Assumed: ${each}`),
    ...notServed.map((each) => `Not rehearsed: ${each.hostname}, for ${each.because}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/**
 * Says whether the machine kept up.
 * @param rehearsal - What was measured.
 * @returns A sentence where it did not.
 */
function roughness({ lateSeconds, faults }: Rehearsal): string[] {
  const unanswered = faults.flatMap(({ declared, defaults }) => [declared, defaults]);
  const isLost = unanswered.some((each) => each.unanswered > 0);
  return lateSeconds < lateFromSeconds && !isLost
    ? []
    : [
        `This machine did not keep up: requests were up to ${lateSeconds} modelled seconds late, so the figures are rough. ` +
          `Ask for less with --speed or --rate`,
      ];
}

const heads = ["fault", "failed", "on defaults", "first", "out", "last", "bound", "back"];

function cells({ fault, declared, defaults, boundSeconds }: RehearsedFault): string[] {
  return [
    fault,
    ...[declared, defaults].map(share),
    ...[declared.firstFailureSeconds, declared.detectedSeconds, declared.lastFailureSeconds].map(
      seconds,
    ),
    seconds(boundSeconds),
    seconds(declared.returnedSeconds),
  ];
}

function share({ failed, requests }: Measured): string {
  return `${failed} of ${requests}`;
}

function seconds(value: number | null): string {
  return value === null ? "-" : `${value} s`;
}

function told({ fault, verdicts }: RehearsedFault): string[] {
  return verdicts.flatMap(({ holds, sentence, hint }) => [
    `${holds ? "✓" : "✗"} ${fault}: ${sentence}`,
    ...(hint === null ? [] : [`    ${hint}`]),
  ]);
}
