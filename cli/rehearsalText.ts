import type { Measured, Rehearsal, RehearsedFault } from "../model/rehearsal/rehearsal";

/**
 * A rehearsal as people read it: a table of faults, what each shows, and what was not looked at.
 * @param rehearsal - What was measured.
 * @returns Lines.
 */
export function rehearsalText(rehearsal: Rehearsal): string {
  const { hostname, faults, inapplicable, ranOn, assumptions, notServed } = rehearsal;
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
    ...inapplicable.map(({ fault, because }) => `Not rehearsed: ${fault}. ${because}`),
    ...ranOn,
    ...assumptions.map((each) => `Assumed: ${each}`),
    ...notServed.map((each) => `Not rehearsed: ${each.hostname}, for ${each.because}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
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
    `${holds === null ? "?" : holds ? "✓" : "✗"} ${fault}: ${sentence}`,
    ...(hint === null ? [] : [`    ${hint}`]),
  ]);
}
